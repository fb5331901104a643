//! The Markdown projection: to read, and to print.

use std::io::Write;

use chrono::NaiveDate;

use super::{HeldBack, Items};
use crate::cli::{Error, day, items};
use crate::journal::ItemDetail;
use crate::text;

/// Writes the items and returns what was held back.
pub(super) fn write(all: &Items, today: NaiveDate, out: &mut dyn Write) -> Result<HeldBack, Error> {
    writeln!(out, "# Prayer journal, {}", day::long(today))?;
    all.each(today, |item| one(item, out))
}

fn one(item: &ItemDetail, out: &mut dyn Write) -> Result<(), Error> {
    let row = &item.row;
    writeln!(out, "\n## {}\n", plain(&text::safe_line(&row.title)))?;
    let region = row.region.as_ref().map(|region| format!("{region}. ")).unwrap_or_default();
    let standing = format!("{region}{}; {}.", items::origin(item), items::prayed(item));
    writeln!(out, "*{}*\n", plain(&text::safe_line(&standing)))?;
    if let Some(context) = &item.context {
        writeln!(out, "{}\n", plain(context))?;
    }
    writeln!(out, "{}", plain(&item.text))?;
    if let Some(answer) = &item.answer {
        let words = if answer.words.is_empty() { String::new() } else { format!(": {}", answer.words) };
        writeln!(out, "\n**{}, {}**{}", answer.verdict.words(), day::long(answer.day), plain(&words))?;
    }
    if !item.written.is_empty() {
        writeln!(out, "\nNotes:\n")?;
    }
    for note in &item.written {
        let indented = plain(&note.text).replace('\n', "\n  ");
        writeln!(out, "- {}: {indented}", day::long(note.day))?;
    }
    Ok(())
}

/// A text that Markdown shows as it stands: nothing in it becomes a heading, a link, markup or HTML.
fn plain(body: &str) -> String {
    let body = text::safe(body);
    let mut plain = String::with_capacity(body.len());
    for (number, line) in body.lines().enumerate() {
        if number > 0 {
            plain.push('\n');
        }
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        for (at, c) in line.char_indices() {
            let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&');
            let at_start = at == 0 && matches!(c, '#' | '-' | '+' | '=' | '~' | '|');
            let numbered = digits > 0 && at == digits && matches!(c, '.' | ')');
            if anywhere || at_start || numbered {
                plain.push('\\');
            }
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(plain("# Rain\n- for the <b>herders</b>"), "\\# Rain\n\\- for the \\<b\\>herders\\</b\\>");
        assert_eq!(plain("1. Rain [here](http://x) 2. sun"), "1\\. Rain \\[here\\](http://x) 2. sun");
        assert_eq!(plain("Pray - always"), "Pray - always");
    }
}
