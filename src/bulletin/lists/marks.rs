//! What stands before the words of a line: the bullet or the number of a list.

use super::ticks;
use crate::bulletin::days::dates::number;
use crate::bulletin::document::Mark;

/// Numbers as some lists count.
const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// What stands before the items of a list.
const BULLETS: &str = "•-*+–—·▪◦●‣∙■►✓▶▸○◆□・⁃⦁❖➢➤";

/// The mark of a line, and the words after it and after the box of an entry.
pub fn mark_of(text: &str) -> (Mark, &str) {
    match first_mark(text) {
        marked @ (Mark::Rule | Mark::Heading(_), _) => marked,
        (mark, words) => ticks::ticked(mark, words),
    }
}

fn first_mark(text: &str) -> (Mark, &str) {
    if is_rule(text) {
        return (Mark::Rule, text);
    }
    let hashes = text.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes)
        && let Some(title) = text.get(hashes..).and_then(|rest| rest.strip_prefix(' '))
    {
        return (Mark::Heading(hashes as u8), title.trim().trim_end_matches('#').trim_end());
    }
    if let Some(title) = text.strip_prefix("==").and_then(|rest| rest.strip_suffix("==")) {
        return (Mark::Heading(2), title.trim_matches('=').trim());
    }
    if let Some(words) = text.strip_prefix(is_private).map(str::trim_start).filter(|words| !words.is_empty())
    {
        return (Mark::Bullet('•'), words);
    }
    if let Some(bullet) = text.chars().next().filter(|letter| BULLETS.contains(*letter))
        && let Some(rest) = text.strip_prefix(bullet)
        && (after_space(rest).is_some() || "•・".contains(bullet))
    {
        return (Mark::Bullet(bullet), rest.trim_start());
    }
    // a circle of Word's
    if let Some(words) = text.strip_prefix('o').and_then(after_space).and_then(after_space)
        && !words.trim().is_empty()
    {
        return (Mark::Bullet('o'), words.trim_start());
    }
    match after_number(text).or_else(|| after_letter(text)) {
        Some(words) => (Mark::Number, words),
        None => (Mark::Plain, text),
    }
}

/// Whether a letter means something in its own font only: Symbol and Wingdings are used for bullets, and for little else.
pub fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}')
}

/// What follows a space, also one at which no line may be broken: Word puts it behind its marks.
fn after_space(text: &str) -> Option<&str> {
    text.strip_prefix([' ', '\u{A0}'])
}

/// The words after "1. ", "2) " or "(3) ", unless the number is a day: "15. Oktober 2021".
fn after_number(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inner.get(digits..).filter(|_| (1..=3).contains(&digits))?;
    let words = rest.strip_prefix(['.', ')']).and_then(after_space)?.trim_start();
    // "(555) 010-2222"
    if inner.len() < text.len() && digits == 3 && words.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let is_day =
        last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()) && words.split(' ').count() <= 3;
    (!is_day && !is_of_month(words) && !goes_on_to_day(words) && !words.is_empty()).then_some(words)
}

/// Whether words after a number lead from it to a further day: "bis 19. Januar", "– 9. Wochenende".
fn goes_on_to_day(words: &str) -> bool {
    let Some((joint, rest)) = words.split_once(' ') else { return false };
    let marked = matches!(joint, "-" | "–" | "—" | "/" | "&" | "+");
    let small = joint.chars().count() <= 3 && joint.chars().all(char::is_lowercase);
    let after = number(rest).filter(|(digits, _)| matches!(digits.len(), 1 | 2));
    let after = after.and_then(|(_, rest)| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(' ')));
    after.is_some_and(|after| marked || small && is_of_month(after))
}

/// The words after "a. " or "b) ", as lists in lists count, or after "iv. ".
fn after_letter(text: &str) -> Option<&str> {
    let roman = text.bytes().take_while(|byte| b"ivx".contains(byte)).count();
    let (numeral, rest) = text.split_at_checked(roman)?;
    if ROMAN.contains(&numeral)
        && let Some(words) = rest.strip_prefix(['.', ')']).and_then(after_space)
    {
        return Some(words.trim_start()).filter(|words| !words.is_empty());
    }
    let words = text.strip_prefix(|letter: char| letter.is_ascii_lowercase())?;
    let words = words.strip_prefix(['.', ')']).and_then(after_space)?.trim_start();
    // "a. the ban will be lifted", and not "v. 5", "e. g."
    let two = words.chars().take(2).all(char::is_alphabetic) && words.chars().nth(1).is_some();
    (words.starts_with(char::is_uppercase) || two).then_some(words)
}

/// Whether words after a number make it a day: a month of any language, and then nothing, a year or a border.
fn is_of_month(words: &str) -> bool {
    let end = words.find(|letter: char| !letter.is_alphabetic()).unwrap_or(words.len());
    let Some((first, rest)) = words.split_at_checked(end) else { return false };
    let rest = rest.trim_start_matches(['.', ' ']);
    let parted = rest.is_empty()
        || rest.starts_with(|letter: char| letter.is_ascii_digit() || ":–—-|,(".contains(letter));
    parted && first.chars().count() > 2 && crate::bulletin::detect::is_month(first)
}

/// A line without any letter or digit, of at least two marks: a rule, a row of stars, the "--" before a signature.
fn is_rule(text: &str) -> bool {
    text.chars().nth(1).is_some() && !text.chars().any(char::is_alphanumeric)
}
