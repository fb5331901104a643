//! A handout as Markdown. Other people's words are escaped, so that none of them is read as markup.

use super::wording::{Leaflet, Line, Role, Told};

pub(super) fn write(leaflet: &Leaflet) -> String {
    let mut blocks = vec![format!("# {}", leaflet.name)];
    let about = leaflet.about.as_ref().map(|about| format!("**{}**\\\n", escaped(about)));
    blocks.push(format!("{}{}", about.unwrap_or_default(), leaflet.period));
    blocks.push(format!("*{}*", leaflet.confidential));
    for part in &leaflet.parts {
        blocks.push(format!("## {}", part.heading));
        for told in &part.entries {
            entry(told, &mut blocks);
        }
        blocks.extend(part.more.as_ref().map(|more| format!("*{more}*")));
    }
    blocks.extend(leaflet.nothing.map(str::to_owned));
    blocks.extend(leaflet.held_back.as_ref().map(|held| format!("*{held}*")));
    blocks.join("\n\n") + "\n"
}

fn entry(told: &Told, blocks: &mut Vec<String>) {
    let region = told.region.as_ref().map(|region| format!(" ({})", escaped(region)));
    blocks.push(format!("### {}{}", escaped(&told.title), region.unwrap_or_default()));
    blocks.extend(told.asked.iter().map(line));
    let quoted: Vec<String> = told.heard.iter().map(|heard| line(heard).replace('\n', "\n> ")).collect();
    if !quoted.is_empty() {
        blocks.push(format!("> {}", quoted.join("\n>\n> ")));
    }
    blocks.extend(told.notes.iter().map(line));
    // a thematic break is drawn as the line it is
    blocks.extend(std::iter::repeat_n("___".to_owned(), told.room));
}

fn line(line: &Line) -> String {
    let text = escaped(&line.text);
    match line.role {
        Role::Words => text,
        Role::Facts => format!("*{text}*"),
        Role::Verdict => format!("**{text}**"),
    }
}

/// A text that Markdown shows as it is: each sign that could be markup where it stands has a backslash, and so has each
/// line end, which keeps the lines apart.
fn escaped(text: &str) -> String {
    text.split('\n').map(escaped_line).collect::<Vec<_>>().join("\\\n")
}

fn escaped_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    // "12." and "12)" open a list, but only at the beginning
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in line.char_indices() {
        let markup = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => true,
            '#' | '+' | '-' | '=' | ':' => at == 0,
            '.' | ')' => number > 0 && at == number,
            _ => false,
        };
        match letter {
            // what lets tags through does not always know backslashes
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            _ if markup => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
    }
    // a heading may be closed by signs that are then not shown
    if escaped.len() > 2 && escaped.ends_with('#') {
        escaped.insert(escaped.len() - 1, '\\');
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("# not a heading"), "\\# not a heading");
        assert_eq!(
            escaped("- not a list\n12. nor 1.5 this\n3) no"),
            "\\- not a list\\\n12\\. nor 1.5 this\\\n3\\) no"
        );
        assert_eq!(escaped("<script>a & b</script>"), "&lt;script&gt;a &amp; b&lt;/script&gt;");
        assert_eq!(
            escaped("![x](javascript:y) *a* `b` ~~c~~"),
            "!\\[x\\](javascript:y) \\*a\\* \\`b\\` \\~\\~c\\~\\~"
        );
        assert_eq!(escaped("==="), "\\===");
        assert_eq!(escaped("a #"), "a \\#");
        assert_eq!(escaped("#"), "\\#");
        assert_eq!(escaped("a\\"), "a\\\\");
        assert_eq!(
            escaped("well-known, 3 of 4 (for Ada): all right."),
            "well-known, 3 of 4 (for Ada): all right."
        );
    }
}
