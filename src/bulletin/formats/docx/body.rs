//! A part of a Word document, walked through from its first paragraph to its last.

use quick_xml::events::BytesStart;

use super::super::Unreadable;
use super::draft::Draft;
use super::package::Addresses;
use super::styles::{Form, Kind, Look, Styles};
use super::table;
use super::xml::{Xml, attribute, name};
use crate::bulletin::{Line, Mark};

/// A walk through a part: the lines so far, and the one that comes in.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    addresses: Addresses,
    pub(super) lines: Vec<Line>,
    /// The lines of text boxes that hang on the paragraph that comes in.
    boxed: Vec<Line>,
    draft: Draft,
    form: Form,
    /// Whether the next line begins a paragraph.
    fresh: bool,
    /// Fields in fields: what they do, and from which letter on they show it.
    fields: Vec<(String, Option<usize>)>,
}

impl<'a> Body<'a> {
    /// The lines of a part.
    pub(super) fn read(
        part: &str,
        styles: &'a Styles,
        addresses: Addresses,
    ) -> Result<Vec<Line>, Unreadable> {
        let mut body = Self {
            styles,
            addresses,
            lines: Vec::new(),
            boxed: Vec::new(),
            draft: Draft::default(),
            form: Form::default(),
            fresh: true,
            fields: Vec::new(),
        };
        body.inside(&mut Xml::new(part))?;
        let titled = body.lines.iter().any(|line| line.mark == Mark::Heading(0));
        for line in &mut body.lines {
            if let Mark::Heading(level) = &mut line.mark {
                *level += u8::from(titled);
            }
        }
        Ok(body.lines)
    }

    /// Walks through the element that was opened last.
    pub(super) fn inside(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        xml.each(|xml, tag| self.element(tag, xml))
    }

    fn element(&mut self, tag: &BytesStart, xml: &mut Xml) -> Result<(), Unreadable> {
        match name(tag) {
            "p" => self.paragraph(xml),
            "r" => self.run(xml),
            "tbl" => table::read(self, xml),
            "txbxContent" => self.text_box(xml),
            "hyperlink" => {
                let from = self.draft.len();
                self.inside(xml)?;
                if let Some(address) = attribute(tag, "id").and_then(|id| self.addresses.get(&id)) {
                    self.draft.link(from, address);
                }
                Ok(())
            }
            "fldSimple" => {
                let from = self.draft.len();
                self.inside(xml)?;
                if let Some(address) = attribute(tag, "instr").as_deref().and_then(hyperlink) {
                    self.draft.link(from, address);
                }
                Ok(())
            }
            // Deleted and moved away while changes were tracked; the same once more for an older Word; lines that
            // Word draws between text and footnotes; what a syllable sounds like.
            "del" | "moveFrom" | "Fallback" | "sectPr" | "rt" => xml.skip(),
            "footnote" | "endnote" if attribute(tag, "type").is_some_and(|kind| kind != "normal") => {
                xml.skip()
            }
            _ => self.inside(xml),
        }
    }

    fn paragraph(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        self.form = Form::default();
        xml.each(|xml, tag| {
            if name(tag) == "pPr" {
                self.form = Form::read(xml)?;
                Ok(())
            } else {
                self.element(tag, xml)
            }
        })?;
        if !self.form.endless {
            self.end_line();
            self.fresh = true;
            self.lines.append(&mut self.boxed);
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        let mut look = self.styles.look(&Look::default(), &self.form);
        xml.each(|xml, tag| {
            match name(tag) {
                "rPr" => look = self.styles.look(&Look::read(xml)?, &self.form),
                _ if look.hidden == Some(true) => xml.skip()?,
                "t" => self.draft.push(&xml.text()?, &look),
                "tab" | "ptab" => self.draft.push(" ", &look),
                "noBreakHyphen" => self.draft.push("-", &look),
                "sym" => self.draft.push(&symbol(tag), &look),
                "br" if attribute(tag, "type").is_some_and(|kind| kind != "textWrapping") => {
                    self.end_line();
                    self.fresh = true;
                }
                "br" | "cr" => self.end_line(),
                "fldChar" => self.field(attribute(tag, "fldCharType").as_deref()),
                "instrText" => {
                    let words = xml.text()?;
                    if let Some((does, None)) = self.fields.last_mut() {
                        does.push_str(&words);
                    }
                }
                _ => self.element(tag, xml)?,
            }
            Ok(())
        })
    }

    /// A field begins, begins to show what it does, or ends.
    fn field(&mut self, step: Option<&str>) {
        match step {
            Some("begin") => self.fields.push((String::new(), None)),
            Some("separate") => {
                let from = self.draft.len();
                if let Some((_, shows)) = self.fields.last_mut() {
                    *shows = Some(from);
                }
            }
            _ => {
                if let Some((does, Some(from))) = self.fields.pop()
                    && let Some(address) = hyperlink(&does)
                {
                    self.draft.link(from, address);
                }
            }
        }
    }

    /// A text box hangs on a paragraph, and is read after it.
    fn text_box(&mut self, xml: &mut Xml) -> Result<(), Unreadable> {
        let (draft, form, lines) = (
            std::mem::take(&mut self.draft),
            std::mem::take(&mut self.form),
            std::mem::take(&mut self.lines),
        );
        let (boxed, fresh) = (std::mem::take(&mut self.boxed), std::mem::replace(&mut self.fresh, true));
        self.inside(xml)?;
        let inner = std::mem::replace(&mut self.lines, lines);
        (self.draft, self.form, self.boxed, self.fresh) = (draft, form, boxed, fresh);
        self.boxed.extend(inner);
        Ok(())
    }

    /// A paragraph is set off from the one before it, but items of one list stand close.
    fn end_line(&mut self) {
        let (mut kind, indent) = self.styles.kind(&self.form);
        if !self.fresh && matches!(kind, Kind::Bullet | Kind::Number) {
            kind = Kind::Plain;
        }
        let Some(mut line) = self.draft.line(kind, indent) else { return };
        let listed = |line: &Line| line.mark.is_list();
        line.gap = self.fresh && !(listed(&line) && self.lines.last().is_some_and(listed));
        self.fresh = false;
        self.lines.push(line);
    }
}

/// The address that a field's words lead to: `HYPERLINK "http://hill.example" \o "Our page"`.
fn hyperlink(does: &str) -> Option<&str> {
    does.trim_start().strip_prefix("HYPERLINK")?.split('"').nth(1)
}

/// The letter of a symbol font, which only that font knows: a bullet where it begins a line.
fn symbol(tag: &BytesStart) -> String {
    let code = attribute(tag, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    code.and_then(char::from_u32).map(String::from).unwrap_or_default()
}
