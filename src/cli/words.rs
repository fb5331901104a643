//! Words that people type to say what they mean, in dialogues line by line.

/// The word that was typed: whole, or letters that only one word begins with.
pub fn word<T: Copy>(typed: &str, words: &[(&str, T)]) -> Option<T> {
    let typed = typed.trim().to_lowercase();
    let mut begun = words.iter().filter(|(word, _)| !typed.is_empty() && word.starts_with(&typed));
    match (words.iter().find(|(word, _)| *word == typed), begun.next(), begun.next()) {
        (Some((_, meant)), ..) | (None, Some((_, meant)), None) => Some(*meant),
        _ => None,
    }
}
