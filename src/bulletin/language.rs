//! What one language says with which words: the files of `assets/cues`, read once.
//!
//! Of some languages kneel knows only the most needed: how they date, and the first words that ask and thank. Their files
//! stand in `assets/cues/brief`, and what their bulletins say beside that is read by its form.

use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use super::phrases::Phrases;

/// Every language that kneel reads, English first: its code and its file.
pub(super) const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/cues.rs"));

/// The languages of which it knows the most needed.
const BRIEF: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/cues-brief.rs"));

/// Each made ready the first time that something is read in it.
static READY: [OnceLock<Language>; SOURCES.len() + BRIEF.len()] =
    [const { OnceLock::new() }; SOURCES.len() + BRIEF.len()];

/// All of them, English first, those in brief last.
pub(super) fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    SOURCES.iter().chain(BRIEF).copied()
}

/// What a phrase does to the sentence that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    Request(Reach),
    Praise(Reach),
    /// Looks like a cue and is none ("asked you to pray").
    Neither,
    /// May stand before an opening cue ("please").
    Filler,
    /// Joins two clauses ("and").
    Joining,
}

/// Where a cue counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Only where a sentence or a clause begins.
    Opening,
    Anywhere,
}

/// A language, ready to be looked up.
#[derive(Debug, Default)]
pub(super) struct Language {
    pub code: String,
    pub cues: Phrases<Cue>,
    pub follow_up: Phrases<()>,
    /// What was asked for has come.
    pub outcomes: Phrases<()>,
    /// That something has come out well, whether or not it was asked for before.
    pub good_news: Phrases<()>,
    /// With one of these a sentence tells no such news.
    pub unsure: Phrases<()>,
    pub labels: Phrases<Label>,
    /// That what is asked was answered, beside or before it: "(ANSWERED)".
    pub answered: Phrases<()>,
    /// What may stand beside a label of praise that says no more than the label: "so far", "recent".
    pub beside: Phrases<()>,
    /// What joins two words or clauses: "and".
    pub joining: Phrases<()>,
    /// How a paragraph begins that goes on with the one before: "she".
    pub goes_on: Phrases<()>,
    pub links: Phrases<()>,
    pub boilerplate: Phrases<()>,
    pub letter: Phrases<()>,
    pub notes: Phrases<()>,
    /// Words to whoever reads it: "your".
    pub reader: Phrases<()>,
    /// What heads what is announced and not prayed for: "Dates for your diary".
    pub notices: Phrases<()>,
    pub titles: Phrases<()>,
    pub dates: Phrases<()>,
    /// What stands behind the hours of a clock: "pm" of "7.30pm".
    pub hours: Phrases<()>,
    /// What counts days: "day" of "Day 3".
    pub day_words: Phrases<()>,
    /// What Saturday and Sunday are called together.
    pub weekends: Phrases<()>,
    /// What counts weeks: "week" of "Week 3".
    pub week_words: Phrases<()>,
    /// What counts the quarters of a year.
    pub quarters: Phrases<()>,
    /// What an issue of December is named by: "Advent".
    pub december: Phrases<()>,
    /// How a bidding begins, in the prayers of a service: "for", "that".
    pub biddings: Phrases<()>,
    /// What stands before the name of who wrote something.
    pub bylines: Phrases<()>,
    /// Who speaks in a service.
    pub speakers: Phrases<Speaker>,
    /// What stands before the number of an issue: "no", "vol".
    pub numbering: Phrases<()>,
    pub sources: Phrases<()>,
    pub leads: Phrases<Lead>,
    pub borders: Phrases<Border>,
    /// Each with its number, from 0 for Monday.
    pub weekdays: Phrases<u32>,
    /// Each with its number, from 1.
    pub months: Phrases<u32>,
    /// The books of scripture, each with its number from 1 as all languages count them.
    pub books: Phrases<u8>,
    /// Words that stand inside a date and say nothing: "of", "de".
    pub date_joins: Phrases<()>,
    /// What may hang on the number of a day or a year: "1st", "3일", "2023년".
    pub date_endings: Phrases<()>,
    /// Small words inside a name: "of", "de la".
    pub name_joins: Phrases<()>,
    /// Whether 4/5 is the fifth of April.
    pub month_first: bool,
    /// Whether months are written with a capital, so that "may" is none.
    pub months_capital: bool,
    /// For a script without spaces: what asks or thanks wherever it stands within a run of letters.
    pub unspaced: Vec<(String, Label)>,
    pub mail: Mail,
}

