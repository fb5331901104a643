//! The corrections carried out: blocks cut, joined and made anew from their lines.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Correction, Fate, Fix, Said, Spot};
use crate::bulletin::blocks::{Block, Part};
use crate::bulletin::cues::{Heard, listen};
use crate::bulletin::days::dates;
use crate::bulletin::document::{Document, Line};
use crate::bulletin::language::Language;
use crate::bulletin::leads::{Leads, inline_label};
use crate::bulletin::{Issue, Reading, assembled, paragraphs, problems, scripture};
use crate::text::squash;

/// A reading while it is corrected.
pub(super) struct Hand {
    reading: Reading,
    touched: BTreeSet<usize>,
}

impl Hand {
    pub fn new(reading: Reading) -> Self {
        Hand { reading, touched: BTreeSet::new() }
    }

    /// The corrected reading, each touched issue assembled anew.
    pub fn done(self) -> Reading {
        let Hand { mut reading, touched } = self;
        for at in touched {
            if let Some(issue) = reading.issues.get_mut(at) {
                let code = issue.bulletin.language.clone();
                issue.bulletin = assembled(&reading.document, issue, code.as_deref());
            }
        }
        reading.problems = problems(&reading.document, &reading.issues);
        reading
    }

    /// Carries one correction out; `None` where it fits no line.
    pub fn correct(&mut self, correction: &Correction) -> Option<()> {
        let line = find(&self.reading.document, &correction.at)?;
        let at = self.reading.issue_of(line)?;
        self.touched.insert(at);
        match &correction.fix {
            Fix::Split { after: 0 } => self.border(at, line),
            Fix::Split { after } => {
                self.cut(line, *after)?;
                self.border(at, line + 1)
            }
            Fix::Join => self.join(at, line),
            Fix::Sort { lines, fate } => self.sort(at, line..line.saturating_add(*lines), *fate),
            Fix::Under { lines, heading } => {
                let range = line..line.saturating_add(*lines);
                let blocks = &mut self.reading.issues.get_mut(at)?.blocks;
                let inside =
                    |block: &&mut Block| block.lines.start < range.end && range.start < block.lines.end;
                blocks.iter_mut().filter(inside).for_each(|block| block.said.heading = Some(heading.clone()));
                Some(())
            }
            Fix::Title(title) => self.head(at, |issue| issue.head.title = Some(title.clone())),
            Fix::Publisher(name) => self.head(at, |issue| issue.head.publisher = Some(name.clone())),
            Fix::Date(day) => self.head(at, |issue| issue.head.issued_on = Some(*day)),
        }
    }

    fn head(&mut self, at: usize, set: impl FnOnce(&mut Issue)) -> Option<()> {
        self.reading.issues.get_mut(at).map(set)
    }

    /// Makes two lines of one, and moves all that stands behind.
    fn cut(&mut self, line: usize, after: usize) -> Option<()> {
        let Reading { document, issues, .. } = &mut self.reading;
        let (byte, _) = document.lines.get(line)?.text.char_indices().nth(after)?;
        document.cut(line, byte)?;
        let moved = |range: &mut Range<usize>| {
            range.start += usize::from(range.start > line);
            range.end += usize::from(range.end > line);
        };
        issues.iter_mut().flat_map(|issue| &mut issue.blocks).for_each(|block| moved(&mut block.lines));
        Some(())
    }

    /// Lets a block begin at a line.
    fn border(&mut self, at: usize, line: usize) -> Option<()> {
        let issue = self.reading.issues.get(at)?;
        let place = issue.blocks.iter().position(|block| block.lines.contains(&line))?;
        let block = issue.blocks.get(place)?;
        if block.lines.start == line {
            return Some(());
        }
        let maker = Maker::new(&self.reading, at)?;
        let halves = [block.lines.start..line, line..block.lines.end];
        let halves = halves.map(|lines| maker.block(lines, block.part, block.said.clone()));
        self.reading.issues.get_mut(at)?.blocks.splice(place..=place, halves);
        Some(())
    }

    fn join(&mut self, at: usize, line: usize) -> Option<()> {
        let issue = self.reading.issues.get(at)?;
        let second = issue.blocks.iter().position(|block| block.lines.contains(&line))?;
        if issue.blocks.get(second)?.lines.start != line {
            return Some(()); // it goes on with it already
        }
        let first = second.checked_sub(1)?;
        let (before, after) = (issue.blocks.get(first)?, issue.blocks.get(second)?);
        if before.lines.end != after.lines.start {
            return None;
        }
        let lines = before.lines.start..after.lines.end;
        let joined = Maker::new(&self.reading, at)?.block(lines, before.part, before.said.clone());
        self.reading.issues.get_mut(at)?.blocks.splice(first..=second, [joined]);
        Some(())
    }

