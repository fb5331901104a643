//! Lists that are written without marks: names and needs, one to a line, under a heading.

use std::ops::Range;

use super::cues::{label, listen};
use super::dates::whole_line;
use super::document::{Line, Mark};
use super::language::Language;
use super::paragraphs::{ends_sentence, is_capitals, is_loud, is_short};
use super::phrases::Phrases;
use super::publisher::{is_capital, is_title, opens_with_cue};
use super::scripture::{is_attribution, is_half_quotation, reference};
use super::ticks;
use crate::text::{has_digit, width};

/// A line that was broken to fit a page is wider.
const WIDEST: usize = 64;

/// And one that is narrower was not broken, for the next word had room in it.
const NARROW: usize = 48;

/// One line under a heading is no list.
const FEWEST: usize = 2;

/// What makes a key of the digit before it, as on a telephone.
const KEY: char = '\u{20E3}';

/// So many headings with a colon are a custom,
pub(super) const FEWEST_COLONS: usize = 2;
/// and they have no more words.
const MOST_HEADING_WORDS: usize = 3;

/// What stands between the cells of a row.
const CELLS: &str = " | ";

/// So many headings such as "TRAVELLERS:" over one line each are lists.
const FEWEST_HEADED: usize = 3;

/// So many lines that name whom they are for make a directory.
const FEWEST_GROUPS: usize = 4;

/// So many names between commas are a row of names,
const FEWEST_NAMES: usize = 2;
/// and none of them has more words: "Gina Reyes (rehab at Mercy)".
const MOST_NAME_WORDS: usize = 5;

/// So many lines that begin with a picture are a list.
const FEWEST_PICTURES: usize = 3;

/// Marks the entries of such lists, and of those whose marks are pictures.
pub(super) fn mark(lines: &mut [Line], language: &Language) {
    mark_pictures(lines);
    mark_rows(lines, language);
    let colons = lines
        .iter()
        .filter(|line| ends_in_colon(line) && has_few_words(&line.text))
        .nth(FEWEST_COLONS - 1)
        .is_some();
    let is_known = |line: &Line| {
        is_head(line, language)
            || bids_for(line, language)
            || ends_in_colon(line)
                && (colons && has_few_words(&line.text)
                    || is_title(&line.text, language)
                    || asks(line, language))
    };
    let lone = !colons && is_sheet(lines, language);
    let is_lone =
        |line: &Line| lone && ends_in_colon(line) && has_few_words(&line.text) && heads_names(line, language);
    let is_head = |line: &Line| is_known(line) || is_lone(line);
    let (mut later, mut listed, mut colon_listed, mut headed) = (Vec::new(), false, false, 0);
    let (mut at, mut marked) = (1, false);
    while let Some(head) = lines.get(at) {
        at += 1;
        marked |= head.mark.is_list();
        if !is_head(head) {
            continue;
        }
        if language.boilerplate.any_in(&head.text) {
            continue;
        }
        let head_colon = head.text.ends_with(':');
        let loud = head_colon && is_loud(&head.text);
        let labelled = language.labels.whole(&head.text).is_some();
        let below = lines.get(at..).unwrap_or_default();
        let of_run = |(nth, line): &(usize, &Line)| {
            (*nth == 0 || !line.gap) && line.mark == Mark::Plain && !is_head(line)
        };
        let count = below.iter().enumerate().take_while(of_run).count();
        let (run, rest) = below.split_at_checked(count).unwrap_or_default();
        // one that begins small goes on with what leads on to it
        let first = if head_colon && are_alike(run) { at - 1 } else { at };
        let from_first = lines.get(first..at + count).unwrap_or_default();
        let are_entries =
            |widest| (at - first..from_first.len()).all(|nth| is_entry(from_first, nth, widest, language));
        let grouped = label(&head.text, language).is_some();
        let asked = count >= FEWEST
            && (run.iter().all(|line| asks(line, language))
                || grouped && run.iter().all(|line| names_group(line, language)));
        let bidden = || labelled && count >= FEWEST && run.iter().all(|line| bids(line, language));
        let bidding = bids_for(head, language);
        let entries = asked
            || bidden()
            || are_entries(Width::Narrow)
            || are_mostly_narrow(run) && are_entries(Width::Any);
        let enough = if colon_listed { 1 } else { FEWEST };
        let named = count >= enough && run.iter().all(|line| is_name(&line.text));
        if count == 1 && rest.first().is_some_and(|next| next.mark.is_list() && !next.gap)
            || !named && !is_known(head)
        {
            // a name over the list that is theirs, or nothing that is known to head lists
            at += count;
            continue;
        }
        if count >= FEWEST && entries && introduces(rest, language) {
            lines.iter_mut().skip(at).take(count).for_each(|line| line.aside = true);
        } else if (count >= FEWEST || count == 1 && bidding) && entries {
            listed = true;
            colon_listed |= head_colon;
            enter(lines, at..at + count);
        } else if count == 1 && entries && marked && (labelled || run.iter().any(|line| is_row(&line.text))) {
            // among lists with marks
            enter(lines, at..at + 1);
        } else if count == 1 && entries || count >= FEWEST && are_entries(Width::Whole) {
            later.push(at..at + count);
            headed += usize::from(count == 1 && loud);
        }
        at += count;
    }
    listed |= headed >= FEWEST_HEADED;
    mark_directory(lines, language);
    // Where there are lists, one line under a heading is one, too, and an entry of some may be wider than a page.
    for run in later.into_iter().filter(|_| listed) {
        enter(lines, run);
    }
}

