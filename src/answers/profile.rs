//! What is seen in one text before it is compared with another.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::lexicon::{self, Lexicon, Role, Says, parts};
use crate::place::{is_country, is_region};
use crate::text::{Word, fold, fold_word, sentences, words};

/// An item as this room sees it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// Its whole text.
    pub text: &'a str,
    /// The story that introduces it.
    pub context: Option<&'a str>,
    /// Each "pray that ..." in it.
    pub petitions: &'a [String],
    /// The region it stands under.
    pub region: Option<&'a str>,
    /// Countries it speaks of: ISO 3166-1 codes.
    pub countries: &'a [String],
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// The day of its issue.
    pub issued_on: Option<NaiveDate>,
    /// Two-letter code of its language.
    pub language: Option<&'a str>,
    /// Whether it gives thanks as well as asks.
    pub praises: bool,
}

/// What a text does or says, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// It gives thanks.
    Praises,
    /// Its region is a place, and not only a heading.
    Placed,
    /// It calls back to what was asked.
    CallsBack,
    /// It says that the story goes on.
    GoesOn,
    /// It tells that it went the other way.
    SetBack,
    /// It tells of an end.
    Ends,
    /// It speaks of a woman.
    She,
    /// It speaks of a man.
    He,
    /// It speaks of somebody as kin of somebody.
    Kin,
}

/// A set of signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signals(u16);

impl Signals {
    fn add(&mut self, signal: Signal) {
        self.0 |= 1 << signal as u8;
    }

    fn add_if(&mut self, holds: bool, signal: Signal) {
        if holds {
            self.add(signal);
        }
    }

    pub(super) fn has(self, signal: Signal) -> bool {
        self.0 & (1 << signal as u8) != 0
    }
}

/// What is seen in it.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(super) lexicon: &'static str,
    pub(super) signals: Signals,
    pub(super) publisher: Option<Box<str>>,
    pub(super) region: Option<Box<str>>,
    pub(super) issued_on: Option<NaiveDate>,
    pub(super) countries: Vec<Box<str>>,
    /// In the order of their stems, each once.
    pub(super) terms: Vec<Term>,
    /// Names as they stand, each a run of capitals: "Hannah", "J".
    pub(super) names: Vec<Name>,
    /// In the order of the subjects, each once.
    pub(super) topics: Vec<Topic>,
    /// When it says that it was asked: the first and last day.
    pub(super) recalls: Vec<(NaiveDate, NaiveDate)>,
}

/// A word by its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub stem: Box<str>,
    /// As it first stands in the text.
    pub word: Box<str>,
    /// How often outside what is asked.
    pub told: u16,
    /// How often in what is asked.
    pub asked: u16,
    /// Whether it is a number in digits.
    pub number: bool,
    /// Whether it is a word of every day.
    pub usual: bool,
}

impl Term {
    pub(super) fn count(&self) -> u16 {
        self.told.saturating_add(self.asked)
    }
}

/// Words with capitals that follow each other, folded: "hannah", "j".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub parts: Vec<Box<str>>,
    /// As they stand: "Hannah J".
    pub written: Box<str>,
    pub capital: Capital,
    /// Whether it is said to be a place: "in Moyale".
    pub place: bool,
    /// Whether it says whose kin is spoken of: "Anna's mother".
    pub kin: bool,
}

/// Why a name has its capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capital {
    /// It would have one anywhere.
    Always,
    /// It begins a sentence, and is no word of the language that is known: "Naomi".
    Unknown,
    /// It begins a sentence, and may be a word that is no name: "Hope".
    Word,
}

/// A subject of life, and how the text speaks of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Topic {
    pub at: u16,
    /// The word that says most of it, as it stands in the text.
    pub word: Box<str>,
    /// How many words need it, tell how it came out, speak of it; words of several subjects count less in each.
    pub need: f64,
    pub outcome: f64,
    pub about: f64,
}

impl Topic {
    pub(super) fn words(&self) -> f64 {
        self.need + self.outcome + self.about
    }
}

