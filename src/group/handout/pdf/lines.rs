//! Text broken into lines of a given width.

use krilla::text::KrillaGlyph;
use unicode_segmentation::UnicodeSegmentation;

use super::faces::{Faces, MARK, Shaped, Weight};

/// A word is looked at in pieces of so many letters at most.
const LONGEST_PIECE: usize = 40;

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) weight: Weight,
    /// In points.
    pub(super) size: f32,
    pub(super) ink: Ink,
}

/// What a thing is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Words.
    Black,
    /// What stands behind: days, sources.
    Grey,
    /// Headings, verdicts.
    Green,
    /// Lines that part and lines to write on.
    Faint,
}

/// Letters of one style, one after the other on one line.
#[derive(Debug)]
pub(super) struct Run {
    /// Where it begins, in points from the beginning of the line.
    pub(super) x: f32,
    pub(super) text: String,
    /// At one point; the ranges are in `text`.
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) style: Style,
}

/// A text of several styles in lines that are not wider than `width`: broken between words, after a hyphen, beside a
/// mark, and inside a word only where that alone is too wide. A line end in a text stays one.
pub(super) fn broken(texts: &[(&str, Style)], width: f32, faces: &mut Faces) -> Vec<Vec<Run>> {
    let mut setter = Setter { width, faces, lines: Vec::new(), line: Vec::new(), x: 0.0, space: false };
    for (text, style) in texts {
        let text = setter.faces.showable(text);
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                setter.end_line();
            }
            for (number, word) in line.split(is_gap).enumerate() {
                setter.space |= number > 0;
                for piece in pieces(word) {
                    setter.put(piece, *style);
                }
            }
        }
    }
    setter.end_line();
    setter.lines
}

/// A space at which a line may end; narrow and fixed ones keep what is beside them together.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

/// The pieces of a word between which a line may end.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut letters) = (0, 0);
    let mut before = None;
    for (at, letter) in word.grapheme_indices(true) {
        let after_hyphen = matches!(before, Some("-" | "–" | "—" | "/" | "\u{2010}"))
            && letters > 1
            && letter.chars().all(char::is_alphabetic);
        let at_mark =
            before.is_some() && (letter.starts_with(MARK) || before.is_some_and(|one| one.starts_with(MARK)));
        if after_hyphen || (at_mark && !is_closing(letter)) || letters == LONGEST_PIECE {
            pieces.extend(word.get(start..at));
            (start, letters) = (at, 0);
        }
        letters += 1;
        before = Some(letter);
    }
    pieces.extend(word.get(start..).filter(|rest| !rest.is_empty()));
    pieces
}

/// What no line begins with.
fn is_closing(letter: &str) -> bool {
    letter
        .chars()
        .all(|sign| sign.is_ascii_punctuation() && !matches!(sign, '(' | '[' | '{') || "”’»…".contains(sign))
}

struct Setter<'a> {
    width: f32,
    faces: &'a mut Faces,
    lines: Vec<Vec<Run>>,
    line: Vec<Run>,
    x: f32,
    /// Whether a space stands before what comes next.
    space: bool,
}

