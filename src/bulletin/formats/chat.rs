//! Messages copied out of a chat: "[12/06/2026, 06:02] Ada: Pray for rain." Who wrote and when comes off, each message
//! stands apart, and what only answers ("Amen") stands aside. A chat is written day by day, and later days answer what
//! earlier ones ask: each day on which something is asked or told is an issue of its own.

use std::ops::Range;

use chrono::NaiveDate;

use crate::bulletin::cues::listen;
use crate::bulletin::detect::detect;
use crate::bulletin::language::Language;
use crate::bulletin::leads::inline_label;
use crate::bulletin::paragraphs::has_words;
use crate::bulletin::{Document, Line, Mark, Sheet, sections};
use crate::text::{fold, has_digit};

/// So many lines may stand above the first message: what somebody wrote over what they copied.
const LONGEST_FRONT: usize = 3;
/// And so many messages stand below them then.
const FEWEST_BELOW: usize = 3;

/// A name has no more words than this.
const MOST_NAME_WORDS: usize = 6;

/// What asks or gives thanks and has no more words than this says nothing else: "Please pray", "Thank you".
const FEW_WORDS: usize = 2;
/// So many are thanks for something that another said, "Praise God, Ada", but may ask: "Pray for Ben".
const FEW_THANKS: usize = 3;
/// And so many are an answer or a farewell where they do neither: "See you all on Sunday".
const FEW_ANSWERS: usize = 5;

/// The document of a chat; `None` for any other text.
pub(super) fn open(text: &str) -> Option<Document> {
    // nearly every text is none, and its first lines tell
    let mut filled = text.split('\n').filter(|line| !line.trim().is_empty());
    let front = filled.by_ref().take(LONGEST_FRONT + 1).position(|line| head(line).is_some())?;
    let heads: Vec<Option<Head>> = text.split('\n').map(head).collect();
    // a programme has days and hours, and nobody who says anything
    let named = heads.iter().flatten().filter(|head| head.name.is_some()).count();
    if named < if front > 0 { FEWEST_BELOW } else { 1 } {
        return None;
    }
    let bare =
        text.split('\n').zip(&heads).map(|(line, head)| without_tag(head.map_or(line, |head| head.rest)));
    let mut document = Document::marked(&bare.collect::<Vec<_>>().join("\n"), true);
    let code = detect(&sections::sample(&document.lines));
    let language = Language::of(code);
    let order = Order::of(&heads.iter().flatten().map(|head| head.stamp).collect::<Vec<_>>());
    let begun = heads.iter().enumerate().filter_map(|(at, head)| {
        let head = (*head)?;
        Some((document.lines.partition_point(|line| line.number <= at), head))
    });
    let begun: Vec<(usize, Head)> = begun.collect();
    let ends = begun.iter().skip(1).map(|(first, _)| *first).chain([document.lines.len()]);
    let messages: Vec<(Range<usize>, Head)> =
        begun.iter().zip(ends).map(|((first, head), end)| (*first..end, *head)).collect();
    let mut days: Vec<(usize, NaiveDate)> = Vec::new();
    let mut before = None;
    for (range, head) in messages {
        let (first, day) = (range.start, order.day(head.stamp));
        let lines = document.lines.get_mut(range).unwrap_or_default();
        let said = sort(lines, head, before == Some((head.name, day)), language);
        before = (said == Said::Own).then_some((head.name, day));
        if said != Said::Little && days.last().is_none_or(|(_, last)| Some(*last) != day) {
            days.extend(day.map(|day| (first, day)));
        }
    }
    let sent_on = || order.day(heads.iter().flatten().next()?.stamp);
    // what stands above the first day's messages is of that day, too
    let starts = [0].into_iter().chain(days.iter().skip(1).map(|(first, _)| *first));
    let ends = days.iter().skip(1).map(|(first, _)| *first).chain([document.lines.len()]);
    let of_day = days.iter().map(|(_, day)| Some(*day)).chain(days.is_empty().then(sent_on));
    let publisher = name_of_chat(&heads).map(str::to_owned);
    let sheet = |(lines, sent_on)| Sheet {
        lines,
        sent_on,
        publisher: publisher.clone(),
        language: code.map(str::to_owned),
        ..Sheet::default()
    };
    document.sheets = starts.zip(ends).map(|(start, end)| start..end).zip(of_day).map(sheet).collect();
    Some(document)
}

/// What stands before a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head<'a> {
    stamp: Stamp,
    /// Who wrote it; nobody did where the program itself tells something.
    name: Option<&'a str>,
    /// The words of the message that stand on its line.
    rest: &'a str,
}

