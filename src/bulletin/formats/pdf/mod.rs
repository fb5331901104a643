//! PDF pages to lines, by the places of their letters.
//!
//! ```text
//! page --flatten--> letters --words--> rows --running, columns--> rows in reading order --flow--> lines
//! ```
//!
//! A PDF knows no words, lines and paragraphs, only letters at places. What belongs together is told by where it
//! stands, which tells more than its words do; so each line of the document is a whole paragraph.

mod columns;
mod flatten;
mod flow;
mod fonts;
mod glyphs;
mod guard;
mod jumbled;
mod paragraph;
mod running;
#[cfg(test)]
mod tests;
mod words;

use pdf_extract::{Dictionary, Document as Pdf, Error, ObjectId, Stream, output_doc_page};

use super::Unreadable;
use crate::bulletin::{Document, Line, Sheet};
use flow::Flow;
use glyphs::Drawn;
use guard::guarded;
use running::Page;
use words::{Word, rows};

/// More pages than this no bulletin has.
const MOST_PAGES: usize = 10_000;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut pdf = load(bytes)?;
    let ids = pdf.get_pages();
    if ids.len() > MOST_PAGES {
        return Err(sentence("this PDF has more pages than kneel takes (10,000)"));
    }
    let (mut pages, mut troubles) = (Vec::new(), Vec::new());
    for (number, id) in ids {
        let (page, trouble) = read_page(&mut pdf, number, id);
        pages.push(page);
        troubles.extend(trouble.map(|trouble| (number, trouble)));
    }
    if pages.iter().all(|page| page.rows.is_empty()) {
        return Err(textless(troubles.first().map(|(_, trouble)| *trouble)));
    }
    let lines = lines(pages);
    let problems =
        troubles.iter().map(|(number, trouble)| trouble.on(*number)).chain(jumbled::problem(&lines));
    let problems = problems.collect();
    let whole = Sheet { lines: 0..lines.len(), hard: true, ..Sheet::default() };
    Ok(Document { lines, sheets: vec![whole], problems })
}

fn sentence(words: &str) -> Unreadable {
    Unreadable::Format(words.to_owned())
}

fn damaged() -> Unreadable {
    sentence("this PDF is damaged; open it in another program, print it to a new PDF, and import that")
}

fn load(bytes: &[u8]) -> Result<Pdf, Unreadable> {
    let locked = || sentence("this PDF is locked with a password; save it without one, and import that");
    match guarded(|| Pdf::load_mem(bytes)) {
        Some(Ok(pdf)) if pdf.is_encrypted() => Err(locked()),
        Some(Ok(pdf)) => Ok(pdf),
        Some(Err(Error::Decryption(_) | Error::InvalidPassword)) => Err(locked()),
        Some(Err(_)) | None => Err(damaged()),
    }
}

/// What keeps a page from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Damaged,
    /// The file does not say which letters its drawings of letters stand for.
    Unknown,
    Scan,
}

impl Trouble {
    fn on(self, page: u32) -> String {
        match self {
            Trouble::Damaged => format!("page {page} is damaged, and kneel may not have read all of it"),
            Trouble::Unknown => {
                format!("the file does not say which letters page {page} has; kneel cannot read them")
            }
            Trouble::Scan => format!("page {page} is a scan without text; kneel cannot read pictures"),
        }
    }
}

/// Why no page has a text.
fn textless(trouble: Option<Trouble>) -> Unreadable {
    match trouble {
        Some(Trouble::Damaged) => damaged(),
        Some(Trouble::Unknown) => sentence(
            "this PDF does not say which letters it shows, and kneel cannot read them; ask its publisher for another file",
        ),
        Some(Trouble::Scan) => sentence(
            "this PDF is a scan without text, and kneel cannot read pictures; ask its publisher for the text, or have \
             another program recognise the letters first",
        ),
        None => sentence("there is no text in this PDF"),
    }
}

/// Reads the letters of a page into rows.
fn read_page(pdf: &mut Pdf, number: u32, id: ObjectId) -> (Page, Option<Trouble>) {
    let Some(mut page) = guarded(|| flatten::flatten(pdf, id)).flatten() else {
        return (Page::default(), Some(Trouble::Damaged));
    };
    let content = Stream::new(Dictionary::new(), std::mem::take(&mut page.content));
    let content = pdf.add_object(content);
    let mut dictionary = std::mem::take(&mut page.dictionary);
    dictionary.set("Contents", content);
    pdf.set_object(id, dictionary);
    let mut drawn = Drawn::new(&page);
    let whole = guarded(|| output_doc_page(pdf, &mut drawn, number)).is_some_and(|done| done.is_ok());
    let Drawn { glyphs, turned, unknown, .. } = drawn;
    let trouble = if !whole {
        Some(Trouble::Damaged)
    } else if unknown > glyphs.len() {
        Some(Trouble::Unknown)
    } else {
        (glyphs.is_empty() && page.picture).then_some(Trouble::Scan)
    };
    let rows = rows(words::words(glyphs, &page.links));
    (Page { rows, turned, height: page.height }, trouble)
}

/// The lines of all pages.
fn lines(pages: Vec<Page>) -> Vec<Line> {
    let body = usual_size(pages.iter().flat_map(|page| &page.rows).flat_map(|row| &row.words));
    let running = running::running(&pages, body);
    let mut ordered = Vec::new();
    for (number, (page, running)) in (1..).zip(pages.into_iter().zip(running)) {
        let mut flowing = flow::Page { number, ..flow::Page::default() };
        let mut words: Vec<Word> = Vec::new();
        for (row, is_running) in page.rows.into_iter().zip(running) {
            match is_running {
                true if words.is_empty() => flowing.above.push(row.text()),
                true => flowing.below.push(row.text()),
                false => words.extend(row.words),
            }
        }
        flowing.below.extend(Some(page.turned).filter(|words| !words.trim().is_empty()));
        flowing.columns = columns::columns(words).into_iter().map(rows).collect();
        ordered.push(flowing);
    }
    Flow::new(&ordered, body).lines(&ordered)
}

/// The size that most letters have.
fn usual_size<'a>(words: impl Iterator<Item = &'a Word>) -> f64 {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for word in words {
        let letters = word.text.chars().count();
        match sizes.iter_mut().find(|(size, _)| (*size - word.size).abs() < 0.3) {
            Some((_, count)) => *count += letters,
            None => sizes.push((word.size, letters)),
        }
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map_or(0.0, |(size, _)| size)
}
