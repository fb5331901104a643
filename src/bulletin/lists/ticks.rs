//! Boxes, ticks and strokes, with which people mark in a list what was answered.

use crate::bulletin::answered;
use crate::bulletin::cues::{self, Heard};
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::{Label, Language};
use crate::bulletin::paragraphs::{Paragraph, ends_sentence};

/// A box that waits.
const OPEN: Mark = Mark::Bullet('☐');

/// What is done for sure: a box with a cross, or words struck through before what came.
pub const DONE: Mark = Mark::Bullet('☑');

/// A tick, which some use as a bullet like any other.
const TICK: Mark = Mark::Bullet('✅');

const BOXES: [(&str, Mark); 10] = [
    ("[ ]", OPEN),
    ("[]", OPEN),
    ("[-]", OPEN),
    ("☐", OPEN),
    ("⬜", OPEN),
    ("[x]", DONE),
    ("[X]", DONE),
    ("[✓]", DONE),
    ("[✔]", DONE),
    ("☑", TICK),
];

const TICKS: [char; 3] = ['✅', '✔', '✓'];

/// What makes a picture of a sign.
const PICTURED: char = '\u{FE0F}';

/// Words that were struck through and have no stop are as many at least: fewer were put right, "~~Tom~~ Tim".
const FEWEST_STRUCK: usize = 3;

/// The mark of a line and its words, where a box stands before them or, in a list, a tick before or after them.
pub fn ticked(mark: Mark, words: &str) -> (Mark, &str) {
    // nearly all words begin otherwise
    if words.starts_with(['[', '☐', '⬜', '☑'])
        && let Some((boxed, rest)) = BOXES.iter().find_map(|(sign, mark)| Some((*mark, behind(words, sign)?)))
    {
        return (boxed, rest);
    }
    if !mark.is_list() {
        return (mark, words);
    }
    let rest = words
        .strip_prefix(TICKS)
        .or_else(|| words.strip_suffix(PICTURED).unwrap_or(words).strip_suffix(TICKS));
    let rest = rest.map(|rest| rest.trim_start_matches(PICTURED).trim());
    rest.filter(|rest| !rest.is_empty()).map_or((mark, words), |rest| (TICK, rest))
}

/// Whether a mark is a box or a tick.
pub fn is_box(mark: Mark) -> bool {
    matches!(mark, OPEN | DONE | TICK)
}

/// The words after a sign and a space.
fn behind<'a>(words: &'a str, sign: &str) -> Option<&'a str> {
    let rest = words.strip_prefix(sign)?.trim_start_matches(PICTURED);
    Some(rest.trim_start()).filter(|after| after.len() < rest.len() && !after.is_empty())
}

/// Whether a line without a mark begins with a tick, and is no heading.
pub fn begins_with_tick(line: &Line) -> bool {
    line.text.starts_with(TICKS) && !line.text.ends_with([':', '：'])
}

/// The words between the strokes that a text in plain letters begins with, and those after them: "~~Rain~~ It came."
pub fn struck(words: &str) -> Option<(&str, &str)> {
    let (struck, rest) = words.strip_prefix("~~")?.split_once("~~")?;
    (!struck.trim().is_empty() && !struck.starts_with('~')).then_some((struck, rest))
}

/// The mark of a line that begins with words struck through: where something follows them, it tells what came.
pub fn stroke(mark: Mark, struck: &str, rest: &str) -> Mark {
    let rest = rest.trim_start();
    let came = rest.chars().next().is_some_and(|letter| {
        !letter.is_alphanumeric()
            || ends_sentence(struck)
            || letter.is_uppercase() && struck.split_whitespace().nth(FEWEST_STRUCK - 1).is_some()
    });
    let is_words = mark.is_list() || mark == Mark::Plain;
    if is_words && (came || mark == TICK) { DONE } else { mark }
}

/// What each paragraph does; those that are ticked give thanks.
pub fn listen(paragraphs: &[Paragraph], language: &Language) -> Vec<Heard> {
    let listen_to = |paragraph: &Paragraph| match paragraph.mark {
        Mark::Rule | Mark::Heading(_) => Heard::default(),
        _ => cues::listen(&paragraph.text, language),
    };
    let mut heard: Vec<Heard> = paragraphs.iter().map(listen_to).collect();
    hear(paragraphs, &mut heard, language);
    heard
}

/// Lets the entries that are ticked give thanks. A box or a stroke is sure; a tick where other entries of its list have none, or
/// those of other lists, if it does not ask and nothing asks above it.
fn hear(paragraphs: &[Paragraph], heard: &mut [Heard], language: &Language) {
    let is_tick = |mark| matches!(mark, Mark::Bullet(sign) if sign == '☑' || TICKS.contains(&sign));
    // nearly no sheet has any
    if !paragraphs.iter().any(|paragraph| is_tick(paragraph.mark)) {
        return;
    }
    let is_open = |paragraph: &Paragraph| paragraph.mark.is_list() && !is_tick(paragraph.mark);
    let any_open = paragraphs.iter().any(is_open);
    let (mut above, mut at) = (None, 0);
    for list in paragraphs.chunk_by(|one, other| one.mark.is_list() == other.mark.is_list()) {
        let mixed = list.iter().any(is_open);
        let asked = above.is_some_and(|above| cues::label(above, language) == Some(Label::Request));
        for (paragraph, heard) in list.iter().zip(heard.iter_mut().skip(at)) {
            let told = any_open && !asked && !heard.request;
            if paragraph.mark == DONE || is_tick(paragraph.mark) && (mixed || told) {
                *heard = answered::listen(&paragraph.text, language);
            }
        }
        above = list.last().map(|paragraph| paragraph.text.as_str());
        at += list.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_ticks_are_marks() {
        let bullet = Mark::Bullet('-');
        for (mark, words, expected) in [
            (bullet, "[ ] Rain", (OPEN, "Rain")),
            (bullet, "[x] Rain", (DONE, "Rain")),
            (Mark::Plain, "☑ Rain", (TICK, "Rain")),
            (bullet, "✔\u{FE0F} Rain", (TICK, "Rain")),
            (bullet, "Rain ✅", (TICK, "Rain")),
            // a link, an answer, a picture in a sentence, a tick alone
            (bullet, "[x](http://a.example)", (bullet, "[x](http://a.example)")),
            (bullet, "[Ada] Rain", (bullet, "[Ada] Rain")),
            (Mark::Plain, "Rain ✅", (Mark::Plain, "Rain ✅")),
            (bullet, "✅", (bullet, "✅")),
        ] {
            assert_eq!(ticked(mark, words), expected, "{words}");
        }
    }

    #[test]
    fn a_stroke_tells_what_came_where_something_follows() {
        let mark = |text| struck(text).map(|(struck, rest)| stroke(Mark::Plain, struck, rest));
        for done in ["~~Pray for rain.~~ It came.", "~~Rain~~ (answered)", "~~A roof for Ada~~ Done"] {
            assert_eq!(mark(done), Some(DONE), "{done}");
        }
        for other in ["~~Pray for rain.~~", "~~Tom~~ Tim has a fever", "~~Monday~~ Tuesday: rain"] {
            assert_eq!(mark(other), Some(Mark::Plain), "{other}");
        }
        assert_eq!(mark("~~~~ rain"), None);
    }
}
