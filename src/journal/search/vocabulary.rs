//! The words that the search index holds, in their order: which begin so, and which are nearly so. Each is looked up by
//! itself, so that it takes as long among a hundred words as among a million.

use rusqlite::{CachedStatement, Connection, OptionalExtension};

use super::super::error::{Doing, Result};
use super::super::stop::Stop;

const DOING: &str = "looking for words";

/// Behind every word that begins with the one before it.
const NEXT: char = '\u{1}';

/// Words are looked up so often for one that is nearly so, and no oftener: among a million items each takes as long
/// as reading thirty texts.
const LOOKS: usize = 150;

/// The words of the index.
pub(super) struct Vocabulary<'c> {
    seek: CachedStatement<'c>,
}

impl<'c> Vocabulary<'c> {
    pub(super) fn of(conn: &'c Connection) -> Result<Self> {
        let sql = "SELECT term FROM temp.word WHERE term >= ? LIMIT 1";
        if let Ok(seek) = conn.prepare_cached(sql) {
            return Ok(Vocabulary { seek });
        }
        conn.execute_batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab(main, search, instance)",
        )
        .doing(DOING)?;
        let seek = conn.prepare_cached(sql).doing(DOING)?;
        Ok(Vocabulary { seek })
    }

    /// The first word from a place in the order on.
    fn from(&mut self, place: &str) -> Result<Option<String>> {
        self.seek.query_row([place], |row| row.get(0)).optional().doing(DOING)
    }

    fn holds(&mut self, word: &str) -> Result<bool> {
        Ok(self.from(word)?.is_some_and(|found| found == word))
    }

    /// The words that begin so; `None` where there are more than `most`.
    pub(super) fn beginning(&mut self, with: &str, most: usize) -> Result<Option<Vec<String>>> {
        let mut found = Vec::new();
        let mut place = with.to_owned();
        while let Some(word) = self.from(&place)?.filter(|word| word.starts_with(with)) {
            if found.len() == most {
                return Ok(None);
            }
            place = format!("{word}{NEXT}");
            found.push(word);
        }
        Ok(Some(found))
    }

    /// The words that are the given one but for a letter (two, where it is long), or that begin so; the nearest first,
    /// at most `most`. The order of the words is walked through as a tree, past all branches that can hold none. `stop` is
    /// asked before each word; when it says so, what was found so far counts for nothing.
    pub(super) fn near(&mut self, word: &str, most: usize, stop: Stop<'_>) -> Result<Vec<String>> {
        let sought: Vec<char> = word.chars().collect();
        let mut found: Vec<(usize, usize, String)> = Vec::new();
        for turned in turns(&sought) {
            if self.holds(&turned)? {
                found.push((1, 0, turned));
            }
        }
        let begin = |letters: usize| sought.iter().take(letters).collect::<String>();
        // most know how a name begins; of long ones two letters may be wrong
        let walks = [(1, begin(1)), (1, String::new()), (2, begin(2))];
        for (distance, head) in walks {
            if !found.is_empty() || distance > allowed(sought.len()) {
                break;
            }
            let mut looks = 0;
            let mut place = head.clone();
            while let Some(term) = self.from(&place)?.filter(|term| looks < LOOKS && term.starts_with(&head))
            {
                looks += 1;
                if stop() {
                    return Ok(Vec::new());
                }
                place = match judge(&sought, &term, distance) {
                    Judged::Near { whole, begins } => {
                        let longer = term.chars().count().abs_diff(sought.len());
                        found.push((whole.min(begins + 1), longer, term.clone()));
                        format!("{term}{NEXT}")
                    }
                    Judged::Goes => format!("{term}{NEXT}"),
                    Judged::Far(Some(next)) => next,
                    Judged::Far(None) => break,
                };
            }
        }
        found.sort();
        found.truncate(most);
        Ok(found.into_iter().map(|(_, _, term)| term).collect())
    }
}

/// How many letters may be wrong in a word of so many.
fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The word with two neighbouring letters in each other's place.
fn turns(word: &[char]) -> Vec<String> {
    if allowed(word.len()) == 0 {
        return Vec::new();
    }
    (1..word.len())
        .map(|at| {
            let mut turned = word.to_vec();
            turned.swap(at - 1, at);
            turned.into_iter().collect()
        })
        .collect()
}

/// How a word of the index stands to the one that is sought.
enum Judged {
    /// Near: so many letters wrong as a whole, and in what it begins with.
    Near { whole: usize, begins: usize },
    /// Not near, but what begins with it may be.
    Goes,
    /// Far; the next that may be near stands behind this place. `None`: there is none.
    Far(Option<String>),
}

