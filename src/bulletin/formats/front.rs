//! What stands between rules above a text, as programs for web pages write it: "title: Prayer for May", "date: 2026-05-30".

use super::day_of;
use crate::bulletin::{Document, Mark};

/// No more lines than this stand between the rules.
const TALLEST: usize = 30;

const RULE: &str = "---";

/// Takes what such lines say for what the sheet is, and puts them aside.
pub(super) fn apply(text: &str, document: &mut Document) {
    let Some(height) = height(text) else { return };
    for line in document.lines.iter_mut().filter(|line| line.number <= height) {
        (line.aside, line.mark) = (true, Mark::Plain);
    }
    let Some(sheet) = document.sheets.first_mut() else { return };
    for (name, value) in text.lines().take(height).filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'']);
        match name.trim() {
            "title" if !value.is_empty() => sheet.title = Some(value.to_owned()),
            "date" => sheet.sent_on = day_of(value),
            _ => {}
        }
    }
}

/// How many lines they are, their rules with them; `None` where there are none.
fn height(text: &str) -> Option<usize> {
    let mut lines = text.lines();
    (lines.next()?.trim_end() == RULE).then_some(())?;
    let inside = lines.take(TALLEST).take_while(|line| line.trim_end() != RULE);
    let field = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name);
        line.trim().is_empty()
            || line.starts_with([' ', '-', '#'])
            || name.is_some_and(|name| {
                !name.is_empty()
                    && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
            })
    };
    let count = inside.clone().count();
    let closed = text.lines().nth(count + 1).is_some_and(|line| line.trim_end() == RULE);
    (count > 0 && closed && inside.clone().all(field)).then_some(count + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_a_text_is() {
        let text = "---\ntitle: \"Prayer for May\"\ndate: 2026-05-30T08:00\ntags:\n  - hill\n---\n\nPray for rain.\n";
        let mut document = Document::new(text);
        apply(text, &mut document);
        let sheet = document.sheets.first().unwrap();
        assert_eq!(sheet.title.as_deref(), Some("Prayer for May"));
        assert_eq!(sheet.sent_on.unwrap().to_string(), "2026-05-30");
        assert_eq!(document.lines.iter().filter(|line| !line.aside).count(), 1);
    }

    #[test]
    fn rules_alone_are_none() {
        for text in ["---\nPray for rain.\n---\n", "---\n---\n", "---\ntitle: Pray\n", "title: Pray\n---\n"] {
            let mut document = Document::new(text);
            apply(text, &mut document);
            assert_eq!(document.sheets.first().unwrap().title, None, "{text}");
        }
    }
}
