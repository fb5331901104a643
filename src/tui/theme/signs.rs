//! The signs that kneel draws, as terminals show them that have no others than those of ASCII. Each is one column wide
//! and stays so. The same signs in a text become the same; all its other letters stay as they are.

/// What is drawn instead of a sign; `None` for one that stays.
pub(super) fn ascii(symbol: &str) -> Option<&'static str> {
    let mut letters = symbol.chars();
    let sign = letters.next().filter(|sign| !sign.is_ascii())?;
    if letters.next().is_some() {
        return None;
    }
    Some(match sign {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '╴' | '╶' | '╸' | '╺' => "-",
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '╵' | '╷' | '╹' | '╻' | '║' => {
            "|"
        }
        '═' => "=",
        '\u{2500}'..='\u{257F}' => "+",
        '▁' | '▂' | '░' => ".",
        '▃' | '▄' => ":",
        '▏' | '▎' | '▍' | '▐' | '▕' => "|",
        '▔' | '▀' => "\"",
        '\u{2580}'..='\u{259F}' | '■' | '▪' => "#",
        '↑' | '▲' | '△' => "^",
        '↓' | '▼' | '▽' => "v",
        '←' | '◀' | '◂' | '‹' => "<",
        '→' | '▶' | '▸' | '›' => ">",
        '·' | '∙' | '‧' => ".",
        '•' | '●' | '◆' | '★' | '✱' => "*",
        '○' | '◦' | '◇' | '□' | '☆' => "o",
        '×' | '✗' | '✓' | '✔' => "x",
        '…' => "~",
        '‐' | '‑' | '–' | '—' | '−' => "-",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '‘' | '’' | '‚' => "'",
        '\u{A0}' | '\u{2800}' => " ",
        '\u{2801}'..='\u{28FF}' => match (u32::from(sign) - 0x2800).count_ones() {
            1..=2 => ".",
            3..=5 => ":",
            _ => "#",
        },
        _ => return None,
    })
}
