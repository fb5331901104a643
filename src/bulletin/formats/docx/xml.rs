//! A part's XML, piece by piece, without what a document of people never has.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::super::Unreadable;
use super::{damaged, sentence};

/// Elements in elements, at most: each costs room on the stack.
const DEEPEST: usize = 256;

/// Where in the XML the reading is.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// One step in it.
enum Piece<'a> {
    /// An element begins; its end comes, too, even when it is empty.
    Open(BytesStart<'a>),
    /// The innermost element ends.
    Close,
    /// Letters.
    Text(Cow<'a, str>),
}

impl<'a> Xml<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// The next piece; `None` at the end.
    fn next(&mut self) -> Result<Option<Piece<'a>>, Unreadable> {
        loop {
            match self.reader.read_event().map_err(|_| damaged())? {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(sentence("this Word document is nested deeper than kneel follows"));
                    }
                    return Ok(Some(Piece::Open(tag)));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::Close));
                }
                Event::Text(text) => return Ok(Some(Piece::Text(text.into_inner()))),
                Event::CData(text) => return Ok(Some(Piece::Text(text.into_inner()))),
                Event::GeneralRef(entity) => {
                    let letter = entity.resolve_char_ref().map_err(|_| damaged())?;
                    let text = match letter {
                        Some(letter) => letter.to_string(),
                        None => resolve_predefined_entity(&entity).unwrap_or_default().to_owned(),
                    };
                    return Ok(Some(Piece::Text(Cow::Owned(text))));
                }
                Event::DocType(_) => return Err(damaged()), // Word writes none; it can only do harm
                Event::Eof if self.depth > 0 => return Err(damaged()),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Shows each element in the one that was opened last, or in all of the XML where none is open. Who is shown one
    /// may read on to its end.
    pub(super) fn each(
        &mut self,
        mut show: impl FnMut(&mut Self, &BytesStart<'a>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        let outside = self.depth.checked_sub(1);
        while outside.is_none_or(|outside| self.depth > outside) {
            match self.next()? {
                Some(Piece::Open(tag)) => show(self, &tag)?,
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// The letters in the element that was opened last, and in those within it.
    pub(super) fn text(&mut self) -> Result<String, Unreadable> {
        let mut text = String::new();
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            match self.next()? {
                Some(Piece::Text(more)) => text.push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    /// Passes over the element that was opened last.
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        self.each(|_, _| Ok(()))
    }
}

/// An element's name, without its prefix: programs choose those as they like.
pub(super) fn name<'a>(tag: &'a BytesStart) -> &'a str {
    tag.local_name().into_inner()
}

/// What an element says under a name, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart, key: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == key)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Whether a property that is there is switched on.
pub(super) fn is_on(tag: &BytesStart) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
