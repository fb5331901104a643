//! Who issues a bulletin, by its title and the lines around it.

use super::days::dates;
use super::language::{Cue, Language};
use super::paragraphs::ends_shortened;
use crate::text::{Key, capital, fold, fold_word, has_digit, words};

/// What stands between a name and what is issued: "Hill Clinic: Weekly Prayer".
const BORDERS: &[&str] = &[": ", " | ", " – ", " — ", " - ", " · ", ", "];

/// A byline has no more words.
const MOST_BYLINE_WORDS: usize = 16;

/// Which of the lines at the top is the title, and who the publisher is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Named {
    pub title: Option<String>,
    pub publisher: Option<String>,
}

/// Reads the lines at the top of a bulletin, and its foot, for names. Who is `told` by the format counts before a guess.
pub(super) fn name(tops: &[&str], foot: &[&str], told: Option<&str>, language: &Language) -> Named {
    let at_foot = || foot.iter().filter(|_| told.is_none()).find_map(|line| sourced(line, language));
    let source = tops.iter().find_map(|line| sourced(line, language)).or_else(at_foot);
    let lines: Vec<&str> = tops.iter().copied().filter(|line| sourced(line, language).is_none()).collect();
    let Some((first, others)) = lines.split_first() else {
        return Named { title: None, publisher: source };
    };
    let below =
        others.iter().map(|line| before_date(line, language)).find(|line| is_plain_name(line, language));
    let over = Some(first).filter(|line| !others.is_empty() && is_plain_name(line, language));
    // One word of a title ("MISSION PARTNERS"), or what it is about ("Floods in Chad: how to pray"), says less than a name
    // over it, under it, or one that the format tells.
    let is_weak = |name: &String| {
        !name.contains(' ')
            || crate::place::is_place(name.rsplit(' ').next().unwrap_or_default(), &language.code)
    };
    let better = below.is_some() || over.is_some() || told.is_some_and(|told| is_plain_name(told, language));
    let publisher = source
        .or_else(|| {
            let of_titles = lines.iter().find_map(|line| of_title(line, language));
            of_titles.filter(|name| !(better && is_weak(name)))
        })
        .or_else(|| {
            told.filter(|told| below.is_none() && over.is_none() && is_plain_name(told, language))
                .map(str::to_owned)
        })
        .or_else(|| foot.iter().find_map(|line| beside_title(line, &lines, language)))
        // A name alone at the top, with the title under it.
        .or_else(|| {
            let alone = !others.is_empty() && !is_title(first, language) && !has_border(first);
            alone.then(|| first.to_string())
        })
        // Or under it.
        .or_else(|| below.map(ToString::to_string))
        .or_else(|| foot.iter().find_map(|line| of_foot(line)))
        .or_else(|| told.map(str::to_owned))
        .or_else(|| before_colon(first, language))
        .map(|name| calm(&name, language))
        .map(|name| longer_at_foot(&name, foot).unwrap_or(name));
    let is_name = |line: &str| publisher.as_ref().is_some_and(|name| fold(name) == fold(line.trim()));
    let titles = || lines.iter().copied().filter(|line| !is_name(line));
    // An address may stand between the name and the title.
    let is_address = |line: &str| {
        !is_title(line, language) && has_digit(line) && dates::month_said(line, language).is_none()
    };
    let title = titles().find(|line| !is_address(line)).or_else(|| titles().next()).unwrap_or(first);
    Named { title: Some(title.to_string()), publisher }
}

/// "Hill Clinic" of "Hill Clinic, June 2026".
fn before_date<'a>(line: &'a str, language: &Language) -> &'a str {
    let parted = BORDERS.iter().find_map(|border| line.rsplit_once(border));
    parted.filter(|(_, tail)| dates::whole_line(tail, language).is_some()).map_or(line, |(name, _)| name)
}

/// "Source: Hill Clinic", "Published by Hill Clinic".
fn sourced(line: &str, language: &Language) -> Option<String> {
    if let Some((label, name)) = line.split_once(": ") {
        // "From: Ada <ada@home.example>" is a field of a mail.
        let named = !name.trim().is_empty() && !name.contains('@');
        return (language.sources.whole(label).is_some() && named).then(|| name.trim().to_owned());
    }
    // "From" and "by" alone begin other lines, too.
    let (length, ()) = language.sources.beginning(line).filter(|&(length, ())| length > 1)?;
    let name = line.get(words(line).nth(length)?.start..)?;
    // "Posted by Ada on 4 May 2019" says who wrote that day.
    let named = name.starts_with(char::is_uppercase) && dates::find(name, language).is_none();
    named.then(|| without_time(name).trim_end_matches('.').to_owned())
}