pub(super) fn enter(lines: &mut [Line], entries: Range<usize>) {
    lines.iter_mut().take(entries.end).skip(entries.start).for_each(|line| line.mark = Mark::Entry);
}

/// Marks the lines of a sheet that is hardly anything else than names after what they have in common: "In hospital: Ada
/// Bell, Ben Osei".
fn mark_directory(lines: &mut [Line], language: &Language) {
    let groups = |line: &Line| names_group(line, language);
    let count = lines.iter().filter(|line| groups(line)).count();
    if count >= FEWEST_GROUPS && 2 * count > lines.len() {
        lines.iter_mut().filter(|line| groups(line)).for_each(|line| line.mark = Mark::Entry);
    }
}

/// Whether a line names whom it is for: "In hospital: Ada Bell, Ben Osei".
fn names_group(line: &Line, language: &Language) -> bool {
    let plain = line.mark == Mark::Plain && !line.aside && line.day.is_none();
    let parted = plain && memchr::memchr(b':', line.text.as_bytes()).is_some();
    parted.then(|| line.text.split_once(": ")).flatten().is_some_and(|(lead, names)| {
        lead.starts_with(char::is_uppercase)
            && lead.split_whitespace().nth(MOST_NAME_WORDS).is_none()
            && names.starts_with(char::is_alphabetic)
            && !names.contains(['@', '/'])
            && language.mail.fields.whole(lead).is_none()
            && language.sources.whole(lead).is_none()
            && !is_title(lead, language)
            && label(lead, language).is_none()
            && !listen(&line.text, language).any()
            && reference(names, language).is_none()
    })
}

/// Marks the rows of a table whose head says that they ask: "Date | Who | Please pray for".
fn mark_rows(lines: &mut [Line], language: &Language) {
    // nearly every line is no row
    let has_cells = |line: &Line| memchr::memchr(b'|', line.text.as_bytes()).is_some();
    let cells = |line: &Line| if has_cells(line) { line.text.matches(CELLS).count() } else { 0 };
    let mut at = 0;
    while let Some(head) = lines.get(at) {
        let (wide, first) = (cells(head), at);
        let below = lines.iter().skip(first + 1);
        let is_row =
            |line: &&Line| line.mark == Mark::Plain && !line.gap && !line.aside && cells(line) == wide;
        let count = if wide == 0 { 0 } else { below.take_while(is_row).count() };
        at += 1 + count;
        let asks = |head: &Line| {
            head.mark == Mark::Plain && head.text.split(CELLS).any(|cell| label(cell, language).is_some())
        };
        if count < FEWEST || !lines.get(first).is_some_and(asks) {
            continue;
        }
        for (nth, line) in lines.iter_mut().skip(first).take(count + 1).enumerate() {
            line.aside = nth == 0;
            line.mark = if nth == 0 { Mark::Plain } else { Mark::Bullet('|') };
        }
    }
}