/// How much a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It asks or gives thanks for something, in its writer's own words.
    Own,
    /// It holds several things, or what its writer passes on.
    Much,
    /// It asks nothing and tells nothing to give thanks for.
    Little,
}

/// Marks the lines of a message: those that hold nothing to pray for stand aside. `goes_on`: its writer asked right before
/// it, and may go on with that.
fn sort(lines: &mut [Line], head: Head, goes_on: bool, language: &Language) -> Said {
    if let Some(first) = lines.first_mut() {
        first.gap = true;
        // a picture, and what it is called
        first.aside |= is_told(head.rest) || head.rest.trim().is_empty() && is_told(&first.text);
    }
    for line in lines.iter_mut() {
        line.aside |= head.name.is_none() || !line.text.contains(char::is_alphanumeric);
    }
    let spoken = || lines.iter().filter(|line| !line.aside);
    let words = spoken().flat_map(|line| line.text.split_whitespace());
    let words: Vec<&str> = words.filter(|word| word.contains(char::is_alphanumeric)).collect();
    let words = words.join(" ");
    let (mut asking, mut request) = (0, false);
    for line in spoken() {
        let does = listen(&line.text, language);
        let labelled =
            inline_label(&line.text, language).is_some() || language.labels.whole(&line.text).is_some();
        asking += usize::from(does.any() || labelled);
        request |= does.request || labelled;
    }
    let formed = spoken().any(|line| line.strong || line.mark != Mark::Plain);
    let few = match (asking > 0, request) {
        (false, _) => FEW_ANSWERS,
        (true, false) => FEW_THANKS,
        (true, true) => FEW_WORDS,
    };
    let leads_back = |first: &Line| language.goes_on.begin(&first.text);
    let goes_on = goes_on && asking == 0 && !formed && has_words(&words, FEW_WORDS + 1);
    if let Some(first) =
        lines.iter_mut().find(|line| !line.aside).filter(|first| goes_on && leads_back(first))
    {
        first.gap = false;
        return Said::Own;
    }
    let spoken = || lines.iter().filter(|line| !line.aside);
    if !formed && (!has_words(&words, few + 1) || is_amen(&words)) {
        for line in lines.iter_mut() {
            line.aside = true;
        }
        return Said::Little;
    }
    let whole = spoken().skip(1).all(|line| !line.gap);
    if formed || !whole || asking > 1 {
        return if asking > 0 || formed { Said::Much } else { Said::Little };
    }
    let Some(first) = lines.iter_mut().find(|line| !line.aside) else { return Said::Little };
    (first.gap, first.by) = (true, head.name.map(str::to_owned));
    if asking > 0 { Said::Own } else { Said::Little }
}

/// "Amen and amen".
fn is_amen(text: &str) -> bool {
    let said = fold(text);
    ["amen", "amin", "amem"].iter().any(|amen| said.starts_with(amen)) && !has_words(text, 2 * FEW_WORDS + 1)
}

/// Whether the program tells it: `<Media omitted>`, "[In reply to Ada]", and what an unseen mark stands before.
fn is_told(text: &str) -> bool {
    let bare = text.trim();
    bare.starts_with(is_unseen)
        || bare.starts_with('<') && bare.ends_with('>')
        || bare.starts_with('[') && bare.ends_with(']')
}

/// Marks that say only from which side one reads.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}')
}

/// A line without what the program says of it behind it: `Pray for Ben <This message was edited>`.
fn without_tag(line: &str) -> &str {
    let tag = line.trim_end().strip_suffix('>').and_then(|line| line.rsplit_once('<'));
    let in_words = |tag: &str| {
        tag.contains(' ')
            && tag.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '.' | '\'' | '’'))
    };
    tag.filter(|(said, tag)| {
        said.contains(char::is_alphanumeric) && (said.ends_with(is_unseen) || in_words(tag))
    })
    .map_or(line, |(said, _)| said.trim_end_matches(|letter: char| is_unseen(letter) || letter == ' '))
}

/// The name of the chat, where its first line is the program's in that name.
fn name_of_chat<'a>(heads: &[Option<Head<'a>>]) -> Option<&'a str> {
    let first = heads.iter().flatten().next()?;
    first.name.filter(|_| first.rest.starts_with(is_unseen))
}

