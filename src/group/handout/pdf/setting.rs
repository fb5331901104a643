//! A leaflet as blocks of rows, each as high and as wide as it will be on paper.

use super::super::wording::{Leaflet, Line, Role, Section, Told};
use super::faces::{Faces, Weight};
use super::lines::{Ink, Run, Style, broken};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);

/// Distances of a page, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sizes {
    /// The size of letters to read.
    pub(super) letter: f32,
    /// Left and right of what is printed.
    pub(super) side: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The size of letters in the foot.
    pub(super) foot: f32,
}

impl Sizes {
    pub(super) fn of(leaflet: &Leaflet) -> Self {
        if leaflet.large {
            Sizes { letter: 18.0, side: 56.0, top: 56.0, bottom: 78.0, foot: 11.0 }
        } else {
            Sizes { letter: 11.0, side: 76.0, top: 68.0, bottom: 76.0, foot: 8.5 }
        }
    }

    pub(super) fn width(self) -> f32 {
        PAGE.0 - 2.0 * self.side
    }

    pub(super) fn height(self) -> f32 {
        PAGE.1 - self.top - self.bottom
    }

    /// How far an answer stands in.
    fn indent(self) -> f32 {
        1.2 * self.letter
    }
}

/// Rows that belong together.
#[derive(Debug)]
pub(super) struct Block {
    /// Free space above it, where it is not the first on its page.
    pub(super) before: f32,
    /// Whether it has to stand above the next.
    pub(super) heads: bool,
    pub(super) rows: Vec<Row>,
}

/// A line of text or a rule.
#[derive(Debug)]
pub(super) struct Row {
    /// Free space above it, where it is not the first of its block or page.
    pub(super) before: f32,
    pub(super) height: f32,
    /// Which paragraph of its block it belongs to.
    pub(super) paragraph: usize,
    pub(super) tagged: Tagged,
    /// Whether the bar of an answer stands beside it.
    pub(super) bar: bool,
    pub(super) drawn: Drawn,
}

/// What a row shows.
#[derive(Debug)]
pub(super) enum Drawn {
    /// Letters, so far from the left; the baseline is so far below the row's upper edge.
    Letters { x: f32, baseline: f32, runs: Vec<Run> },
    /// A rule at the row's lower edge.
    Rule { x: f32, width: f32, thick: f32, ink: Ink },
}

/// What a row is to who listens to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tagged {
    Title,
    Heading,
    Entry,
    Words,
}

/// The blocks of a leaflet, and for each of its parts the number of the block that is its heading.
pub(super) fn set(leaflet: &Leaflet, sizes: Sizes, faces: &mut Faces) -> (Vec<Block>, Vec<usize>) {
    let mut setter = Setter { sizes, faces };
    let mut blocks = vec![setter.head(leaflet)];
    let mut headings = Vec::new();
    for part in &leaflet.parts {
        headings.push(blocks.len());
        setter.part(part, &mut blocks);
    }
    let letter = sizes.letter;
    let last = leaflet.nothing.map(str::to_owned).into_iter().chain(leaflet.held_back.clone());
    for text in last {
        let mut block = Block { before: 2.0 * letter, heads: false, rows: Vec::new() };
        setter.text(&mut block, &[(&text, setter.style(Weight::Regular, 0.9, Ink::Grey))], Look::plain());
        blocks.push(block);
    }
    (blocks, headings)
}

/// How a paragraph stands in its block.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Free space above, in letters.
    before: f32,
    tagged: Tagged,
    /// Whether it is part of an answer.
    bar: bool,
}

impl Look {
    fn plain() -> Self {
        Look { before: 0.0, tagged: Tagged::Words, bar: false }
    }
}

struct Setter<'a> {
    sizes: Sizes,
    faces: &'a mut Faces,
}

