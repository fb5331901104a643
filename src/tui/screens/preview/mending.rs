//! What is put right: each key makes one correction, and takes it back.

use std::ops::Range;

use super::Preview;
use super::forms::{Form, Naming, Regions};
use crate::bulletin::{Fate, Fix, apply};
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::Command;
use crate::tui::state::{Screen, State, Tone};

/// What a key that is no movement does.
pub fn update(state: &mut State, action: Action) -> Vec<Command> {
    let regions = state.home.overview.regions.iter().filter_map(|region| region.name.clone()).collect();
    let Some(Screen::Preview(preview)) = state.above.last_mut() else { return Vec::new() };
    let line = preview.cursor;
    let told = match action {
        Action::Undo => preview.undo(),
        Action::Redo => preview.redo(),
        Action::Sort(fate) => {
            let lines = preview.chosen();
            preview.correct(lines.start, Fix::Sort { lines: lines.len(), fate })
        }
        Action::Split if preview.reading.block_of(line).start == line => {
            Err("this line begins already; | splits inside it".to_owned())
        }
        Action::Split => preview.correct(line, Fix::Split { after: 0 }),
        Action::SplitInside => {
            preview.form = Some(Form::Letter(preview.second_sentence()));
            return Vec::new();
        }
        Action::Join => preview.join(),
        Action::LeaveOut => preview.leave_out(),
        Action::Region => {
            preview.form = Some(Form::Region(Regions::new(preview.headings(), regions)));
            return Vec::new();
        }
        Action::Title | Action::Publisher | Action::Date => {
            let naming = match action {
                Action::Title => Naming::Title,
                Action::Publisher => Naming::Publisher,
                _ => Naming::Date,
            };
            preview.form = Some(Form::Naming(naming, Field::new(&preview.named(naming))));
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    finish(state, told)
}

/// Tells what did not fit, keeps the draft of what did.
pub fn finish(state: &mut State, told: Result<(), String>) -> Vec<Command> {
    let Some(Screen::Preview(preview)) = state.above.last_mut() else { return Vec::new() };
    match told {
        Ok(()) => {
            preview.anchor = None;
            vec![preview.draft()]
        }
        Err(words) => {
            state.say(Tone::Plain, words);
            Vec::new()
        }
    }
}

impl Preview {
    /// The lines that keys are about: those that were chosen, else those of the block.
    pub(super) fn chosen(&self) -> Range<usize> {
        match self.anchor {
            Some(anchor) => anchor.min(self.cursor)..anchor.max(self.cursor) + 1,
            None => self.reading.block_of(self.cursor),
        }
    }

    /// Makes one correction, if it fits and changes anything.
    pub(super) fn correct(&mut self, line: usize, fix: Fix) -> Result<(), String> {
        let correction = self.reading.correction(line, fix).ok_or("there is no such line")?;
        let (after, unfit) = apply(self.reading.clone(), std::slice::from_ref(&correction));
        if !unfit.is_empty() {
            return Err("that does not fit here".to_owned());
        }
        if after == self.reading {
            return Err("it is that already".to_owned());
        }
        self.reading = after;
        self.made.push(correction);
        self.undone.clear();
        self.point(self.cursor);
        Ok(())
    }

    fn undo(&mut self) -> Result<(), String> {
        let mut made = std::mem::take(&mut self.made);
        let last = made.pop().ok_or("nothing was put right yet")?;
        self.cursor = last.at.line;
        self.undone.push(last);
        self.again(made);
        Ok(())
    }

    fn redo(&mut self) -> Result<(), String> {
        let next = self.undone.pop().ok_or("there is nothing to do again")?;
        let mut made = std::mem::take(&mut self.made);
        self.cursor = next.at.line;
        made.push(next);
        self.again(made);
        Ok(())
    }

    /// Joins the block to the one before it, or the blocks of the chosen lines to one.
    fn join(&mut self) -> Result<(), String> {
        let chosen = self.chosen();
        if self.anchor.is_none() {
            return self.correct(chosen.start, Fix::Join).map_err(|_| "nothing stands before it".to_owned());
        }
        let blocks = self.reading.issues.iter().flat_map(|issue| &issue.blocks);
        let starts: Vec<usize> = blocks.map(|block| block.lines.start).collect();
        let inside = starts.into_iter().filter(|start| chosen.start < *start && chosen.contains(start));
        inside.collect::<Vec<_>>().into_iter().try_for_each(|start| self.correct(start, Fix::Join))
    }

    /// Leaves the whole bulletin out that the cursor is in.
    fn leave_out(&mut self) -> Result<(), String> {
        let issue = self.reading.issue_of(self.cursor).and_then(|at| self.reading.issues.get(at));
        let lines =
            issue.and_then(|issue| Some(issue.blocks.first()?.lines.start..issue.blocks.last()?.lines.end));
        let lines = lines.ok_or("there is no bulletin here")?;
        self.correct(lines.start, Fix::Sort { lines: lines.len(), fate: Fate::Boilerplate })
    }

    /// Moves what keys are about under a heading; a heading itself takes all below it along.
    pub(super) fn move_under(&mut self, heading: Option<String>) -> Result<(), String> {
        let lines = if self.anchor.is_some() { self.chosen() } else { self.reading.section_of(self.cursor) };
        self.correct(lines.start, Fix::Under { lines: lines.len(), heading })
    }

    /// The headings of the bulletin under the cursor, each once.
    fn headings(&self) -> Vec<String> {
        let issue = self.reading.issue_of(self.cursor).and_then(|at| self.reading.issues.get(at));
        let mut found: Vec<String> = Vec::new();
        for heading in
            issue.into_iter().flat_map(|issue| &issue.bulletin.items).filter_map(|item| item.heading.as_ref())
        {
            if !found.contains(heading) {
                found.push(heading.clone());
            }
        }
        found
    }
}
