//! What styles say of how an element looks, as far as it tells what its words are.

use std::collections::HashMap;

use scraper::node::Element;
use scraper::{ElementRef, Html};

/// Rules of a page beyond this, in bytes, are not read: no newsletter has them.
const MOST_RULES: usize = 1 << 20;

/// How an element looks; `None` where nothing says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Not shown, and nothing in it can be.
    pub gone: Option<bool>,
    /// Not seen as it stands; a page may yet show it.
    pub faint: Option<bool>,
    /// In letters too small to see, unless something in it has larger ones.
    pub tiny: Option<bool>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub underlined: Option<bool>,
    /// Whether it stands on lines of its own.
    pub block: Option<bool>,
    /// Whether its line ends count.
    pub typed: Option<bool>,
    /// Whether it is without a border.
    pub bare: Option<bool>,
    /// Whether it is the bullet or the number of a list that Word made of paragraphs.
    pub marker: Option<bool>,
}

impl Look {
    /// Reads declarations: `font-weight: bold; color: red`.
    fn declared(css: &str) -> Self {
        let mut look = Self::default();
        for (name, value) in css.split(';').filter_map(|one| one.split_once(':')) {
            let name = name.trim();
            let value = value.split('!').next().unwrap_or_default().trim();
            let is = |word: &str| value.eq_ignore_ascii_case(word);
            let zero = || length(value).is_some_and(|length| length <= 0.0);
            // Names are nearly always in small letters; the length tells most of them apart.
            match name.to_ascii_lowercase().as_str() {
                "display" => {
                    look.gone = Some(is("none"));
                    look.block =
                        Some(["block", "table", "flex", "grid", "list-item"].iter().any(|one| is(one)));
                }
                "max-height" => look.gone = zero().then_some(true).or(look.gone),
                "visibility" => look.faint = Some(is("hidden")),
                "opacity" => look.faint = Some(zero()),
                "font-size" => look.tiny = length(value).map(|length| length <= 1.0),
                "font-weight" => {
                    look.bold = Some(
                        is("bold") || is("bolder") || length(value).is_some_and(|weight| weight > 550.0),
                    );
                }
                "font-style" => look.italic = Some(is("italic") || is("oblique")),
                "text-decoration" => look.underlined = Some(value.to_ascii_lowercase().contains("underline")),
                "white-space" => look.typed = Some(value.to_ascii_lowercase().starts_with("pre")),
                "mso-list" => look.marker = Some(is("ignore")),
                "border" | "border-left" => look.bare = Some(is("none") || zero()),
                _ => {}
            }
        }
        look
    }

    /// This look, and what `stronger` says otherwise.
    fn with(self, stronger: Self) -> Self {
        Self {
            gone: stronger.gone.or(self.gone),
            faint: stronger.faint.or(self.faint),
            tiny: stronger.tiny.or(self.tiny),
            bold: stronger.bold.or(self.bold),
            italic: stronger.italic.or(self.italic),
            underlined: stronger.underlined.or(self.underlined),
            block: stronger.block.or(self.block),
            typed: stronger.typed.or(self.typed),
            bare: stronger.bare.or(self.bare),
            marker: stronger.marker.or(self.marker),
        }
    }
}

/// The number at the beginning of a length in points or pixels, or without a unit. What is relative has none, but zero.
fn length(value: &str) -> Option<f32> {
    let digits = value.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, unit) = value.split_at_checked(digits)?;
    let number = number.parse().ok()?;
    let absolute = ["", "px", "pt"].iter().any(|one| unit.trim().eq_ignore_ascii_case(one));
    (absolute || number == 0.0).then_some(number)
}

/// The rules of a page that say something of its words.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By class (`.name`) or id (`#name`): for which element, if for one only, and how it looks.
    rules: HashMap<String, Vec<(Option<String>, Look)>>,
}

impl Styles {
    /// Reads the rules in a page for a single class or id. Those for a screen of some width, or for printing, are not
    /// what most people see.
    pub(super) fn of(page: &Html) -> Self {
        let mut styles = Self::default();
        let mut read = 0;
        let sheets = page
            .tree
            .nodes()
            .filter_map(ElementRef::wrap)
            .filter(|element| element.value().name() == "style");
        for css in sheets.flat_map(|sheet| sheet.text()) {
            read += css.len();
            if read > MOST_RULES {
                break;
            }
            styles.read(css);
        }
        styles
    }

