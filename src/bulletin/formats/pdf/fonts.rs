//! What fonts say of themselves.

use pdf_extract::{Dictionary, Document, Object};

/// A font holds no more letters than this.
const MOST_LETTERS: i64 = 0x1_0000;

/// From this weight on letters are bold.
const BOLD: f32 = 600.0;

/// The bit among a font's flags that says the same.
const FORCE_BOLD: i64 = 1 << 18;

/// What is known of a font.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Font {
    pub bold: bool,
    /// Whether it holds symbols instead of letters.
    pub symbols: bool,
}

pub(super) fn known(document: &Document, font: &Object) -> Font {
    let Ok(font) = document.dereference(font).and_then(|(_, font)| font.as_dict()) else {
        return Font::default();
    };
    let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let inner = descendant(document, font).unwrap_or(font);
    let descriptor = inner.get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
    let told =
        |key: &[u8]| descriptor.as_ref().ok().and_then(|dictionary| dictionary.get_deref(key, document).ok());
    let heavy =
        told(b"FontWeight").and_then(|weight| weight.as_float().ok()).is_some_and(|weight| weight >= BOLD);
    let forced =
        told(b"Flags").and_then(|flags| flags.as_i64().ok()).is_some_and(|flags| flags & FORCE_BOLD != 0);
    Font {
        bold: heavy || forced || has(&["bold", "black", "heavy", "demi"]),
        symbols: has(&["symbol", "wingding", "webding", "dingbat"]),
    }
}

/// The font that a composite font is made of.
fn descendant<'a>(document: &'a Document, font: &'a Dictionary) -> Option<&'a Dictionary> {
    let fonts = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok()?;
    document.dereference(fonts.first()?).ok()?.1.as_dict().ok()
}

/// A font as pdf-extract reads it rightly. Of widths that hold for a range of letters it takes the wrong number, so
/// they are written out for each letter.
pub(super) fn prepared(document: &Document, font: &Object) -> Object {
    written_out(document, font).map_or_else(|| font.clone(), Object::Dictionary)
}

fn written_out(document: &Document, font: &Object) -> Option<Dictionary> {
    let mut font = document.dereference(font).ok()?.1.as_dict().ok()?.clone();
    let mut inner = descendant(document, &font)?.clone();
    let widths = inner.get_deref(b"W", document).and_then(Object::as_array).ok()?;
    let at = |place: usize| document.dereference(widths.get(place)?).ok().map(|(_, object)| object);
    let mut written: Vec<Object> = Vec::new();
    let mut place = 0;
    while let (Some(first), Some(next)) = (at(place), at(place + 1)) {
        if let Ok(list) = next.as_array() {
            written.extend([first.clone(), Object::Array(list.clone())]);
            place += 2;
        } else {
            let (first, last, width) = (first.as_i64().ok()?, next.as_i64().ok()?, at(place + 2)?);
            let count = (last.checked_sub(first)? + 1).clamp(0, MOST_LETTERS);
            let widths = vec![width.clone(); usize::try_from(count).unwrap_or(0)];
            written.extend([Object::Integer(first), Object::Array(widths)]);
            place += 3;
        }
    }
    inner.set("W", written);
    font.set("DescendantFonts", vec![Object::Dictionary(inner)]);
    Some(font)
}
