//! Strings made to steer a terminal or to mislead who reads it, generated: the same seed has the same strings.

use crate::dice::Dice;

const WORDS: [&str; 12] = [
    "Pray for rain",
    " ",
    "Nilufa",
    "東京",
    "سلام",
    "שלום",
    "기도",
    "é",
    "🙏🏽",
    ".",
    "12 March 2026",
    "https://well.example/a?b=c",
];

/// Sequences that a terminal obeys. None of them is one that kneel itself sends.
const ORDERS: [&str; 36] = [
    "\x1b[31m",
    "\x1b[8;35m",
    "\x1b[2J",
    "\x1b[3J",
    "\x1b[H",
    "\x1b[7777;7777H",
    "\x1b[6n",
    "\x1b[c",
    "\x1b[>c",
    "\x1b[21t",
    "\x1b[?1049h",
    "\x1b[?47l",
    "\x1b[!p",
    "\x1b[1;1$}",
    "\x1bc",
    "\x1b7",
    "\x1b(0",
    "\x1b#8",
    "\x1b]0;owned\x07",
    "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]4;1;?\x07",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]777;notify;a;b\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1bP$q\"p\x1b\\",
    "\x1bPq#0;2;0;0;0~-\x1b\\",
    "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstart\x1b\\",
    "\u{9b}31m",
    "\u{9d}52;c;ZXZpbA==\u{9c}",
    "\u{90}+q544e\u{9c}",
    "\u{9f}G\u{9c}",
    "\x1b]52;c;no end",
    "\x1bPno end",
];

/// What else misleads: bidirectional overrides and isolates, fillers, separators.
const MARKS: [char; 20] = [
    '\u{202A}',
    '\u{202B}',
    '\u{202C}',
    '\u{202D}',
    '\u{202E}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{200B}',
    '\u{2060}',
    '\u{FEFF}',
    '\u{AD}',
    '\u{2028}',
    '\u{2029}',
    '\u{85}',
    '\u{FFF9}',
    '\u{FFFE}',
    '\u{E0001}',
    '\u{3164}',
];

/// What has no width, or joins letters to one.
const JOINERS: [char; 14] = [
    '\u{200D}',
    '\u{200C}',
    '\u{FE0F}',
    '\u{34F}',
    '\u{301}',
    '\u{20DD}',
    '\u{489}',
    '\u{E0100}',
    '\u{180B}',
    '\u{1160}',
    '\u{600}',
    '\u{94D}',
    '\u{1F3FD}',
    '\u{0E33}',
];

/// A string of up to some hundred letters.
pub fn string(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..=dice.below(7) {
        piece(dice, &mut text);
    }
    text
}

fn piece(dice: &mut Dice, text: &mut String) {
    match dice.below(13) {
        0..=2 => text.push_str(dice.of(&WORDS)),
        3..=5 => text.push_str(dice.of(&ORDERS)),
        6 => text.push(dice.letter(0, 0x1F)),
        7 => text.push(dice.letter(0x7F, 0x9F)),
        8 => text.push(dice.of(&MARKS)),
        9 => {
            for _ in 0..dice.below(12) {
                let tag = dice.letter(0xE0020, 0xE007F);
                text.push(tag);
            }
        }
        10 => flood(dice, text),
        11 => text.push(dice.letter(0, 0x0010_FFFF)),
        _ => {
            // a sequence in pieces, which joined anew becomes one
            let order = dice.of(&ORDERS);
            let cut = order.char_indices().nth(1).map_or(order.len(), |(at, _)| at);
            let between = dice.of(&["\x1b", "\u{200B}", "\x1b[m", "\u{202E}", "\0", "\n", ""]);
            text.push_str(&order[..cut]);
            text.push_str(between);
            text.push_str(&order[cut..]);
        }
    }
}

/// Many letters that want to be one.
fn flood(dice: &mut Dice, text: &mut String) {
    let base = dice.of(&['a', 'क', '👩', 'ᄀ', '한', 'ا', '🇬', ' ']);
    let joiners: [char; 2] = [dice.of(&JOINERS), dice.of(&JOINERS)];
    let letters = dice.below(2) == 1;
    text.push(base);
    for _ in 0..dice.below(150) {
        let joiner = dice.of(&joiners);
        text.push(joiner);
        if letters {
            text.push(base);
        }
    }
}