/// Marks the lines of a list that begin with pictures, as in a chat: "🙏 Rain for Sela", "1️⃣ Rain". A title may have one, too.
fn mark_pictures(lines: &mut [Line]) {
    let pictured = |line: &Line| line.mark == Mark::Plain && !line.aside && picture(&line.text).is_some();
    let below_title = lines.iter().position(|line| !line.aside).map_or(0, |title| title + 1);
    let listed =
        lines.iter().skip(below_title).filter(|line| pictured(line)).nth(FEWEST_PICTURES - 1).is_some();
    let entries = |line: &&mut Line| pictured(line) && (listed || ticks::begins_with_tick(line));
    for line in lines.iter_mut().skip(below_title).filter(entries) {
        if let Some((mark, words)) = picture(&line.text) {
            let (mark, words) = ticks::ticked(mark, words);
            (line.mark, line.text) = (mark, words.to_owned());
        }
    }
}

pub(super) fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{25A0}'..='\u{27BF}' | '\u{2B1B}'..='\u{2B55}' | '\u{1F300}'..='\u{1FAFF}')
}

/// The mark that a picture at the beginning of a line is, and the words after it and the pictures beside it.
fn picture(text: &str) -> Option<(Mark, &str)> {
    let joins = |letter: char| matches!(letter, '\u{200D}' | '\u{FE0F}' | KEY);
    let first = text.chars().next()?;
    let (mark, words) = if is_picture(first) {
        (Mark::Bullet(first), text.trim_start_matches(|letter| is_picture(letter) || joins(letter)))
    } else {
        let keys = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || joins(letter));
        (Mark::Number, text.get(..text.len() - keys.len())?.ends_with(KEY).then_some(keys)?)
    };
    let parted = words.starts_with(char::is_whitespace) && !words.trim().is_empty();
    parted.then(|| (mark, words.trim_start()))
}

/// Whether a line may be a heading: "Travel:", "Please add to your prayers:".
fn ends_in_colon(line: &Line) -> bool {
    line.mark == Mark::Plain && line.text.ends_with(':') && line.gap && is_short(&line.text)
}

/// Whether lines end alike, all of them as sentences or none; where a sentence was broken, only the last does.
fn are_alike(lines: &[Line]) -> bool {
    let ended = lines.iter().filter(|line| ends_sentence(&line.text)).count();
    ended == 0 || ended == lines.len()
}

/// Whether a line goes on with "We pray" as biddings do: "for Ada, who is ill,".
fn bids(line: &Line, language: &Language) -> bool {
    !line.aside && line.day.is_none() && language.biddings.begin(&line.text)
}

/// Whether a line says for whom "We pray" that stands above it: "For our sick:".
fn bids_for(line: &Line, language: &Language) -> bool {
    line.mark == Mark::Plain
        && line.text.ends_with(':')
        && is_short(&line.text)
        && language.biddings.begin(&line.text)
}

/// Whether a line may be a name and no address: "Ada and Ben Bell (at home)".
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && !has_digit(text) && !text.contains('@') && !ends_sentence(text)
}

/// Whether something is asked in lines that are no letter, for what stands under a letter is who wrote it.
fn is_sheet(lines: &[Line], language: &Language) -> bool {
    let greets = |line: &Line| line.text.ends_with(',') && language.letter.begin(&line.text);
    lines.iter().any(|line| ends_in_colon(line) && has_few_words(&line.text))
        && lines.iter().any(|line| listen(&line.text, language).any())
        && !lines.iter().any(greets)
}

/// Whether a line with a colon may stand over names in a sheet that has no other: "Sick:", and not "With love:".
fn heads_names(line: &Line, language: &Language) -> bool {
    let words = |phrases: &Phrases<()>| phrases.any_in(&line.text);
    !words(&language.boilerplate)
        && !words(&language.letter)
        && !words(&language.bylines)
        && !words(&language.sources)
        && language.mail.fields.whole(&line.text).is_none()
        && language.speakers.whole(&line.text).is_none()
}

/// Whether a text has so few words as headings do.
pub(super) fn has_few_words(text: &str) -> bool {
    text.split_whitespace().nth(MOST_HEADING_WORDS).is_none()
}

/// A heading in capitals, by its form, or because it says what is under it.
fn is_head(line: &Line, language: &Language) -> bool {
    match line.mark {
        Mark::Heading(_) => true,
        Mark::Plain => {
            let labelled =
                if line.gap { label(&line.text, language) } else { language.labels.whole(&line.text) };
            labelled.is_some()
                || (line.strong || is_capitals(&line.text))
                    && is_short(&line.text)
                    && whole_line(&line.text, language).is_none()
        }
        _ => false,
    }
}