/// Whether a line says who wrote what is under or over it: "Written by Ada Bell", "May 4 | by Ada".
pub(super) fn is_byline(line: &str, language: &Language) -> bool {
    let by = |piece: &str| {
        let found = language.bylines.beginning(piece).map(|(length, ())| length);
        found.and_then(|length| words(piece).nth(length)).is_some_and(|name| name.is_capital())
    };
    let mut pieces = line.split(['|', '·', '•']).map(str::trim);
    line.split_whitespace().nth(MOST_BYLINE_WORDS).is_none()
        && !super::paragraphs::ends_sentence(line)
        && pieces.any(by)
}

/// A name without the time that pages put behind it: "Hill Clinic at 10:15 AM".
fn without_time(name: &str) -> &str {
    let is_time = |word: &str| {
        let (hours, minutes) = word.split_once(':').unwrap_or_default();
        [hours, minutes].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let timed = name.split(' ').position(is_time).filter(|&at| at > 1);
    let kept = timed.and_then(|at| name.match_indices(' ').nth(at - 2)).and_then(|(end, _)| name.get(..end));
    kept.unwrap_or(name)
}

/// Whether a line says what is issued ("prayer", "weekly", "letter").
pub(super) fn is_title(line: &str, language: &Language) -> bool {
    words(line).any(|word| word.text.len() > 3 && language.titles.holds(word.text))
}

/// Whether a line says what is issued and hardly anything else: "Prayer Calendar, March 2025".
pub(super) fn is_title_alone(line: &str, language: &Language) -> bool {
    let says = |word: &crate::text::Word| language.titles.holds(word.text);
    let named = words(line).filter(|word| word.text.chars().count() > 3 && says(word)).count();
    named > 1
        || named == 1 && (words(line).all(|word| says(&word)) || dates::month_said(line, language).is_some())
}

/// Whether a line begins with a capital, as a headline does.
pub(super) fn is_capital(line: &str) -> bool {
    line.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_lowercase())
}

/// A publisher's name in the title of a page: "Prayer Update: Keep Watch – Hill Clinic", "Hill Clinic".
pub(super) fn of_page(title: &str, language: &Language) -> Option<String> {
    of_title(title, language).or_else(|| is_plain_name(title, language).then(|| title.trim().to_owned()))
}

/// Whether a line is a name and nothing else: "Grace Chapel", "Misión Ríos de Vida".
pub(super) fn is_plain_name(line: &str, language: &Language) -> bool {
    let all: Vec<_> = words(line).collect();
    let named = |word: &crate::text::Word| {
        !word.text.starts_with(char::is_lowercase) || language.name_joins.holds(word.text)
    };
    (2..=7).contains(&all.len())
        && all.iter().all(named)
        && !is_title(line, language)
        && !line.contains(": ")
        && !has_digit(line)
        && dates::month_said(line, language).is_none()
}

/// A publisher's name at the beginning or the end of a title.
fn of_title(line: &str, language: &Language) -> Option<String> {
    if opens_with_cue(line, language) && !language.titles.begin(line) || !is_title(line, language) {
        return None;
    }
    if let Some(name) = bracketed(line, language) {
        return Some(name.to_owned());
    }
    in_title(line, language).or_else(|| {
        // "Prayer points – Hill Clinic"
        let (_, tail) =
            [" – ", " — ", " | ", " - ", " · "].iter().find_map(|border| line.rsplit_once(border))?;
        let named = is_plain_name(tail, language)
            || !tail.contains(' ') && is_capital(tail) && !is_title(tail, language);
        named.then(|| tail.trim().to_owned())
    })
}

/// Whether a text begins by asking or giving thanks.
pub(super) fn opens_with_cue(text: &str, language: &Language) -> bool {
    matches!(language.cues.beginning(text), Some((_, Cue::Request(_) | Cue::Praise(_) | Cue::Neither)))
}

/// Whether a line has two parts, and is no name alone.
fn has_border(line: &str) -> bool {
    [" | ", " – ", " — ", " - "].iter().any(|border| line.contains(border))
}

/// The name in brackets that a title begins with: "[Hill Clinic] Prayer points".
fn bracketed<'a>(line: &'a str, language: &Language) -> Option<&'a str> {
    let (name, _) = line.strip_prefix(['[', '【'])?.split_once([']', '】'])?;
    (!is_title(name, language) && dates::month_said(name, language).is_none()).then_some(name.trim())
}

