//! Listed phrases and what each says, in tables that are worked out when kneel is built: nothing is read before the first
//! is looked up.
//!
//! A phrase is a line: its words with spaces between, a tab, and in a word of letters and figures what it says. The lines
//! lie in buckets by a hash of their first word (FNV-1a, Fowler, Noll and Vo), so that a word is compared with few.

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

/// Phrases by their first words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// A phrase each, bucket by bucket.
    pub lines: &'static str,
    /// Where in the lines each bucket begins, and where the last one ends. The buckets are a power of two.
    pub starts: &'static [u32],
}

impl Table {
    /// The phrases whose first word is this one: the words behind it, with spaces between, and what they say.
    pub fn phrases<'a>(&self, first: &'a str) -> impl Iterator<Item = (&'static str, Says)> + use<'a> {
        let bucket = bucket(first, self.starts.len().saturating_sub(1));
        let start = |bucket: usize| self.starts.get(bucket).map(|start| *start as usize);
        let range = start(bucket).zip(start(bucket + 1)).map(|(start, end)| start..end);
        let lines = range.and_then(|range| self.lines.get(range)).unwrap_or_default().lines();
        lines.filter_map(move |line| {
            let rest = line.strip_prefix(first)?;
            let (rest, written) = rest.split_once('\t')?;
            let rest = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
            Some((rest, Says::read(written)?))
        })
    }
}

/// The bucket of a first word.
pub(super) fn bucket(first: &str, buckets: usize) -> usize {
    let hash =
        first.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // the low bits of FNV-1a depend on the low bits of the letters alone
    (hash ^ hash >> 15) as usize & buckets.saturating_sub(1)
}

/// The words that a written word is joined of: "mother-and-baby".
pub(super) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '‑', '/']).filter(|part| !part.is_empty())
}
