//! A list as people keep it in a notebook: headings, entries with or without boxes, notes below them.

use chrono::NaiveDate;

use super::days::{Order, Told, settled, told, written};
use super::marks::{Calendar, Check, Dated, Said, Shape, answer, day_before, said, shape};
use super::table::Trouble;
use super::words::{Says, says};
use super::{Entry, List, Remark, codes, plain};
use crate::bulletin::Kinds;
use crate::journal::{OwnAnswer, OwnNote, Verdict, Visibility};

/// An entry with the lines below it.
#[derive(Debug, Clone)]
struct Draft {
    line: usize,
    indent: usize,
    check: Option<Check>,
    words: String,
    below: Vec<Draft>,
    over: Over,
}

/// What stands over an entry.
#[derive(Debug, Clone, Default)]
struct Over {
    region: Option<String>,
    kinds: Option<Kinds>,
    day: Option<Dated>,
}

/// A heading that is in force.
struct Heading {
    line: usize,
    level: usize,
    title: String,
    is: Is,
    used: bool,
}

enum Is {
    Region,
    Kinds(Kinds),
    Day(Dated),
    Title,
}

/// Reads a list. `today`: the day that it is read on.
pub fn list(
    text: &str,
    order: Option<Order>,
    visibility: Visibility,
    today: NaiveDate,
) -> Result<List, Trouble> {
    let codes = codes(None);
    let calendar = Calendar { codes: &codes, today };
    let (drafts, mut remarks) = gather(text, calendar);
    let drafts: Vec<Draft> = drafts.into_iter().flat_map(parted).collect();
    let told: Vec<Heard> = drafts.into_iter().map(|draft| tell(draft, calendar)).collect();
    let order = order_of(&told, order)?;
    let mut entries = Vec::new();
    for one in told {
        entries.push(finished(one, order, visibility, &mut remarks));
    }
    remarks.sort_by_key(|remark| remark.line);
    Ok(List { entries, remarks })
}

