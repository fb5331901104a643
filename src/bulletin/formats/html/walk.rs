//! A walk through a page, from its first word to its last, without recursion: pages may be nested as deep as they like.

use std::ops::Range;

use scraper::{ElementRef, Html, Node};

use super::apart::{self, Role};
use super::draft::{Draft, Spot};
use super::look::Styles;
use crate::bulletin::formats::facts::join_rows;
use crate::bulletin::language::Language;
use crate::bulletin::{Line, Mark, cues, quotes};

/// What is not seen yet and has more letters than this is no preheader: a page shows it as one scrolls.
const LONGEST_PREHEADER: usize = 300;

/// A picture of a letter has so few bytes of words.
const LONGEST_LETTER: usize = 32;

/// Of what has more lines that are links it is not asked what they say.
const MOST_LINKS: usize = 500;

/// How far what stands in a list is from what stands around it.
const INDENT: usize = 2;

/// Elements that show no words of a text.
const UNSEEN: &[&str] = &[
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas",
    "audio", "video", "select", "datalist", "textarea", "input", "noframes", "title", "map",
];

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "label",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// What was found on a walk.
#[derive(Default)]
pub(super) struct Walk {
    pub lines: Vec<Line>,
    /// Whether something was left out because it is not seen.
    pub hid: bool,
    /// Letters whose line ends count, as in a text.
    typed: usize,
}

impl Walk {
    /// Walks through a page; `bare` also through what is not seen.
    pub(super) fn through(page: &Html, styles: &Styles, bare: bool) -> Self {
        let mut walker = Walker::new(styles, bare);
        let mut next = Some(page.tree.root());
        while let Some(node) = next {
            let inside = match node.value() {
                Node::Element(_) => ElementRef::wrap(node).is_some_and(|element| walker.enter(element)),
                Node::Text(text) => walker.words(text),
                Node::Document | Node::Fragment => {
                    walker.frames.push(Frame::default());
                    true
                }
                _ => false,
            };
            next = node.first_child().filter(|_| inside);
            if next.is_none() {
                if inside {
                    walker.leave();
                }
                let mut done = node;
                next = loop {
                    if let Some(sibling) = done.next_sibling() {
                        break Some(sibling);
                    }
                    let Some(parent) = done.parent() else { break None };
                    walker.leave();
                    done = parent;
                };
            }
        }
        walker.finish()
    }

    /// How many letters were found, in bytes.
    pub(super) fn letters(&self) -> usize {
        self.lines.iter().map(|line| line.text.len()).sum()
    }

    /// Whether it is a typed text with tags around it, whose lines were broken to fit a page.
    pub(super) fn is_typed(&self) -> bool {
        self.typed * 2 > self.letters()
    }
}

/// What an element hands down to all that is in it.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is handed down by itself")]
struct Style {
    /// Bold, italic, underlined.
    emphasis: [bool; 3],
    tiny: bool,
    typed: bool,
    quoted: bool,
    heading: Option<u8>,
    indent: usize,
    /// Whether it is in the main part or in an article.
    main: bool,
}

/// An element that the walk is in.
#[derive(Debug, Clone, Copy, Default)]
struct Frame {
    style: Style,
    kind: Kind,
    block: bool,
    /// Whether a gap parts it from what stands around it.
    gap: bool,
    /// What part of the page it is, and the first of its lines.
    part: Option<(Role, usize)>,
}

/// What is to be done when the walk leaves an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Other,
    Link,
    /// With where it begins in its line.
    Struck(usize),
    /// With the first of its lines.
    List(usize),
    Item,
    Table,
    /// With the first of its lines.
    Cell(usize),
}

/// A table that the walk is in.
struct Table {
    /// The first of its lines, and how many parts of the page were known then.
    first: usize,
    parts: usize,
    rows: Vec<Vec<Range<usize>>>,
    /// Whether it only arranges: it says so, or it holds another.
    arranges: bool,
}

struct Walker<'a> {
    styles: &'a Styles,
    bare: bool,
    found: Walk,
    draft: Draft,
    /// Whether a gap comes before the next line.
    gap: bool,
    /// The mark of the list's item that has no line yet.
    mark: Option<Mark>,
    /// The words of a picture in a heading, for when it has no others.
    picture: Option<String>,
    frames: Vec<Frame>,
    tables: Vec<Table>,
    /// How many lists the walk is in, and which of the lines so far are links.
    lists: usize,
    linked: Vec<usize>,
    parts: Vec<(Role, Range<usize>)>,
}

impl<'a> Walker<'a> {
    fn new(styles: &'a Styles, bare: bool) -> Self {
        Self {
            styles,
            bare,
            found: Walk::default(),
            draft: Draft::default(),
            gap: true,
            mark: None,
            picture: None,
            frames: Vec::new(),
            tables: Vec::new(),
            lists: 0,
            linked: Vec::new(),
            parts: Vec::new(),
        }
    }

