//! What a page says of itself.

use chrono::NaiveDate;
use scraper::{ElementRef, Html};

use crate::bulletin::formats::day_of;
use crate::text;

/// What a page says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub sent_on: Option<NaiveDate>,
    pub language: Option<String>,
}

/// Reads what a page says of itself: its title, its site, its day and its language.
pub(super) fn read(page: &Html) -> Head {
    let mut head = Head::default();
    let (mut told, mut whole): (Option<String>, Option<String>) = (None, None);
    let mut days: Vec<NaiveDate> = Vec::new();
    for element in page.tree.nodes().filter_map(ElementRef::wrap) {
        let attribute =
            |name: &str| element.value().attr(name).map(str::trim).filter(|value| !value.is_empty());
        match element.value().name() {
            "html" | "body" => head.language = head.language.or_else(|| attribute("lang").and_then(language)),
            "title" => whole = whole.or_else(|| words(&element.text().collect::<String>())),
            "meta" => {
                let content = attribute("content").unwrap_or_default();
                match attribute("property").or(attribute("name")).unwrap_or_default() {
                    "og:title" => told = told.or_else(|| words(content)),
                    "og:site_name" => head.publisher = head.publisher.or_else(|| words(content)),
                    "article:published_time" | "date" | "dc.date" | "DC.date" | "pubdate" => {
                        head.sent_on = head.sent_on.or_else(|| day_of(content));
                    }
                    _ => {}
                }
            }
            "time" => days.extend(attribute("datetime").and_then(day_of)),
            _ => {}
        }
    }
    // Times of comments, or of several issues on one page, are no day of the page.
    let same = days.first().filter(|first| days.iter().all(|day| day == *first));
    head.sent_on = head.sent_on.or(same.copied());
    head.title = told.or(whole).map(|title| unsigned(title, head.publisher.as_deref()));
    head
}

impl Head {
    /// With the name of the site that its title adds to what is printed as a heading: "Pray for rain – Hill Clinic".
    pub fn signed<'a>(mut self, mut headings: impl Iterator<Item = &'a str>) -> Self {
        let Some(title) = self.title.as_deref().filter(|_| self.publisher.is_none()) else { return self };
        let site = |heading: &str| {
            let rest = title.strip_prefix(heading)?;
            let (_, site) = SIGNS.iter().find_map(|sign| rest.rsplit_once(sign))?;
            (!site.trim().is_empty()).then(|| site.trim().to_owned())
        };
        self.publisher = headings.find_map(site);
        self.title = self.title.take().map(|title| unsigned(title, self.publisher.as_deref()));
        self
    }
}

/// What parts a title from the name of its site.
const SIGNS: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " « ", " » ", " :: "];

fn words(text: &str) -> Option<String> {
    Some(text::squash(&text::safe_line(text))).filter(|words| !words.is_empty())
}

/// The language of a tag such as `pt-BR`.
fn language(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// A title without the name of the site at its end or beginning: "Prayer update | Hill Clinic".
fn unsigned(title: String, site: Option<&str>) -> String {
    for sign in SIGNS {
        let Some((head, tail)) = title.rsplit_once(sign) else { continue };
        if site == Some(tail) {
            return head.to_owned();
        }
        if let Some((first, rest)) = title.split_once(sign)
            && site == Some(first)
        {
            return rest.to_owned();
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_is() {
        let page = Html::parse_document(
            "<html lang='en-GB'><title>Pray for\n rain – Hill Clinic</title>
             <meta property='og:site_name' content='Hill Clinic'>
             <meta property='article:published_time' content='2019-05-04T10:00:00+02:00'>
             <time datetime='2020-01-01'>",
        );
        let expected = Head {
            title: Some("Pray for rain".into()),
            publisher: Some("Hill Clinic".into()),
            sent_on: NaiveDate::from_ymd_opt(2019, 5, 4),
            language: Some("en".into()),
        };
        assert_eq!(read(&page), expected);
    }

    #[test]
    fn a_title_adds_the_site_to_a_heading() {
        let head = |title: &str| Head { title: Some(title.to_owned()), ..Head::default() };
        let signed = head("Rain at last | News | Hill Clinic").signed(["Menu", "Rain at last"].into_iter());
        assert_eq!(signed.publisher.as_deref(), Some("Hill Clinic"));
        assert_eq!(signed.title.as_deref(), Some("Rain at last | News"));
        assert_eq!(head("Rain - at last").signed(["Pray"].into_iter()), head("Rain - at last"));
    }

    #[test]
    fn several_times_are_no_day() {
        let sent_on = |times: &str| read(&Html::parse_document(times)).sent_on;
        assert_eq!(sent_on("<time datetime='2019-05-04'>"), NaiveDate::from_ymd_opt(2019, 5, 4));
        assert_eq!(sent_on("<time datetime='2019-05-04'><time datetime='2019-05-05'>"), None);
    }

    #[test]
    fn the_site_is_no_title() {
        let title = |title: &str, site| unsigned(title.to_owned(), site);
        assert_eq!(title("Prayer | May | Hill Clinic", Some("Hill Clinic")), "Prayer | May");
        assert_eq!(title("Prayer | Hill Clinic", None), "Prayer | Hill Clinic", "which is the site's?");
        assert_eq!(title("Hill Clinic: Prayer", None), "Hill Clinic: Prayer");
        assert_eq!(title("Hill Clinic - Prayer", Some("Hill Clinic")), "Prayer");
        assert_eq!(title("Rain - at last", None), "Rain - at last");
    }
}
