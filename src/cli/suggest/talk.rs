//! The inbox line by line: a praise is read out, then each request that it may answer, and the person says a word.

use std::io::Write;

use crate::bulletin::Issued;
use crate::cli::words::word;
use crate::cli::{Desk, Error, Exit, day, items};
use crate::journal::{ActId, Change, ItemId, Journal, Proposal, Suggestion, Verdict};

/// More praises than anybody goes through in one evening.
const MOST: usize = 999;

/// What a person can say to a praise and a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Is(Verdict),
    No,
    NotAny,
    Next,
    Skip,
    Undo,
    Quit,
}

const QUESTION: &str =
    "Is this the answer? (y)es, (p)artly, (o)therwise, set (b)ack, (n)o, (s)kip, (u)ndo, (q)uit:";

const WORDS: [(&str, Said); 14] = [
    ("yes", Said::Is(Verdict::Answered)),
    ("answered", Said::Is(Verdict::Answered)),
    ("partly", Said::Is(Verdict::Partly)),
    ("otherwise", Said::Is(Verdict::Otherwise)),
    ("b", Said::Is(Verdict::SetBack)),
    ("set back", Said::Is(Verdict::SetBack)),
    ("n", Said::No),
    ("no", Said::No),
    ("x", Said::NotAny),
    ("none", Said::NotAny),
    ("skip", Said::Skip),
    ("s", Said::Skip),
    ("undo", Said::Undo),
    ("quit", Said::Quit),
];

/// What follows a word.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// The same praise again, as it stands now.
    Again,
    /// To the request after this one.
    On,
    /// To the next praise.
    NextPraise,
    /// Back to the praise that was decided upon last.
    Back(usize),
    Quit,
}

/// Goes through the praises that wait.
pub fn through(desk: &mut Desk, journal: &mut Journal) -> Result<Exit, Error> {
    let praises = journal.waiting(MOST)?;
    if praises.is_empty() {
        desk.say("no praise waits for a word of yours");
        return Ok(Exit::Nothing);
    }
    let mut talk = Talk { desk, journal, decided: Vec::new() };
    let mut at = 0;
    while let Some(praise) = praises.get(at) {
        match talk.praise(praise, at, praises.len())? {
            Step::Quit => break,
            Step::Back(before) => at = before,
            Step::Again | Step::On | Step::NextPraise => at += 1,
        }
    }
    let left = journal.waiting(MOST)?.len();
    desk.say(&match left {
        0 => "no praise waits any more".to_owned(),
        1 => "1 praise still waits".to_owned(),
        left => format!("{left} praises still wait"),
    });
    Ok(Exit::Done)
}

struct Talk<'a> {
    desk: &'a mut Desk,
    journal: &'a mut Journal,
    /// The places of the praises that were decided upon here, for each act: nothing else is taken back here.
    decided: Vec<(usize, ActId)>,
}

