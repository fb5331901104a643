//! The two faces that a PDF is set in: which letters they have, how words look in them, and how wide they are.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer, ttf_parser};
use unicode_segmentation::UnicodeSegmentation;

use super::scripts::script_of;

/// Noto Serif, with its licence beside it in `assets/fonts`.
const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/NotoSerif-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/NotoSerif-Bold.ttf");

/// Stands where a letter is that the faces do not have.
pub(super) const MARK: char = '\u{FFFD}';

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Glyphs of a word at one point; the ranges are in the word.
#[derive(Debug)]
pub(super) struct Shaped {
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

/// The faces, what was shaped in them, and what they had not.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
    shaped: HashMap<(Weight, String), Rc<Shaped>>,
    missing: BTreeSet<&'static str>,
}

struct Face {
    letters: rustybuzz::Face<'static>,
    font: Font,
}

impl Face {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        Some(Face { letters: rustybuzz::Face::from_slice(bytes, 0)?, font: Font::new(bytes.into(), 0)? })
    }
}

impl Faces {
    /// `None` where the program's own fonts are damaged.
    pub(super) fn new() -> Option<Self> {
        let (regular, bold) = (Face::new(REGULAR)?, Face::new(BOLD)?);
        Some(Faces { regular, bold, shaped: HashMap::new(), missing: BTreeSet::new() })
    }

    /// What there was no letter for, each once, in the order of the alphabet.
    pub(super) fn missing(self) -> Vec<&'static str> {
        self.missing.into_iter().collect()
    }

    pub(super) fn font(&self, weight: Weight) -> Font {
        self.face(weight).font.clone()
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The text as the faces can show it: a few signs in plainer ones, and the mark for each letter they have not.
    pub(super) fn showable(&mut self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        for letter in text.graphemes(true) {
            match letter.chars().find(|part| !self.has(*part) && plainer(*part).is_none()) {
                None => letter.chars().for_each(|part| match plainer(part) {
                    Some(plain) if !self.has(part) => shown.push_str(plain),
                    _ => shown.push(part),
                }),
                Some(lacking) => {
                    self.missing.insert(script_of(lacking));
                    shown.push(MARK);
                }
            }
        }
        shown
    }

    /// Both faces have the same letters.
    fn has(&self, letter: char) -> bool {
        matches!(letter, '\n' | ' ') || self.regular.letters.glyph_index(letter).is_some()
    }

    /// A word in glyphs, at one point.
    pub(super) fn shape(&mut self, word: &str, weight: Weight) -> Rc<Shaped> {
        let key = (weight, word.to_owned());
        if let Some(shaped) = self.shaped.get(&key) {
            return Rc::clone(shaped);
        }
        let shaped = Rc::new(shape(word, &self.face(weight).letters));
        self.shaped.insert(key, Rc::clone(&shaped));
        shaped
    }
}

/// How a sign that the faces lack can be written otherwise; invisible ones need not be written at all.
fn plainer(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{2212}' => "–",
        '→' | '➔' | '➜' => "->",
        '●' | '▪' | '■' | '◆' => "•",
        '\u{200C}'..='\u{200F}' | '\u{61C}' | '\u{FE00}'..='\u{FE0F}' => "",
        '\u{3000}' => " ",
        _ => return None,
    })
}

fn shape(word: &str, face: &rustybuzz::Face) -> Shaped {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(word);
    buffer.guess_segment_properties();
    // all that the faces have is written from left to right
    buffer.set_direction(Direction::LeftToRight);
    let output = rustybuzz::shape(face, &[], buffer);
    let units = units_per_em(face);
    let part = |units_of_font: i32| units_of_font as f32 / units;
    let starts: Vec<usize> = output.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let glyphs: Vec<KrillaGlyph> = output
        .glyph_infos()
        .iter()
        .zip(output.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let next = starts.partition_point(|other| *other <= start);
            let end = starts.get(next).copied().unwrap_or(word.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(position.x_advance),
                part(position.x_offset),
                part(position.y_offset),
                part(position.y_advance),
                start..end,
                None,
            )
        })
        .collect();
    let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    Shaped { glyphs, width }
}

fn units_per_em(face: &ttf_parser::Face) -> f32 {
    f32::from(face.units_per_em())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_greek_and_cyrillic_are_there() {
        let mut faces = Faces::new().unwrap();
        let text = "Łukasz, Zoë, Ñandú, Đặng: “so” – Ελένη, Ἰησοῦς, Нину, Їжак… • ½ €";
        assert_eq!(faces.showable(text), text);
        assert!(faces.missing().is_empty());
    }

    #[test]
    fn what_is_lacking_is_marked_and_named() {
        let mut faces = Faces::new().unwrap();
        assert_eq!(
            faces.showable("For 김민수, 5 → 3 🙏🏽 and ☀\u{FE0F}"),
            "For \u{FFFD}\u{FFFD}\u{FFFD}, 5 -> 3 \u{FFFD} and \u{FFFD}"
        );
        assert_eq!(faces.missing(), ["Korean letters", "pictures"]);
    }

    #[test]
    fn both_weights_have_the_same_letters() {
        let faces = Faces::new().unwrap();
        let same = ('\u{20}'..='\u{FFFF}').all(|letter| {
            faces.regular.letters.glyph_index(letter).is_some()
                == faces.bold.letters.glyph_index(letter).is_some()
        });
        assert!(same);
    }

    #[test]
    fn a_word_is_as_wide_as_its_glyphs() {
        let mut faces = Faces::new().unwrap();
        let word = faces.shape("Ιησούς", Weight::Regular);
        assert_eq!(word.glyphs.len(), 6);
        assert!((2.5..4.5).contains(&word.width), "{}", word.width);
        assert!(faces.shape("Ιησούς", Weight::Bold).width > word.width);
        let ranges: Vec<_> =
            faces.shape("e\u{301}ab", Weight::Regular).glyphs.iter().map(|g| g.text_range.clone()).collect();
        assert_eq!(ranges.first(), Some(&(0..3)));
        assert_eq!(ranges.last(), Some(&(4..5)));
    }
}