fn in_title(line: &str, language: &Language) -> Option<String> {
    let undated = match dates::find(line, language) {
        Some(found) => line.get(..found.start).unwrap_or(line),
        None => line,
    };
    let border = BORDERS.iter().filter_map(|border| undated.find(border)).min();
    let head = border.and_then(|at| undated.get(..at)).unwrap_or(undated);
    let is_title_word = |text: &str| {
        let key = Key::of(text);
        let number = text.bytes().all(|byte| byte.is_ascii_digit());
        // "제12호", "5월호"
        let counted =
            has_digit(text) && text.chars().all(|letter| letter.is_ascii_digit() || letter >= '\u{3040}');
        number
            || counted
            || dates::year_number(text, language).is_some()
            || language.titles.holds(&key)
            || language.months.holds(&key)
            || language.weekdays.holds(&key)
    };
    let all: Vec<_> = words(head).collect();
    let pair = |at: usize| {
        let two = head.get(all.get(at)?.start..)?;
        language.titles.beginning(two).filter(|&(length, ())| length == 2).map(|_| ())
    };
    let mut end = all.len();
    while end > 0 {
        if end >= 2 && pair(end - 2).is_some() {
            end -= 2;
        } else if all.get(end - 1).is_some_and(|word| is_title_word(word.text)) {
            end -= 1;
        } else {
            break;
        }
    }
    // "Union of Prayer": a name's last word that "of" ties to it.
    let tied = end > 0
        && end + 1 < all.len()
        && all.get(end).is_some_and(|word| fold_word(word.text) == "of")
        && end + 2 == all.len();
    if tied {
        return Some(head.trim().to_owned());
    }
    let start = all.iter().position(|word| !is_title_word(word.text)).filter(|&start| start < end)?;
    // A verb in small letters is no part of a name: "Pray for justice to prevail".
    let kept = all.get(start..end)?;
    let small = |word: &&crate::text::Word| {
        word.text.starts_with(char::is_lowercase) && !language.name_joins.holds(word.text)
    };
    let hanging = kept.last().is_some_and(|word| {
        word.text.starts_with(char::is_lowercase) && language.name_joins.holds(word.text)
    });
    // "30 Days of Prayer for the Villages"
    let meant = kept.windows(2).any(|pair| match pair {
        [word, next] => {
            word.text.len() > 3 && language.titles.holds(word.text) && language.biddings.holds(next.text)
        }
        _ => false,
    });
    if hanging
        || meant
        || kept.iter().any(|word| small(&word)) && head.chars().any(char::is_lowercase)
        || kept.first()?.text.starts_with(char::is_lowercase)
    {
        return None;
    }
    let mut last = kept.last()?.end();
    if head.get(last..).is_some_and(|rest| rest.starts_with(['\'', '’', '.'])) {
        last += head.get(last..)?.chars().next()?.len_utf8();
    }
    Some(head.get(kept.first()?.start..last)?.trim_end_matches(['\'', '’']).to_owned())
}

/// The name before a colon, where nothing else tells: "Quiet Hill: Sundays in Lent".
fn before_colon(line: &str, language: &Language) -> Option<String> {
    let (head, _) = line.split_once(": ")?;
    let named = head.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let new = head.split(' ').count() <= 4
        && !is_title(head, language)
        && !crate::place::is_region(head, &language.code);
    (named && new).then(|| head.to_owned())
}

/// The name beside the title in a running header: "Hill Clinic · A Day in the Ward".
fn beside_title(line: &str, titles: &[&str], language: &Language) -> Option<String> {
    let (first, second) = [" · ", " | ", " – ", " — "].iter().find_map(|border| line.split_once(border))?;
    let says = |piece: &str| titles.iter().any(|title| fold(piece.trim()).starts_with(&fold(title)));
    let name = if says(second) { first } else { second };
    (says(first) != says(second) && is_plain_name(name, language)).then(|| name.trim().to_owned())
}

