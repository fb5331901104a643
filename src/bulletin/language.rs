//! What one language says with which words: the files of `assets/cues`, read once.

use std::sync::OnceLock;

use serde::Deserialize;

use super::phrases::Phrases;

/// A language that kneel reads, made ready the first time that something is read in it.
struct Known {
    code: &'static str,
    source: &'static str,
    ready: OnceLock<Language>,
}

impl Known {
    const fn new(code: &'static str, source: &'static str) -> Self {
        Self { code, source, ready: OnceLock::new() }
    }

    fn language(&self) -> &Language {
        // A file that could not be read fails the test below; whoever uses kneel reads on without its words.
        self.ready.get_or_init(|| toml::from_str(self.source).map(Language::new).unwrap_or_default())
    }
}

/// Every language that kneel reads. A new one is a file and a line here.
static KNOWN: [Known; 8] = [
    Known::new("en", include_str!("../../assets/cues/en.toml")),
    Known::new("es", include_str!("../../assets/cues/es.toml")),
    Known::new("pt", include_str!("../../assets/cues/pt.toml")),
    Known::new("de", include_str!("../../assets/cues/de.toml")),
    Known::new("fr", include_str!("../../assets/cues/fr.toml")),
    Known::new("nl", include_str!("../../assets/cues/nl.toml")),
    Known::new("it", include_str!("../../assets/cues/it.toml")),
    Known::new("ko", include_str!("../../assets/cues/ko.toml")),
];

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
    pub labels: Phrases<Label>,
    pub links: Phrases<()>,
    pub boilerplate: Phrases<()>,
    pub letter: Phrases<()>,
    pub notes: Phrases<()>,
    pub titles: Phrases<()>,
    pub dates: Phrases<()>,
    pub sources: Phrases<()>,
    pub leads: Phrases<Lead>,
    pub borders: Phrases<Border>,
    pub weekdays: Phrases<()>,
    /// Each with its number, from 1.
    pub months: Phrases<u32>,
    pub books: Phrases<()>,
}

/// What a section's or a paragraph's label says of the items under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Request,
    Praise,
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
    request: CueSource,
    praise: CueSource,
    neither: CueSource,
    follow_up: CueSource,
    words: WordSource,
    books: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CueSource {
    opening: Vec<String>,
    anywhere: Vec<String>,
    labels: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WordSource {
    fillers: Vec<String>,
    joining: Vec<String>,
    links: Vec<String>,
    boilerplate: Vec<String>,
    letter: Vec<String>,
    notes: Vec<String>,
    titles: Vec<String>,
    dates: Vec<String>,
    sources: Vec<String>,
    months: Vec<Vec<String>>,
    weekdays: Vec<String>,
    leads: Vec<String>,
    tellings: Vec<String>,
    clauses: Vec<String>,
    borders: Vec<String>,
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
        let mut months = Phrases::default();
        for (number, names) in (1..).zip(&source.words.months) {
            months.add_all(names, number);
        }
        let mut books = Phrases::default();
        for name in source.books.iter().flat_map(|(name, short)| short.iter().chain([name])) {
            let numbered =
                ["1 ", "2 ", "3 "].iter().zip([["i ", "first "], ["ii ", "second "], ["iii ", "third "]]);
            for (digit, others) in numbered {
                if let Some(bare) = name.strip_prefix(digit) {
                    books.add_all(&others.map(|other| format!("{other}{bare}")), ());
                }
            }
            books.add(name, ());
        }
        let set = |list: &[String]| {
            let mut phrases = Phrases::default();
            phrases.add_all(list, ());
            phrases
        };
        let words = source.words;
        let mut leads = Phrases::default();
        leads.add_all(&words.leads, Lead::Names);
        leads.add_all(&words.tellings, Lead::Tells);
        let mut borders = Phrases::default();
        borders.add_all(&words.clauses, Border::Clause);
        borders.add_all(&words.borders, Border::Part);
        Self {
            code: source.code,
            cues,
            labels,
            months,
            books,
            follow_up: set(&source.follow_up.anywhere),
            links: set(&words.links),
            boilerplate: set(&words.boilerplate),
            letter: set(&words.letter),
            notes: set(&words.notes),
            titles: set(&words.titles),
            dates: set(&words.dates),
            sources: set(&words.sources),
            leads,
            borders,
            weekdays: set(&words.weekdays),
        }
    }

    /// The language with this code; English where there is none, since most bulletins are.
    pub fn of(code: Option<&str>) -> &'static Language {
        let [english, ..] = &KNOWN;
        KNOWN.iter().find(|known| Some(known.code) == code).unwrap_or(english).language()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_whole() {
        for known in &KNOWN {
            let source: Source = toml::from_str(known.source).unwrap();
            assert_eq!(source.code, known.code);
            assert_eq!(source.words.months.len(), 12, "{}", source.code);
            assert!(source.words.weekdays.len() >= 7, "{}", source.code);
            assert!(source.books.len() >= 66, "{} has {} books", source.code, source.books.len());
            let full =
                [&source.request.labels, &source.praise.labels, &source.words.leads, &source.words.links];
            assert!(full.iter().all(|list| !list.is_empty()), "{}", source.code);
            assert!(
                !source.words.boilerplate.is_empty() && !source.words.titles.is_empty(),
                "{}",
                source.code
            );
        }
    }
}
