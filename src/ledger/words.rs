//! What people call columns and write into cells, in the languages that kneel reads: the file `assets/ledger.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text;

/// By language, the names of one thing.
type Names = BTreeMap<String, Vec<String>>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    columns: BTreeMap<Field, Names>,
    words: BTreeMap<Says, Names>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What is asked.
    Text,
    /// A short name for it.
    Title,
    /// The day it was first asked on.
    Day,
    /// The region or heading it stands under.
    Region,
    /// Whether it asks or gives thanks.
    Kind,
    /// What was written about it; several columns may hold some.
    Note,
    /// The day it was answered on, or that it was.
    Answered,
    /// How it was answered, in words.
    Answer,
    /// Where it stands: open, answered, let go.
    Verdict,
    /// The last day it was prayed.
    Prayed,
    /// The first day.
    FirstPrayed,
    /// How often.
    Times,
    /// Who may see it.
    Visibility,
    /// Whether it was put away.
    Archived,
    /// The first day on which it is due again.
    Snoozed,
    /// Whether it comes every day.
    Pinned,
    /// The day on which it is to be looked at again.
    FollowUp,
    /// Its id in the journal that it was exported from.
    Id,
    /// Left out.
    Skip,
}

impl Field {
    /// All of them, as they are told.
    pub const ALL: [Field; 19] = [
        Field::Text,
        Field::Title,
        Field::Day,
        Field::Region,
        Field::Kind,
        Field::Note,
        Field::Answered,
        Field::Answer,
        Field::Verdict,
        Field::Prayed,
        Field::FirstPrayed,
        Field::Times,
        Field::Visibility,
        Field::Archived,
        Field::Snoozed,
        Field::Pinned,
        Field::FollowUp,
        Field::Id,
        Field::Skip,
    ];

    /// Its name on the command line and in data.
    pub fn name(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Title => "title",
            Field::Day => "day",
            Field::Region => "region",
            Field::Kind => "kind",
            Field::Note => "note",
            Field::Answered => "answered",
            Field::Answer => "answer",
            Field::Verdict => "verdict",
            Field::Prayed => "prayed",
            Field::FirstPrayed => "first_prayed",
            Field::Times => "times",
            Field::Visibility => "visibility",
            Field::Archived => "archived",
            Field::Snoozed => "snoozed",
            Field::Pinned => "pinned",
            Field::FollowUp => "follow_up",
            Field::Id => "id",
            Field::Skip => "skip",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether its cells are days.
    pub fn holds_days(self) -> bool {
        matches!(
            self,
            Field::Day
                | Field::Answered
                | Field::Prayed
                | Field::FirstPrayed
                | Field::Snoozed
                | Field::FollowUp
        )
    }

    /// Whether several columns may hold it.
    pub fn may_repeat(self) -> bool {
        matches!(self, Field::Note | Field::Skip)
    }
}

/// What a cell or a mark of a list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// It is so.
    Yes,
    /// It is not so, or not yet.
    No,
    /// It was answered.
    Answered,
    /// In part.
    Partly,
    /// Otherwise than asked.
    Otherwise,
    /// It went the other way for now.
    SetBack,
    /// Nobody prays for it any more.
    LetGo,
    /// It gives thanks.
    Praise,
    /// It asks.
    Request,
    /// It does both.
    Both,
    /// Nobody else may see it.
    Private,
    /// The group may.
    Group,
    /// Anybody may.
    Public,
}

struct Words {
    columns: Vec<(Field, Vec<(String, String)>)>,
    says: HashMap<String, Vec<Says>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // a file that could not be read fails the test below
    let source: Source = toml::from_str(include_str!("../../assets/ledger.toml")).unwrap_or_default();
    let named = |names: Names| -> Vec<(String, String)> {
        let each = names
            .into_iter()
            .flat_map(|(code, names)| names.into_iter().map(move |name| (code.clone(), name)));
        each.map(|(code, name)| (code, bare(&name))).collect()
    };
    let mut says: HashMap<String, Vec<Says>> = HashMap::new();
    for (what, names) in source.words {
        for (_, name) in named(names) {
            says.entry(name).or_default().push(what);
        }
    }
    Words { columns: source.columns.into_iter().map(|(field, names)| (field, named(names))).collect(), says }
});

/// A name as far as it tells it from others: "Answered on:" is "answered on".
pub fn bare(name: &str) -> String {
    let folded = text::fold(&name.replace('_', " "));
    let kept: String =
        folded.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    text::squash(&kept)
}

/// Whether a text says one of these.
pub fn says(text: &str, any: &[Says]) -> Option<Says> {
    let text = text.trim();
    if matches!(text, "✓" | "✔" | "✅" | "☑" | "✔️" | "🙌") {
        return any.iter().copied().find(|what| *what == Says::Yes || *what == Says::Answered);
    }
    let found = WORDS.says.get(&bare(text))?;
    any.iter().copied().find(|what| found.contains(what))
}

