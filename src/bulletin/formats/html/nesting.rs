//! How deep a page is nested, told before it is taken apart: the time that takes grows with the square of the depth.

use memchr::{memchr_iter, memmem};

/// The deepest that boxes may stand in boxes. Newsletters, whose tables stand in tables, come to a quarter of this.
const DEEPEST: usize = 256;

/// Elements that hold others, and that browsers do not end where their end is left out.
const BOXES: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "ol",
    "section",
    "table",
    "ul",
];

/// What is not looked into, by how it opens and closes: tags in it are no tags.
const SHUT: &[(&str, &str)] = &[("!--", "-->"), ("script", "</script"), ("style", "</style")];

/// Whether boxes of a page stand in each other deeper than kneel follows.
pub(in crate::bulletin::formats) fn is_too_deep(page: &str) -> bool {
    let mut depth = 0_usize;
    let mut shut_to = 0;
    for at in memchr_iter(b'<', page.as_bytes()) {
        let Some(tag) = page.get(at + 1..).filter(|_| at >= shut_to) else { continue };
        if let Some((_, close)) = SHUT.iter().find(|(open, _)| begins(tag, open)) {
            shut_to = end_of(tag, close).map_or(page.len(), |end| at + 1 + end);
        }
        let (name, ends) = tag.strip_prefix('/').map_or((tag, false), |name| (name, true));
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !BOXES.iter().any(|known| known.len() == length && begins(name, known)) {
            continue;
        }
        depth = if ends { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Where what closes something shut begins, in small letters or capitals.
fn end_of(text: &str, close: &str) -> Option<usize> {
    let (first, _) = close.split_at_checked(1)?;
    memmem::find_iter(text.as_bytes(), first)
        .find(|&at| text.get(at..).is_some_and(|rest| begins(rest, close)))
}

/// Whether a text begins so, in small letters or capitals.
fn begins(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_in_boxes_are_counted() {
        let nested = |depth| format!("{}Pray.{}", "<div class=a>".repeat(depth), "</div>".repeat(depth));
        assert!(is_too_deep(&nested(257)) && !is_too_deep(&nested(256)));
        assert!(!is_too_deep(&nested(200).repeat(9)), "one after the other");
        assert!(is_too_deep(&"<TABLE><tr><td>".repeat(300)));
    }

    #[test]
    fn what_ends_by_itself_or_is_no_tag_does_not_count() {
        assert!(!is_too_deep(&"<p>Pray.<li>Ask.<divider>".repeat(999)));
        let lists = "<div>".repeat(300);
        assert!(!is_too_deep(&format!("<!-- {lists} --><script>\"{lists}\"</SCRIPT><style>{lists}</style>")));
        assert!(is_too_deep(&format!("<script></script>{lists}")));
    }
}
