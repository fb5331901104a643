//! What somebody forwarded, with what the mail inside says of itself.

use super::heads::{self, Head};
use crate::bulletin::language::{Language, Passed};
use crate::bulletin::{Line, Mark, Sheet};
use crate::bulletin::{cues, quotes};

/// What a person writes above what they pass on is not longer, in bytes. Without "Fwd:" the mail may be an answer.
const LONGEST_NOTE: usize = 1000;
const LONGEST_UNTITLED_NOTE: usize = 400;

/// A signature has no more lines, and a foot that a mailing list adds neither.
const LONGEST_SIGNATURE: usize = 10;

/// Lines and what is said of them.
pub(super) type Page = (Sheet, Vec<Line>);

/// Parts the lines of a mail where another mail begins in it. A short note above what is forwarded stays with it (aside,
/// unless it asks for something itself), and the mail inside says who sent it when; a longer text is a page of its own.
/// Under a reply that asks for something itself the rest is aside.
pub(super) fn part(mut lines: Vec<Line>, mail: Sheet, passed: Option<Passed>) -> Vec<Page> {
    let heads = heads::all(&lines);
    if heads.is_empty() {
        if lines.iter().all(|line| line.quoted) {
            unquote(&mut lines);
        }
        set_signature_aside(&mut lines);
        // Somebody passed it on, and nothing tells who wrote it.
        let publisher = mail.publisher.filter(|_| passed != Some(Passed::Forwarded));
        return vec![(Sheet { publisher, ..mail }, lines)];
    }
    let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.lines.start).chain([lines.len()]).collect();
    let mut pages: Vec<Page> = Vec::new();
    let (mut sheet, mut page, mut passed) = (mail, Vec::new(), passed);
    let mut rest = lines.into_iter();
    page.extend(rest.by_ref().take(heads.first().map_or(0, |head| head.lines.start)));
    // Where in the page the text of the latest mail begins.
    let mut text = 0;
    for (head, end) in heads.into_iter().zip(ends) {
        let above = page.get_mut(text..).unwrap_or_default();
        set_signature_aside(above);
        if passed == Some(Passed::Answered) && tells(above) {
            // what a reply quotes was sent before
            page.extend(rest.map(|line| Line { aside: true, ..line }));
            pages.push((sheet, page));
            return pages;
        }
        if !is_note(above, passed) {
            pages.push((sheet.clone(), std::mem::take(&mut page)));
        } else if !asks(above) {
            set_aside(above);
        }
        let count = head.lines.len();
        page.extend(rest.by_ref().take(count).map(|line| Line { aside: true, gap: true, ..line }));
        text = page.len();
        page.extend(rest.by_ref().take(end.saturating_sub(head.lines.end)));
        if let Some(inner) = page.get_mut(text..)
            && inner.iter().filter(|line| line.quoted).count() * 5 >= inner.len() * 4
        {
            unquote(inner);
        }
        passed = head.passed.or(Some(Passed::Forwarded).filter(|_| head.subject.is_none()));
        sheet = inside(sheet, head);
    }
    set_signature_aside(page.get_mut(text..).unwrap_or_default());
    pages.push((sheet, page));
    pages
}

/// What is said of a page once the mail inside has spoken: who passed it on did not publish it.
fn inside(mail: Sheet, head: Head) -> Sheet {
    Sheet {
        title: head.subject.or(mail.title),
        publisher: head.from,
        sent_on: head.sent_on.or(mail.sent_on),
        ..mail
    }
}

/// Whether lines above a head are only a word to whom it was passed on.
fn is_note(lines: &[Line], passed: Option<Passed>) -> bool {
    let most = match passed {
        Some(Passed::Forwarded) => LONGEST_NOTE,
        Some(Passed::Answered) => 0,
        None => LONGEST_UNTITLED_NOTE,
    };
    lines.iter().filter(|line| !line.aside).map(|line| line.text.len()).sum::<usize>() <= most
}

/// Whether lines ask or give thanks for anything.
pub(super) fn asks(lines: &[Line]) -> bool {
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    Language::all().any(|language| cues::listen(&text, language).any())
}

/// Whether lines ask or give thanks for more than one does who only answers.
fn tells(lines: &[Line]) -> bool {
    Language::all().any(|language| quotes::tells(lines, language))
}

fn set_aside(lines: &mut [Line]) {
    for line in lines {
        line.aside = true;
    }
}

fn unquote(lines: &mut [Line]) {
    for line in lines {
        line.quoted = false;
    }
}

/// What stands below the only "--", or below the line of a mailing list, is no part of the text.
fn set_signature_aside(lines: &mut [Line]) {
    let is_dashes = |line: &Line| line.mark == Mark::Rule && line.text == "--";
    let is_list_rule = |line: &Line| {
        line.mark == Mark::Rule && line.text.len() >= 40 && line.text.bytes().all(|byte| byte == b'_')
    };
    if let Some(rule) = lines.iter().rposition(is_list_rule)
        && let Some(foot) = lines.get_mut(rule..)
        && foot.len() <= LONGEST_SIGNATURE
        && foot.iter().any(|line| line.text.contains('@') || line.text.contains("://"))
    {
        set_aside(foot);
    }
    if let Some(first) = lines.iter().position(is_dashes)
        && Some(first) == lines.iter().rposition(is_dashes)
        && let Some(signature) = lines.get_mut(first..)
        && signature.iter().filter(|line| !line.aside).count() <= LONGEST_SIGNATURE + 1
    {
        set_aside(signature);
    }
}
