//! The look before keeping, line by line: what the document is, then each part of it with what it was taken for; the
//! person says whether that is right. The letters are those of the screen.

use super::by_hand::Right;
use super::{Document, Import, profiles};
use crate::bulletin::{self, Bulletin, Correction, Fate, Issue, Issued, Profile, Reading};
use crate::cli::{Desk, Error, Exit, regions};
use crate::journal::{Plan, Ready};
use crate::text::counted;
use crate::tui::opened::Count;

/// The letters of the screen, and how `--fix` says the same.
const LETTERS: [(&str, &str); 13] = [
    ("r", "request"),
    ("p", "praise"),
    ("b", "both"),
    ("h", "heading"),
    ("n", "note"),
    ("s", "verse"),
    ("c", "story"),
    ("t", "title"),
    ("d", "date"),
    ("x", "out"),
    ("o", "unsorted"),
    ("/", "split"),
    ("m", "join"),
];

const WHOLE: &str = "keep all (Enter), look at each (l), quit (q):";

const EACH: &str = "right (Enter), (r)equest, (p)raise, (b)oth, leave out (x), more (?), quit (q):";

const MORE: &str = "\
h a heading, n a note, s a verse, c a story that leads to what follows, o unsorted,
t the title, d the date; m join it with what stands before; / WORDS: something new
begins with these words; R NAME: it stands under this heading; and of the whole:
title NAME, publisher NAME, date 2026-03-07. u takes the last one back, k keeps all
as it is now, q quits and keeps nothing.";

/// What comes of the talk.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Keep,
    Leave,
}

/// Talks a document through, and keeps it if the person says so.
pub fn through(
    desk: &mut Desk,
    mut import: Import,
    right: Right,
    profiles: &[Profile],
) -> Result<Exit, Error> {
    let Right { path, document, reading, mut incoming } = right;
    let problems = reading.problems.clone();
    for problem in &problems {
        desk.say(&problem.what);
    }
    let known = import.journal.plan(&incoming)?.iter().all(|plan| plan.plan == Plan::Known);
    let corrections = std::mem::take(&mut incoming.corrections);
    let begun = bulletin::understand(document.clone(), profiles);
    let mut talk = Talk { desk, begun, reading, corrections, line: 0 };
    talk.about(known && talk.corrections.is_empty())?;
    if talk.whole()? == End::Leave {
        desk.say("nothing was kept");
        return Ok(Exit::Nothing);
    }
    let Talk { reading, corrections, .. } = talk;
    let put_right = !corrections.is_empty();
    incoming.bulletins = reading.clone().bulletins();
    incoming.corrections = corrections;
    import.take(
        desk,
        vec![Document::Read { path, ready: Ready::of(incoming), problems: Vec::new() }],
        || None,
    )?;
    import.end_of_input(desk)?;
    if !import.dry {
        if put_right {
            match profiles::remember(&desk.paths()?.profiles(), profiles, &document, &reading) {
                Ok(told) => told.iter().for_each(|line| desk.say(line)),
                Err(why) => desk.say(&why),
            }
        }
        let new = std::mem::take(&mut import.new);
        regions::ask(desk, &mut import.journal, profiles, &new)?;
        import.answers(desk);
    }
    Ok(import.end(desk))
}

struct Talk<'a> {
    desk: &'a mut Desk,
    /// The reading as it was, from which corrections are made again after one is taken back.
    begun: Reading,
    reading: Reading,
    corrections: Vec<Correction>,
    /// The first line of the part that is before the ears.
    line: usize,
}