/// "© Hill Clinic", perhaps with a year.
fn of_foot(line: &str) -> Option<String> {
    let name = line.trim().strip_prefix('©')?.trim();
    let beside = |letter: char| letter.is_ascii_digit() || " -–.,".contains(letter);
    let name = name.trim_start_matches(beside);
    let name = if ends_shortened(name) { name } else { name.trim_end_matches(beside) };
    let name = name.split(['|', '·', ',']).next().unwrap_or(name);
    // "Hill Clinic. All rights reserved", and "Hill Clinic e.V."
    let name = name.split_once(". ").map_or(name, |(name, _)| name).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The full name from the foot, where the title has only its beginning: "Quiet Hill" of "Quiet Hill Mission, Box 4".
fn longer_at_foot(name: &str, foot: &[&str]) -> Option<String> {
    let pieces = foot.iter().flat_map(|line| line.split(['|', '·', ',', '•', '.']));
    let mut pieces = pieces.map(|piece| piece.trim().trim_start_matches(['©', ' ']));
    let longer = pieces.find(|piece| {
        let added =
            piece.get(name.len()..).filter(|_| piece.to_lowercase().starts_with(&name.to_lowercase()));
        added.is_some_and(|added| {
            added.starts_with(' ')
                && added.split_whitespace().count() <= 2
                && added.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        })
    })?;
    Some(longer.to_owned())
}

/// A name in capitals as a reader would write it; short ones stay (they are shortened names).
fn calm(name: &str, language: &Language) -> String {
    let name = name.trim();
    if name.chars().any(char::is_lowercase) || !name.contains(' ') {
        return name.to_owned();
    }
    let calm = |(at, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if at > 0 && language.name_joins.holds(word) {
            return lower;
        }
        capital(&lower).into_owned()
    };
    name.split_whitespace().enumerate().map(calm).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tops: &[&str], foot: &[&str], title: &str, publisher: Option<&str>) {
        let named = name(tops, foot, None, Language::of(Some("en")));
        assert_eq!((named.title.as_deref(), named.publisher.as_deref()), (Some(title), publisher));
    }

    #[test]
    fn a_title_begins_with_its_publisher() {
        check(&["Hill Clinic Prayer Requests"], &[], "Hill Clinic Prayer Requests", Some("Hill Clinic"));
        check(&["HC Prayer Requests"], &[], "HC Prayer Requests", Some("HC"));
        check(&["Hill Clinic: Weekly Prayer"], &[], "Hill Clinic: Weekly Prayer", Some("Hill Clinic"));
        check(&["HILL CLINIC | Prayer Update"], &[], "HILL CLINIC | Prayer Update", Some("Hill Clinic"));
        check(&["Hill Clinic This Week: Pray"], &[], "Hill Clinic This Week: Pray", Some("Hill Clinic"));
        let dated = "Hill Clinic Prayer Requests for the Week of May 4, 2019";
        check(&[dated], &[], dated, Some("Hill Clinic"));
    }

    #[test]
    fn a_name_may_stand_on_its_own() {
        check(&["Hill Clinic", "Prayer List"], &[], "Prayer List", Some("Hill Clinic"));
        check(
            &["WEEKLY PRAYER BULLETIN", "Source: Hill Clinic"],
            &[],
            "WEEKLY PRAYER BULLETIN",
            Some("Hill Clinic"),
        );
        check(
            &["Weekly prayer bulletin", "Published by Hill Clinic"],
            &[],
            "Weekly prayer bulletin",
            Some("Hill Clinic"),
        );
        check(
            &["Pray for justice in the hills", "Hill Clinic weekly prayer"],
            &[],
            "Pray for justice in the hills",
            Some("Hill Clinic"),
        );
        check(&["Weekly Prayer List", "Grace Chapel"], &[], "Weekly Prayer List", Some("Grace Chapel"));
        check(&["Prayer points – Hill Clinic"], &[], "Prayer points – Hill Clinic", Some("Hill Clinic"));
        check(&["Prayer points | Hillside"], &[], "Prayer points | Hillside", Some("Hillside"));
        check(&["[Hill Clinic] Prayer points"], &[], "[Hill Clinic] Prayer points", Some("Hill Clinic"));
        check(
            &["Stories to pray for", "Posted by Ada Bell at 10:15 AM"],
            &[],
            "Stories to pray for",
            Some("Ada Bell"),
        );
        check(&["FIRST CHURCH PRAYER LIST"], &[], "FIRST CHURCH PRAYER LIST", Some("First Church"));
        check(&["Stories to pray for"], &[], "Stories to pray for", None);
        let meant = "30 Nights of Prayer for the Villages";
        check(&[meant], &[], meant, None);
        check(&["Urgent prayer"], &["© 2019 Hill Clinic e.V."], "Urgent prayer", Some("Hill Clinic e.V."));
        check(&["Union of Prayer", "A Week at the Mill"], &[], "A Week at the Mill", Some("Union of Prayer"));
    }

    #[test]
    fn the_foot_tells_it_too() {
        check(&["Night Watch"], &["Hill Clinic · Night Watch"], "Night Watch", Some("Hill Clinic"));
        check(&["Urgent prayer"], &["© 2019 Hill Clinic"], "Urgent prayer", Some("Hill Clinic"));
        check(
            &["Hill Clinic: Prayer"],
            &["Hill Clinic Trust · Box 4"],
            "Hill Clinic: Prayer",
            Some("Hill Clinic Trust"),
        );
        check(&["Weekly Prayer Update"], &[], "Weekly Prayer Update", None);
    }
}