/// The entries of a list in order, and the lines that are none.
fn gather(text: &str, calendar: Calendar<'_>) -> (Vec<Draft>, Vec<Remark>) {
    let mut lines: Vec<(usize, Shape<'_>)> = text.lines().map(shape).collect();
    underlined(text, &mut lines);
    let has_entries = lines.iter().any(|(_, shape)| matches!(shape, Shape::Entry(..)));
    let levels = lines
        .iter()
        .filter_map(|(_, shape)| if let Shape::Heading(level, _) = shape { Some(*level) } else { None });
    let levels: Vec<usize> = levels.collect();
    // one heading over all others is the name of the list
    let titled = levels.first() == Some(&1)
        && levels.len() > 1
        && levels.iter().filter(|level| **level == 1).count() == 1;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut remarks = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    let (mut blank, mut open) = (true, false);
    for (number, (indent, shape)) in (1..).zip(lines) {
        let last = drafts.last_mut().filter(|_| open);
        let goes_on = last.as_ref().is_some_and(|draft| !blank || indent > draft.indent);
        match (shape, last) {
            (Shape::Blank, _) => {
                blank = true;
                continue;
            }
            (Shape::Heading(level, title), _) => {
                let is = kind_of_heading(title, titled && level == 1, calendar);
                close(&mut headings, level, &mut remarks);
                headings.push(Heading { line: number, level, title: title.to_owned(), is, used: false });
                open = false;
            }
            (Shape::Entry(check, words), Some(draft)) if indent > draft.indent => {
                let (words, over) = (words.to_owned(), Over::default());
                draft.below.push(Draft { line: number, indent, check, words, below: Vec::new(), over });
            }
            (Shape::Words(words), Some(draft)) if has_entries && goes_on => match draft.below.last_mut() {
                Some(note) if !blank => extend(&mut note.words, words),
                _ if blank => {
                    let (words, over) = (words.to_owned(), Over::default());
                    draft.below.push(Draft {
                        line: number,
                        indent,
                        check: None,
                        words,
                        below: Vec::new(),
                        over,
                    });
                }
                _ => extend(&mut draft.words, words),
            },
            (Shape::Words(words), _) if written(words, calendar.codes).is_some() => {
                close(&mut headings, 8, &mut remarks);
                let is = kind_of_heading(words, false, calendar);
                headings.push(Heading { line: number, level: 8, title: words.to_owned(), is, used: false });
                open = false;
            }
            (Shape::Words(words), _) if has_entries => {
                let what = format!("this is no entry of the list, and does not come in: {words}");
                remarks.push(Remark { line: number, what, kept: false });
                open = false;
            }
            (Shape::Words(words), _) => {
                drafts.push(draft(number, indent, None, words, &mut headings));
                open = true;
            }
            (Shape::Entry(check, words), _) => {
                drafts.push(draft(number, indent, check, words, &mut headings));
                open = true;
            }
        }
        blank = false;
    }
    close(&mut headings, 0, &mut remarks);
    (drafts, remarks)
}

/// A line with a line of `=` or `-` under it is a heading.
fn underlined(text: &str, lines: &mut [(usize, Shape<'_>)]) {
    let mut free = true;
    for (at, under) in text.lines().skip(1).map(str::trim).enumerate() {
        let level = ["=", "-"].iter().position(|sign| under.len() > 2 && under.replace(sign, "").is_empty());
        let Some((_, shape)) = lines.get_mut(at) else { return };
        if let (Shape::Words(words), Some(level), true) = (&*shape, level, free) {
            *shape = Shape::Heading(level + 1, words);
        }
        free = *shape == Shape::Blank;
    }
}

fn extend(words: &mut String, more: &str) {
    words.push(' ');
    words.push_str(more);
}

fn draft(line: usize, indent: usize, check: Option<Check>, words: &str, headings: &mut [Heading]) -> Draft {
    let mut over = Over::default();
    for heading in headings.iter_mut().rev() {
        match &heading.is {
            Is::Region if over.region.is_none() => over.region = Some(heading.title.clone()),
            Is::Kinds(kinds) if over.kinds.is_none() => over.kinds = Some(*kinds),
            Is::Day(day) if over.day.is_none() => over.day = Some(day.clone()),
            _ => continue,
        }
        heading.used = true;
    }
    Draft { line, indent, check, words: words.to_owned(), below: Vec::new(), over }
}

/// What a heading says of what stands below it.
fn kind_of_heading(title: &str, is_title: bool, calendar: Calendar<'_>) -> Is {
    if let Some(day) = written(title, calendar.codes) {
        return Is::Day(Dated { day, words: title.to_owned() });
    }
    match says(title, &[Says::Praise, Says::Request]) {
        Some(Says::Praise) => Is::Kinds(Kinds::PRAISE),
        Some(_) => Is::Kinds(Kinds::REQUEST),
        None if is_title => Is::Title,
        None => Is::Region,
    }
}

/// Ends the headings of a level and those below it; one that no entry took anything from is named.
fn close(headings: &mut Vec<Heading>, level: usize, remarks: &mut Vec<Remark>) {
    while let Some(heading) = headings.pop_if(|heading| heading.level >= level) {
        if !heading.used {
            let what = match heading.is {
                Is::Title => format!("the title of the list, which is not kept: {}", heading.title),
                _ => format!("no entry stands right under this heading: {}", heading.title),
            };
            remarks.push(Remark { line: heading.line, what, kept: true });
        }
    }
}

/// An entry without a box over entries that all have one is their heading.
fn parted(draft: Draft) -> Vec<Draft> {
    let base = draft.below.first().map_or(0, |below| below.indent);
    let mut top = draft.below.iter().filter(|below| below.indent <= base).peekable();
    if draft.check.is_some() || top.peek().is_none() || !top.all(|below| below.check.is_some()) {
        return vec![draft];
    }
    let over = Over { region: Some(draft.words.trim_end_matches(':').to_owned()), ..draft.over };
    let mut parts: Vec<Draft> = Vec::new();
    for below in draft.below {
        match parts.last_mut() {
            Some(last) if below.indent > base => last.below.push(below),
            _ => parts.push(Draft { over: over.clone(), ..below }),
        }
    }
    parts
}

/// An entry and what its words say, before the order of days is known.
struct Heard {
    draft: Draft,
    said: Said,
    notes: Vec<(Option<Dated>, String)>,
}

fn tell(draft: Draft, calendar: Calendar<'_>) -> Heard {
    let mut said = said(&draft.words, calendar);
    if said.day.is_none() {
        said.day.clone_from(&draft.over.day);
    }
    let mut notes: Vec<(Option<Dated>, String)> =
        said.more.take().map(|more| (None, more)).into_iter().collect();
    for below in &draft.below {
        let told = answer(&below.words, calendar).filter(|_| said.answer.is_none());
        let marked = match below.check {
            None => below.words.clone(),
            Some(Check::Open) => format!("[ ] {}", below.words),
            Some(Check::Done) => format!("[x] {}", below.words),
            Some(Check::Dropped) => format!("[-] {}", below.words),
        };
        match (told, day_before(&below.words, calendar)) {
            (Some(told), _) => said.answer = Some(told),
            (None, Some((day, words))) if below.check.is_none() => notes.push((Some(day), words.to_owned())),
            _ => notes.push((None, marked)),
        }
    }
    Heard { draft, said, notes }
}

/// The order in which the list writes days, where it matters.
fn order_of(all: &[Heard], asked: Option<Order>) -> Result<Option<Order>, Trouble> {
    let days = all.iter().flat_map(|one| {
        let answered = one.said.answer.iter().filter_map(|(_, day, _)| day.as_ref());
        one.said.day.iter().chain(answered).chain(one.notes.iter().filter_map(|(day, _)| day.as_ref()))
    });
    match (told(days.map(|dated| dated.day)), asked) {
        (_, Some(order)) | (Told::One(order), None) => Ok(Some(order)),
        (Told::Clear | Told::Mixed, None) => Ok(None),
        (Told::Open(a, b, year), None) => Err(Trouble::Order(a, b, year)),
    }
}

fn finished(one: Heard, order: Option<Order>, visibility: Visibility, remarks: &mut Vec<Remark>) -> Entry {
    let Heard { draft, said, notes } = one;
    let mut own = plain(said.text, visibility);
    let mut unsettled = Vec::new();
    let mut settle = |dated: Dated| {
        let day = settled(dated.day, order);
        if day.is_none() {
            let what = format!(
                "“{}” could be two days, and the list writes days both ways; --dates day-first or month-first says it; it is kept as a note",
                dated.words
            );
            remarks.push(Remark { line: draft.line, what, kept: true });
            unsettled.push(dated.words);
        }
        day
    };
    own.day = said.day.and_then(&mut settle);
    own.notes =
        notes.into_iter().map(|(day, text)| OwnNote { day: day.and_then(&mut settle), text }).collect();
    own.answer =
        said.answer.map(|(verdict, day, words)| OwnAnswer { verdict, words, day: day.and_then(&mut settle) });
    own.notes.extend(unsettled.into_iter().map(|text| OwnNote { day: None, text }));
    own.region = draft.over.region;
    own.kinds = draft.over.kinds.unwrap_or(Kinds::REQUEST);
    match draft.check {
        Some(Check::Done) if own.answer.is_none() && own.kinds.request => {
            own.answer = Some(OwnAnswer { verdict: Verdict::Answered, words: String::new(), day: None });
        }
        Some(Check::Dropped) => own.archived = true,
        // crossed off and no word of an answer: let go
        _ => own.archived = said.struck && own.answer.is_none(),
    }
    // nothing but marks: its words are what is asked
    if own.text.trim().is_empty() {
        own.text.clone_from(&draft.words);
    }
    Entry { line: draft.line, own }
}
