//! The signs that kneel draws, as terminals show them that have no others than those of ASCII. Each is one column wide
//! and stays so. The same signs in a text become the same; all its other letters stay as they are.

/// Signs, and what is drawn instead of each of them.
const SIGNS: &[(&str, &str)] = &[
    ("─━┄┅┈┉╌╍╴╶╸╺‐‑–—−", "-"),
    ("│┃┆┇┊┋╎╏╵╷╹╻║▏▎▍▐▕", "|"),
    ("═", "="),
    ("▃▄", ":"),
    ("■▪", "#"),
    ("↑▲△", "^"),
    ("↓▼▽", "v"),
    ("←◀◂‹", "<"),
    ("→▶▸›", ">"),
    ("·∙‧▁▂░", "."),
    ("•●◆★✱", "*"),
    ("○◦◇□☆", "o"),
    ("×✗✓✔", "x"),
    ("…", "~"),
    ("“”„«»▔▀", "\""),
    ("‘’‚", "'"),
    ("\u{A0}\u{2800}", " "),
];

/// What is drawn instead of a sign; `None` for one that stays.
pub(super) fn ascii(symbol: &str) -> Option<&'static str> {
    let mut letters = symbol.chars();
    let sign = letters.next().filter(|sign| !sign.is_ascii())?;
    if letters.next().is_some() {
        return None;
    }
    if let Some((_, ascii)) = SIGNS.iter().find(|(signs, _)| signs.contains(sign)) {
        return Some(ascii);
    }
    match sign {
        '\u{2500}'..='\u{257F}' => Some("+"), // where lines meet
        '\u{2580}'..='\u{259F}' => Some("#"), // what is filled
        // patterns of eight dots
        '\u{2801}'..='\u{28FF}' => Some(match (u32::from(sign) - 0x2800).count_ones() {
            1..=2 => ".",
            3..=5 => ":",
            _ => "#",
        }),
        _ => None,
    }
}