/// The language that most of these names of columns are in; English where it knows as many as another.
pub fn language(headers: &[String]) -> Option<String> {
    let bare: Vec<String> = headers.iter().map(|header| bare(header)).collect();
    let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (code, name) in WORDS.columns.iter().flat_map(|(_, names)| names) {
        if bare.contains(name) {
            known.entry(code).or_default().push(name);
        }
    }
    let count = |names: &[&str]| names.iter().collect::<std::collections::BTreeSet<_>>().len();
    let best = known.iter().max_by_key(|(code, names)| (count(names), **code == "en"));
    best.map(|(code, _)| (*code).to_owned())
}

/// How well a column's name fits each field: the more the better, from 500 on wholly.
pub fn fitness(header: &str) -> Vec<(Field, usize)> {
    let header = bare(header);
    let mut found = Vec::new();
    for (field, names) in &WORDS.columns {
        // a language's first name of a field is its best
        let mut last = "";
        let mut at = 0;
        let mut best = 0;
        for (code, name) in names {
            at = if code == last { at + 1 } else { 0 };
            last = code;
            let inside = || name.chars().count() > 3 && format!(" {header} ").contains(&format!(" {name} "));
            best = best.max(match header == *name {
                true => 1000 - at.min(400),
                false if inside() => name.chars().count().min(400),
                false => 0,
            });
        }
        found.extend((best > 0).then_some((*field, best)));
    }
    found
}

/// What a beginning of a text says of an answer, and the rest of it: "answered: he found work". Words that mean something
/// else in a sentence only count with a word of answering: "otherwise" does not, "answered otherwise" does.
pub fn begins(text: &str) -> Option<(Says, &str)> {
    const ANSWERS: [Says; 4] = [Says::Partly, Says::Otherwise, Says::SetBack, Says::Answered];
    let text = text.trim_start();
    let is_end = |letter: char| !letter.is_alphanumeric() && letter != '\'';
    let ends = text.char_indices().filter(|(_, letter)| is_end(*letter)).map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([text.len()]).filter(|end| (1..60).contains(end)).collect();
    ends.into_iter().rev().find_map(|end| {
        let head = text.get(..end).filter(|head| !head.ends_with(is_end))?;
        let what = says(head, &ANSWERS)?;
        let answers = head.split_whitespace().any(|word| says(word, &[Says::Answered]).is_some());
        (answers || what == Says::Answered).then_some((what, text.get(end..).unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_word_has_names_in_the_file() {
        let source: Source = toml::from_str(include_str!("../../assets/ledger.toml")).unwrap();
        let without = [Field::Id, Field::Skip];
        for field in Field::ALL.into_iter().filter(|field| !without.contains(field)) {
            assert!(source.columns.contains_key(&field), "{field:?}");
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
        for code in ["en", "de", "es", "fr", "it", "ko", "nl", "pt"] {
            for field in [Field::Text, Field::Day, Field::Region, Field::Note, Field::Answered, Field::Prayed]
            {
                assert!(source.columns[&field].contains_key(code), "{field:?} has no names in {code}");
            }
            for says in [Says::Yes, Says::No, Says::Answered, Says::Praise, Says::Request, Says::Private] {
                assert!(
                    says == Says::Private || source.words[&says].contains_key(code),
                    "{says:?} in {code}"
                );
            }
        }
    }

    #[test]
    fn names_are_known_in_every_language() {
        let best =
            |header: &str| fitness(header).into_iter().max_by_key(|(_, fit)| *fit).map(|(field, _)| field);
        for (header, field) in [
            ("Prayer Request", Field::Text),
            ("Gebetsanliegen", Field::Text),
            ("Motivo de oración", Field::Text),
            ("기도제목", Field::Text),
            ("Erhört am", Field::Answered),
            ("Answered on:", Field::Answered),
            ("last_prayed", Field::Prayed),
            ("Catégorie", Field::Region),
            ("Private?", Field::Visibility),
        ] {
            assert_eq!(best(header), Some(field), "{header}");
        }
        assert_eq!(best("Zodiac"), None);
        let language =
            |headers: &[&str]| language(&headers.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(language(&["Title", "Status", "Details"]).as_deref(), Some("en"));
        assert_eq!(language(&["Anliegen", "Status", "Datum"]).as_deref(), Some("de"));
        assert_eq!(language(&["Zodiac"]), None);
    }

    #[test]
    fn cells_and_beginnings_say_something() {
        assert_eq!(says(" JA ", &[Says::Yes, Says::No]), Some(Says::Yes));
        assert_eq!(says("✓", &[Says::Answered]), Some(Says::Answered));
        assert_eq!(says("Partly answered", &[Says::Answered, Says::Partly]), Some(Says::Partly));
        assert_eq!(says("Lisbon", &[Says::Yes]), None);
        assert_eq!(begins("Answered: he found work"), Some((Says::Answered, ": he found work")));
        assert_eq!(begins("answered otherwise, 3 May"), Some((Says::Otherwise, ", 3 May")));
        assert_eq!(begins("the answer"), None);
        assert_eq!(begins("Otherwise, call him"), None);
    }
}