/// Looks at an item.
pub fn profile(source: &Source<'_>) -> Profile {
    let lexicon = lexicon::of(source.language.unwrap_or("en"));
    let mut signals = Signals::default();
    signals.add_if(source.praises, Signal::Praises);
    let code = source.language.unwrap_or("en");
    signals.add_if(source.region.is_some_and(|name| is_region(name, code)), Signal::Placed);
    let mut profile = Profile {
        signals,
        lexicon: lexicon.code(),
        publisher: source.publisher.map(|name| fold(name).into()),
        region: source.region.map(|name| fold(name).into()),
        issued_on: source.issued_on,
        countries: source.countries.iter().map(|code| code.as_str().into()).collect(),
        terms: Vec::new(),
        names: Vec::new(),
        topics: Vec::new(),
        recalls: Vec::new(),
    };
    let asked = asked_ranges(source);
    for text in [Some(source.text), source.context].into_iter().flatten() {
        let mut from = 0;
        for sentence in sentences(text) {
            let at = text.get(from..).and_then(|rest| rest.find(sentence)).map_or(from, |found| from + found);
            from = at + sentence.len();
            let is_asked = |place: usize| {
                let before = asked.partition_point(|range| range.start <= at + place);
                let last = before.checked_sub(1).and_then(|last| asked.get(last));
                std::ptr::eq(text, source.text) && last.is_some_and(|range| range.contains(&(at + place)))
            };
            profile.hear(sentence, lexicon, is_asked);
        }
    }
    profile.terms.sort_by(|one, other| one.stem.cmp(&other.stem));
    profile.terms.dedup_by(|later, first| {
        let same = later.stem == first.stem;
        if same {
            first.told = first.told.saturating_add(later.told);
            first.asked = first.asked.saturating_add(later.asked);
        }
        same
    });
    profile.topics.sort_by_key(|topic| topic.at);
    profile.topics.dedup_by(|later, first| {
        let same = later.at == first.at;
        if same {
            if later.words() > first.words() {
                std::mem::swap(&mut first.word, &mut later.word);
            }
            first.need += later.need;
            first.outcome += later.outcome;
            first.about += later.about;
        }
        same
    });
    profile
}

/// So many petitions are looked for in a text; people ask for a few.
const MOST_PETITIONS: usize = 1_000;

/// Where in the text something is asked, in order and apart from each other.
fn asked_ranges(source: &Source<'_>) -> Vec<Range<usize>> {
    let mut from = 0;
    let found = source.petitions.iter().take(MOST_PETITIONS).filter_map(|petition| {
        // each stands behind the one before, or the text has changed since
        let ahead = source.text.get(from..).and_then(|rest| rest.find(petition.as_str()));
        let at = ahead.map(|at| from + at).or_else(|| source.text.find(petition.as_str()))?;
        from = at + petition.len();
        Some(at..from)
    });
    let mut ranges: Vec<_> = found.collect();
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|later, first| {
        let joined = later.start <= first.end;
        first.end = if joined { first.end.max(later.end) } else { first.end };
        joined
    });
    ranges
}

