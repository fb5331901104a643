//! Messages copied out of a chat: "[12/06/2026, 06:02] Ada: Pray for rain." Who wrote and when comes off, each message
//! stands apart, and what only answers ("Amen") stands aside.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::bulletin::Document;
use crate::text::{fold, has_digit};

/// A name has no more words than this.
const MOST_NAME_WORDS: usize = 6;

/// An answer has no more words than this.
const FEW_WORDS: usize = 2;

/// The document of a chat; `None` for any other text.
pub(super) fn open(text: &str) -> Option<Document> {
    // nearly every text is none, and its first line tells
    text.split('\n').find(|line| !line.trim().is_empty()).and_then(head)?;
    let heads: Vec<Option<Head>> = text.split('\n').map(head).collect();
    let bare: Vec<&str> =
        text.split('\n').zip(&heads).map(|(line, head)| head.map_or(line, |head| head.rest)).collect();
    let mut document = Document::new(&bare.join("\n"));
    let messages = messages(&bare, &heads);
    let leader = leader(&messages);
    for line in &mut document.lines {
        let begun = messages.partition_point(|message| message.first < line.number);
        let message = begun.checked_sub(1).and_then(|at| messages.get(at));
        line.gap |= message.is_some_and(|message| {
            message.first + 1 == line.number || message.first + 2 == line.number && message.alone
        });
        line.aside |= message.is_some_and(|message| message.is_quiet(leader));
    }
    let sent_on = heads.iter().flatten().next().map(|head| head.day);
    document.sheets.iter_mut().for_each(|sheet| sheet.sent_on = sent_on);
    Some(document)
}

/// What stands before a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head<'a> {
    day: NaiveDate,
    /// Who wrote it; nobody did where the program itself tells something.
    name: Option<&'a str>,
    /// The words of the message that stand on its line.
    rest: &'a str,
}

/// The lines of a message.
struct Message<'a> {
    first: usize,
    name: Option<&'a str>,
    words: usize,
    /// Whether its head stands on a line of its own.
    alone: bool,
    answers: bool,
}

impl Message<'_> {
    /// Whether it holds nothing to pray for: what the program tells, "Amen", a word or two of somebody who only answers.
    fn is_quiet(&self, leader: Option<&str>) -> bool {
        self.name.is_none() || self.answers || self.words <= FEW_WORDS && self.name != leader
    }
}

fn messages<'a>(lines: &[&str], heads: &[Option<Head<'a>>]) -> Vec<Message<'a>> {
    let mut messages: Vec<Message> = Vec::new();
    for (at, (line, head)) in lines.iter().zip(heads).enumerate() {
        if let Some(head) = head {
            let alone = head.rest.trim().is_empty();
            messages.push(Message {
                first: at,
                name: head.name,
                words: 0,
                alone,
                answers: answers(head.rest),
            });
        }
        if let Some(message) = messages.last_mut() {
            message.words +=
                line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            message.answers &= message.first == at || line.trim().is_empty();
        }
    }
    messages
}

/// Who wrote most.
fn leader<'a>(messages: &[Message<'a>]) -> Option<&'a str> {
    let mut words: HashMap<&str, usize> = HashMap::new();
    for message in messages {
        *words.entry(message.name?).or_default() += message.words;
    }
    words.into_iter().max_by_key(|&(name, words)| (words, name)).map(|(name, _)| name)
}

/// "Amen and amen", `<Media omitted>`, a row of pictures.
fn answers(text: &str) -> bool {
    let bare = text
        .trim_matches(|letter: char| letter.is_whitespace() || ('\u{200E}'..='\u{200F}').contains(&letter));
    let said = fold(bare);
    let amen = ["amen", "amin", "amem"].iter().any(|amen| said.starts_with(amen));
    !bare.is_empty() && !bare.contains(char::is_alphanumeric)
        || bare.starts_with('<') && bare.ends_with('>')
        || amen && bare.split_whitespace().count() <= 2 * FEW_WORDS
}

