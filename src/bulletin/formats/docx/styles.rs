//! What paragraphs and runs look like: by their styles, their lists, and what they say themselves.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::super::Unreadable;
use super::xml::{Xml, attribute, is_on, name};

/// A style is based on another, and that on another; longer chains go in circles.
const LONGEST_CHAIN: usize = 20;

/// How a document looks.
#[derive(Default)]
pub(super) struct Styles {
    named: HashMap<String, Style>,
    /// The abstract list that each list follows.
    lists: HashMap<String, String>,
    /// How the levels of the abstract lists look.
    levels: HashMap<(String, u8), Level>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    form: Form,
    look: Look,
}

#[derive(Default)]
struct Level {
    numbered: Option<bool>,
    indent: Option<i32>,
}

/// What is known of a paragraph. What it does not say, its style says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub style: Option<String>,
    /// Its level among the headings, from 0; 9 is none.
    pub outline: Option<u8>,
    /// The list it is in; "0" is none.
    pub list: Option<String>,
    /// Its level in the list, from 0.
    pub level: Option<u8>,
    /// How far it stands from the left, in twentieths of a point.
    pub indent: Option<i32>,
    /// Whether its end was deleted, so that the next paragraph goes on with it.
    pub endless: bool,
}

/// What is known of a run of letters. What it does not say, its style says, and then that of its paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub style: Option<String>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub underlined: Option<bool>,
    pub hidden: Option<bool>,
    /// Whether it was deleted while changes were tracked; said of a paragraph's end only.
    pub deleted: bool,
}

/// What a paragraph is, all in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Title,
    /// A heading of this level, from 1.
    Heading(u8),
    Bullet,
    Number,
    /// A line of a table of contents.
    Contents,
}

impl Styles {
    /// Reads `styles.xml` and `numbering.xml`, either of which may be empty.
    pub(super) fn read(styles: &str, numbering: &str) -> Result<Self, Unreadable> {
        let mut read = Self::default();
        read.read_styles(&mut Xml::new(styles))?;
        read.read_lists(&mut Xml::new(numbering))?;
        Ok(read)
    }

    fn read_styles(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        xml.each(|xml, tag| {
            if name(tag) == "style" {
                let id = attribute(tag, "styleId").unwrap_or_default();
                self.named.insert(id, Style::read(xml)?);
            }
            Ok(())
        })
    }

    fn read_lists(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        xml.each(|xml, tag| {
            match name(tag) {
                "abstractNum" => {
                    let id = attribute(tag, "abstractNumId").unwrap_or_default();
                    xml.each(|xml, tag| {
                        if name(tag) == "lvl" {
                            let place = (id.clone(), number(tag, "ilvl").unwrap_or(0));
                            self.levels.insert(place, Level::read(xml)?);
                        }
                        Ok(())
                    })?;
                }
                "num" => {
                    let id = attribute(tag, "numId").unwrap_or_default();
                    xml.each(|_, tag| {
                        if name(tag) == "abstractNumId" {
                            self.lists.insert(id.clone(), attribute(tag, "val").unwrap_or_default());
                        }
                        Ok(())
                    })?;
                }
                _ => {}
            }
            Ok(())
        })
    }

    /// What a paragraph is, and how far its words stand from the left, in twentieths of a point.
    pub(super) fn kind(&self, form: &Form) -> (Kind, i32) {
        let chain: Vec<&Style> = self.chain(form.style.as_deref()).collect();
        let forms = || std::iter::once(form).chain(chain.iter().map(|style| &style.form));
        let list = forms().find_map(|form| form.list.as_deref()).filter(|&list| list != "0");
        let level = forms().find_map(|form| form.level).unwrap_or(0);
        let level = list.and_then(|list| self.levels.get(&(self.lists.get(list)?.clone(), level)));
        let indent = forms().find_map(|form| form.indent).or_else(|| level?.indent).unwrap_or(0);
        let named = chain.iter().find_map(|style| kind_of(&style.name));
        let outline = forms().find_map(|form| form.outline).filter(|&outline| outline < 9);
        let listed = || match level {
            Some(level) => level.numbered.map(|numbered| if numbered { Kind::Number } else { Kind::Bullet }),
            None => list.map(|_| Kind::Bullet),
        };
        let headed = outline.map(|outline| Kind::Heading(outline + 1));
        (named.or(headed).or_else(listed).unwrap_or(Kind::Plain), indent)
    }

