//! In which language a text is written, told by its small words and its script.
//!
//! A guess by the letters' trigrams needs five times as long, which is a seventh of an import; and here a further
//! language is data alone. Small words tell languages apart as well as trigrams do once a text has a few
//! dozen of them (Grefenstette, "Comparing two language identification schemes", 1995).

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use serde::Deserialize;

use super::language::sources;
use crate::text::{fold_word, words};

/// How much of a text is looked at, in bytes: the first is enough for prose, the second for what begins with a table
/// or with markup.
const SAMPLES: [usize; 2] = [1000, SAMPLE];

/// No more than this is ever looked at, in bytes.
pub(super) const SAMPLE: usize = 16_000;

/// Fewer words than this tell nothing.
const FEWEST_WORDS: usize = 6;

/// The part of a text's words (or letters) that must speak for a language.
const LEAST_SHARE: f64 = 0.08;

/// The part of a language's file that is for telling it.
#[derive(Debug, Default, Deserialize)]
struct Source {
    detect: Signs,
    words: Months,
}

#[derive(Debug, Default, Deserialize)]
struct Months {
    months: Vec<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Signs {
    common: Vec<String>,
    script: Option<Script>,
}

/// A script that only one of the languages is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Script {
    Arabic,
    Cyrillic,
    Devanagari,
    Ethiopic,
    Greek,
    Han,
    Hangul,
    Hebrew,
    Kana,
    Thai,
}

impl Script {
    fn has(self, letter: char) -> bool {
        match self {
            Script::Arabic => matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}'),
            Script::Cyrillic => matches!(letter, '\u{400}'..='\u{52F}'),
            Script::Devanagari => matches!(letter, '\u{900}'..='\u{97F}'),
            Script::Ethiopic => matches!(letter, '\u{1200}'..='\u{139F}'),
            Script::Greek => matches!(letter, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}'),
            Script::Han => matches!(letter, '\u{4E00}'..='\u{9FFF}'),
            Script::Hangul => matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}'),
            Script::Hebrew => matches!(letter, '\u{590}'..='\u{5FF}'),
            Script::Kana => matches!(letter, '\u{3040}'..='\u{30FF}'),
            Script::Thai => matches!(letter, '\u{E00}'..='\u{E7F}'),
        }
    }
}

/// All languages, ready to be told apart.
#[derive(Debug, Default)]
struct Languages {
    codes: Vec<&'static str>,
    scripts: Vec<(Script, usize)>,
    /// The languages that a word is common in.
    common: HashMap<String, Vec<usize>, RandomState>,
    /// The months in all of them, each with its number; none where two languages call two months so.
    months: HashMap<String, Option<u32>, RandomState>,
}

static LANGUAGES: LazyLock<Languages> = LazyLock::new(|| {
    let mut languages = Languages::default();
    for (at, (code, source)) in sources().enumerate() {
        // A file that cannot be read fails a test; whoever uses kneel gets bulletins without that language.
        let Source { detect: signs, words } = toml::from_str::<Source>(source).unwrap_or_default();
        for (number, names) in (1..).zip(&words.months) {
            for name in names {
                let known = languages.months.entry(fold_word(name).into_owned()).or_insert(Some(number));
                *known = known.filter(|known| *known == number);
            }
        }
        languages.codes.push(code);
        languages.scripts.extend(signs.script.map(|script| (script, at)));
        for word in signs.common {
            languages.common.entry(word).or_default().push(at);
        }
    }
    languages
});

/// The code of the language that a text is written in; `None` where it is too short to tell, or in none of them.
pub(super) fn detect(text: &str) -> Option<&'static str> {
    SAMPLES.into_iter().find_map(|most| told_by(text.get(..text.floor_char_boundary(most))?))
}

/// Whether a word names a month in any of the languages.
pub(super) fn is_month(word: &str) -> bool {
    LANGUAGES.months.contains_key(&*fold_word(word))
}

/// The month that a word names in the languages.
pub(super) fn month(word: &str) -> Option<u32> {
    LANGUAGES.months.get(&*fold_word(word)).copied().flatten()
}

fn told_by(sample: &str) -> Option<&'static str> {
    let languages = &*LANGUAGES;
    let mut found = vec![0_usize; languages.codes.len()];
    let mut count = 0;
    for word in words(sample) {
        count += 1;
        for &at in languages.common.get(&*fold_word(word.text)).into_iter().flatten() {
            if let Some(hits) = found.get_mut(at) {
                *hits += 1;
            }
        }
    }
    if count < FEWEST_WORDS {
        return None;
    }
    if !sample.is_ascii() {
        let letters = sample.chars().filter(|letter| letter.is_alphabetic()).count();
        for &(script, at) in &languages.scripts {
            let written = sample.chars().filter(|&letter| script.has(letter)).count();
            if let Some(hits) = found.get_mut(at) {
                *hits = written * count / letters.max(1); // as a share of all, like the words of the others
            }
        }
    }
    // Of two with equally many, the first by its code; a text of names alone has none of any.
    let (at, hits) = found.iter().enumerate().rev().max_by_key(|&(_, hits)| hits)?;
    let enough = *hits >= 2 && *hits as f64 >= LEAST_SHARE * count as f64;
    languages.codes.get(at).filter(|_| enough).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(detect(text), expected, "{text}");
    }

    #[test]
    fn each_language_is_told_by_its_small_words() {
        check("Pray for the two nurses at the hill clinic, who have not slept a whole night.", Some("en"));
        check("Oren por las dos enfermeras de la clínica, que no han dormido una noche entera.", Some("es"));
        check(
            "Orem pelas duas enfermeiras da clínica, que não dormem uma noite inteira há dias.",
            Some("pt"),
        );
        check("Bitte betet für die zwei Schwestern, die seit Tagen nicht geschlafen haben.", Some("de"));
        check("Priez pour les deux infirmières de la clinique, qui ne dorment pas la nuit.", Some("fr"));
        check("Bid voor de twee verpleegsters van het ziekenhuis, die niet hebben geslapen.", Some("nl"));
        check("Preghiamo per le due infermiere della clinica, che non hanno dormito di notte.", Some("it"));
        check("Be för de två sköterskorna på kliniken, som inte har sovit på flera nätter.", Some("sv"));
        check("Módlmy się za dwie pielęgniarki z kliniki, które nie spały od kilku dni.", Some("pl"));
        check("Молитесь о двух сёстрах из клиники, которые не спали уже несколько ночей.", Some("ru"));
        check("Berdoa untuk dua perawat di klinik itu, yang tidak tidur sepanjang malam.", Some("id"));
        check("Ombeni kwa ajili ya wauguzi wawili wa kliniki, ambao hawakulala usiku.", Some("sw"));
        check("언덕 병원의 두 간호사를 위해 기도해 주세요. 그들은 밤새 잠을 자지 못했습니다.", Some("ko"));
    }

    #[test]
    fn names_and_a_few_words_tell_nothing() {
        check("Pray for Ada", None);
        check("Olive Herbert Nancy Ruth Luc Annelise Silas Fatmata", None);
        check("", None);
    }

    #[test]
    fn each_language_has_signs() {
        for (code, source) in sources() {
            let signs = toml::from_str::<Source>(source).unwrap().detect;
            assert!(signs.script.is_some() || signs.common.len() >= 30, "{code}");
            assert!(signs.common.iter().all(|word| *fold_word(word) == **word), "{code}");
        }
    }
}