/// The head of a message as chats export and copy it.
fn head(line: &str) -> Option<Head<'_>> {
    let line = line.trim_start_matches(|letter: char| ('\u{200E}'..='\u{200F}').contains(&letter)).trim_end();
    if !has_digit(line) {
        return None;
    }
    // "Ada Bell, [12.06.2026 06:02]"
    if let Some((name, stamp)) = line.strip_suffix(']').and_then(|line| line.split_once(", [")) {
        return is_name(name).then_some(Head { day: day(stamp)?, name: Some(name), rest: "" });
    }
    let bracketed = line.strip_prefix('[').and_then(|line| line.split_once("] "));
    let (stamp, said) = bracketed.or_else(|| line.split_once(" - "))?;
    let day = day(stamp)?;
    let named = said
        .split_once(':')
        .filter(|(name, rest)| is_name(name) && (rest.is_empty() || rest.starts_with(' ')));
    let (name, rest) = named.map_or((None, said), |(name, rest)| (Some(name), rest.trim_start()));
    Some(Head { day, name, rest })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().count() <= MOST_NAME_WORDS && !text.contains(['.', '!', '?'])
}

/// The day of "12/06/2026, 06:02", "06:02, 12/06/2026", "6/12/26 6:02 PM"; `None` where it is no such moment.
fn day(stamp: &str) -> Option<NaiveDate> {
    let parts = stamp.split(|letter: char| letter == ',' || letter.is_whitespace());
    let (mut date, mut timed) = (None, false);
    for part in parts.filter(|part| !part.is_empty()) {
        let figures = part.starts_with(|letter: char| letter.is_ascii_digit());
        if matches!(part.to_ascii_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m.") {
            continue;
        }
        if figures && part.contains(':') {
            timed = true;
        } else if figures && date.is_none() {
            date = Some(numbers(part)?);
        } else {
            return None;
        }
    }
    let [a, b, c] = date.filter(|_| timed)?;
    let (year, month, day) = match (a, b, c) {
        _ if a > 31 => (a, b, c),
        _ if b > 12 => (c, a, b),
        _ => (c, b, a),
    };
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The three numbers of "12/06/2026".
fn numbers(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<u32> = text.split(['/', '.', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let shown =
            |line: crate::bulletin::Line| if line.aside { format!("({})", line.text) } else { line.text };
        open(text).unwrap().lines.into_iter().map(shown).collect()
    }

    #[test]
    fn who_wrote_and_when_comes_off() {
        let text = "[12/06/26, 06:02:11] Ada: *HILL PRAYER*\n1. Rain.\n[12/06/26, 06:15:40] Ben Osei: Amen\n[12/06/26, 06:16:00] Cy: Praying!\n\
                    [12/06/26, 06:20:33] Ben Osei: Please pray for Dee.\n";
        assert_eq!(lines(text), ["HILL PRAYER", "Rain.", "(Amen)", "(Praying!)", "Please pray for Dee."]);
        let sheet = open(text).unwrap().sheets.remove(0);
        assert_eq!(sheet.sent_on.unwrap().to_string(), "2026-06-12");
    }

    #[test]
    fn chats_write_heads_in_several_ways() {
        let android = "12/06/2026, 06:01 - Messages are encrypted.\n12/06/2026, 06:02 - Ada: Pray for rain at Sela.\n12/06/2026, 06:03 - Ben: <Media omitted>\n";
        assert_eq!(
            lines(android),
            ["(Messages are encrypted.)", "Pray for rain at Sela.", "(<Media omitted>)"]
        );
        assert_eq!(lines("[06:02, 6/13/2026] Ada: Pray for rain.\n"), ["Pray for rain."]);
        assert_eq!(lines("Ada Bell, [12.06.2026 06:02]\nPray for rain.\n"), ["Pray for rain."]);
        assert_eq!(lines("6/12/26, 6:02 PM - Ada: Pray for rain.\n"), ["Pray for rain."]);
    }

    #[test]
    fn other_texts_are_no_chats() {
        for text in [
            "Hill Prayer\n\n12/06/2026 - Ada: knee\n",
            "12/06/2026 - Pray for rain.\n",
            "",
            "7:30 - Our valley\nPray.\n",
        ] {
            assert!(open(text).is_none(), "{text}");
        }
    }
}