    fn sort(&mut self, at: usize, lines: Range<usize>, fate: Fate) -> Option<()> {
        let last = self.reading.issues.get(at)?.blocks.last()?.lines.end;
        let lines = lines.start..lines.end.min(last);
        self.border(at, lines.start)?;
        if lines.end < last {
            self.border(at, lines.end)?;
        }
        let maker = Maker::new(&self.reading, at)?;
        let issue = self.reading.issues.get(at)?;
        let inside = |block: &Block| lines.start <= block.lines.start && block.lines.end <= lines.end;
        let first = issue.blocks.iter().position(inside)?;
        let taken: Vec<&Block> = issue.blocks.iter().skip(first).take_while(|block| inside(block)).collect();
        let end = first + taken.len();
        let said = |block: &Block| Said { kinds: fate.kinds(), heading: block.said.heading.clone() };
        // A verse and its reference are lines of their own and one thing.
        let made: Vec<Block> = if fate == Fate::Scripture {
            vec![maker.block(lines, Part::Scripture, Said::default())]
        } else {
            taken.iter().map(|block| maker.block(block.lines.clone(), fate.part(), said(block))).collect()
        };
        let front = issue.blocks.iter().take(first).all(|block| block.part != Part::Item);
        let language = maker.language;
        let issue = self.reading.issues.get_mut(at)?;
        for block in &made {
            let day = dates::find(&block.text, language).map(|found| found.day);
            match fate {
                Fate::Title => issue.head.title = Some(Some(block.text.clone())),
                Fate::Date if day.is_some() && front => issue.head.issued_on = Some(day),
                // What the line said as a title or a date goes with it.
                _ if issue.head.title.as_ref().is_some_and(|title| title.as_ref() == Some(&block.text)) => {
                    issue.head.title = None;
                }
                _ if day.is_some() && issue.head.issued_on == Some(day) => issue.head.issued_on = None,
                _ => {}
            }
        }
        issue.blocks.splice(first..end, made);
        Some(())
    }
}

/// The line that a spot means: the one at its place, else the nearest with its words.
fn find(document: &Document, spot: &Spot) -> Option<usize> {
    let same = |line: &Line| line.text == spot.words;
    if document.lines.get(spot.line).is_some_and(same) {
        return Some(spot.line);
    }
    let alike = document.lines.iter().enumerate().filter(|(_, line)| same(line));
    alike.map(|(at, _)| at).min_by_key(|at| at.abs_diff(spot.line))
}

/// Makes blocks of lines, as the reader would have, were they what the person says.
struct Maker<'a> {
    document: &'a Document,
    language: &'static Language,
    leads: Leads,
}

impl<'a> Maker<'a> {
    fn new(reading: &'a Reading, at: usize) -> Option<Self> {
        let Reading { document, issues, .. } = reading;
        let issue = issues.get(at)?;
        let language = Language::of(issue.bulletin.language.as_deref());
        let lines = issue.blocks.first()?.lines.start..issue.blocks.last()?.lines.end;
        let sheet = document.sheets.iter().find(|sheet| sheet.lines.contains(&lines.start))?;
        let leads = Leads::of(&paragraphs::gather(document, lines, sheet.hard, language), language);
        Some(Maker { document, language, leads })
    }

    fn block(&self, lines: Range<usize>, part: Part, said: Said) -> Block {
        let all = self.document.lines.get(lines.clone()).unwrap_or_default();
        let joined = |lines: &[Line]| squash(&lines.iter().map(Line::words).collect::<Vec<_>>().join(" "));
        let text = joined(all);
        let language = self.language;
        let listed = all.first().is_some_and(|line| line.mark.is_list());
        let silent = matches!(part, Part::Heading | Part::Boilerplate | Part::Title | Part::Date);
        let mut block = Block {
            heard: if silent { Heard::default() } else { listen(&text, language) },
            links: all.iter().flat_map(|line| line.links.iter().cloned()).collect(),
            said: if part == Part::Item { said } else { Said::default() },
            day: all.first().and_then(|line| line.day),
            listed,
            ..Block::new(part, lines, text)
        };
        match part {
            Part::Heading => block.label = language.labels.whole(&block.text),
            Part::Item => {
                if let Some((lead, rest)) = self.leads.lead(&block.text, listed, language) {
                    (block.lead, block.text) = (Some(lead), rest);
                } else if let Some((label, rest)) = inline_label(&block.text, language) {
                    (block.label, block.text) = (Some(label), rest.to_owned());
                }
            }
            Part::Scripture => {
                let (reference, verse) = verse_of(&block.text, all, &joined, language);
                (block.reference, block.text) = (reference, scripture::unquoted(&verse).to_owned());
            }
            _ => {}
        }
        block
    }
}

/// The reference and the verse in lines that a person calls scripture; a verse may have none.
fn verse_of(
    text: &str,
    lines: &[Line],
    joined: &dyn Fn(&[Line]) -> String,
    language: &Language,
) -> (Option<String>, String) {
    if let Some(reference) = scripture::reference(text, language) {
        return (Some(reference.to_owned()), String::new());
    }
    let both = scripture::verse_and_reference(text, language).map(|(verse, reference)| (reference, verse));
    if let Some((reference, verse)) = both.or_else(|| scripture::reference_and_verse(text, language)) {
        return (Some(reference.to_owned()), verse.to_owned());
    }
    let own = |line: &Line| scripture::reference(&line.text, language).map(str::to_owned);
    if let Some((last, verse)) = lines.split_last()
        && let Some(reference) = own(last)
    {
        return (Some(reference), joined(verse));
    }
    if let Some((first, verse)) = lines.split_first()
        && let Some(reference) = own(first)
    {
        return (Some(reference), joined(verse));
    }
    (None, text.to_owned())
}
