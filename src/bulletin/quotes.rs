//! What a reply quotes: it was sent before, and is not asked anew.

use std::ops::Range;

use super::cues::listen;
use super::days::dates;
use super::document::Line;
use super::language::Language;
use super::paragraphs::has_words;
use crate::text::sentences;

/// A program breaks what it writes above a quotation into no more lines.
const MOST_LINES: usize = 3;

/// Thanks of fewer words say only that a mail came: "Thank you!"
const FEWEST_THANKED: usize = 3;

/// Sets aside what stands quoted under "On 6 May 2026 Ada wrote:", where what is written above it asks or gives thanks itself and
/// nothing below it does. Where nothing does, it is what the mail is about, and no quotation in it.
pub(super) fn mark(lines: &mut [Line], language: &Language) {
    let Some(opening) = opening(lines) else { return };
    let quoted = lines.iter().skip(opening.end).take_while(|line| line.quoted).count();
    let end = opening.end + quoted;
    let own = |lines: Option<&[Line]>| tells(lines.unwrap_or_default(), language);
    let (above, below) = (own(lines.get(..opening.start)), own(lines.get(end..)));
    for (at, line) in lines.iter_mut().enumerate().take(end).skip(opening.start).filter(|_| !below) {
        line.aside |= above || at < opening.end;
        line.quoted &= above;
    }
}

/// The lines that say who wrote what is quoted below them, and when.
pub(super) fn opening(lines: &[Line]) -> Option<Range<usize>> {
    let opens = |at: &usize| {
        let (one, next) = (lines.get(*at), lines.get(*at + 1));
        one.zip(next)
            .is_some_and(|(line, next)| !line.quoted && next.quoted && line.text.ends_with([':', '：']))
    };
    (0..lines.len()).filter(opens).find_map(|last| Some(first(lines, last)?..last + 1))
}

/// The first of the lines that say who wrote what is quoted under the line `last`, and when.
fn first(lines: &[Line], last: usize) -> Option<usize> {
    let mut said = String::new();
    for first in (0..=last).rev().take(MOST_LINES) {
        let line = lines.get(first)?;
        said.insert(0, ' ');
        said.insert_str(0, &line.text);
        let wrote = || Language::all().any(|language| language.mail.wrote.any_in(&said));
        let sent = || Language::all().any(|language| dates::find(&said, language).is_some());
        if wrote() && (said.contains('@') || sent()) {
            return Some(first);
        }
        if line.gap {
            break;
        }
    }
    None
}

/// Whether lines ask or give thanks for something, more than one does who answers: "Thank you for your letter, we are praying
/// for you."
pub(super) fn tells(lines: &[Line], language: &Language) -> bool {
    let of_reader = |text: &str| language.reader.any_in(text);
    let tells = |sentence: &str| {
        let heard = listen(sentence, language);
        heard.petitions.iter().any(|petition| !of_reader(petition))
            || heard.praise && has_words(sentence, FEWEST_THANKED) && !of_reader(sentence)
    };
    lines
        .iter()
        .filter(|line| !line.aside && !line.quoted)
        .any(|line| line.mark.is_list() || sentences(&line.text).any(tells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    /// The words of the lines that are set aside.
    fn aside(text: &str, code: &str) -> Vec<String> {
        let mut document = Document::new(text);
        mark(&mut document.lines, Language::of(Some(code)));
        document.lines.into_iter().filter(|line| line.aside).map(|line| line.text).collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn what_was_sent_before_is_set_aside() {
        let opening = "On Mon, 4 May 2026 at 09:02, Ada Bell <ada@hill.example> wrote:";
        let text = format!(
            "Thank God, Cy’s test was clear!\n\nAda\n\n{opening}\n\n> Pray for Cy.\n>\n> Ada\n\nSent from my phone\n"
        );
        assert_eq!(aside(&text, "en"), [opening, "Pray for Cy.", "Ada"]);
        let broken =
            "Pray for Ben.\n\nOn Mon, 4 May 2026, Ada Bell <ada@hill.example>\nwrote:\n> Pray for Cy.\n";
        assert_eq!(aside(broken, "en").len(), 3);
        let german =
            "Betet bitte für Bens Vater.\nAda\n\nAm 04.05.2026 um 09:02 schrieb Ada Bell:\n> Betet für Cy.\n";
        assert_eq!(aside(german, "de").len(), 2);
        let french = "Priez pour Ben.\n\nLe lun. 4 mai 2026 à 09:02, Ada Bell <ada@hill.example> a écrit :\n> Priez pour Cy.\n";
        assert_eq!(aside(french, "fr").len(), 2);
    }

    #[test]
    fn what_nothing_is_asked_above_stays() {
        let quoted = "On 4 May 2026, Ada Bell wrote:\n> Pray for Cy.\n> Pray for rain.\n";
        let opening = ["On 4 May 2026, Ada Bell wrote:"];
        assert_eq!(aside(quoted, "en"), opening);
        let answer = "Thank you for your letter! We are praying for you.\n\n";
        assert_eq!(aside(&format!("{answer}{quoted}"), "en"), opening);
        // answers between the lines that they answer
        let between = "Thank God for rain!\n\nOn 4 May 2026, Ada Bell wrote:\n> How is Cy?\n\nIll. Pray for Cy.\n\n> And Ben?\n";
        assert_eq!(aside(between, "en"), NONE);
    }

    #[test]
    fn what_is_quoted_otherwise_stays() {
        assert_eq!(
            aside("Pray for Ben.\n\nA word for Sunday, 4 May 2026:\n> He hears us before we call.\n", "en"),
            NONE
        );
        assert_eq!(aside("Pray for Ben.\n\nPaul wrote:\n> He hears us before we call.\n", "en"), NONE);
    }
}