/// The head of a message as chats export and copy it.
fn head(line: &str) -> Option<Head<'_>> {
    let line = line.trim_start_matches(is_unseen).trim_end();
    if !has_digit(line) {
        return None;
    }
    // "Ada Bell, [12.06.2026 06:02]"
    let alone = line.strip_suffix(':').unwrap_or(line).strip_suffix(']');
    if let Some((name, stamp)) = alone.and_then(|line| line.split_once(", [")) {
        return is_name(name).then_some(Head { stamp: Stamp::of(stamp)?, name: Some(name), rest: "" });
    }
    let bracketed = line.strip_prefix('[').and_then(|line| line.split_once("] "));
    let (stamp, said) = bracketed.or_else(|| line.split_once(" - "))?;
    let stamp = Stamp::of(stamp)?;
    let named = said
        .split_once(':')
        .filter(|(name, rest)| is_name(name) && (rest.is_empty() || rest.starts_with(' ')));
    let (name, rest) = named.map_or((None, said), |(name, rest)| (Some(name), rest.trim_start()));
    // somebody whom the phone does not know
    let name = name.map(|name| name.trim_start_matches(['~', ' ', '\u{A0}', '\u{202F}']).trim());
    Some(Head { stamp, name, rest })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().count() <= MOST_NAME_WORDS
}

/// The moment of a message, as far as it is a day: "12/06/2026, 06:02", "06:02, 12/06/2026", "6/12/26 6:02 PM".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    /// The numbers of the day, in the order in which they stand.
    date: [u32; 3],
    /// Whether the clock is one that counts to 12 in capitals, as where the month comes first.
    american: bool,
}

impl Stamp {
    /// `None` where it is no such moment.
    fn of(text: &str) -> Option<Self> {
        let (mut date, mut timed, mut american, mut words) = (None, false, false, 0);
        let parts = text.split(|letter: char| letter == ',' || letter.is_whitespace());
        for part in parts.filter(|part| !part.is_empty()) {
            if !part.starts_with(|letter: char| letter.is_ascii_digit()) {
                // "PM", "a. m.", "klo", "à"
                american |= matches!(part, "AM" | "PM");
                words += 1;
            } else if part.contains(':') || date.is_some() && part.split('.').count() == 2 {
                timed = true;
            } else if date.is_none() {
                date = Some(numbers(part)?);
            } else {
                return None;
            }
        }
        let date = date.filter(|date| {
            timed && words <= 2 && Order::ALL.iter().any(|order| order.named(*date).is_some())
        })?;
        Some(Stamp { date, american })
    }
}

/// Which number of a day comes first, where that is not the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Day,
    Month,
}

impl Order {
    const ALL: [Order; 2] = [Order::Day, Order::Month];

    /// The order of a chat: the one in which most of its moments are days, else the one in which they go forward, else
    /// the one of its clock.
    fn of(stamps: &[Stamp]) -> Self {
        let wrong = |order: Order| {
            let (mut none, mut back, mut last) = (0, 0, None);
            for stamp in stamps {
                let day = order.named(stamp.date);
                none += usize::from(day.is_none());
                back += usize::from(day.is_some() && day < last);
                last = day.or(last);
            }
            (none, back, (order == Order::Day) == stamps.iter().any(|stamp| stamp.american))
        };
        Self::ALL.into_iter().min_by_key(|order| wrong(*order)).unwrap_or(Order::Day)
    }

    fn day(self, stamp: Stamp) -> Option<NaiveDate> {
        self.named(stamp.date).or_else(|| Self::ALL.into_iter().find_map(|order| order.named(stamp.date)))
    }

    fn named(self, [a, b, c]: [u32; 3]) -> Option<NaiveDate> {
        let (year, month, day) = match self {
            _ if a > 31 => (a, b, c),
            Order::Day => (c, b, a),
            Order::Month => (c, a, b),
        };
        let year = if year < 100 { year + 2000 } else { year };
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }
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
        let shown = |line: Line| if line.aside { format!("({})", line.text) } else { line.text };
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

    /// The days on which something is asked, and the lines that are not aside with their writers.
    fn told(text: &str) -> Vec<String> {
        let document = open(text).unwrap();
        assert!(document.is_whole());
        let mut told = Vec::new();
        for sheet in &document.sheets {
            told.push(sheet.sent_on.map_or("?".to_owned(), |day| day.to_string()));
            told.extend(
                document
                    .lines_of(sheet)
                    .iter()
                    .filter(|line| !line.aside)
                    .map(|line| format!("{}|{}", line.by.as_deref().unwrap_or_default(), line.text)),
            );
        }
        told
    }

