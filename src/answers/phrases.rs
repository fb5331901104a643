//! What the phrases say that are listed for a language; `build/lexicon.rs` writes them.

use crate::text::Table;

/// What a word or phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// That it belongs to a subject of life, by its place in the list of subjects.
    Topic(u16, Role),
    /// That it calls back to what was asked.
    CallBack,
    /// When something was asked: so many days ago.
    Ago(u16),
    /// When something was asked: from one month of the year to another; whether it has a capital then.
    Season(u8, u8, bool),
    /// That the story goes on.
    Still,
    /// That it went the other way.
    SetBack,
    /// That something came to its end.
    Ending,
    /// Who somebody is: "Mrs", "Pastor".
    Title,
    /// That a woman is spoken of.
    She,
    /// That a man is spoken of.
    He,
    /// Whose kin somebody is: "mother", "cousin".
    Kin,
    /// That a place follows: "in", "near".
    In,
    /// That the name of a thing follows where a noun comes behind it: "the Moyale pump".
    OfThing,
    /// That the name before it is one of people after all: "the Moyo family".
    Household,
    /// Who somebody is, behind a name.
    TitleBehind,
    /// Nobody, though it has a capital: "Bible".
    NoName,
    /// Nothing: it is in every text.
    Common,
    /// Little: it is of every day.
    Usual,
}

/// How a word of a subject stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One asks with it.
    Need,
    /// One tells with it how it came out.
    Outcome,
    /// It is of that subject.
    About,
}

/// What says nothing more, as lines have it.
pub(super) const PLAIN: [(&str, Says); 15] = [
    ("callback", Says::CallBack),
    ("still", Says::Still),
    ("setback", Says::SetBack),
    ("ending", Says::Ending),
    ("title", Says::Title),
    ("she", Says::She),
    ("he", Says::He),
    ("kin", Says::Kin),
    ("in", Says::In),
    ("of_thing", Says::OfThing),
    ("household", Says::Household),
    ("title_behind", Says::TitleBehind),
    ("no_name", Says::NoName),
    ("common", Says::Common),
    ("usual", Says::Usual),
];

impl Says {
    /// As lines have it; `written` in `build/lexicon.rs` is the other way.
    fn read(written: &str) -> Option<Says> {
        let mut parts = written.split(' ');
        let name = parts.next()?;
        let mut number = || parts.next()?.parse::<u16>().ok();
        Some(match name {
            "need" => Says::Topic(number()?, Role::Need),
            "outcome" => Says::Topic(number()?, Role::Outcome),
            "about" => Says::Topic(number()?, Role::About),
            "ago" => Says::Ago(number()?),
            "season" => {
                let (from, to) = (number()?, number()?);
                Says::Season(from.try_into().ok()?, to.try_into().ok()?, parts.next()? == "true")
            }
            plain => PLAIN.iter().find(|(name, _)| *name == plain)?.1,
        })
    }
}

/// The phrases whose first word is this one: the words behind it, with spaces between, and what they say.
pub(super) fn phrases(table: Table, first: &str) -> impl Iterator<Item = (&'static str, Says)> {
    table.behind(first).filter_map(|(rest, says)| Some((rest, Says::read(says)?)))
}

/// The words that a written word is joined of: "mother-and-baby".
pub(super) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '‑', '/']).filter(|part| !part.is_empty())
}
