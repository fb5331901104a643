//! A text laid out by what it asks: each thing that is asked stands for itself, in its place, and no word is lost or said
//! twice. Pure.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    /// Whether it asks.
    pub asks: bool,
    /// Its words.
    pub text: &'a str,
}

/// So many words may stand between the beginning of a sentence and what it asks: "Now pray for", "Continue to pray".
const LEADING_WORDS: usize = 3;

/// Who asks for more than these asks for them in a text without end, and not in a list.
const MOST_ASKED: usize = 200;

/// The parts of a text that asks more than one thing, in order; the whole text where it asks one or nothing.
pub fn parts<'a>(text: &'a str, petitions: &[String]) -> Vec<Part<'a>> {
    let whole = vec![Part { asks: false, text }];
    if petitions.len() > MOST_ASKED {
        return whole;
    }
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut at = 0;
    let mut asked = 0;
    for petition in petitions {
        let Some(found) = text.get(at..).and_then(|rest| rest.find(petition.as_str())) else { continue };
        let end = end_of(text, at + found + petition.len());
        // what stands within a sentence stays there
        let Some(start) = start_of(text, at, at + found) else { continue };
        let (before, asks) = (text.get(at..start), text.get(start..end));
        parts.extend(before.map(|text| Part { asks: false, text: text.trim() }));
        parts.extend(asks.map(|text| Part { asks: true, text: text.trim() }));
        asked += 1;
        at = end;
    }
    if asked < 2 {
        return whole;
    }
    parts.extend(text.get(at..).map(|text| Part { asks: false, text: text.trim() }));
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Where the sentence of a petition begins, not before `from`; `None` where too much stands before it.
fn start_of(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = text.get(from..at)?;
    let ended = |(at, c): (usize, char)| matches!(c, '.' | '!' | '?' | ';' | ':' | '\u{2026}').then_some(at);
    let sentence = before.char_indices().rev().find_map(ended);
    let begins = sentence
        .map_or(0, |end| before.get(end..).and_then(|rest| rest.find(' ')).map_or(at, |gap| end + gap));
    let leading = before.get(begins..)?;
    let short = leading.split_whitespace().count() <= LEADING_WORDS && !leading.contains(',');
    short.then_some(from + begins)
}

/// Where a petition ends with the marks that close it.
fn end_of(text: &str, at: usize) -> usize {
    let closes =
        |c: char| matches!(c, '.' | '!' | '?' | ';' | ')' | '"' | '\u{2019}' | '\u{201d}' | '\u{2026}');
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|c| !closes(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str, petitions: &[&str]) -> Vec<String> {
        let petitions: Vec<String> = petitions.iter().map(|words| (*words).to_owned()).collect();
        let parts = parts(text, &petitions);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let told: Vec<String> = parts.iter().flat_map(|part| words(part.text)).collect();
        assert_eq!(told, words(text), "no word is lost or said twice");
        parts.iter().map(|part| format!("{}{}", if part.asks { "- " } else { "" }, part.text)).collect()
    }

    #[test]
    fn what_is_asked_stands_for_itself_in_its_place() {
        assert_eq!(
            laid_out(
                "Please pray for Walter, at home again. He says that he needs nothing. Pray that he would rest!",
                &["Please pray for Walter, at home again", "Pray that he would rest"]
            ),
            [
                "- Please pray for Walter, at home again.",
                "He says that he needs nothing.",
                "- Pray that he would rest!"
            ]
        );
    }

    #[test]
    fn a_few_words_before_it_belong_to_it_and_many_do_not() {
        assert_eq!(
            laid_out(
                "Continue to pray for nineteen families. Ask that no one would warn the owner.",
                &["pray for nineteen families", "Ask that no one would warn the owner"]
            ),
            ["- Continue to pray for nineteen families.", "- Ask that no one would warn the owner."]
        );
        let text = "It ran on Saturday, so thank God and pray for rain. Pray for wells.";
        assert_eq!(laid_out(text, &["pray for rain", "Pray for wells"]), [text]);
    }

    #[test]
    fn one_thing_and_what_is_not_in_the_text_leave_it_whole() {
        for petitions in [&[][..], &["Pray for rain"], &["Pray for rain", "Pray for snow"]] {
            assert_eq!(laid_out("Pray for rain. It is dry.", petitions), ["Pray for rain. It is dry."]);
        }
        assert_eq!(laid_out("Bittet um Regen; bittet um Öl", &["Bittet um Regen", "bittet um Öl"]).len(), 2);
    }
}