    #[test]
    fn each_day_that_asks_is_an_issue() {
        let group = "12/10/2025, 07:14 - Ada Bell: Please pray for my mum, op on Tuesday\n12/10/2025, 07:20 - Ben J. Osei: 🙏🙏\n\
                     12/10/2025, 07:21 - Cy: Amen\n13/10/2025, 09:00 - +49 171 5550100: see you Sunday\n\
                     14/10/2025, 18:30 - Ada Bell: Praise God, op went well!\n14/10/2025, 18:31 - Ben J. Osei: Praise God!\n\
                     14/10/2025, 18:40 - Cy: Could somebody bring the chairs on Sunday?\n14/10/2025, 18:41 - Ben J. Osei: ok\n";
        assert_eq!(
            told(group),
            [
                "2025-10-12",
                "Ada Bell|Please pray for my mum, op on Tuesday",
                "2025-10-14",
                "Ada Bell|Praise God, op went well!",
                "Cy|Could somebody bring the chairs on Sunday?",
            ]
        );
    }

    #[test]
    fn what_the_program_tells_stands_aside() {
        let group = "[12.10.25, 07:14:03] Hill Prayer: \u{200E}Messages and calls are end-to-end encrypted. Only people in this chat can read them.\n\
                     \u{200E}[12.10.25, 07:15:00] ~\u{A0}Ada: \u{200E}<attached: 00000002-PHOTO-2025-10-12.jpg>\n\
                     [12.10.25, 07:15:10] ~\u{A0}Ada: Please pray for Ben, who broke a leg \u{200E}<This message was edited>\n\
                     [12.10.25, 07:16:00] Cy: Diese Nachricht wurde gelöscht.\n";
        assert_eq!(told(group), ["2025-10-12", "Ada|Please pray for Ben, who broke a leg"]);
        assert_eq!(open(group).unwrap().sheets[0].publisher.as_deref(), Some("Hill Prayer"));
        let photo = "12/10/2025, 07:14 - Ada: \u{200E}IMG-1.jpg (file attached)\nPlease pray for Ben\nHe is in Sela\n";
        assert_eq!(told(photo), ["2025-10-12", "Ada|Please pray for Ben", "|He is in Sela"]);
    }

    #[test]
    fn all_moments_of_a_chat_tell_in_which_order_a_day_is_written() {
        let days = |text: &str| -> Vec<String> {
            open(text).unwrap().sheets.iter().map(|sheet| sheet.sent_on.unwrap().to_string()).collect()
        };
        let asks = |stamps: [&str; 2]| {
            days(&stamps.map(|stamp| format!("{stamp} - Ada: Please pray for my mother\n")).concat())
        };
        assert_eq!(
            asks(["1/12/25, 7:14\u{202F}AM", "1/13/25, 7:14\u{202F}AM"]),
            ["2025-01-12", "2025-01-13"]
        );
        assert_eq!(asks(["11/12/25, 07:14", "13/12/25, 07:14"]), ["2025-12-11", "2025-12-13"]);
        // they go forward in one order only
        assert_eq!(asks(["1/12/25, 07:14", "2/3/25, 07:14"]), ["2025-01-12", "2025-02-03"]);
        assert_eq!(asks(["12/1/25, 07:14", "3/2/25, 07:14"]), ["2025-01-12", "2025-02-03"]);
        assert_eq!(asks(["1/2/25, 7:14 PM", "1/3/25, 7:14 PM"]), ["2025-01-02", "2025-01-03"]);
        assert_eq!(asks(["01/02/25, 7:14 pm", "01/03/25, 7:14 pm"]), ["2025-02-01", "2025-03-01"]);
        assert_eq!(asks(["2025-02-01 07:14", "2025-02-02 07:14"]), ["2025-02-01", "2025-02-02"]);
        assert_eq!(asks(["1.2.2025 klo 7.14", "2.2.2025 klo 7.15"]), ["2025-02-01", "2025-02-02"]);
    }

    #[test]
    fn who_asks_may_go_on_in_a_further_message() {
        let group = "12/10/2025, 07:14 - Ada: Please pray for my mum\n12/10/2025, 07:15 - Ada: She is in Sela\n\
                     12/10/2025, 07:16 - Ada: The hall is closed on Tuesday at ten\n12/10/2025, 07:17 - Cy: She is in Sela\n";
        let lines = open(group).unwrap().lines;
        let told: Vec<_> = lines.iter().map(|line| (line.gap, line.by.as_deref())).collect();
        assert_eq!(told, [(true, Some("Ada")), (false, None), (true, Some("Ada")), (true, None)]);
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
