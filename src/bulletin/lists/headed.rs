//! Lists without marks that stand under headings: "HEALTH" or "Travel:", and names and needs below, one to a line.

use std::ops::Range;

use super::directory::names_group;
use super::entries::{Width, are_mostly_narrow, enter, is_entry, is_row};
use crate::bulletin::cues::{label, listen};
use crate::bulletin::days::dates::whole_line;
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::Language;
use crate::bulletin::paragraphs::{ends_sentence, is_capitals, is_loud, is_short};
use crate::bulletin::phrases::Phrases;
use crate::bulletin::publisher::{is_capital, is_title, opens_with_cue};
use crate::text::has_digit;

/// One line under a heading is no list.
const FEWEST: usize = 2;

/// So many headings with a colon are a custom,
pub const FEWEST_COLONS: usize = 2;
/// and they have no more words.
const MOST_HEADING_WORDS: usize = 3;

/// So many headings such as "TRAVELLERS:" over one line each are lists.
const FEWEST_HEADED: usize = 3;

/// No more lines tell of a place above its list.
const MOST_FACTS: usize = 64;

/// Which lines of a bulletin stand over lists.
struct Headings<'a> {
    language: &'a Language,
    /// Whether "Travel:" is one wherever it stands.
    colons: bool,
    /// Whether it is one over names.
    lone: bool,
}

/// What the lines from a heading to the next are.
enum Run {
    /// Each is an entry, and the bulletin has lists.
    List,
    /// One entry among lists with marks.
    Entry,
    /// Entries where the bulletin has lists.
    Perhaps,
    /// Told of what has its list further down.
    Facts,
    Text,
}

/// What was seen above a heading.
#[derive(Default)]
struct Above {
    /// A list with marks.
    marked: bool,
    /// A list under a heading with a colon.
    under_colon: bool,
}

/// Marks the entries of such lists. Returns the runs that are lists for the sake of the others: one line under a heading, and
/// entries wider than a page. What marks them goes before these.
pub fn mark(lines: &mut [Line], language: &Language) -> Vec<Range<usize>> {
    let headings = Headings::of(lines, language);
    let (mut above, mut later) = (Above::default(), Vec::new());
    let (mut listed, mut loud, mut at) = (false, 0, 1);
    while let Some(heading) = lines.get(at) {
        at += 1;
        above.marked |= heading.mark.is_list();
        // "Those who have died:" below another such list
        let again = above.under_colon && ends_in_colon(heading);
        if !(headings.hold(heading) || again) || language.boilerplate.any_in(&heading.text) {
            continue;
        }
        let run = at..at + headings.count_under(lines.get(at..).unwrap_or_default());
        let colon = heading.text.ends_with(':');
        let is_loud = colon && is_loud(&heading.text);
        match headings.told(lines, &run, &above) {
            Run::Text => {}
            Run::Facts => lines.iter_mut().take(run.end).skip(at).for_each(|line| line.aside = true),
            Run::Entry => enter(lines, run.clone()),
            Run::List => {
                listed = true;
                above.under_colon |= colon;
                enter(lines, run.clone());
            }
            Run::Perhaps => {
                loud += usize::from(run.len() == 1 && is_loud);
                later.push(run.clone());
            }
        }
        at = run.end;
    }
    if listed || loud >= FEWEST_HEADED { later } else { Vec::new() }
}

impl<'a> Headings<'a> {
    fn of(lines: &[Line], language: &'a Language) -> Self {
        let colons = lines.iter().filter(|line| is_short_with_colon(line)).nth(FEWEST_COLONS - 1).is_some();
        Self { language, colons, lone: !colons && is_sheet(lines, language) }
    }

    /// Whether a line is a heading whatever stands under it.
    fn are_sure_of(&self, line: &Line) -> bool {
        is_head(line, self.language)
            || bids_for(line, self.language)
            || ends_in_colon(line)
                && (self.colons && has_few_words(&line.text)
                    || is_title(&line.text, self.language)
                    || listen(&line.text, self.language).any())
    }

    fn hold(&self, line: &Line) -> bool {
        self.are_sure_of(line) || self.lone && is_short_with_colon(line) && heads_names(line, self.language)
    }

    /// How many of the lines below a heading stand under it.
    fn count_under(&self, below: &[Line]) -> usize {
        let is_under = |(nth, line): &(usize, &Line)| {
            (*nth == 0 || !line.gap) && line.mark == Mark::Plain && !self.hold(line)
        };
        below.iter().enumerate().take_while(is_under).count()
    }