impl Talk<'_> {
    /// Goes through the requests that a praise may answer.
    fn praise(&mut self, id: &ItemId, at: usize, of: usize) -> Result<Step, Error> {
        let (mut told, mut from) = (false, 0);
        loop {
            // decided upon meanwhile, here or by another program
            let Some(suggestion) = self.journal.suggestion(id)? else { return Ok(Step::NextPraise) };
            let Some(proposal) = suggestion.candidates.get(from) else { return Ok(Step::NextPraise) };
            if !told {
                told = true;
                self.read_out(&suggestion, at, of)?;
            }
            self.request(proposal, from, suggestion.candidates.len())?;
            match self.ask(&suggestion, proposal, at)? {
                Step::On => from += 1,
                Step::Again => {}
                step => return Ok(step),
            }
        }
    }

    fn read_out(&mut self, praise: &Suggestion, at: usize, of: usize) -> Result<(), Error> {
        let day = praise.issued.map(|issued| format!(", {}", issued.in_words())).unwrap_or_default();
        self.desk.text(0, &format!("{} of {of}. We heard{day}:", at + 1))?;
        self.desk.text(2, &praise.text)?;
        if let Some(item) = self.journal.detail(&praise.item)? {
            self.desk.text(2, &format!("({})", items::origin(&item)))?;
        }
        Ok(writeln!(self.desk.out)?)
    }

    fn request(&mut self, proposal: &Proposal, at: usize, of: usize) -> Result<(), Error> {
        let Some(item) = self.journal.detail(&proposal.request)? else { return Ok(()) };
        let asked = item.row.issued.unwrap_or(Issued::On(item.added_on)).in_words();
        let sure = proposal.confidence.name();
        self.desk.text(0, &format!("Request {} of {of}. We asked, {asked}; {sure}:", at + 1))?;
        self.desk.text(2, &item.text)?;
        self.desk.text(2, &format!("Why: {}", proposal.reasons.join("; ")))?;
        for note in &item.written {
            self.desk.text(2, &format!("Your note, {}: {}", day::short(note.day), note.words()))?;
        }
        self.desk.text(2, &format!("({}; {})", items::origin(&item), items::prayed(&item)))?;
        Ok(writeln!(self.desk.out)?)
    }

    /// Asks until there is a word, and does what it says.
    fn ask(&mut self, praise: &Suggestion, proposal: &Proposal, at: usize) -> Result<Step, Error> {
        let said = loop {
            let Some(typed) = self.desk.ask(QUESTION)? else { return Ok(Step::Quit) };
            match said(&typed) {
                Some(said) => break said,
                None => self.desk.say(
                    "please say one of these words, or its first letter; x: it answers none of them; Enter: the next one",
                ),
            }
        };
        let (item, request) = (praise.item.clone(), proposal.request.clone());
        let (change, step) = match said {
            Said::Next => return Ok(Step::On),
            Said::Skip => return Ok(Step::NextPraise),
            Said::Quit => return Ok(Step::Quit),
            Said::Undo => return self.undo(),
            Said::No => (Change::Dismissed { item, request: Some(request) }, Step::Again),
            Said::NotAny => (Change::Dismissed { item, request: None }, Step::NextPraise),
            Said::Is(verdict) => {
                let today = self.desk.now()?.day();
                let day = praise.issued.map_or(today, Issued::last_day).min(today);
                let (words, praise) = (String::new(), Some(item));
                (Change::Answered { item: request, verdict, words, day, praise }, Step::NextPraise)
            }
        };
        let act = items::act(self.desk, self.journal, &[change])?;
        writeln!(self.desk.out)?;
        self.decided.push((at, act));
        Ok(step)
    }

    fn undo(&mut self) -> Result<Step, Error> {
        let Some((at, act)) = self.decided.pop() else {
            self.desk.say("nothing was said here that could be taken back");
            return Ok(Step::Again);
        };
        items::take_back(self.desk, self.journal, act)?;
        Ok(Step::Back(at))
    }
}

/// What a line means; `None`: nothing that is known.
fn said(typed: &str) -> Option<Said> {
    if typed.trim().is_empty() { Some(Said::Next) } else { word(typed, &WORDS) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_the_question_mean_what_it_says() {
        let letters = ["y", "p", "o", "b", "n", "s", "u", "q"].map(said);
        let is = |verdict| Some(Said::Is(verdict));
        assert_eq!(
            letters,
            [
                is(Verdict::Answered),
                is(Verdict::Partly),
                is(Verdict::Otherwise),
                is(Verdict::SetBack),
                Some(Said::No),
                Some(Said::Skip),
                Some(Said::Undo),
                Some(Said::Quit),
            ]
        );
        assert_eq!(said(""), Some(Said::Next));
        assert_eq!(said("X"), Some(Said::NotAny));
        assert_eq!(said("part"), is(Verdict::Partly));
        assert_eq!(said("set b"), is(Verdict::SetBack));
        assert_eq!(said("perhaps"), None);
    }
}
