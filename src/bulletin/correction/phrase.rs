//! Corrections in words, as people type them: `12-14 note`, `7 split`, `3 under "South Asia"`, `date 2026-03-07`.

use std::ops::Range;

use super::{Correction, Fate, Fix, day_in};
use crate::bulletin::Reading;
use crate::text::fold;

/// What may be said of lines, for the sentence that tells it.
const VERBS: &str =
    "request, praise, both, heading, note, verse, story, title, date, out, unsorted, split, join, under";

impl Reading {
    /// The number by which people name a line: its number in the file, and which of them where several have it ("7.2").
    pub fn number_of(&self, line: usize) -> String {
        let lines = &self.document.lines;
        let Some(number) = lines.get(line).map(|line| line.number) else { return String::new() };
        let before = lines.iter().take(line).filter(|other| other.number == number).count();
        if before == 0 { number.to_string() } else { format!("{number}.{}", before + 1) }
    }

    /// The correction that some words mean; or what is wrong with them, in a sentence.
    pub fn correction_in(&self, words: &str) -> Result<Correction, String> {
        let words = words.trim();
        let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let numbered = first.starts_with(|letter: char| letter.is_ascii_digit());
        let (lines, said) = if numbered { (self.lines_named(first)?, rest.trim()) } else { (0..1, words) };
        let (verb, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        let (verb, rest) = (fold(verb), rest.trim());
        let chosen = if first.contains('-') { lines.clone() } else { self.block_of(lines.start) };
        let (at, fix) = match verb.as_str() {
            "title" if !rest.is_empty() => (lines.start, Fix::Title(value(rest))),
            "publisher" if !rest.is_empty() => (lines.start, Fix::Publisher(value(rest))),
            "date" if !rest.is_empty() => (lines.start, Fix::Date(self.day(lines.start, rest)?)),
            _ if !numbered => {
                return Err(format!(
                    "`{words}` begins with no line; say which (`12-14 note`), or `title`, `publisher` or `date` and what it is"
                ));
            }
            "split" => (lines.start, Fix::Split { after: self.letters_before(lines.start, rest)? }),
            "join" if rest.is_empty() => (lines.start, Fix::Join),
            "under" if !rest.is_empty() => {
                let lines = if first.contains('-') { lines } else { self.section_of(lines.start) };
                (lines.start, Fix::Under { lines: lines.len(), heading: value(rest) })
            }
            _ => {
                let fate = fate(&fold(said))
                    .ok_or(format!("`{said}` is nothing that lines can be; they can be {VERBS}"))?;
                (chosen.start, Fix::Sort { lines: chosen.len(), fate })
            }
        };
        self.correction(at, fix).ok_or_else(|| "nothing in the document stands before it".to_owned())
    }

    /// The lines that `12` or `12-14` name.
    fn lines_named(&self, names: &str) -> Result<Range<usize>, String> {
        let (first, last) = names.split_once('-').unwrap_or((names, names));
        let find = |name: &str| {
            let places = 0..self.document.lines.len();
            places.into_iter().find(|at| self.number_of(*at) == name).ok_or_else(|| {
                format!("the document has no line {name}, or it is blank; `--show` numbers its lines")
            })
        };
        let (first, last) = (find(first)?, find(last)?);
        if last < first {
            return Err(format!("`{names}` ends before it begins"));
        }
        Ok(first..last + 1)
    }

    /// How many letters of a line stand before some words of it; none without words.
    fn letters_before(&self, line: usize, words: &str) -> Result<usize, String> {
        let Some(words) = value(words) else { return Ok(0) };
        let text = self.document.lines.get(line).map_or("", |line| &line.text);
        let at = text
            .find(&words)
            .ok_or_else(|| format!("line {} has no words `{words}`", self.number_of(line)))?;
        Ok(text.get(..at).unwrap_or_default().chars().count())
    }

    fn day(&self, line: usize, words: &str) -> Result<Option<chrono::NaiveDate>, String> {
        let Some(words) = value(words) else { return Ok(None) };
        let issue = self.issue_of(line).and_then(|at| self.issues.get(at));
        let code = issue.and_then(|issue| issue.bulletin.language.as_deref());
        let day = words.parse().ok().or_else(|| day_in(&words, code));
        day.map(Some).ok_or_else(|| format!("`{words}` is no day; write it as 2026-03-07"))
    }

    /// The lines of the block that a line is in.
    pub fn block_of(&self, line: usize) -> Range<usize> {
        let blocks = self.issues.iter().flat_map(|issue| &issue.blocks);
        let found = blocks.map(|block| &block.lines).find(|lines| lines.contains(&line));
        found.cloned().unwrap_or(line..line + 1)
    }

    /// The lines of the block that a line is in; with a heading, all up to the next one.
    pub fn section_of(&self, line: usize) -> Range<usize> {
        let block = self.block_of(line);
        let blocks = self.issue_of(line).and_then(|at| self.issues.get(at)).map(|issue| &issue.blocks);
        let heading = |block: &super::Block| block.part == super::Part::Heading;
        let mut rest = blocks.into_iter().flatten().skip_while(|other| other.lines.start < block.start);
        match rest.next() {
            Some(first) if heading(first) => {
                let below = rest.take_while(|block| !heading(block));
                block.start..below.last().map_or(block.end, |last| last.lines.end)
            }
            _ => block,
        }
    }
}

/// What was typed, without quotes around it; `none` is nothing, `"none"` is the word.
fn value(typed: &str) -> Option<String> {
    let inside = ['"', '\''].iter().find_map(|quote| typed.strip_prefix(*quote)?.strip_suffix(*quote));
    match inside {
        Some(words) => Some(words.trim().to_owned()),
        None if typed.is_empty() || typed == "none" => None,
        None => Some(typed.to_owned()),
    }
}

/// What lines are called: by the names that data has, and as people say it.
fn fate(name: &str) -> Option<Fate> {
    match name {
        "out" | "leave out" => Some(Fate::Boilerplate),
        "verse" => Some(Fate::Scripture),
        "context" => Some(Fate::Story),
        name => Fate::from_name(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::{apply, read};

    const BULLETIN: &str = "\
Hill Clinic Prayer Requests

Asia

Pray for rain. Pray for Ada,
who is ill.

Pray for the nurses.
";

    fn reading() -> Reading {
        read(BULLETIN.as_bytes(), &[]).unwrap()
    }

    fn check(words: &str, line: usize, fix: &Fix) {
        let correction = reading().correction_in(words).unwrap();
        assert_eq!((correction.at.line, &correction.fix), (line, fix), "{words}");
        assert_eq!(apply(reading(), &[correction]).1, [], "{words} fits");
    }

    #[test]
    fn words_mean_corrections() {
        check("6 note", 2, &Fix::Sort { lines: 2, fate: Fate::Note });
        check("5-5 note", 2, &Fix::Sort { lines: 1, fate: Fate::Note });
        check("5-8 Leave out", 2, &Fix::Sort { lines: 3, fate: Fate::Boilerplate });
        check("8 verse", 4, &Fix::Sort { lines: 1, fate: Fate::Scripture });
        check("6 split", 3, &Fix::Split { after: 0 });
        check("5 split Pray for Ada", 2, &Fix::Split { after: 15 });
        check("8 join", 4, &Fix::Join);
        check("8 under \"South Asia\"", 4, &Fix::Under { lines: 1, heading: Some("South Asia".into()) });
        check("3 under South Asia", 1, &Fix::Under { lines: 4, heading: Some("South Asia".into()) });
        check("8 under none", 4, &Fix::Under { lines: 1, heading: None });
        check("1 title", 0, &Fix::Sort { lines: 1, fate: Fate::Title });
        check("title 'none'", 0, &Fix::Title(Some("none".into())));
        check("publisher Hill Clinic", 0, &Fix::Publisher(Some("Hill Clinic".into())));
        check("8 date none", 4, &Fix::Date(None));
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 7);
        check("date 2026-03-07", 0, &Fix::Date(day));
        check("date 7 March 2026", 0, &Fix::Date(day));
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let told = |words: &str| reading().correction_in(words).unwrap_err();
        assert_eq!(told("2 note"), "the document has no line 2, or it is blank; `--show` numbers its lines");
        assert_eq!(told("8-5 note"), "`8-5` ends before it begins");
        assert_eq!(told("5 split Pray for Bo"), "line 5 has no words `Pray for Bo`");
        assert_eq!(told("date soon"), "`soon` is no day; write it as 2026-03-07");
        assert!(told("note").starts_with("`note` begins with no line"));
        assert!(told("5 song").starts_with("`song` is nothing that lines can be"));
    }

    #[test]
    fn both_halves_of_a_line_have_a_number() {
        let split = reading().correction_in("5 split Pray for Ada").unwrap();
        let (halved, _) = apply(reading(), &[split]);
        let numbers: Vec<String> = (0..6).map(|line| halved.number_of(line)).collect();
        assert_eq!(numbers, ["1", "3", "5", "5.2", "6", "8"]);
        assert_eq!(halved.correction_in("5.2 praise").unwrap().at.line, 3);
    }
}