impl Talk<'_> {
    /// What the document is, in a few lines.
    fn about(&mut self, known: bool) -> Result<(), Error> {
        for issue in &self.reading.issues {
            for line in about(&issue.bulletin) {
                self.desk.text(0, &line)?;
            }
        }
        if known {
            self.desk.say("all of it is in the journal already");
        }
        Ok(())
    }

    fn whole(&mut self) -> Result<End, Error> {
        loop {
            let Some(typed) = self.desk.ask(WHOLE)? else { return Ok(End::Leave) };
            match typed.as_str() {
                "" | "k" | "keep" => return Ok(End::Keep),
                "q" | "quit" | "leave" => return Ok(End::Leave),
                "l" | "look" => return self.each(),
                "?" => self.desk.say(MORE),
                "u" | "undo" => self.undo(),
                words => {
                    if self.correct(words) {
                        self.about(false)?;
                    }
                }
            }
        }
    }

    /// Goes through the parts, the corrected document's own each time.
    fn each(&mut self) -> Result<End, Error> {
        loop {
            let places = shown(&self.reading);
            let Some(at) = places.iter().position(|line| *line >= self.line) else {
                self.line = 0;
                self.desk.say("that was all of it");
                self.about(false)?;
                return self.whole();
            };
            self.line = places.get(at).copied().unwrap_or_default();
            self.read_out(at, places.len())?;
            let Some(typed) = self.desk.ask(EACH)? else { return Ok(End::Leave) };
            match typed.as_str() {
                "" => self.line += 1,
                "k" | "keep" => return Ok(End::Keep),
                "q" | "quit" | "leave" => return Ok(End::Leave),
                "?" => self.desk.say(MORE),
                "u" | "undo" => self.undo(),
                words => drop(self.correct(words)),
            }
        }
    }

    /// The part at the line: its number, its heading, what it was taken for, and its words.
    fn read_out(&mut self, at: usize, of: usize) -> Result<(), Error> {
        let found = self.reading.issues.iter().flat_map(Issue::outcomes);
        let Some(outcome) = found.into_iter().find(|outcome| outcome.block.lines.start == self.line) else {
            return Ok(());
        };
        let heading = outcome.item.and_then(|item| item.heading.as_deref());
        let heading = heading.map(|heading| format!(" under {heading}")).unwrap_or_default();
        let lines = outcome.block.lines.clone();
        let words: Vec<&str> = lines
            .filter_map(|line| self.reading.document.lines.get(line))
            .map(|line| line.text.as_str())
            .collect();
        self.desk.text(0, &format!("{} of {of}: {}{heading}", at + 1, told(outcome.fate)))?;
        self.desk.text(2, &words.join("\n"))
    }

    /// Puts right what some words say, if they fit; `false` where not. What was split or joined is read out again.
    fn correct(&mut self, words: &str) -> bool {
        let phrase = phrase(words, &self.reading.number_of(self.line));
        let correction = match self.reading.correction_in(&phrase) {
            Ok(correction) => correction,
            Err(why) => {
                self.desk.say(&format!("{why}; ? tells what can be said"));
                return false;
            }
        };
        let (right, unfit) = bulletin::apply(self.reading.clone(), std::slice::from_ref(&correction));
        if !unfit.is_empty() {
            self.desk.say("that does not fit here");
            return false;
        }
        if right == self.reading {
            self.desk.say("it is that already");
            return false;
        }
        self.reading = right;
        match correction.fix {
            bulletin::Fix::Split { .. } | bulletin::Fix::Join => {
                self.line = self.reading.block_of(self.line).start;
            }
            bulletin::Fix::Sort { .. } | bulletin::Fix::Under { .. } => self.line += 1,
            _ => {}
        }
        self.corrections.push(correction);
        true
    }

    fn undo(&mut self) {
        let Some(last) = self.corrections.pop() else {
            self.desk.say("nothing was put right yet");
            return;
        };
        self.line = last.at.line;
        (self.reading, _) = bulletin::apply(self.begun.clone(), &self.corrections);
        self.line = self.reading.block_of(self.line).start;
        self.desk.say("taken back");
    }
}

/// What was typed, as `--fix` would say it of a line.
fn phrase(typed: &str, number: &str) -> String {
    let (first, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let of_the_whole = matches!(first, "title" | "publisher" | "date") && !rest.trim().is_empty();
    if of_the_whole || first.starts_with(|letter: char| letter.is_ascii_digit()) {
        return typed.to_owned();
    }
    let verb = match first {
        "R" => "under",
        first => LETTERS.iter().find(|(letter, _)| *letter == first).map_or(first, |(_, verb)| verb),
    };
    format!("{number} {verb} {rest}").trim_end().to_owned()
}

/// The first lines of the parts that are read out: not what stands for the whole, and not what is left out.
fn shown(reading: &Reading) -> Vec<usize> {
    let outcomes = reading.issues.iter().flat_map(Issue::outcomes);
    outcomes
        .filter(|outcome| !matches!(outcome.fate, Fate::Title | Fate::Date | Fate::Boilerplate))
        .map(|outcome| outcome.block.lines.start)
        .collect()
}

fn told(fate: Fate) -> &'static str {
    match fate {
        Fate::Both => "praise and request",
        fate => fate.name(),
    }
}

/// What a bulletin is: its title, whose and of which day it is, and how much stands under which heading.
fn about(bulletin: &Bulletin) -> Vec<String> {
    let mut lines = vec![bulletin.title.clone().unwrap_or_else(|| "(no title)".to_owned())];
    let publisher = bulletin.publisher.as_deref().unwrap_or("(no publisher)");
    let issued = bulletin.issued().map_or_else(|| "(no date)".to_owned(), Issued::in_words);
    lines.push(format!("from {publisher}, {issued}"));
    let count = Count::of([bulletin]);
    lines.push(count.items().unwrap_or_else(|| "no request and no praise".to_owned()));
    let mut headings: Vec<(&str, usize)> = Vec::new();
    for item in &bulletin.items {
        let heading = item.heading.as_deref().unwrap_or("(no heading)");
        match headings.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, number)) => *number += 1,
            None => headings.push((heading, 1)),
        }
    }
    lines.extend(headings.into_iter().map(|(heading, number)| format!("  {heading}: {number}")));
    if count.unsorted > 0 {
        lines.push(format!("{} unsorted", counted(count.unsorted, "line")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_become_corrections_of_the_line() {
        assert_eq!(phrase("r", "12"), "12 request");
        assert_eq!(phrase("x", "12.2"), "12.2 out");
        assert_eq!(phrase("R South Asia", "12"), "12 under South Asia");
        assert_eq!(phrase("/ Pray for", "12"), "12 split Pray for");
        assert_eq!(phrase("heading", "12"), "12 heading");
        assert_eq!(phrase("title Our Letter", "12"), "title Our Letter");
        assert_eq!(phrase("t", "12"), "12 title");
        assert_eq!(phrase("7 split", "12"), "7 split");
    }
}
