//! What belongs to the page and not to what is told on it: menus, footers, comments, what to share and to buy.

use std::ops::Range;

use scraper::node::Element;

use crate::bulletin::{Line, Mark};

/// What a main part has at least, in letters, if it is the one.
const LEAST_MAIN: usize = 200;

/// Words in classes and ids that name parts of a page.
const WORDS: &[&str] = &[
    "ads",
    "advert",
    "advertisement",
    "addtoany",
    "breadcrumb",
    "breadcrumbs",
    "colophon",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "foot",
    "footer",
    "gdpr",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "pager",
    "pagination",
    "popup",
    "preheader",
    "related",
    "relatedposts",
    "respond",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "toolbar",
    "topbar",
    "unsubscribe",
];

/// What an element is to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A part that stands apart.
    Apart,
    /// The head of a page: it stands apart, unless the title is in it.
    Banner,
    /// What the page is there for.
    Main,
    /// One of the things that a page tells.
    Article,
}

/// What an element is to the page, where its name, role, class or id say so.
pub(super) fn role(element: &Element) -> Option<Role> {
    match element.name() {
        "nav" | "footer" | "aside" | "figcaption" | "button" | "label" | "legend" | "dialog" => {
            return Some(Role::Apart);
        }
        "header" => return Some(Role::Banner),
        "main" => return Some(Role::Main),
        "article" => return Some(Role::Article),
        "body" | "html" => return None,
        _ => {}
    }
    element.attrs().find_map(|(name, value)| match name {
        "role" => match value {
            "main" => Some(Role::Main),
            "banner" => Some(Role::Banner),
            "navigation" | "contentinfo" | "complementary" | "search" | "menu" | "menubar" | "dialog"
            | "toolbar" => Some(Role::Apart),
            _ => None,
        },
        "class" | "id" => value.split_ascii_whitespace().any(names_part).then_some(Role::Apart),
        _ => None,
    })
}

/// Whether a class or an id has a word that names a part of a page: `site-footer`, `templateFooter`, `sharePost`.
/// Those that name what a post is about, or that Word writes, name no part.
fn names_part(name: &str) -> bool {
    let about = ["category-", "tag-", "post-", "type-", "Mso", "has-", "no-"];
    if about.iter().any(|about| name.starts_with(about)) {
        return false;
    }
    let is_part = |word: &str| WORDS.iter().any(|one| one.eq_ignore_ascii_case(word));
    let mut start = 0;
    let mut before = ' ';
    for (at, letter) in name.char_indices() {
        let hump = letter.is_ascii_uppercase() && before.is_ascii_lowercase();
        if hump || !letter.is_ascii_alphabetic() {
            if name.get(start..at).is_some_and(is_part) {
                return true;
            }
            start = if hump { at } else { at + letter.len_utf8() };
        }
        before = letter;
    }
    name.get(start..).is_some_and(is_part)
}

/// Marks the lines that belong to the page. What stands apart and holds more than half of all is no part of a page but
/// the page; what stands outside of the main part belongs to the page if the main part has enough to tell.
pub(super) fn settle(lines: &mut [Line], parts: &[(Role, Range<usize>)]) {
    let (letters, titles) =
        (sums(lines, |line| line.text.len()), sums(lines, |line| usize::from(is_title(line))));
    let total = between(&letters, &(0..lines.len()));
    let stands_apart = |(role, range): &&(Role, Range<usize>)| {
        let apart = *role == Role::Apart || *role == Role::Banner && between(&titles, range) == 0;
        apart && between(&letters, range) * 2 <= total
    };
    let mut apart = covered(lines.len(), parts.iter().filter(stands_apart));
    let has = |role: Role| parts.iter().any(|(part, _)| *part == role);
    if let Some(core) = [Role::Main, Role::Article].into_iter().find(|role| has(*role)) {
        let core = covered(lines.len(), parts.iter().filter(|(role, _)| *role == core));
        let (mut inside, mut outside) = (0, 0);
        for ((line, core), _) in lines.iter().zip(&core).zip(&apart).filter(|(_, apart)| !**apart) {
            *(if *core { &mut inside } else { &mut outside }) += line.text.len();
        }
        if inside >= LEAST_MAIN && inside * 2 >= outside {
            for ((line, core), apart) in lines.iter().zip(core).zip(&mut apart) {
                *apart |= !core && !is_title(line);
            }
        }
    }
    if apart.contains(&false) {
        lines.iter_mut().zip(apart).for_each(|(line, apart)| line.aside = apart);
    }
}

fn is_title(line: &Line) -> bool {
    line.mark == Mark::Heading(1)
}

/// What all lines before each one come to.
fn sums(lines: &[Line], count: fn(&Line) -> usize) -> Vec<usize> {
    let mut sum = 0;
    let after = lines.iter().map(|line| {
        sum += count(line);
        sum
    });
    std::iter::once(0).chain(after).collect()
}

fn between(sums: &[usize], range: &Range<usize>) -> usize {
    let before = |at: usize| sums.get(at).copied().unwrap_or_default();
    before(range.end).saturating_sub(before(range.start))
}

/// Which lines lie in one of the parts at least.
fn covered<'a>(lines: usize, parts: impl Iterator<Item = &'a (Role, Range<usize>)>) -> Vec<bool> {
    let mut steps = vec![0_isize; lines + 1];
    for (_, range) in parts {
        for (at, step) in [(range.start, 1), (range.end, -1)] {
            if let Some(depth) = steps.get_mut(at) {
                *depth += step;
            }
        }
    }
    let mut depth = 0;
    steps.truncate(lines);
    steps
        .iter()
        .map(|step| {
            depth += step;
            depth > 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_that_name_a_part_are_known() {
        for name in [
            "site-footer",
            "templateFooter",
            "mcnShareContent",
            "nav",
            "comments-area",
            "jp-relatedposts",
            "FOOTER",
        ] {
            assert!(names_part(name), "{name}");
        }
        for name in
            ["entry-content", "timeshare", "tag-share", "navy", "MsoCommentText", "has-sidebar", "footnote"]
        {
            assert!(!names_part(name), "{name}");
        }
    }
}