/// Whether what is under some lines tells of something and has a list of its own: facts about a country stand above its
/// story, "Pray:" and what is asked.
fn introduces(below: &[Line], language: &Language) -> bool {
    let told = below.iter().take_while(|line| line.mark == Mark::Plain && !is_head(line, language)).count();
    let label = |line: &Line| language.labels.whole(&line.text).is_some();
    told > 0
        && below.get(told).is_some_and(label)
        && below.get(told + 1).is_some_and(|line| line.mark.is_list())
}

/// Whether a line begins by asking or giving thanks, as no line does that goes on with the one above: each is an entry,
/// however wide.
fn asks(line: &Line, language: &Language) -> bool {
    is_capital(&line.text) && opens_with_cue(&line.text, language)
}

/// Whether a line is names one after the other: "Al Brandt, Dotty Marsh, Ken Ruiz (knee)".
fn is_row(text: &str) -> bool {
    let names = || text.split([',', ';']).map(str::trim);
    names().nth(FEWEST_NAMES - 1).is_some()
        && !ends_sentence(text)
        && names().all(|name| {
            name.starts_with(char::is_alphabetic) && name.split_whitespace().nth(MOST_NAME_WORDS).is_none()
        })
        && !has_digit(text)
}

/// How wide an entry may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// Not as wide as a page, so that no line was broken.
    Narrow,
    /// Wider where it ends a sentence.
    Whole,
    /// As wide as it is.
    Any,
}

/// Whether most lines are narrow and none begins as one that goes on: then the others were not broken either.
fn are_mostly_narrow(lines: &[Line]) -> bool {
    let wide = lines.iter().filter(|line| width(&line.text) >= WIDEST).count();
    2 * wide < lines.len() && !lines.iter().any(|line| line.text.starts_with(char::is_lowercase))
}

