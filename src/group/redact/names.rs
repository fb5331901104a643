//! Listed names in a text, however they are written, and the initials that stand for them.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::{fold, fold_word};

/// Words that stand before a name or within one, and are nobody's alone; folded.
const COMMON: &str = "\
    abu af al and aunt ben bin bint bischof bishop bispo broeder brother bruder couple da das de \
    deacon del della den der di do doctor doktor don dona dos dr du e el elder eveque fam \
    famiglia familia familie famille family father fr fra fratello frau frere gezin hermana \
    hermano herr het ibn ii iii irma irmao jr la las le les los madame mevrouw miss monsieur \
    mother mr mrs ms of padre pasteur pastor pastora pastore pastorin pr prof professor rev \
    reverend saint schwester senor senora sister soeur sor sr sra st suor the uncle und van ven \
    vescovo von y zu zuster 목사 목사님 선교사 선교사님 장로 집사 권사 전도사 사모 사모님 형제 자매 박사 교수 씨 님 가정 пастор отец \
    брат сестра доктор семья";

/// Letters that an ending has at most, where the name before it is short or lost its own last letter.
const ENDING: usize = 3;

/// Letters of a name that may have any ending.
const LONG: usize = 4;

/// Letters of a name that is looked for within the words of an address.
const TELLING: usize = 3;

/// The names that are listed, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    /// By the first word of the name, folded: its other words, most first.
    by_first: HashMap<String, Vec<Vec<String>>>,
    /// Single words in scripts that write other words onto names.
    attached: Vec<String>,
}

/// A run of letters where it stands.
struct Piece {
    range: Range<usize>,
    folded: String,
}

impl Listed {
    pub fn new(names: &[String]) -> Self {
        let mut listed = Self::default();
        for name in names {
            let words: Vec<String> = pieces(name).into_iter().map(|piece| piece.folded).collect();
            for word in &words {
                let is_common = COMMON.split(' ').any(|common| common == word);
                if words.len() == 1 || word.chars().nth(1).is_some() && !is_common {
                    listed.add(std::slice::from_ref(word));
                }
            }
            listed.add(&words);
            // As handles and headlines of machines write it.
            listed.add(&[words.concat()]);
        }
        listed
    }

    fn add(&mut self, words: &[String]) {
        let Some((first, rest)) = words.split_first().filter(|(first, _)| !first.is_empty()) else { return };
        if rest.is_empty() && first.chars().nth(1).is_some() && !first.chars().all(is_spaced) {
            self.attached.push(first.clone());
            // What stands longest in a word is what is hidden of it.
            self.attached.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        let others = self.by_first.entry(first.clone()).or_default();
        others.push(rest.to_vec());
        others.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        others.dedup();
    }

    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// Where the names stand, in bytes and in order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.is_empty() {
            return found;
        }
        let pieces = pieces(text);
        let mut at = 0;
        while let Some(ahead) = pieces.get(at..).filter(|ahead| !ahead.is_empty()) {
            if let Some((length, range)) = self.whole(text, ahead) {
                found.push(range);
                at += length;
                continue;
            }
            if let Some(piece) = ahead.first() {
                found.extend(self.within(text, piece));
            }
            at += 1;
        }
        found
    }

    /// The longest name that the pieces begin with, its length in pieces and its place.
    fn whole(&self, text: &str, ahead: &[Piece]) -> Option<(usize, Range<usize>)> {
        let first = ahead.first()?;
        let mut best: Option<(usize, Range<usize>)> = None;
        for (name, rests) in forms(&first.folded).filter_map(|form| self.by_first.get_key_value(form)) {
            for rest in rests {
                let Some(last) = Self::follow(text, ahead, name, rest) else { continue };
                if best.as_ref().is_none_or(|(length, _)| *length < 1 + rest.len()) {
                    best = Some((1 + rest.len(), first.range.start..last));
                }
            }
        }
        best
    }

    /// Where the name ends, if the pieces are its words; the last may have an ending, which is left standing where its
    /// place is known.
    fn follow(text: &str, ahead: &[Piece], name: &str, rest: &[String]) -> Option<usize> {
        let mut before = ahead.first()?;
        let mut word = name;
        for (piece, next) in ahead.iter().skip(1).zip(rest) {
            let between = text.get(before.range.end..piece.range.start)?;
            let joins = |letter: char| {
                letter.is_whitespace() || matches!(letter, '-' | '‑' | '\'' | '’' | '.' | '_' | '*')
            };
            if !between.chars().all(joins) || !forms(&piece.folded).any(|form| form == next) {
                return None;
            }
            (before, word) = (piece, next);
        }
        let is_whole = ahead.len() > rest.len();
        is_whole.then(|| end_of(text, before, word))
    }

    /// The parts of a word that are names which other words are written onto.
    fn within(&self, text: &str, piece: &Piece) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if piece.folded.chars().all(is_spaced) {
            return found;
        }
        for name in &self.attached {
            if may_begin(name) {
                for (at, _) in piece.folded.match_indices(name.as_str()) {
                    let before = piece.folded.get(..at).unwrap_or_default().chars().count();
                    found.extend(part_of(text, piece, before..before + name.chars().count()));
                }
            } else if is_inflected(&piece.folded, name) {
                found.push(piece.range.clone());
            }
        }
        found
    }

    /// Whether an address tells one of the names, also where it is written together with other words.
    pub fn is_within(&self, address: &str) -> bool {
        let folded = fold(address);
        !self.find(address).is_empty()
            || self.by_first.iter().any(|(first, rests)| {
                first.chars().nth(TELLING - 1).is_some()
                    && rests.iter().any(Vec::is_empty)
                    && folded.contains(first.as_str())
            })
    }
}

