//! Where something stands in scripture, the same however a language calls the book: "Romans 3:25", "Röm 3,25".

use super::language::Language;
use super::scripture::book;

/// Verses of a chapter of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// The book's number, from 1; the same in every language.
    pub book: u8,
    /// The chapter; `None`: the whole book.
    pub chapter: Option<u16>,
    /// The first and the last verse; `None`: the whole chapter.
    pub verses: Option<(u16, u16)>,
}

/// Behind the last verse of every chapter.
const END: u16 = 999;

impl Passage {
    /// The passage that a text in a language begins with (`None`: in any), and what follows it. English is understood
    /// everywhere.
    pub fn read<'t>(text: &'t str, language: Option<&str>) -> Option<(Self, &'t str)> {
        let text = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let languages: Vec<&Language> = match language {
            None => Language::all().collect(),
            language => vec![Language::of(language), Language::of(None)],
        };
        languages
            .into_iter()
            .filter_map(|language| {
                let (book, rest) = book(text, &language.books)?;
                Some(Passage::behind(book, rest))
            })
            .max_by_key(|(passage, rest)| (passage.chapter.is_some(), std::cmp::Reverse(rest.len())))
    }

    /// The passage that a text is in any language, whatever marks stand around it.
    pub fn of(text: &str) -> Option<Self> {
        let (passage, rest) = Passage::read(text, None)?;
        rest.chars().all(|letter| !letter.is_alphanumeric()).then_some(passage)
    }

    /// Reads how all languages call the books, once: who asks for a passage then does not wait for that. It takes some
    /// milliseconds.
    pub fn read_books() {
        Language::all().for_each(drop);
    }

    fn behind(book: u8, rest: &str) -> (Self, &str) {
        let whole = Passage { book, chapter: None, verses: None };
        let Some((chapter, after)) = number(rest.trim_start_matches('.').trim_start()) else {
            return (whole, rest);
        };
        let chapter = Passage { chapter: Some(chapter), ..whole };
        let inner = after.trim_start_matches(['장', ' ']);
        let Some((first, after_first)) =
            inner.strip_prefix([':', ',', '.']).and_then(|inner| number(inner.trim_start()))
        else {
            return (chapter, after);
        };
        let after_first = lettered(after_first);
        let to = after_first.trim_start().strip_prefix(['-', '–', '—', '~', '‒']);
        let Some((last, after_last)) = to.and_then(|to| number(to.trim_start())) else {
            return (Passage { verses: Some((first, first)), ..chapter }, after_first);
        };
        // "3:25-4:2" goes on into another chapter
        let on = after_last.strip_prefix([':', ',']).and_then(|on| number(on.trim_start()));
        let (last, rest) = on.map_or((last, lettered(after_last)), |(_, rest)| (END, rest));
        (Passage { verses: Some((first, last.max(first))), ..chapter }, rest)
    }
}

/// What follows a letter that parts a verse: "5b".
fn lettered(rest: &str) -> &str {
    let rest = rest.strip_prefix('절').unwrap_or(rest);
    match rest.strip_prefix(|letter: char| letter.is_ascii_lowercase()) {
        Some(after) if !after.starts_with(char::is_alphanumeric) => after,
        _ => rest,
    }
}

fn number(text: &str) -> Option<(u16, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(length)?;
    (1..=3).contains(&length).then(|| Some((digits.parse().ok()?, rest))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, book: u8, chapter: Option<u16>, verses: Option<(u16, u16)>) {
        assert_eq!(Passage::of(text), Some(Passage { book, chapter, verses }), "{text}");
    }

    #[test]
    fn the_same_place_in_every_language() {
        for text in [
            "Romans 3:25",
            "Rom 3:25",
            "rom 3.25",
            "Römer 3,25",
            "Romains 3:25",
            "Romanos 3:25",
            "Romani 3,25",
            "Romeinen 3:25",
            "로마서 3:25",
            "(Romans 3:25)",
        ] {
            check(text, 45, Some(3), Some((25, 25)));
        }
        check("Psalm 46", 19, Some(46), None);
        check("1 John 4:8b", 62, Some(4), Some((8, 8)));
        check("Romans 3:25-26", 45, Some(3), Some((25, 26)));
        check("Romans 3:25 – 4:2", 45, Some(3), Some((25, END)));
        check("Offenbarung 21", 66, Some(21), None);
        check("Romans", 45, None, None);
        check("Romans 3:", 45, Some(3), None);
    }

    #[test]
    fn what_is_more_than_a_passage_is_none() {
        for text in ["Romans 3:25 and others", "John asks for 3 chairs", "3:25", "", "Mark 12 goats"] {
            assert_eq!(Passage::of(text), None, "{text}");
        }
        let (passage, rest) = Passage::read("Psalm 18:28 (ESV)", Some("en")).unwrap();
        assert_eq!((passage.chapter, passage.verses, rest), (Some(18), Some((28, 28)), " (ESV)"));
    }

    #[test]
    fn the_languages_count_the_books_alike() {
        for language in Language::all() {
            for (name, number) in
                [("genesis", 1), ("mateo", 40), ("matthew", 40), ("psalm", 19), ("apocalypse", 66)]
            {
                if let Some((1, book)) = language.books.beginning(name) {
                    assert_eq!(book, number, "{name}");
                }
            }
        }
    }
}