impl Setter<'_> {
    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.x = 0.0;
        self.space = false;
    }

    fn put(&mut self, piece: &str, style: Style) {
        let shaped = self.faces.shape(piece, style.weight);
        let gap = self.faces.shape(" ", style.weight);
        let wide = shaped.width * style.size;
        let room = if self.space && !self.line.is_empty() { gap.width * style.size } else { 0.0 };
        if !self.line.is_empty() && self.x + room + wide > self.width {
            if self.space {
                // it is not seen, but whoever copies the words or listens to them needs it
                self.append(" ", &gap, style);
            }
            self.end_line();
        } else if room > 0.0 {
            self.append(" ", &gap, style);
        }
        self.space = false;
        if wide <= self.width {
            self.append(piece, &shaped, style);
            return;
        }
        for letter in piece.graphemes(true) {
            let shaped = self.faces.shape(letter, style.weight);
            if !self.line.is_empty() && self.x + shaped.width * style.size > self.width {
                self.end_line();
            }
            self.append(letter, &shaped, style);
        }
    }

    fn append(&mut self, text: &str, shaped: &Shaped, style: Style) {
        if self.line.last().is_none_or(|run| run.style != style) {
            self.line.push(Run { x: self.x, text: String::new(), glyphs: Vec::new(), style });
        }
        let Some(run) = self.line.last_mut() else { return };
        let start = run.text.len();
        run.text.push_str(text);
        run.glyphs.extend(shaped.glyphs.iter().cloned().map(|mut glyph| {
            glyph.text_range = start + glyph.text_range.start..start + glyph.text_range.end;
            glyph
        }));
        self.x += shaped.width * style.size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { weight: Weight::Regular, size: 10.0, ink: Ink::Black };

    fn check(text: &str, width: f32, expected: &[&str]) {
        let lines = broken(&[(text, PLAIN)], width, &mut Faces::new().unwrap());
        let shown: Vec<String> =
            lines.iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect::<String>()).collect();
        let shown: Vec<&str> = shown.iter().map(|line| line.trim_end()).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn lines_end_between_words() {
        check("Pray for the two of them", 60.0, &["Pray for the", "two of them"]);
        check("one\n\ntwo", 60.0, &["one", "", "two"]);
        check("", 60.0, &[""]);
        check("Оля и Нина едут домой", 60.0, &["Оля и Нина", "едут домой"]);
        check("20\u{A0}000 homes", 35.0, &["20\u{A0}000", "homes"]);
    }

    #[test]
    fn long_words_are_broken_where_they_must_be() {
        check("a self-supporting school", 60.0, &["a self-", "supporting", "school"]);
        check("Donaudampfschifffahrt", 50.0, &["Donauda", "mpfschifff", "ahrt"]);
        check("7-9 p.m.", 8.0, &["7", "-", "9", "p", ".", "m", "."]);
        let long = "x".repeat(5000);
        let lines = broken(&[(&long, PLAIN)], 300.0, &mut Faces::new().unwrap());
        assert_eq!(lines.iter().flatten().map(|run| run.text.len()).sum::<usize>(), 5000);
    }

    #[test]
    fn letters_without_spaces_are_broken_between_them() {
        let mark = MARK.to_string();
        check("김민수를위해", 40.0, &[mark.repeat(4).as_str(), mark.repeat(2).as_str()]);
        check("“김민수”", 25.0, &[format!("“{mark}{mark}").as_str(), format!("{mark}”").as_str()]);
    }

    #[test]
    fn no_line_is_wider_than_it_may_be_and_no_word_is_lost() {
        let text =
            "For Ελένη’s well-being, дорогих друзей из Самарканда, and Lluís-Àngel’s 3½ years. ".repeat(8);
        let mut faces = Faces::new().unwrap();
        let bold = Style { weight: Weight::Bold, size: 14.0, ink: Ink::Green };
        for width in [20.0, 55.0, 130.0, 400.0] {
            let lines = broken(&[(&text, PLAIN), (" end", bold)], width, &mut faces);
            let wide = |run: &Run| {
                let shown = run.text.trim_end().len();
                let glyphs = run.glyphs.iter().filter(|glyph| glyph.text_range.start < shown);
                run.x + glyphs.map(|glyph| glyph.x_advance).sum::<f32>() * run.style.size
            };
            assert!(lines.iter().flatten().all(|run| wide(run) <= width + 0.01), "{width}");
            let said: String = lines.iter().flatten().map(|run| run.text.as_str()).collect();
            assert_eq!(said.replace(' ', ""), format!("{text}end").replace(' ', ""));
            let runs = lines.iter().flatten();
            assert!(
                runs.flat_map(|run| run.glyphs.iter().map(|g| run.text.get(g.text_range.clone())))
                    .all(|text| text.is_some())
            );
        }
    }
}
