//! The letters of a page, each with its place, its size and its hand.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::flatten::{Hand, Page};

/// A letter, or a few that are drawn as one. Places and sizes are in points, from the lower left corner.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: String,
    pub left: f64,
    /// Where the next letter is due.
    pub right: f64,
    pub baseline: f64,
    pub size: f64,
    pub hand: Hand,
}

/// What was drawn on a page.
pub(super) struct Drawn<'a> {
    page: &'a Page,
    strings: usize,
    pub glyphs: Vec<Glyph>,
    /// Letters that do not stand upright: a stamp, words along the margin.
    pub turned: String,
    /// How many letters the file has no meaning for.
    pub unknown: usize,
}

impl<'a> Drawn<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        Self { page, strings: 0, glyphs: Vec::new(), turned: String::new(), unknown: 0 }
    }
}

impl OutputDev for Drawn<'_> {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.strings += 1;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        if !self.turned.ends_with(' ') {
            self.turned.push(' ');
        }
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        let hand = self.page.hands.get(self.strings.saturating_sub(1)).copied().unwrap_or_default();
        let (left, baseline) = (place.m31, place.m32);
        let size = font_size.abs() * place.m21.hypot(place.m22);
        let right = left + (width * font_size + spacing) * place.m11;
        if ![left, baseline, size, right].into_iter().all(f64::is_finite) {
            return Ok(());
        }
        if letters.is_empty() || letters.chars().all(char::is_control) {
            self.unknown += usize::from(width > 0.0);
        } else if font_size * place.m11 <= 0.0 || place.m12.abs() > place.m11.abs() / 10.0 {
            self.turned.push_str(&readable(letters));
        } else {
            self.glyphs.push(Glyph { text: readable(letters), left, right, baseline, size, hand });
        }
        Ok(())
    }
}

/// Letters that are drawn as one, apart again; all kinds of spaces as one.
fn readable(letters: &str) -> String {
    let mut readable = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match letter {
            'ﬀ' => readable.push_str("ff"),
            'ﬁ' => readable.push_str("fi"),
            'ﬂ' => readable.push_str("fl"),
            'ﬃ' => readable.push_str("ffi"),
            'ﬄ' => readable.push_str("ffl"),
            'ﬅ' | 'ﬆ' => readable.push_str("st"),
            letter if letter.is_whitespace() => readable.push(' '),
            letter => readable.push(letter),
        }
    }
    readable
}
