//! What may come out to a terminal: kneel's own sequences, each by name, and text that does nothing.

use unicode_segmentation::UnicodeSegmentation;

/// More letters than these in one that a reader sees only smear the screen.
const MOST_IN_ONE: usize = 25;

/// What kneel says to a terminal besides colours and places: title, screen, mouse, paste, cursor.
const OWN: [&str; 30] = [
    "]0;kneel\x07",
    "[22;2t",
    "[23;2t",
    "[?1049h",
    "[?1049l",
    "[?1000h",
    "[?1000l",
    "[?1002h",
    "[?1002l",
    "[?1003h",
    "[?1003l",
    "[?1015h",
    "[?1015l",
    "[?1006h",
    "[?1006l",
    "[?2004h",
    "[?2004l",
    "[?2026h",
    "[?2026l",
    "[?25h",
    "[?25l",
    "[0 q",
    "[6 q",
    "[0m",
    "[39m",
    "[49m",
    "[59m",
    "[K",
    "[1;1H",
    "[39;49m",
];

/// Says what stands in bytes that kneel sent to a terminal of that many columns and rows, and should not.
pub fn stranger(bytes: &[u8], size: (u16, u16)) -> Option<String> {
    steering(bytes, size).or_else(|| {
        let text = String::from_utf8_lossy(bytes);
        text.graphemes(true)
            .find(|letter| letter.chars().count() > MOST_IN_ONE)
            .map(|letter| format!("{} letters in one: {letter:?}", letter.chars().count()))
    })
}

/// As [`stranger`], of data: its letters may be as strange as they were.
pub fn steering_data(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut letters = text.chars();
    letters
        .find(|letter| {
            let mut one = [0; 4];
            let alone: &str = letter.encode_utf8(&mut one);
            *letter == '\t' || kneel::text::safe(alone) != alone
        })
        .map(|letter| format!("{letter:?} in data"))
}

fn steering(bytes: &[u8], (columns, rows): (u16, u16)) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("what comes out is no UTF-8".to_owned()) };
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\x1b') {
        plain.push_str(&rest[..at]);
        plain.push('\n');
        let body = &rest[at + 1..];
        let length = OWN.iter().find(|own| body.starts_with(**own)).map(|own| own.len());
        let Some(length) = length
            .or_else(|| colour(body))
            .or_else(|| blanks(body, columns))
            .or_else(|| place(body, columns, rows))
        else {
            return Some(format!("{:?}", body.chars().take(40).collect::<String>()));
        };
        rest = &body[length..];
    }
    plain.push_str(rest);
    let text = plain.replace("\r\n", "\n");
    // what a line ends with beside the mark that keeps columns in place
    if kneel::text::safe(&text) != text {
        let found = text.lines().find(|line| kneel::text::safe(line) != *line).unwrap_or_default();
        return Some(format!("not safe: {found:?}"));
    }
    None
}

/// The length of a sequence of numbers that ends so; with the numbers.
fn numbers(body: &str, end: char) -> Option<(Vec<u16>, usize)> {
    let inner = body.strip_prefix('[')?;
    let length = inner.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    inner[length..].starts_with(end).then_some(())?;
    let numbers = inner[..length].split(';').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    Some((numbers, length + 2))
}

/// Weight, and colours as crossterm says them: always by 38, 48 or 58.
fn colour(body: &str) -> Option<usize> {
    let (numbers, length) = numbers(body, 'm')?;
    let mut rest = &numbers[..];
    while !rest.is_empty() {
        rest = match rest {
            [38 | 48 | 58, 5, _, rest @ ..]
            | [38 | 48 | 58, 2, _, _, _, rest @ ..]
            | [0..=7 | 9 | 21..=25 | 27..=29 | 39 | 49 | 59, rest @ ..] => rest,
            _ => return None,
        };
    }
    Some(length)
}

/// So many blanks, no more than a line has.
fn blanks(body: &str, columns: u16) -> Option<usize> {
    let (numbers, length) = numbers(body, 'X')?;
    matches!(numbers[..], [count] if (1..=columns).contains(&count)).then_some(length)
}

/// A place that is on the screen.
fn place(body: &str, columns: u16, rows: u16) -> Option<usize> {
    let (numbers, length) = numbers(body, 'H')?;
    matches!(numbers[..], [row, column] if (1..=rows).contains(&row) && (1..=columns).contains(&column))
        .then_some(length)
}

#[test]
fn the_check_has_teeth() {
    let size = (80, 24);
    let own = "\x1b[?2026h\x1b[3;7H\x1b[38;5;2m\x1b[1mrain\x1b[0m\x1b[?2026l\r\n東京";
    assert_eq!(stranger(own.as_bytes(), size), None);
    for strange in
        ["\x1b[31m", "\x1b[25;1H", "\x1b[2J", "\x1b]0;owned\x07", "\u{9b}1m", "\u{202e}", "\0", "a\x08", "\r"]
    {
        assert!(stranger(strange.as_bytes(), size).is_some(), "{strange:?}");
    }
    assert!(stranger(format!("a{}", "\u{200d}a".repeat(99)).as_bytes(), size).is_none());
    assert!(stranger("👩\u{200d}".repeat(99).as_bytes(), size).is_some());
    assert!(stranger(b"\xff", size).is_some());
}