/// Whether a word is a name with an ending.
fn is_inflected(word: &str, name: &str) -> bool {
    let letters = name.chars().count();
    let ending = |stem: &str| word.strip_prefix(stem).map(|rest| rest.chars().count());
    let own = ending(name).is_some_and(|rest| letters >= LONG || rest <= ENDING);
    let stem = name.strip_suffix(['а', 'я', 'ь', 'и', 'о', 'е', 'α', 'ς', 'η']).filter(|_| letters >= LONG);
    own || stem.and_then(ending).is_some_and(|rest| rest <= ENDING)
}

/// The letters of one script in runs; digits and marks stand between.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // Where the run began, and whether in a script with spaces.
    let mut run: Option<(usize, bool)> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let script = match run {
            Some((_, spaced)) if is_combining_mark(letter) => Some(spaced),
            _ => letter.is_alphabetic().then(|| is_spaced(letter)),
        };
        if let Some((from, spaced)) = run
            && script != Some(spaced)
        {
            let folded = text.get(from..at).map(|word| fold_word(word).into_owned()).unwrap_or_default();
            pieces.push(Piece { range: from..at, folded });
            run = None;
        }
        if let (None, Some(spaced)) = (run, script) {
            run = Some((at, spaced));
        }
    }
    pieces
}

/// The word, and what it is without the "s" of a genitive: "Aiguls".
fn forms(folded: &str) -> impl Iterator<Item = &str> {
    let bare = folded.strip_suffix('s').filter(|bare| bare.chars().nth(1).is_some());
    [Some(folded), bare].into_iter().flatten()
}

/// Where a name ends that is a piece, or all of it but its last letter.
fn end_of(text: &str, piece: &Piece, name: &str) -> usize {
    let written = text.get(piece.range.clone()).unwrap_or_default();
    let last = written.char_indices().next_back().filter(|_| piece.folded.len() > name.len());
    last.map_or(piece.range.end, |(at, _)| piece.range.start + at)
}

/// The place of some letters of a piece; all of it where folding changed how many there are.
fn part_of(text: &str, piece: &Piece, letters: Range<usize>) -> Option<Range<usize>> {
    let written = text.get(piece.range.clone())?;
    if written.chars().count() != piece.folded.chars().count() {
        return Some(piece.range.clone());
    }
    let place =
        |nth| written.char_indices().nth(nth).map_or(piece.range.end, |(at, _)| piece.range.start + at);
    Some(place(letters.start)..place(letters.end))
}

/// Whether a letter is of a script that sets a space between words and hangs little on names: Latin.
fn is_spaced(letter: char) -> bool {
    letter.is_ascii()
        || ('\u{C0}'..='\u{24F}').contains(&letter)
        || ('\u{1E00}'..='\u{1EFF}').contains(&letter)
}

/// Whether other words are also written before a name in this script, as in Korean, Chinese, Arabic or Hebrew; not so in
/// Cyrillic, Greek, Armenian and Georgian.
fn may_begin(name: &str) -> bool {
    !name.chars().any(|letter| {
        letter.is_ascii()
            || ('\u{370}'..='\u{58F}').contains(&letter)
            || ('\u{10A0}'..='\u{10FF}').contains(&letter)
            || ('\u{1C80}'..='\u{1CBF}').contains(&letter)
    })
}

/// The first consonants of Hangul, in the order of its syllables.
const CONSONANTS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];

/// "Aigul Bekova" as "A. B.".
pub(super) fn initials(name: &str) -> String {
    let words =
        name.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '‑' | '_' | '.' | '*'));
    let mut initials = String::new();
    for letter in words.filter_map(|word| word.chars().find(|letter| letter.is_alphabetic())) {
        if !initials.is_empty() {
            initials.push(' ');
        }
        // A syllable of Hangul would be half of a name.
        let syllable = u32::from(letter).checked_sub(0xAC00).filter(|syllable| *syllable < 11172);
        let consonant = syllable.and_then(|syllable| CONSONANTS.get(usize::try_from(syllable / 588).ok()?));
        match consonant {
            Some(consonant) => initials.push(*consonant),
            None => initials.extend(letter.to_uppercase()),
        }
        initials.push('.');
    }
    initials
}
