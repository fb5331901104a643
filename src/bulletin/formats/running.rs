//! What stood on each page, in a text that was copied out of pages: their numbers, and the same line beside each of them.

use std::collections::{BTreeSet, HashMap};

use crate::bulletin::{Document, Line};
use crate::text::{fold, has_digit};

/// Words that stand beside the number of a page.
const OF_PAGES: &[&str] =
    &["page", "pages", "of", "seite", "von", "pagina", "de", "di", "van", "sur", "strona", "z", "side", "av"];

/// A number of a page has no more words beside it.
const MOST_WORDS: usize = 4;

/// And with them it is no longer, in bytes.
const LONGEST_NUMBER: usize = 40;

/// A line that stands on each page is no longer, in bytes.
const LONGEST: usize = 90;

/// Marks the numbers of pages that count on, and the lines that stand right beside at least two of them. The first line of
/// all names the bulletin.
pub(super) fn mark(document: &mut Document) {
    let numbered = |(at, line): (usize, &Line)| Some((at, number(&line.text)?));
    let pages: Vec<(usize, u32)> = document.lines.iter().enumerate().filter_map(numbered).collect();
    let count_on =
        |pair: &[(usize, u32)]| matches!(pair, [(_, one), (_, next)] if one.checked_add(1) == Some(*next));
    if pages.len() < 2 || !pages.windows(2).all(count_on) {
        return;
    }
    // between two pages with one line each, it stands beside both numbers and is still one
    let beside = |at: usize| [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let beside: BTreeSet<usize> = pages.iter().flat_map(|(at, _)| beside(*at)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for line in beside.iter().filter_map(|at| document.lines.get(*at)) {
        *times.entry(&line.text).or_default() += 1;
    }
    let runs = |at: &usize| {
        let line = document.lines.get(*at);
        *at > 0 && line.is_some_and(|line| line.text.len() <= LONGEST && times.get(&*line.text) >= Some(&2))
    };
    let running: Vec<usize> =
        beside.into_iter().filter(runs).chain(pages.iter().map(|(at, _)| *at)).collect();
    for at in running {
        if let Some(line) = document.lines.get_mut(at) {
            line.aside = true;
        }
    }
}

/// The number of a page: "2", "- 2 -", "Page 2 of 3", "2/3".
fn number(text: &str) -> Option<u32> {
    if text.len() > LONGEST_NUMBER || !has_digit(text) {
        return None;
    }
    let words = || text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words().find(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let of_page = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit()) || OF_PAGES.contains(&fold(word).as_ref())
    };
    (words().nth(MOST_WORDS).is_none() && words().all(of_page)).then(|| first.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(text: &str) -> Vec<String> {
        let mut document = Document::new(text);
        mark(&mut document);
        document.lines.into_iter().filter(|line| line.aside).map(|line| line.text).collect()
    }

    #[test]
    fn numbers_of_pages_and_what_stands_beside_them_stand_aside() {
        assert_eq!(
            aside(
                "Hill News\nJune 2026\n\nAsia\nPray.\n\nHill News\nPage 1 of 2\n\nAsk.\n\nHill News\nPage 2 of 2\n"
            ),
            ["Hill News", "Page 1 of 2", "Hill News", "Page 2 of 2"]
        );
        assert_eq!(aside("Hill\n- 1 -\nPray.\nHill\n- 2 -\nAsk.\n"), ["1 -", "Hill", "2 -"]);
        assert_eq!(aside("Bete.\nSeite 1\nBittet.\nSeite 2\n"), ["Seite 1", "Seite 2"]);
    }

    #[test]
    fn what_counts_days_or_does_not_count_on_stays() {
        for text in [
            "Hill\n\nDay 1\nMorning\nPray.\n\nDay 2\nMorning\nAsk.\n",
            "Hill\n\n1 of us prays.\n2 of us ask.\n",
            "Hill\n12\nPray.\n40\nAsk.\n",
            "Hill\nPage 1\nPray.\n",
        ] {
            assert_eq!(aside(text), [""; 0], "{text}");
        }
    }
}