/// What programs and people write around what they forward or attach.
#[derive(Debug, Default)]
pub(super) struct Mail {
    /// Fields of a mail's head: "From", "Sent".
    pub fields: Phrases<Field>,
    /// The line above those: "Forwarded message".
    pub forwarded: Phrases<()>,
    /// In the line above what a reply quotes: "wrote".
    pub wrote: Phrases<()>,
    /// What stands before a subject: "Fwd", "Re"; "Correction", which says nothing of who passed it on.
    pub prefixes: Phrases<Option<Passed>>,
    /// Between who sends and who speaks: "on behalf of".
    pub behalf: Phrases<()>,
    /// Said where the bulletin is attached.
    pub attached: Phrases<()>,
}

/// What a field of a mail's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    From,
    Sent,
    Subject,
    /// To whom, and what only mail programs need.
    Other,
}

/// What somebody did with a mail that came to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passed {
    Forwarded,
    Answered,
}

/// What a section's or a paragraph's label says of the items under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Request,
    Praise,
}

/// Who speaks in a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// He who bids.
    Leads,
    /// All.
    Answers,
    /// He who opens and closes the prayers.
    Presides,
}

/// What follows an opening cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Somebody or something: "pray for".
    Names,
    /// A whole clause: "pray that".
    Tells,
}

/// What begins after the words of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    Clause,
    Part,
}