    fn style(&self) -> Style {
        self.frames.last().map(|frame| frame.style).unwrap_or_default()
    }

    /// Goes into an element; `false` where there is nothing in it to see.
    fn enter(&mut self, element: ElementRef) -> bool {
        let name = element.value().name();
        if UNSEEN.contains(&name) {
            return false;
        }
        let look = self.styles.look(element.value());
        if !self.bare && (look.gone == Some(true) || look.faint == Some(true) && is_brief(element)) {
            self.found.hid = true;
            return false;
        }
        if look.marker == Some(true) {
            let numbered = element.text().any(|text| text.contains(['.', ')']));
            self.mark = Some(if numbered { Mark::Number } else { Mark::Bullet('•') });
            return false;
        }
        match name {
            "br" => {
                self.break_line();
                return false;
            }
            "hr" => {
                self.rule();
                return false;
            }
            "img" => {
                self.picture(element.value().attr("alt").unwrap_or_default().trim());
                return false;
            }
            _ => {}
        }
        let mut style = self.style();
        // A button in a heading opens what stands under it.
        let block = (BLOCKS.contains(&name) || look.block == Some(true))
            && (name != "button" || style.heading.is_none());
        if block {
            self.end_line();
        }
        let part = if block { self.part(element, &style) } else { None };
        style.main |= part.is_some_and(|(role, _)| matches!(role, Role::Main | Role::Article));
        let kind = self.begin(name, element, &mut style);
        let nested = name == "li" || matches!(name, "ul" | "ol") && self.lists > 1;
        let gap = block && !nested && !matches!(name, "dt" | "dd");
        // What a list's item begins with is the item.
        self.gap |= gap && self.mark.is_none();
        style.quoted |= name == "blockquote" && look.bare != Some(true);
        let [bold, italic, underlined] = &mut style.emphasis;
        for (is, says) in [(bold, look.bold), (italic, look.italic), (underlined, look.underlined)] {
            *is = says.unwrap_or(*is);
        }
        style.tiny = look.tiny.unwrap_or(style.tiny);
        style.typed |= name == "pre" || block && look.typed == Some(true);
        self.frames.push(Frame { style, kind, block, gap, part });
        true
    }

    /// What an element of this name does to what is in it.
    fn begin(&mut self, name: &str, element: ElementRef, style: &mut Style) -> Kind {
        let [bold, italic, underlined] = &mut style.emphasis;
        match name {
            "a" => {
                if let Some(address) = element.value().attr("href") {
                    self.draft.open_link(address);
                    return Kind::Link;
                }
            }
            "b" | "strong" | "dt" | "summary" => *bold = true,
            "em" | "i" => *italic = true,
            "u" => *underlined = true,
            "s" | "del" | "strike" => return Kind::Struck(self.draft.len()),
            "ul" | "ol" | "menu" | "dir" => {
                self.lists += 1;
                style.indent += INDENT;
                return Kind::List(self.found.lines.len());
            }
            "dd" => style.indent += INDENT,
            "li" => {
                let numbered = element
                    .parent()
                    .and_then(ElementRef::wrap)
                    .is_some_and(|list| list.value().name() == "ol");
                self.mark = Some(if numbered { Mark::Number } else { Mark::Bullet('•') });
                return Kind::Item;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                style.heading = name.get(1..).and_then(|level| level.parse().ok());
                self.picture = None;
            }
            "table" => {
                if let Some(outer) = self.tables.last_mut() {
                    outer.arranges = true;
                }
                self.tables.push(Table {
                    first: self.found.lines.len(),
                    parts: self.parts.len(),
                    rows: Vec::new(),
                    arranges: element.value().attr("role") == Some("presentation"),
                });
                return Kind::Table;
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                *bold |= name == "th";
                return Kind::Cell(self.found.lines.len());
            }
            _ => {}
        }
        Kind::Other
    }

    /// What part of the page a block is. The head of an article is no head of the page.
    fn part(&self, element: ElementRef, style: &Style) -> Option<(Role, usize)> {
        let role = apart::role(element.value()).filter(|role| *role != Role::Banner || !style.main)?;
        Some((role, self.found.lines.len()))
    }