/// Reckons letter by letter how many are wrong (Levenshtein), and where no word can be near any more finds the next
/// letter by which one can.
fn judge(sought: &[char], term: &str, most: usize) -> Judged {
    let letters: Vec<char> = term.chars().collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=sought.len()).collect()];
    let mut begins = usize::MAX;
    for (at, letter) in letters.iter().enumerate() {
        let Some(before) = rows.last() else { break };
        let row = next_row(sought, before, *letter);
        if row.iter().min().is_none_or(|least| *least > most) && begins > most {
            return Judged::Far(next_place(sought, &letters, at, &rows, most));
        }
        begins = begins.min(row.last().copied().unwrap_or(usize::MAX));
        rows.push(row);
    }
    if begins > most {
        return Judged::Goes;
    }
    let whole = rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX);
    Judged::Near { whole, begins }
}

fn next_row(sought: &[char], before: &[usize], letter: char) -> Vec<usize> {
    let mut row = Vec::with_capacity(before.len());
    let mut last = before.first().copied().unwrap_or(0) + 1;
    row.push(last);
    for ((other, above), diagonal) in sought.iter().zip(before.iter().skip(1)).zip(before) {
        last = (diagonal + usize::from(*other != letter)).min(above + 1).min(last + 1);
        row.push(last);
    }
    row
}

/// The next place in the order behind `letters[..=at]` where a word may be near: the same beginning with the next letter
/// by which it may go on, or a shorter beginning with its next.
fn next_place(
    sought: &[char],
    letters: &[char],
    at: usize,
    rows: &[Vec<usize>],
    most: usize,
) -> Option<String> {
    (0..=at).rev().find_map(|at| {
        let (row, here) = (rows.get(at)?, *letters.get(at)?);
        let after = if row.iter().min().is_some_and(|least| *least < most) {
            char::from_u32(u32::from(here) + 1)
        } else {
            let fits =
                |(letter, wrong): (&char, &usize)| (*wrong <= most && *letter > here).then_some(*letter);
            sought.iter().zip(row).filter_map(fits).min()
        }?;
        Some(letters.iter().take(at).chain([&after]).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &str) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')",
        )
        .unwrap();
        conn.execute("INSERT INTO search VALUES (?)", [words]).unwrap();
        conn
    }

    fn near(words: &str, word: &str) -> Vec<String> {
        Vocabulary::of(&vocabulary(words)).unwrap().near(word, 9, &mut || false).unwrap()
    }

    #[test]
    fn words_that_begin_so_are_told_up_to_a_number() {
        let conn = vocabulary("pray prayed prayer praise María Пётр");
        let mut words = Vocabulary::of(&conn).unwrap();
        assert_eq!(words.beginning("pray", 9).unwrap().unwrap(), ["pray", "prayed", "prayer"]);
        assert_eq!(words.beginning("pra", 3).unwrap(), None);
        assert_eq!(words.beginning("maria", 3).unwrap().unwrap(), ["maria"]);
        assert_eq!(words.beginning("x", 3).unwrap().unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_letter_is_forgiven_wherever_it_stands() {
        let names = "Nargiza Moyale Bishkek Kofi Amal Élodie Tashkent Timothy waters and many other words";
        for typed in ["nargisa", "largiza", "nargiz", "nargizza", "nagriza", "nargi"] {
            assert_eq!(near(names, typed).first().map(String::as_str), Some("nargiza"), "{typed}");
        }
        assert_eq!(near(names, "elodia"), ["elodie"]);
        assert_eq!(near(names, "kofy"), ["kofi"]);
        assert_eq!(near(names, "tajhkant"), ["tashkent"], "two letters of a long word");
        assert_eq!(near(names, "amx"), Vec::<String>::new(), "a short word is what it is");
        assert_eq!(near(names, "xylophon"), Vec::<String>::new());
    }

    #[test]
    fn the_walk_finds_what_comparing_each_word_finds() {
        let words: Vec<String> = (0..3000u32)
            .map(|n| {
                let n = n.wrapping_mul(2_654_435_761);
                (0..4 + n % 3).map(|at| char::from(b'a' + ((n >> (at * 4)) % 7) as u8)).collect()
            })
            .collect();
        let conn = vocabulary(&words.join(" "));
        for sought in words.iter().step_by(500).map(|word| word.replace('c', "x")) {
            if sought.len() < 4 {
                continue;
            }
            let found = Vocabulary::of(&conn).unwrap().near(&sought, 9999, &mut || false).unwrap();
            let mut compared: Vec<&String> = words
                .iter()
                .filter(|word| (0..=word.len()).any(|to| strsim::levenshtein(&sought, &word[..to]) <= 1))
                .collect();
            let begins_alike = |word: &&String| word.chars().next() == sought.chars().next();
            if compared.iter().any(begins_alike) {
                compared.retain(begins_alike);
            }
            compared.sort();
            compared.dedup();
            let turned = turns(&sought.chars().collect::<Vec<_>>());
            if !words.iter().any(|word| turned.contains(word)) {
                let mut found = found.clone();
                found.sort();
                assert_eq!(found.iter().collect::<Vec<_>>(), compared, "{sought}");
            }
        }
    }
}