/// A file of `assets/cues`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    code: String,
    /// How the language is told from the others; for `detect`.
    #[serde(rename = "detect")]
    _detect: toml::Table,
    #[serde(default)]
    mail: MailSource,
    #[serde(default)]
    request: CueSource,
    #[serde(default)]
    praise: CueSource,
    #[serde(default)]
    neither: CueSource,
    #[serde(default)]
    follow_up: CueSource,
    #[serde(default)]
    news: NewsSource,
    words: WordSource,
    /// In the order in which the file has them.
    #[serde(default)]
    books: std::collections::BTreeMap<toml::Spanned<String>, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MailSource {
    from: Vec<String>,
    sent: Vec<String>,
    subject: Vec<String>,
    others: Vec<String>,
    forwarded: Vec<String>,
    wrote: Vec<String>,
    forwards: Vec<String>,
    replies: Vec<String>,
    corrections: Vec<String>,
    behalf: Vec<String>,
    attached: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CueSource {
    opening: Vec<String>,
    anywhere: Vec<String>,
    labels: Vec<String>,
    outcomes: Vec<String>,
    answered: Vec<String>,
    beside: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NewsSource {
    good: Vec<String>,
    unsure: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WordSource {
    fillers: Vec<String>,
    joining: Vec<String>,
    goes_on: Vec<String>,
    links: Vec<String>,
    boilerplate: Vec<String>,
    letter: Vec<String>,
    notes: Vec<String>,
    reader: Vec<String>,
    notices: Vec<String>,
    titles: Vec<String>,
    dates: Vec<String>,
    hours: Vec<String>,
    day_words: Vec<String>,
    weekends: Vec<String>,
    week_words: Vec<String>,
    quarters: Vec<String>,
    december: Vec<String>,
    biddings: Vec<String>,
    numbering: Vec<String>,
    bylines: Vec<String>,
    leading: Vec<String>,
    answering: Vec<String>,
    presiding: Vec<String>,
    sources: Vec<String>,
    months: Vec<Vec<String>>,
    weekdays: Vec<Vec<String>>,
    leads: Vec<String>,
    tellings: Vec<String>,
    clauses: Vec<String>,
    borders: Vec<String>,
    date_joins: Vec<String>,
    date_endings: Vec<String>,
    name_joins: Vec<String>,
    month_first: bool,
    months_capital: bool,
    unspaced: bool,
}

impl Language {
    fn new(source: Source) -> Self {
        let mut cues = Phrases::default();
        let lists = [
            (&source.neither.anywhere, Cue::Neither),
            (&source.request.anywhere, Cue::Request(Reach::Anywhere)),
            (&source.praise.anywhere, Cue::Praise(Reach::Anywhere)),
            (&source.request.opening, Cue::Request(Reach::Opening)),
            (&source.praise.opening, Cue::Praise(Reach::Opening)),
            (&source.words.fillers, Cue::Filler),
            (&source.words.joining, Cue::Joining),
        ];
        for (list, cue) in lists {
            cues.add_all(list, cue);
        }
        let mut labels = Phrases::default();
        labels.add_all(&source.request.labels, Label::Request);
        labels.add_all(&source.praise.labels, Label::Praise);
        labels.add_all(&source.praise.answered, Label::Praise);
        let numbered = |lists: &[Vec<String>], first: u32| {
            let mut phrases = Phrases::default();
            (first..).zip(lists).for_each(|(number, names)| phrases.add_all(names, number));
            phrases
        };
        let mut books = Phrases::default();
        let mut ordered: Vec<_> = source.books.iter().collect();
        ordered.sort_by_key(|(name, _)| name.span().start);
        let numbered_names = (1..).zip(ordered).flat_map(|(number, (name, short))| {
            short.iter().chain([name.get_ref()]).map(move |name| (number, name))
        });
        for (number, name) in numbered_names {
            let numbered =
                ["1 ", "2 ", "3 "].iter().zip([["i ", "first "], ["ii ", "second "], ["iii ", "third "]]);
            for (digit, others) in numbered {
                if let Some(bare) = name.strip_prefix(digit) {
                    books.add_all(&others.map(|other| format!("{other}{bare}")), number);
                }
            }
            books.add(name, number);
        }
        let set = |list: &[String]| {
            let mut phrases = Phrases::default();
            phrases.add_all(list, ());
            phrases
        };
        let mut fields = Phrases::default();
        fields.add_all(&source.mail.from, Field::From);
        fields.add_all(&source.mail.sent, Field::Sent);
        fields.add_all(&source.mail.subject, Field::Subject);
        fields.add_all(&source.mail.others, Field::Other);
        let mut prefixes = Phrases::default();
        prefixes.add_all(&source.mail.forwards, Some(Passed::Forwarded));
        prefixes.add_all(&source.mail.replies, Some(Passed::Answered));
        prefixes.add_all(&source.mail.corrections, None);
        let mail = Mail {
            fields,
            forwarded: set(&source.mail.forwarded),
            wrote: set(&source.mail.wrote),
            prefixes,
            behalf: set(&source.mail.behalf),
            attached: set(&source.mail.attached),
        };
        let said = |list: &[String], label| list.iter().cloned().map(|cue| (cue, label)).collect::<Vec<_>>();
        let unspaced =
            [said(&source.request.anywhere, Label::Request), said(&source.praise.anywhere, Label::Praise)];
        let words = source.words;
        let mut leads = Phrases::default();
        leads.add_all(&words.leads, Lead::Names);
        leads.add_all(&words.tellings, Lead::Tells);
        let mut borders = Phrases::default();
        borders.add_all(&words.clauses, Border::Clause);
        borders.add_all(&words.borders, Border::Part);
        let mut speakers = Phrases::default();
        speakers.add_all(&words.leading, Speaker::Leads);
        speakers.add_all(&words.answering, Speaker::Answers);
        speakers.add_all(&words.presiding, Speaker::Presides);
        Self {
            code: source.code,
            cues,
            labels,
            answered: set(&source.praise.answered),
            beside: set(&source.praise.beside),
            months: numbered(&words.months, 1),
            books,
            follow_up: set(&source.follow_up.anywhere),
            outcomes: set(&source.follow_up.outcomes),
            good_news: set(&source.news.good),
            unsure: set(&source.news.unsure),
            joining: set(&words.joining),
            goes_on: set(&words.goes_on),
            links: set(&words.links),
            boilerplate: set(&words.boilerplate),
            letter: set(&words.letter),
            notes: set(&words.notes),
            reader: set(&words.reader),
            notices: set(&words.notices),
            titles: set(&words.titles),
            dates: set(&words.dates),
            hours: set(&words.hours),
            day_words: set(&words.day_words),
            weekends: set(&words.weekends),
            week_words: set(&words.week_words),
            quarters: set(&words.quarters),
            december: set(&words.december),
            biddings: set(&words.biddings),
            bylines: set(&words.bylines),
            speakers,
            numbering: set(&words.numbering),
            sources: set(&words.sources),
            leads,
            borders,
            weekdays: numbered(&words.weekdays, 0),
            date_joins: set(&words.date_joins),
            date_endings: set(&words.date_endings),
            name_joins: set(&words.name_joins),
            month_first: words.month_first,
            months_capital: words.months_capital,
            unspaced: if words.unspaced { unspaced.concat() } else { Vec::new() },
            mail,
        }
    }

    /// The language with this code, if kneel reads it: "en", "pt-BR".
    pub fn known(code: &str) -> Option<&'static Language> {
        let short = code.split(['-', '_']).next()?.to_ascii_lowercase();
        sources().any(|(known, _)| known == short).then(|| Self::of(Some(&short)))
    }

    /// Every language that kneel knows well, English first.
    pub fn all() -> impl Iterator<Item = &'static Language> {
        SOURCES.iter().map(|(code, _)| Self::of(Some(code)))
    }

    /// The language with this code; English where there is none, since most bulletins are.
    pub fn of(code: Option<&str>) -> &'static Language {
        static NONE: LazyLock<Language> = LazyLock::new(Language::default);
        let at = sources().position(|(known, _)| Some(known) == code).unwrap_or(0);
        let (Some(ready), Some((_, source))) = (READY.get(at), sources().nth(at)) else { return &NONE };
        // A file that could not be read fails the test below; whoever uses kneel reads on without its words.
        ready.get_or_init(|| toml::from_str(source).map(Language::new).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_brief_file_dates() {
        for (code, source) in BRIEF {
            let source: Source =
                toml::from_str(source).unwrap_or_else(|error| panic!("{code}.toml: {error}"));
            assert_eq!(source.code, *code);
            assert_eq!((source.words.months.len(), source.words.weekdays.len()), (12, 7), "{code}");
            // The books are numbered as all languages count them: none, or all.
            assert!(matches!(source.books.len(), 0 | 66), "{code} has {} books", source.books.len());
            assert!(!source.request.labels.is_empty() && !source.praise.labels.is_empty(), "{code}");
        }
    }

    #[test]
    fn every_language_file_is_whole() {
        assert_eq!(SOURCES.first().map(|(code, _)| *code), Some("en"));
        for (code, source) in SOURCES {
            let source: Source =
                toml::from_str(source).unwrap_or_else(|error| panic!("{code}.toml: {error}"));
            assert_eq!(source.code, *code);
            assert_eq!(source.words.months.len(), 12, "{}", source.code);
            assert!(source.words.weekdays.len() == 7, "{}", source.code);
            assert!(source.books.len() >= 66, "{} has {} books", source.code, source.books.len());
            let full =
                [&source.request.labels, &source.praise.labels, &source.words.leads, &source.words.links];
            assert!(full.iter().all(|list| !list.is_empty()), "{}", source.code);
            let mail = [&source.mail.from, &source.mail.sent, &source.mail.subject, &source.mail.forwarded];
            assert!(mail.iter().all(|list| !list.is_empty()), "{}", source.code);
            let news = [&source.news.good, &source.news.unsure, &source.words.reader, &source.words.notices];
            assert!(news.iter().all(|list| !list.is_empty()), "{}", source.code);
            assert!(
                !source.words.boilerplate.is_empty() && !source.words.titles.is_empty(),
                "{}",
                source.code
            );
        }
    }
}
