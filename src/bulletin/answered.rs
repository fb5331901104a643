//! Marks of an answer among the words of an item: "(ANSWERED)", "Erhört!", "(praise! he is awake)".

use super::cues::{self, Heard};
use super::language::{Label, Language};
use crate::text::{sentences, words};

/// No bracket is looked at further, in bytes.
const LONGEST_BRACKET: usize = 64;

/// Listens to an entry that is marked as answered: its first sentence says what was asked, and asks it no more, unless it
/// tells itself what came.
pub(super) fn listen(text: &str, language: &Language) -> Heard {
    let asked = sentences(text).next().unwrap_or_default();
    let told = cues::listen(asked, language).praise || cues::good_news(asked, language).is_some();
    let rest = text.get(if told { 0 } else { asked.len() }..).unwrap_or_default();
    let mut heard = cues::listen(rest, language);
    heard.add(Heard::answered());
    heard
}

/// Whether a text says of what it asks that it was answered; a heading such as "Answered prayers" asks nothing.
pub(super) fn is_answered(text: &str, language: &Language) -> bool {
    let several = sentences(text).nth(1).is_some();
    sentences(text).any(|sentence| match answer(sentence, language) {
        Some(Answer::Alone) => several,
        Some(Answer::Within) => true,
        None => false,
    })
}

/// Where it stands that something was answered.
pub(super) enum Answer {
    /// As a sentence of its own, beside what was asked: "Pray for Ada. ANSWERED 4/5!"
    Alone,
    /// In brackets, within the sentence that asked: "Pray for Ada (answered: she is home)."
    Within,
}

/// Whether a sentence says that what is asked was answered.
pub(super) fn answer(sentence: &str, language: &Language) -> Option<Answer> {
    if after(sentence, language).is_some_and(|rest| !rest.contains(char::is_alphabetic)) {
        return Some(Answer::Alone);
    }
    // "(answered the door)" goes on
    let ends = |rest: &str| {
        !rest.trim_start().starts_with(char::is_alphabetic)
            || words(rest).next().is_some_and(|word| language.months.holds(word.text))
    };
    bracketed(sentence).any(|inside| after(inside, language).is_some_and(ends)).then_some(Answer::Within)
}

/// What follows the words at the beginning of a text that say so.
fn after<'a>(text: &'a str, language: &Language) -> Option<&'a str> {
    let (length, ()) = language.answered.beginning(text)?;
    text.get(words(text).nth(length - 1)?.end()..)
}

/// Whether brackets behind a need say what there is to give thanks for: "Ben Osei (heart) (praise! he is awake)".
pub(super) fn thanks_beside(text: &str, language: &Language) -> bool {
    !text.starts_with(['(', '['])
        && bracketed(text).any(|inside| {
            inside.split_once(['!', ':']).is_some_and(|(label, said)| {
                language.labels.whole(label) == Some(Label::Praise)
                    && language.answered.whole(label).is_none()
                    && said.contains(char::is_alphanumeric)
            })
        })
}

/// What begins with the brackets in a text, as far as it is looked at.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    memchr::memchr2_iter(b'(', b'[', text.as_bytes()).filter_map(|at| {
        let inside = text.get(at + 1..)?;
        inside.get(..inside.floor_char_boundary(LONGEST_BRACKET))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_answered_is_asked_no_more() {
        let heard = |code: &str, text: &str| {
            let heard = cues::listen(text, Language::of(Some(code)));
            (heard.praise, heard.request)
        };
        for text in [
            "Pray for Ada. (ANSWERED)",
            "Pray for Ada’s new job. ANSWERED 4/5!",
            "Pray for Ada (answered May 3).",
            "Pray for Ada [answered: she is home]",
            "ANSWERED! Ada is home.",
            "With thanks for the 1,200 who wrote",
            "Ada’s scan (praise!)",
            "(Praise: the roof is on.)",
        ] {
            assert_eq!(heard("en", text), (true, false), "{text}");
        }
        for text in [
            "ANSWERED! Ada is home. Pray for her mother.",
            "Pray for Ada (answered). Pray for her mother.",
            // nobody knows which of them
            "Pray for Ada’s knee. Pray for Ben’s eye. ANSWERED!",
            "Ben Osei (heart) (praise! he is awake)",
        ] {
            assert_eq!(heard("en", text), (true, true), "{text}");
        }
        for text in [
            "Pray for Ada, who answered.",
            "Pray for Ada (answered the call of God).",
            "Pray for Ada’s prayers to be answered.",
        ] {
            assert_eq!(heard("en", text), (false, true), "{text}");
        }
        assert_eq!(heard("en", "thankful hearts"), (false, false));
        for (code, text) in [
            ("de", "Betet für Max. (erhört)"),
            ("es", "Oren por la visa de Ana. ¡CONTESTADA!"),
            ("fr", "Priez pour Anne (exaucé)"),
            ("it", "Pregate per Anna. (esaudita)"),
            ("nl", "Bid voor Anna (verhoord)"),
            ("pt", "Orem pela Ana. RESPONDIDA!"),
            ("ko", "안나 자매를 위해 기도해 주세요 (응답)"),
        ] {
            assert_eq!(heard(code, text), (true, false), "{text}");
        }
    }
}