/// Whether a line among others is an entry.
pub(super) fn is_entry(lines: &[Line], at: usize, widest: Width, language: &Language) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let text = line.text.as_str();
    // one that begins small may go on with a line that was broken, unless that had room for more
    let room = || {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        above.is_some_and(|above| width(&above.text) < NARROW)
    };
    // "£40 came in."
    let sum = text.starts_with(|letter| matches!(letter, '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}'));
    (sum || text.starts_with(char::is_alphanumeric))
        && (!text.starts_with(char::is_lowercase) || room())
        && !line.aside
        && !line.quoted
        && line.day.is_none()
        && (width(text) < WIDEST
            || widest == Width::Any
            || widest == Width::Whole && ends_sentence(text)
            || is_row(text))
        && !text.ends_with([',', ':'])
        && whole_line(text, language).is_none()
        && reference(text, language).is_none()
        && !is_half_quotation(text)
        && !is_attribution(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    fn entries(text: &str) -> Vec<String> {
        let mut document = Document::new(text);
        mark(&mut document.lines, Language::of(Some("en")));
        document.lines.into_iter().filter(|line| line.mark == Mark::Entry).map(|line| line.text).collect()
    }

    #[test]
    fn names_under_a_heading_are_entries() {
        let text = "HILL CHAPEL\nPrayer List\n\nHEALTH\nBob Allen (knee)\nBaby Noah, born early\n\nPraises\nRick's job came through.\nRain!\n";
        assert_eq!(
            entries(text),
            ["Bob Allen (knee)", "Baby Noah, born early", "Rick's job came through.", "Rain!"]
        );
    }

    #[test]
    fn where_there_are_lists_one_line_is_one_too() {
        let text = "HILL CHAPEL\nPrayer List\n\nHEALTH\nBob Allen\nBaby Noah\n\nSHUT-INS\nMae Colter, Lonnie Dabbs\n";
        assert_eq!(entries(text), ["Bob Allen", "Baby Noah", "Mae Colter, Lonnie Dabbs"]);
    }

    #[test]
    fn pictures_and_keys_are_marks() {
        let text = "📌 Hill Radio\n1️⃣ Rain for Sela\n2️⃣ Two nurses\n1️⃣0️⃣ 5 readers\n";
        let mut document = Document::new(text);
        mark(&mut document.lines, Language::of(Some("en")));
        let told: Vec<_> = document.lines.iter().map(|line| (line.mark, line.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (Mark::Plain, "📌 Hill Radio"),
                (Mark::Number, "Rain for Sela"),
                (Mark::Number, "Two nurses"),
                (Mark::Number, "5 readers"),
            ]
        );
        assert_eq!(picture("5 readers"), None);
    }

    #[test]
    fn a_colon_makes_a_heading_where_it_is_a_custom() {
        let text = "Oraciones\n\nEnfermos:\nHna. Rosa\nHno. Tomás, operación\n\nViajes:\nFamilia Paredes\n";
        assert_eq!(entries(text), ["Hna. Rosa", "Hno. Tomás, operación", "Familia Paredes"]);
    }

    #[test]
    fn entries_may_begin_small() {
        let text = "Hill Chain 6/9\n\nPlease add to your prayers:\nAda, a test on Monday\nour picnic - no rain please!\n";
        assert_eq!(entries(text), ["Ada, a test on Monday", "our picnic - no rain please!"]);
    }

    #[test]
    fn where_there_are_lists_some_entries_are_wide() {
        let wide = "Ada's grandson Eli (4) – third round of treatment. It begins on Monday at eight.";
        let text = format!("HILL CHAPEL\n\nHEALTH:\nBob Allen – knee\n{wide}\n\nJOBS:\nKyle\nBen Osei\n");
        assert_eq!(entries(&text), ["Bob Allen – knee", wide, "Kyle", "Ben Osei"]);
        let broken = "HILL\n\nHEALTH\nKyle\nBen\n\nSELA\nPlease pray for the nine hundred women whose mill was closed on the\nMonday after the flood.\n";
        assert_eq!(entries(broken), ["Kyle", "Ben"]);
    }

    #[test]
    fn lines_that_name_whom_they_are_for_are_entries_under_what_asks() {
        let wide =
            "Health: Ada Bell (blood pressure), Ben Osei (an operation on the 20th), little Cy (asthma)";
        assert_eq!(
            entries(&format!("HILL\n\nPRAYER REQUESTS\n{wide}\nWork: Dee, Tia\n")),
            [wide, "Work: Dee, Tia"]
        );
        assert_eq!(entries(&format!("HILL\n\nTHE PEOPLE OF SELA\n{wide}\nLanguage: Selan\n")), [""; 0]);
    }

    #[test]
    fn lines_that_each_ask_are_entries_however_wide() {
        let wide = "Pray for our home leave, which begins in September: for a car, a school and a warm coat for each of us";
        let text = format!("HILL\n\nPRAYER POINTS\nPraise that Sam is well\n{wide}\nPray for Ada\n");
        assert_eq!(entries(&text), ["Praise that Sam is well", wide, "Pray for Ada"]);
    }

    #[test]
    fn whom_we_pray_for_is_listed_under_it() {
        let text = "Hill News, 17 May 2026\n\nWe pray\nFor our sick:\nAda Bell, Ben Osei\nFor the bereaved:\nThe Lund family\n";
        assert_eq!(entries(text), ["Ada Bell, Ben Osei", "The Lund family"]);
    }

    #[test]
    fn a_few_wide_lines_break_no_list() {
        let wide = "Baby Dee - heart surgery, scheduled in Holme on the first Tuesday of May";
        let text =
            format!("HILL\n\nPRAYER REQUESTS\nCy Lund - treatments\n{wide}\nBen Osei - stroke\nAda - job\n");
        assert_eq!(entries(&text), ["Cy Lund - treatments", wide, "Ben Osei - stroke", "Ada - job"]);
        let broken = "HILL\n\nPRAYER REQUESTS\nPlease pray for the nine hundred women whose mill was closed for good on\nMonday after the flood, and for all of those who work with Ada and Ben at\nSela.\n";
        assert_eq!(entries(broken), [""; 0]);
    }

    #[test]
    fn facts_above_a_list_are_none() {
        let none: [&str; 0] = [];
        let text = "Hill Guide\n\nTHE PEOPLE OF SELA\nHouses: 80\nLanguage: Selan\n\nSela lies by a lake.\n\nPray:\n- For rain.\n";
        assert_eq!(entries(text), none);
        assert_eq!(
            entries("HILL\n\nHEALTH\nBob Allen\nAda Bell\n\nPraises\n- Rain!\n"),
            ["Bob Allen", "Ada Bell"]
        );
    }

    #[test]
    fn paragraphs_and_places_are_none() {
        let none: [&str; 0] = [];
        assert_eq!(
            entries(
                "Hill\n\nSOUTH ASIA\nSela, India\nPlease pray for the nine hundred women whose mill was closed on Monday.\n"
            ),
            none
        );
        assert_eq!(entries("Hill\n\nASIA\nPray for rain.\n\nPray for Ada.\n"), none);
        assert_eq!(entries("HILL\nPrayer List\nSela, India\n"), none);
    }
}