    fn read(&mut self, css: &str) {
        let mut rest = css;
        while let Some((before, after)) = rest.split_once('{') {
            let selectors = before.rsplit_once("*/").map_or(before, |(_, selectors)| selectors);
            let selectors = selectors.rsplit([';', '}']).next().unwrap_or_default().trim();
            if selectors.starts_with('@') {
                rest = after_block(after);
                continue;
            }
            let (body, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            let look = Look::declared(body);
            if look == Look::default() {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let Some(at) = selector.find(['.', '#']) else { continue };
                let (element, name) = selector.split_at(at);
                let simple = |name: &str| {
                    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
                };
                if simple(element) && name.get(1..).is_some_and(|name| !name.is_empty() && simple(name)) {
                    let element = (!element.is_empty()).then(|| element.to_ascii_lowercase());
                    self.rules.entry(name.to_owned()).or_default().push((element, look));
                }
            }
        }
    }

    /// How an element looks by the page's rules and by its own style.
    pub(super) fn look(&self, element: &Element) -> Look {
        let (mut look, mut own) = (Look::default(), None);
        for (name, value) in element.attrs() {
            match name {
                "style" => own = Some(value),
                "class" if !self.rules.is_empty() => {
                    for class in value.split_ascii_whitespace() {
                        look = look.with(self.rule('.', class, element.name()));
                    }
                }
                "id" if !self.rules.is_empty() => look = look.with(self.rule('#', value, element.name())),
                "hidden" => look.gone = Some(true),
                _ => {}
            }
        }
        own.map_or(look, |css| look.with(Look::declared(css)))
    }

    fn rule(&self, kind: char, name: &str, element: &str) -> Look {
        let rules = self.rules.get(&format!("{kind}{name}")).map(Vec::as_slice).unwrap_or_default();
        let fitting = rules.iter().filter(|(only, _)| only.as_ref().is_none_or(|only| only == element));
        fitting.fold(Look::default(), |look, (_, rule)| look.with(*rule))
    }
}

/// What follows a block that holds blocks.
fn after_block(css: &str) -> &str {
    let mut depth = 1;
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return css.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(style: &str) -> Look {
        Look::declared(style)
    }

    #[test]
    fn what_is_not_seen_is_known() {
        assert_eq!(look("DISPLAY: None !important").gone, Some(true));
        assert_eq!(look("overflow:hidden;max-height:0px").gone, Some(true));
        assert_eq!(look("display:none;max-height:20px").gone, Some(true));
        assert_eq!(look("visibility:hidden").faint, Some(true));
        assert_eq!((look("opacity:0").faint, look("opacity:0.9").faint), (Some(true), Some(false)));
        assert_eq!((look("font-size:1px").tiny, look("font-size:14px").tiny), (Some(true), Some(false)));
        assert_eq!((look("font-size:0").tiny, look("font-size:1em").tiny), (Some(true), None));
        assert_eq!(look("mso-hide:all;color:#fff"), Look::default());
    }

    #[test]
    fn emphasis_is_known() {
        assert_eq!(
            (look("font-weight:700").bold, look("font-weight: normal").bold),
            (Some(true), Some(false))
        );
        assert_eq!(look("font-style:italic;text-decoration:none").italic, Some(true));
    }

    #[test]
    fn rules_for_a_class_or_an_id_count() {
        let page = Html::parse_document(
            "<style>/* a */ .pre, td.day { display:none } @media print { .big { display:none } @x { } }
             .big { font-weight:bold } #top .x { display:none } #foot{visibility:hidden}</style>
             <p class='a pre'><b class=big><i class=day id=foot>",
        );
        let styles = Styles::of(&page);
        let looks = |name: &str| {
            let found = page.tree.nodes().filter_map(ElementRef::wrap).find(|one| one.value().name() == name);
            styles.look(found.unwrap().value())
        };
        assert_eq!(looks("p").gone, Some(true));
        assert_eq!((looks("b").bold, looks("b").gone), (Some(true), None));
        assert_eq!((looks("i").faint, looks("i").gone), (Some(true), None));
    }
}
