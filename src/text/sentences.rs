//! Where sentences end.

use super::fold_word;

/// Words that end with a full stop without ending a sentence, folded, without that stop.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "bro", "sis", "pst", "rev", "fr", "sr", "jr", "prof", "gen", "col",
    "capt", "lt", "sgt", "gov", "sen", "rep", "hon", "no", "nr", "vs", "etc", "approx", "ca", "inc", "ltd",
    "co", "e.g", "i.e", "z.b", "bzw", "u.s", "u.k", "u.n", "d.c", "vol", "p", "pp", "mt", "ft", "sra", "dra",
    "hno", "hna", "pr", "pe", "bp", "ev", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "cpl", "maj", "fam", "br", "zr", "ds", "pfr", "nos",
];

/// What a number with a full stop counts where nouns have capitals, folded: "am 30. November", "der 2. Advent". A smaller
/// word, as languages write their months that count so, too, begins no sentence anyway.
const COUNTED: &str = "januar janner februar marz april mai juni juli august september oktober november dezember \
    jan feb mrz apr jun jul aug sep sept okt nov dez montag dienstag mittwoch donnerstag freitag samstag sonnabend \
    sonntag advent quartal jahrhundert";

/// The sentences of a paragraph in order, each with its closing marks, without the spaces between.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    let plain = text.is_ascii();
    std::iter::from_fn(move || {
        let (sentence, after) = rest.split_at_checked(sentence_length(rest, plain))?;
        rest = after.trim_start();
        Some(sentence.trim_end()).filter(|sentence| !sentence.is_empty())
    })
}

/// The length of the sentence that a text begins with, in bytes.
fn sentence_length(text: &str, plain: bool) -> usize {
    let mut end = 0;
    while let Some((at, letter)) = next_stop(text, end, plain) {
        end = at + letter.len_utf8();
        let closing = |letter: char| {
            matches!(letter, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '*')
        };
        while let Some(more) = text.get(end..).and_then(|rest| rest.chars().next()).filter(|&c| closing(c)) {
            end += more.len_utf8();
        }
        let rest = text.get(end..).unwrap_or_default();
        let wide = matches!(letter, '。' | '！' | '？');
        if !wide && !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let sentence = text.get(..end).unwrap_or_default();
        if letter == '.'
            && end == at + 1
            && (is_shortened(sentence) || starts_low(rest) || counts(sentence, rest))
        {
            continue;
        }
        return end;
    }
    text.len()
}

/// The next mark at or after `from` that can end a sentence, and where it stands. `plain` is a text of ASCII alone.
fn next_stop(text: &str, from: usize, plain: bool) -> Option<(usize, char)> {
    if plain {
        let rest = text.as_bytes().get(from..)?;
        let at = memchr::memchr3(b'.', b'!', b'?', rest)?;
        return Some((from + at, char::from(*rest.get(at)?)));
    }
    // The first bytes of the stops; what else begins with one of these is looked at and passed over.
    let may_stop = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | 0xE2 | 0xE3 | 0xEF);
    let stop = |letter: &char| matches!(letter, '.' | '!' | '?' | '…' | '。' | '！' | '？');
    let mut at = from;
    loop {
        at += text.as_bytes().get(at..)?.iter().position(may_stop)?;
        match text.get(at..).and_then(|rest| rest.chars().next()).filter(stop) {
            Some(letter) => return Some((at, letter)),
            None => at += 1,
        }
    }
}

/// Whether the last full stop belongs to an initial ("Anna B.") or to a shortened word ("Dr.").
fn is_shortened(sentence: &str) -> bool {
    let last = sentence.trim_end_matches('.').rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let mut letters = last.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || last.len() <= 6 && SHORTENED.iter().any(|short| last.eq_ignore_ascii_case(short))
}

/// Whether the last full stop makes an ordinal of a number of at most two digits, which counts what follows.
fn counts(sentence: &str, rest: &str) -> bool {
    let before = sentence.trim_end_matches('.');
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let parted =
        |head: &str| !head.ends_with(|letter: char| letter.is_alphanumeric() || ".,:/".contains(letter));
    // "vom 8.-9. Wochenende"
    let range = before.get(..before.len() - digits).is_some_and(|head| {
        let from = head.strip_suffix(['-', '–']).and_then(|head| head.strip_suffix('.'));
        from.is_some_and(|from| from.ends_with(|letter: char| letter.is_ascii_digit()))
    });
    if range && (1..=2).contains(&digits) {
        return true;
    }
    if !(1..=2).contains(&digits) || !before.get(..before.len() - digits).is_some_and(parted) {
        return false;
    }
    let next = rest.trim_start().split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    next.starts_with(char::is_uppercase) && COUNTED.split(' ').any(|word| word == fold_word(next))
}

/// A sentence does not begin with a small letter.
fn starts_low(rest: &str) -> bool {
    rest.trim_start().chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(sentences(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn titles_of_people_and_ranges_of_days_end_none() {
        let count = |text| sentences(text).count();
        assert_eq!(count("Fam. Huber zieht um."), 1);
        assert_eq!(count("Bid voor zr. Van Dam, br. De Groot en ds. Vos."), 1);
        assert_eq!(count("Cpl. Osei and Maj. Bell, our street: nos. 4, 6"), 1);
        assert_eq!(count("8.-9. Wochenende: Tagung. Betet."), 2);
        assert_eq!(count("He came on the 9. We pray."), 2);
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        check("Pray. Then rest! Why? Because.", &["Pray.", "Then rest!", "Why?", "Because."]);
        check("“It is done.” She wept.", &["“It is done.”", "She wept."]);
        check("Dr. Osei met Anna B. at 3.15 p.m. today.", &["Dr. Osei met Anna B. at 3.15 p.m. today."]);
        check("The U.S. team rests", &["The U.S. team rests"]);
        check("Read the story .", &["Read the story ."]);
        check("Betet für den 30. November. Danke.", &["Betet für den 30. November.", "Danke."]);
        check("Am 3. Advent feiern wir, am 1. März auch.", &["Am 3. Advent feiern wir, am 1. März auch."]);
        check("Am 24. Dez. reist sie.", &["Am 24. Dez. reist sie."]);
        check("Sie ist 30. Betet für sie.", &["Sie ist 30.", "Betet für sie."]);
        check("In room 12. Mary waits.", &["In room 12.", "Mary waits."]);
        check("Es begann 1945. August kam.", &["Es begann 1945.", "August kam."]);
        check("기도해 주세요. 감사합니다.", &["기도해 주세요.", "감사합니다."]);
        check("", &[]);
        check(" . ", &["."]);
    }
}