impl Profile {
    fn hear(&mut self, sentence: &str, lexicon: &Lexicon, is_asked: impl Fn(usize) -> bool) {
        let heard: Vec<Word<'_>> = words(sentence).collect();
        self.hear_names(sentence, &heard, lexicon);
        let mut stems: Vec<Box<str>> = Vec::with_capacity(heard.len() + 4);
        let mut from: Vec<(&str, usize)> = Vec::with_capacity(heard.len() + 4);
        for word in &heard {
            for part in parts(word.text) {
                stems.push(lexicon.stem(part));
                from.push((part, word.start));
            }
        }
        let spoken: Vec<Box<str>> = heard.iter().map(|word| (&*fold_word(word.text)).into()).collect();
        let calls_back = lexicon.calls_back(&spoken);
        self.signals.add_if(calls_back, Signal::CallsBack);
        let mut recalled = Vec::new();
        let is_common = |stem: &str| {
            let says = lexicon.at(&[stem.into()]);
            stem.chars().nth(1).is_none() || says.iter().any(|(_, says)| *says == Says::Common)
        };
        for (at, (stem, &(word, start))) in stems.iter().zip(&from).enumerate() {
            let mut common = stem.chars().nth(1).is_none();
            let mut usual = false;
            let heard = lexicon.at(stems.get(at..).unwrap_or_default());
            let topics = heard.iter().filter(|(_, says)| matches!(says, Says::Topic(..))).count() as f64;
            for (length, says) in heard {
                match says {
                    Says::Topic(topic, role) => {
                        let phrase = from.get(at..at + length).unwrap_or_default();
                        self.hear_topic(topic, role, phrase, topics);
                    }
                    Says::She => self.signals.add(Signal::She),
                    Says::He => self.signals.add(Signal::He),
                    Says::Ago(days) => recalled.extend(self.days_ago(days)),
                    Says::Season(from, to, capital) if !capital || word.starts_with(char::is_uppercase) => {
                        recalled.extend(self.season_before(from, to));
                    }
                    Says::Season(..)
                    | Says::CallBack
                    | Says::Title
                    | Says::In
                    | Says::OfThing
                    | Says::Household
                    | Says::TitleBehind
                    | Says::NoName => {}
                    Says::Kin => self.signals.add(Signal::Kin),
                    Says::Still => self.signals.add(Signal::GoesOn),
                    Says::SetBack => self.signals.add(Signal::SetBack),
                    Says::Ending => self.signals.add(Signal::Ends),
                    Says::Common => common |= length == 1,
                    Says::Usual => usual |= length == 1,
                }
            }
            if !common {
                let asked = u16::from(is_asked(start));
                let number = word.bytes().all(|byte| byte.is_ascii_digit());
                // a number tells something with what it counts: 340 families, but not the 14th of a month
                let counted = stems.get(at + 1).filter(|next| number && !is_common(next));
                if number && counted.is_none() {
                    continue;
                }
                let stem = counted.map_or_else(|| stem.clone(), |next| format!("{stem} {next}").into());
                self.terms.push(Term { stem, word: word.into(), told: 1 - asked, asked, number, usual });
            }
        }
        if calls_back {
            self.recalls.append(&mut recalled);
        }
    }

    /// About so many days before the issue.
    fn days_ago(&self, days: u16) -> Option<(NaiveDate, NaiveDate)> {
        let days = i64::from(days);
        let slack = 10 + days / 4;
        let day = after(self.issued_on?, -days)?;
        Some((after(day, -slack)?, after(day, slack)?))
    }

    /// The last time before the issue that it was such a month or season, and a few days around.
    fn season_before(&self, from: u8, to: u8) -> Option<(NaiveDate, NaiveDate)> {
        let issued_on = self.issued_on?;
        let begins = |year| NaiveDate::from_ymd_opt(year, u32::from(from), 1);
        let mut first = begins(issued_on.year())?;
        if after(first, 14)? > issued_on {
            first = begins(issued_on.year() - 1)?;
        }
        let months = (i64::from(to) - i64::from(from)).rem_euclid(12) + 1;
        Some((after(first, -4)?, after(first, 31 * months + 4)?))
    }

    fn hear_topic(&mut self, topic: u16, role: Role, phrase: &[(&str, usize)], topics: f64) {
        // a phrase tells more than a word, a word of one subject more than one of many
        let weight = if phrase.len() > 1 { 1.5 } else { 1.0 } / topics.sqrt();
        let word = phrase.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
        let mut heard = Topic { at: topic, word: word.into(), need: 0.0, outcome: 0.0, about: 0.0 };
        match role {
            Role::Need => heard.need = weight,
            Role::Outcome => heard.outcome = weight,
            Role::About => heard.about = weight,
        }
        self.topics.push(heard);
    }

