//! Word documents to lines: an archive of XML parts, of which one holds the text.

mod body;
mod draft;
mod package;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use super::Unreadable;
use crate::bulletin::{Document, Line, Sheet};
use body::Body;
use package::Package;
use styles::Styles;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes)?;
    let styles = Styles::read(&package.related("styles")?, &package.related("numbering")?)?;
    let (text, addresses) = package.text()?;
    let mut lines = Body::read(&text, &styles, addresses)?;
    if lines.is_empty() {
        return Err(sentence("there is no text in this Word document, and kneel cannot read pictures"));
    }
    lines.append(&mut besides(&mut package, &styles)?);
    for (index, line) in lines.iter_mut().enumerate() {
        line.number = index + 1;
    }
    let whole = Sheet { lines: 0..lines.len(), hard: true, ..Sheet::default() };
    Ok(Document { lines, sheets: vec![whole], problems: Vec::new() })
}

/// What stands around the text on its pages. It comes last, whatever the page looks like, so that the text begins
/// with its title; a header that each section repeats comes once.
fn besides(package: &mut Package, styles: &Styles) -> Result<Vec<Line>, Unreadable> {
    let mut besides: Vec<Line> = Vec::new();
    for kind in ["footnotes", "endnotes", "header", "footer"] {
        for (part, addresses) in package.all_related(kind)? {
            for mut line in Body::read(&part, styles, addresses)? {
                if !besides.iter().any(|known| known.text == line.text) {
                    line.aside = true;
                    besides.push(line);
                }
            }
        }
    }
    Ok(besides)
}

fn sentence(words: &str) -> Unreadable {
    Unreadable::Format(words.to_owned())
}

fn damaged() -> Unreadable {
    sentence("this Word document is damaged; open it in a word processor, save it again, and import that")
}