    /// What a run looks like, all in all, in a paragraph of this form.
    pub(super) fn look(&self, own: &Look, form: &Form) -> Look {
        let styles = self.chain(own.style.as_deref()).chain(self.chain(form.style.as_deref()));
        styles.fold(own.clone(), |look, style| Look {
            bold: look.bold.or(style.look.bold),
            italic: look.italic.or(style.look.italic),
            underlined: look.underlined.or(style.look.underlined),
            hidden: look.hidden.or(style.look.hidden),
            ..look
        })
    }

    /// A style and those it is based on.
    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = &'a Style> + use<'a> {
        let first = id.and_then(|id| self.named.get(id));
        let next = |style: &&'a Style| self.named.get(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(LONGEST_CHAIN)
    }
}

/// What a style of this name makes of a paragraph. Word keeps these names in English in every language.
fn kind_of(name: &str) -> Option<Kind> {
    if name == "title" {
        return Some(Kind::Title);
    }
    if name.starts_with("toc ") {
        return Some(Kind::Contents);
    }
    let level = name.strip_prefix("heading ")?.parse::<u8>().ok()?;
    (1..=9).contains(&level).then_some(Kind::Heading(level))
}

impl Style {
    fn read(xml: &mut Xml) -> Result<Self, Unreadable> {
        let mut style = Self::default();
        xml.each(|xml, tag| {
            match name(tag) {
                "name" => style.name = attribute(tag, "val").unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = attribute(tag, "val"),
                "pPr" => style.form = Form::read(xml)?,
                "rPr" => style.look = Look::read(xml)?,
                "tblStylePr" => xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(style)
    }
}

impl Level {
    fn read(xml: &mut Xml) -> Result<Self, Unreadable> {
        let mut level = Self::default();
        xml.each(|xml, tag| {
            match name(tag) {
                "numFmt" => {
                    level.numbered = match attribute(tag, "val").as_deref() {
                        Some("none") => None,
                        format => Some(format != Some("bullet")),
                    };
                }
                "pPr" => level.indent = Form::read(xml)?.indent,
                _ => {}
            }
            Ok(())
        })?;
        Ok(level)
    }
}

impl Form {
    /// Reads the properties of a paragraph.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, Unreadable> {
        let mut form = Self::default();
        xml.each(|xml, tag| {
            match name(tag) {
                "pStyle" => form.style = attribute(tag, "val"),
                "outlineLvl" => form.outline = number(tag, "val"),
                "numId" => form.list = attribute(tag, "val"),
                "ilvl" => form.level = number(tag, "val"),
                "ind" => form.indent = number(tag, "left").or_else(|| number(tag, "start")),
                "rPr" => form.endless = Look::read(xml)?.deleted,
                "pPrChange" | "sectPr" => xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(form)
    }
}

impl Look {
    /// Reads the properties of a run, or of a paragraph's end.
    pub(super) fn read(xml: &mut Xml) -> Result<Self, Unreadable> {
        let mut look = Self::default();
        xml.each(|xml, tag| {
            match name(tag) {
                "rStyle" => look.style = attribute(tag, "val"),
                "b" => look.bold = Some(is_on(tag)),
                "i" => look.italic = Some(is_on(tag)),
                "u" => look.underlined = Some(is_on(tag)),
                "vanish" => look.hidden = Some(is_on(tag)),
                "del" => look.deleted = true,
                "rPrChange" => xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(look)
    }
}

/// A number that an element says under a name.
fn number<T: std::str::FromStr>(tag: &BytesStart, key: &str) -> Option<T> {
    attribute(tag, key)?.parse().ok()
}