    /// What the lines of a run are, under the heading right above it.
    fn told(&self, lines: &[Line], run: &Range<usize>, above: &Above) -> Run {
        let language = self.language;
        let under = lines.get(run.clone()).unwrap_or_default();
        let below = lines.get(run.end..).unwrap_or_default();
        let Some((at, heading)) = run.start.checked_sub(1).and_then(|at| Some((at, lines.get(at)?))) else {
            return Run::Text;
        };
        let (alone, many) = (run.len() == 1, run.len() >= FEWEST);
        let enough = many || alone && above.under_colon;
        let are_names = || enough && under.iter().all(|line| is_name(&line.text));
        // a name over the list that is theirs, or nothing that is known to head lists
        if alone && below.first().is_some_and(|next| next.mark.is_list() && !next.gap)
            || !self.are_sure_of(heading) && !are_names()
        {
            return Run::Text;
        }
        // one that begins small goes on with what leads on to it
        let first = if heading.text.ends_with(':') && are_alike(under) { at } else { run.start };
        let from_first = lines.get(first..run.end).unwrap_or_default();
        let are_entries = |widest| {
            (run.start - first..from_first.len()).all(|nth| is_entry(from_first, nth, widest, language))
        };
        let labelled = language.labels.whole(&heading.text).is_some();
        let is_grouped = || {
            label(&heading.text, language).is_some() && under.iter().all(|line| names_group(line, language))
        };
        let ask = || under.iter().all(|line| asks(line, language)) || is_grouped();
        let are_bidden = || labelled && under.iter().all(|line| bids(line, language));
        let entries = many && (ask() || are_bidden())
            || are_entries(Width::Narrow)
            || are_mostly_narrow(under) && are_entries(Width::Any);
        let is_row = || under.iter().any(|line| is_row(&line.text));
        // "Please remember in your prayers:" over names on one line
        let asked = || heading.text.ends_with(':') && is_row() && listen(&heading.text, language).any();
        if many && entries && introduces(below, language) {
            Run::Facts
        } else if entries && (many || alone && (bids_for(heading, language) || asked())) {
            Run::List
        } else if entries && alone && above.marked && (labelled || is_row()) {
            Run::Entry
        } else if entries && alone || many && are_entries(Width::Whole) {
            Run::Perhaps
        } else {
            Run::Text
        }
    }
}

/// Whether a line may be a heading: "Travel:", "Please add to your prayers:".
fn ends_in_colon(line: &Line) -> bool {
    line.mark == Mark::Plain && line.text.ends_with(':') && line.gap && is_short(&line.text)
}

/// Whether it has few words as well.
fn is_short_with_colon(line: &Line) -> bool {
    ends_in_colon(line) && has_few_words(&line.text)
}

/// Whether a text has so few words as headings do.
pub fn has_few_words(text: &str) -> bool {
    text.split_whitespace().nth(MOST_HEADING_WORDS).is_none()
}

/// Whether something is asked in lines that are no letter, for what stands under a letter is who wrote it.
fn is_sheet(lines: &[Line], language: &Language) -> bool {
    let greets = |line: &Line| line.text.ends_with(',') && language.letter.begin(&line.text);
    lines.iter().any(is_short_with_colon)
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

/// Whether a line says for whom "We pray" that stands above it: "For our sick:".
fn bids_for(line: &Line, language: &Language) -> bool {
    line.mark == Mark::Plain
        && line.text.ends_with(':')
        && is_short(&line.text)
        && language.biddings.begin(&line.text)
}

/// Whether a line goes on with "We pray" as biddings do: "for Ada, who is ill,".
fn bids(line: &Line, language: &Language) -> bool {
    !line.aside && line.day.is_none() && language.biddings.begin(&line.text)
}

/// Whether a line begins by asking or giving thanks, as no line does that goes on with the one above: each is an entry,
/// however wide.
fn asks(line: &Line, language: &Language) -> bool {
    is_capital(&line.text) && opens_with_cue(&line.text, language)
}

/// Whether a line may be a name and no address: "Ada and Ben Bell (at home)".
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && !has_digit(text) && !text.contains('@') && !ends_sentence(text)
}

/// Whether lines end alike, all of them as sentences or none; where a sentence was broken, only the last does.
fn are_alike(lines: &[Line]) -> bool {
    let ended = lines.iter().filter(|line| ends_sentence(&line.text)).count();
    ended == 0 || ended == lines.len()
}

/// Whether what is under some lines tells of something and has a list of its own: facts about a country stand above its
/// story, "Pray:" and what is asked.
fn introduces(below: &[Line], language: &Language) -> bool {
    let told = below
        .iter()
        .take(MOST_FACTS)
        .take_while(|line| line.mark == Mark::Plain && !is_head(line, language))
        .count();
    let label = |line: &Line| language.labels.whole(&line.text).is_some();
    told > 0
        && below.get(told).is_some_and(label)
        && below.get(told + 1).is_some_and(|line| line.mark.is_list())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    fn entries(text: &str) -> Vec<String> {
        let mut document = Document::new(text);
        let single = mark(&mut document.lines, Language::of(Some("en")));
        for run in single {
            enter(&mut document.lines, run);
        }
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

    #[test]
    fn names_on_one_line_are_an_entry_under_what_asks() {
        let text = "Hill Chapel\nPrayers for the week\n\nPlease remember in your prayers:\nAda Bell, Ben Osei\n\nThose who have died:\nDee Lund, Tom Marsh\n";
        assert_eq!(entries(text), ["Ada Bell, Ben Osei", "Dee Lund, Tom Marsh"]);
    }
}