impl Setter<'_> {
    fn style(&self, weight: Weight, share: f32, ink: Ink) -> Style {
        Style { weight, size: self.sizes.letter * share, ink }
    }

    fn head(&mut self, leaflet: &Leaflet) -> Block {
        let mut block = Block { before: 0.0, heads: true, rows: Vec::new() };
        let look = |before| Look { before, ..Look::plain() };
        let title = self.style(Weight::Bold, if self.sizes.letter > 15.0 { 1.6 } else { 2.0 }, Ink::Black);
        self.text(&mut block, &[(leaflet.name, title)], Look { tagged: Tagged::Title, ..look(0.0) });
        if let Some(about) = &leaflet.about {
            self.text(&mut block, &[(about, self.style(Weight::Regular, 1.3, Ink::Black))], look(0.25));
        }
        self.text(&mut block, &[(&leaflet.period, self.style(Weight::Regular, 1.0, Ink::Grey))], look(0.2));
        self.text(
            &mut block,
            &[(leaflet.confidential, self.style(Weight::Regular, 0.9, Ink::Green))],
            look(0.9),
        );
        block
    }

    fn part(&mut self, part: &Section, blocks: &mut Vec<Block>) {
        let letter = self.sizes.letter;
        let mut heading = Block { before: 3.0 * letter, heads: true, rows: Vec::new() };
        self.rule(&mut heading, (0.7, Ink::Green), 0.1);
        let style = self.style(Weight::Bold, 1.3, Ink::Green);
        let look = Look { before: 0.6, tagged: Tagged::Heading, bar: false };
        self.text(&mut heading, &[(part.heading, style)], look);
        blocks.push(heading);
        for (number, told) in part.entries.iter().enumerate() {
            let mut block = self.entry(told);
            block.before = if number == 0 { 0.7 * letter } else { 1.7 * letter };
            blocks.push(block);
        }
        if let Some(more) = &part.more {
            let mut block = Block { before: 1.5 * letter, heads: false, rows: Vec::new() };
            self.text(&mut block, &[(more, self.style(Weight::Regular, 1.0, Ink::Grey))], Look::plain());
            blocks.push(block);
        }
    }

    fn entry(&mut self, told: &Told) -> Block {
        let mut block = Block { before: 0.0, heads: false, rows: Vec::new() };
        let title = self.style(Weight::Bold, 1.0, Ink::Black);
        let region = told.region.as_ref().map(|region| format!(" · {region}"));
        let texts = [
            (told.title.as_str(), title),
            (region.as_deref().unwrap_or_default(), self.style(Weight::Regular, 0.92, Ink::Grey)),
        ];
        self.text(&mut block, &texts, Look { tagged: Tagged::Entry, ..Look::plain() });
        self.lines(&mut block, &told.asked, 0.2, false);
        self.lines(&mut block, &told.heard, 0.75, true);
        self.lines(&mut block, &told.notes, 0.75, false);
        for _ in 0..told.room {
            self.rule(&mut block, (0.4, Ink::Faint), if self.sizes.letter > 15.0 { 1.9 } else { 2.5 });
        }
        block
    }

    /// Paragraphs, the first so many letters below what stands above.
    fn lines(&mut self, block: &mut Block, lines: &[Line], first: f32, bar: bool) {
        let mut above = None;
        for line in lines {
            let style = match line.role {
                Role::Words => self.style(Weight::Regular, 1.0, Ink::Black),
                Role::Facts => self.style(Weight::Regular, 0.84, Ink::Grey),
                Role::Verdict => self.style(Weight::Bold, 0.95, Ink::Green),
            };
            // two texts are two voices
            let before = match above.replace(line.role) {
                None => first,
                Some(Role::Words) if line.role == Role::Words => 0.4,
                Some(_) => 0.15,
            };
            self.text(block, &[(&line.text, style)], Look { before, bar, ..Look::plain() });
        }
    }

    fn text(&mut self, block: &mut Block, texts: &[(&str, Style)], look: Look) {
        let x = if look.bar { self.sizes.indent() } else { 0.0 };
        let size = texts.first().map_or(self.sizes.letter, |(_, style)| style.size);
        // letters to read want more air than a title
        let height = size * if size > 1.5 * self.sizes.letter { 1.25 } else { 1.42 };
        let paragraph = block.rows.last().map_or(0, |row| row.paragraph + 1);
        for (number, runs) in broken(texts, self.sizes.width() - x, self.faces).into_iter().enumerate() {
            block.rows.push(Row {
                before: if number == 0 { look.before * self.sizes.letter } else { 0.0 },
                height,
                paragraph,
                tagged: look.tagged,
                bar: look.bar,
                drawn: Drawn::Letters { x, baseline: f32::midpoint(height, 0.68 * size), runs },
            });
        }
    }

    /// A rule, so thick, at the foot of a row that is so many letters high.
    fn rule(&mut self, block: &mut Block, (thick, ink): (f32, Ink), height: f32) {
        block.rows.push(Row {
            before: 0.0,
            height: height * self.sizes.letter,
            paragraph: block.rows.last().map_or(0, |row| row.paragraph + 1),
            tagged: Tagged::Words,
            bar: false,
            drawn: Drawn::Rule { x: 0.0, width: self.sizes.width(), thick, ink },
        });
    }
}