    /// Runs of words with capitals, titles left out.
    fn hear_names(&mut self, sentence: &str, heard: &[Word<'_>], lexicon: &Lexicon) {
        let mut run = 0..0;
        for (at, word) in heard.iter().enumerate() {
            // an initial's full stop is no pause: "I. G."
            let last = heard.get(run.clone()).and_then(<[Word<'_>]>::last);
            let joined = last.is_some_and(|last| {
                let between = sentence.get(last.end()..word.start).unwrap_or_default();
                !word.pause || is_initial(last.text) && between.trim() == "." || between == "* "
            });
            if !joined {
                self.take_name(&mut run, heard, lexicon);
            }
            // "A cleaner", but "Wendell A."
            let initial = is_initial(word.text)
                && (joined || sentence.get(word.end()..).is_some_and(|rest| rest.starts_with('.')));
            let before = at.checked_sub(1).and_then(|before| heard.get(before)).map(|before| before.text);
            let says = |what| lexicon.says(word.text, what);
            let names = || {
                initial
                    || !lexicon.is_common(word.text)
                        && !says(Says::NoName)
                        && !lexicon.is_noun(word.text, before)
            };
            // where no word has capitals, a name is known by the title behind it
            let titled = || {
                let small = word.text.starts_with(|letter: char| letter.is_lowercase() || letter.is_ascii());
                let next = heard.get(at + 1).filter(|next| !small && !next.pause);
                next.is_some_and(|next| lexicon.says(next.text, Says::TitleBehind))
                    && !says(Says::TitleBehind)
            };
            if word.is_capital() && word.text != "I" && !says(Says::Title) && names() || titled() {
                run = if run.is_empty() { at..at + 1 } else { run.start..at + 1 };
            } else {
                self.take_name(&mut run, heard, lexicon);
            }
        }
        self.take_name(&mut run, heard, lexicon);
    }

    fn take_name(&mut self, run: &mut Range<usize>, heard: &[Word<'_>], lexicon: &Lexicon) {
        let Range { start, end } = std::mem::take(run);
        let name = heard.get(start..end).unwrap_or_default();
        let Some(first) = name.first() else { return };
        let sure = start > 0 || name.len() > 1 || !first.is_capital();
        let parts: Vec<Box<str>> = name.iter().map(|word| bare(word.text).into()).collect();
        let written = name.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        let at = |place: Option<usize>| place.and_then(|place| heard.get(place)).filter(|_| !first.pause);
        let says = |word: Option<&Word<'_>>, what| word.is_some_and(|word| lexicon.says(word.text, what));
        let next = heard.get(end).filter(|next| !next.pause);
        let plain = |word: &&Word<'_>| !word.is_capital() && !word.text.contains(['\'', '’']);
        let of_thing = name.len() == 1
            && !written.ends_with('s')
            && says(at(start.checked_sub(1)), Says::OfThing)
            && next.filter(plain).is_some_and(|next| !lexicon.says(next.text, Says::Household));
        let place = of_thing || says(at(start.checked_sub(1)), Says::In);
        // "Anna's mother" and "the mother of Anna", but not "her mother Anna"
        let kin = says(next, Says::Kin)
            || says(at(start.checked_sub(2)), Says::Kin)
                && heard.get(start - 1).is_some_and(|of| !of.pause && of.text.len() <= 3);
        // countries are compared by themselves
        let named = parts.iter().any(|part| part.chars().nth(1).is_some()) || parts.len() > 1;
        // nor does it tell anything that an item names its own publisher
        let publisher = self.publisher.as_deref().unwrap_or_default();
        let own = parts.iter().all(|part| publisher.split(' ').any(|word| word == &**part));
        if named && !own && !is_country(&written, lexicon.code()) {
            let capital = match sure {
                true => Capital::Always,
                false if lexicon.knows(first.text) => Capital::Word,
                false => Capital::Unknown,
            };
            self.names.push(Name { parts, written: written.into(), capital, place, kin });
        }
    }
}

impl Profile {
    /// Whether it calls back to something that was asked: "thank you for praying".
    pub fn calls_back(&self) -> bool {
        self.signals.has(Signal::CallsBack)
    }

    /// How what it tells came out, as far as its words say.
    pub fn news(&self) -> News {
        if self.signals.has(Signal::SetBack) {
            News::SetBack
        } else if self.signals.has(Signal::GoesOn) {
            News::Update
        } else {
            News::Answer
        }
    }
}

/// What a praise seems to be to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Its end.
    Answer,
    /// A stage of it: the story goes on.
    Update,
    /// It went the other way.
    SetBack,
}

/// So many days after a day, or before it; `None` beyond all calendars, as a day may be that others wrote.
fn after(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(chrono::Duration::days(days))
}

/// A name folded, without the 's of what belongs to it.
fn bare(word: &str) -> String {
    let folded = fold_word(word);
    let bare = folded.strip_suffix("'s").unwrap_or(&folded);
    bare.trim_end_matches('\'').to_owned()
}

pub(super) fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}