    /// Leaves the element that was gone into last.
    fn leave(&mut self) {
        if self.frames.last().is_some_and(|frame| frame.block) {
            self.end_line();
        }
        let Some(frame) = self.frames.pop() else { return };
        self.gap |= frame.gap;
        let lines = self.found.lines.len();
        match frame.kind {
            Kind::Link => self.draft.close_link(),
            Kind::List(start) => {
                self.lists -= 1;
                if self.lists == 0 && self.only_leads_on(start) {
                    self.parts.push((Role::Apart, start..lines));
                }
            }
            Kind::Item => self.mark = None,
            Kind::Cell(start) => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(start..lines);
                }
            }
            Kind::Table => {
                // Parts of the page know their lines by number, so what holds any stays as it is.
                let table =
                    self.tables.pop().filter(|table| !table.arranges && table.parts == self.parts.len());
                if let Some(table) = table {
                    while self.linked.pop_if(|line| *line >= table.first).is_some() {}
                    join_rows(&mut self.found.lines, table.first, table.rows);
                }
            }
            Kind::Struck(from) => self.draft.strike(from),
            Kind::Other => {}
        }
        if let Some((role, start)) = frame.part {
            self.parts.push((role, start..self.found.lines.len()));
        }
    }

    /// Takes words in; there is nothing to go into.
    fn words(&mut self, words: &str) -> bool {
        let style = self.style();
        if style.tiny && !self.bare {
            self.found.hid |= !words.trim().is_empty();
        } else if style.typed {
            for (at, line) in words.split('\n').enumerate() {
                if at > 0 {
                    self.break_line();
                }
                self.draft.push(line, style.emphasis);
            }
            self.found.typed += words.len();
        } else {
            self.draft.push(words, style.emphasis);
        }
        false
    }

    /// A picture shows words where it is a heading, and where it is a letter (🙏).
    fn picture(&mut self, words: &str) {
        if self.style().heading.is_some() {
            // "Hill Clinic logo" shows the name
            let name = words.strip_suffix(" logo").or_else(|| words.strip_suffix(" Logo"));
            self.picture = Some(name.unwrap_or(words).to_owned());
        } else if words.len() <= LONGEST_LETTER && !words.contains(char::is_alphanumeric) {
            self.draft.push(words, self.style().emphasis);
        }
    }

    /// Ends the line, or, where there is none, makes a gap.
    fn break_line(&mut self) {
        self.gap |= !self.end_line();
    }

    /// Ends the line; `false` where there is none.
    fn end_line(&mut self) -> bool {
        let style = self.style();
        if self.draft.is_empty()
            && style.heading.is_some()
            && let Some(words) = self.picture.take()
        {
            self.draft.push(&words, style.emphasis);
        }
        let (menu, leads_on) = (self.draft.is_menu(), self.draft.is_link());
        let mark = style.heading.map(Mark::Heading).or(self.mark);
        let spot = Spot { mark, indent: style.indent, quoted: style.quoted, gap: self.gap };
        let Some(line) = self.draft.take(&spot) else { return false };
        (self.gap, self.mark, self.picture) = (false, None, None);
        self.found.lines.push(line);
        let lines = self.found.lines.len();
        if leads_on {
            self.linked.push(lines - 1);
        }
        if menu {
            self.parts.push((Role::Apart, lines - 1..lines));
        }
        true
    }

    /// Whether a list leads to other pages and does nothing else: each of its lines is a link, nothing in it asks, and what
    /// stands over it does not speak of prayer.
    fn only_leads_on(&self, start: usize) -> bool {
        let lines = &self.found.lines;
        let list = lines.get(start..).unwrap_or_default();
        let linked = self.linked.iter().rev().take_while(|line| **line >= start).count();
        let asks = |line: &Line| Language::all().any(|language| cues::listen(&line.text, language).any());
        let prays = |line: &Line| Language::all().any(|language| language.labels.any_in(&line.text));
        let above = start.checked_sub(1).and_then(|above| lines.get(above));
        linked == list.len()
            && self.linked.len() <= MOST_LINKS
            && !above.is_some_and(prays)
            && !list.iter().any(asks)
    }

    fn rule(&mut self) {
        self.end_line();
        let style = self.style();
        self.draft.push("---", [false; 3]);
        let spot = Spot { mark: Some(Mark::Rule), indent: style.indent, quoted: style.quoted, gap: true };
        self.found.lines.extend(self.draft.take(&spot));
        self.gap = true;
    }

    fn finish(mut self) -> Walk {
        self.end_line();
        let lines = &mut self.found.lines;
        for (index, line) in lines.iter_mut().enumerate() {
            line.number = index + 1;
        }
        apart::settle(lines, &self.parts);
        // A forwarded page is quoted as a whole, without who wrote it: nothing of it is a quotation in it.
        let quoted: usize = lines.iter().filter(|line| line.quoted).map(|line| line.text.len()).sum();
        if quoted * 2 > lines.iter().map(|line| line.text.len()).sum() && quotes::opening(lines).is_none() {
            for line in lines.iter_mut() {
                line.quoted = false;
            }
        }
        self.found
    }
}

/// Whether an element holds no more than a preheader does.
fn is_brief(element: ElementRef) -> bool {
    let mut letters = 0;
    element.text().all(|text| {
        letters += text.trim().len();
        letters <= LONGEST_PREHEADER
    })
}
