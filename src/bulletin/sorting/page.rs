//! What belongs to the page, the mail or the office, and not to prayer.

use std::borrow::Cow;

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::Heard;
use crate::bulletin::days::dates;
use crate::bulletin::document::Mark;
use crate::bulletin::leads::inline_label;
use crate::bulletin::paragraphs::{ends_sentence, has_words, is_loud, is_number, is_short};
use crate::bulletin::publisher;
use crate::text::{fold_word, sentences, words};

/// A sentence that tells something has so many words.
const FEWEST_TOLD: usize = 5;

/// What one presses on a page has no more words: "Donate now".
const LONGEST_BUTTON: usize = 2;

/// Thanks at the end are no longer, in words.
const FEW_THANKS: usize = 6;

impl Sorter<'_> {
    pub(super) fn is_boilerplate(&self, at: usize) -> bool {
        // What stands under its day is what that day is for.
        let Some(paragraph) = self.paragraphs.get(at).filter(|paragraph| paragraph.day.is_none()) else {
            return false;
        };
        let text = paragraph.text.as_str();
        let asks = self.heard.get(at).is_some_and(Heard::any);
        // "Dear friends," and "God bless," open and close a letter; "Verse of the week:" opens nothing a person prays.
        let few = paragraph.mark == Mark::Plain && text.split_whitespace().count() <= 5;
        // "Here are this week's points:" opens a list and is no heading of it.
        let opens =
            paragraph.mark == Mark::Plain && text.ends_with(':') && text.split_whitespace().count() > 4;
        let labelled = || {
            self.paragraphs.get(at + 1).is_some_and(|next| inline_label(&next.text, self.language).is_some())
        };
        let greeted = self.front && self.greeted;
        let heads = is_loud(text) && self.customs.heads_like(text);
        if opens && !asks && !heads && (self.leads_to_items(at) || labelled() || greeted) {
            return true;
        }
        if few && (text.ends_with(',') || text.ends_with(':') && !asks && !self.is_body(at + 1)) {
            return true;
        }
        if paragraph.mark == Mark::Plain && publisher::is_byline(text, self.language) {
            return true;
        }
        if is_trail(text) || self.letter.contains(&at) && self.is_prose(at) || self.is_thanks_at_end(at) {
            return true;
        }
        let all_links = !paragraph.links.is_empty()
            && paragraph.links.iter().map(|link| link.text.len()).sum::<usize>() * 10 > text.len() * 7;
        let pressed = |text: &str| text.split_whitespace().nth(LONGEST_BUTTON + 1).is_none();
        if all_links
            && !paragraph.mark.is_list()
            && !ends_sentence(text)
            && paragraph.links.iter().all(|link| pressed(&link.text))
        {
            // "PRAY WITH US"
            return true;
        }
        if asks {
            // "Will you pray?" at the end, for nothing
            let bare = self.heard.get(at).is_some_and(|heard| !heard.praise && heard.petitions.is_empty());
            if few && bare && at == self.last && !self.front && !has_words(text, LONGEST_BUTTON + 2) {
                return true;
            }
            let brief = !paragraph.mark.is_list() && text.len() < 240 && sentences(text).nth(2).is_none();
            let outside = self.front || text.ends_with(':') || !self.leads_to_body(at);
            // "You receive this because you asked to pray with us" stands at the foot.
            let foot =
                !self.front && !self.leads_to_body(at) && !publisher::opens_with_cue(text, self.language);
            return brief
                && (outside && self.language.letter.any_in(text) && !self.tells(text)
                    || foot && self.language.boilerplate.any_in(text));
        }
        let footnote = paragraph.mark == Mark::Plain
            && text.starts_with(['*', '†', '^', '('])
            && text.len() < 160
            && self.language.boilerplate.any_in(text);
        let pieces: Vec<&str> = text.split(['|', '·', '•', '>', '»']).map(str::trim).collect();
        let menu = pieces.len() > 1
            && !ends_sentence(text)
            && pieces.iter().all(|piece| piece.split(' ').count() <= 8);
        // "This Week in Prayer · Sunday, 30 January 2022" is what the bulletin is, and of which day.
        let names = self.front
            && (dates::find(text, self.language).is_some() || publisher::is_title_alone(text, self.language));
        let menu = menu
            && !names
            && paragraph.mark != Mark::Bullet('|')
            && (!self.front || self.titled || text.contains('>'));
        footnote
            || text.starts_with('©')
            || is_address(text)
            || paragraph.mark == Mark::Plain && is_number(text)
            || text.starts_with("Photo:")
            || text.contains(" Photo: ")
            || (all_links || menu) && !self.leads_to_items(at)
            || text.len() < 240 && self.says_page(text) && !self.has_but_a_word(at)
            || text.len() < 400 && !paragraph.mark.is_list() && self.greets(text)
    }

    /// Whether a text says what pages say, before it tells anything and outside of brackets: of "Ada (not her real name) fell."
    /// only what is in them belongs to the page.
    fn says_page(&self, text: &str) -> bool {
        self.language.boilerplate.any_in(&outside_brackets(text))
            && !(ends_sentence(text) && self.tells(text))
    }

    /// A line about the publisher right under a heading or in the front: it speaks of offices and staff, or begins with
    /// the publisher's name, or stands alone above a list.
    pub(super) fn is_note(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(at).filter(|_| self.fresh || self.front) else {
            return false;
        };
        let brief = sentences(&paragraph.text).nth(2).is_none();
        let own = self.is_own(&paragraph.text);
        let speaks = self.language.notes.any_in(&paragraph.text);
        let above_list = self.fresh && self.leads_to_items(at) && sentences(&paragraph.text).nth(1).is_none();
        brief && (own || speaks || above_list)
    }

    /// Whether a paragraph has the words of letters where these have them: below the front, one that tells something may
    /// have them anywhere ("Our dear sister fell").
    fn greets(&self, text: &str) -> bool {
        let letter = &self.language.letter;
        letter.any_in(text)
            && (self.front || !ends_sentence(text) || sentences(text).any(|sentence| letter.begin(sentence)))
    }

    /// Whether a paragraph among what is asked has no more than a word of pages, and says other things with it: "Tom will
    /// donate a kidney to his brother.", and in a list of requests "Kontakt zu den Nachbarn".
    fn has_but_a_word(&self, at: usize) -> bool {
        self.paragraphs.get(at).filter(|_| at <= self.last && !self.front).is_some_and(|paragraph| {
            let text = paragraph.text.as_str();
            let tells = ends_sentence(text) && !self.speaks_to_reader(text);
            (tells || paragraph.mark.is_list() && self.section.is_some())
                && has_words(text, LONGEST_BUTTON + 1)
                && !self.language.boilerplate.any_if(text, |length| length > 1)
        })
    }

    /// Whether a paragraph tells something before its thanks: "Ruth walks again after her operation! Thank you for
    /// praying."
    fn tells(&self, text: &str) -> bool {
        sentences(text).next().is_some_and(|first| {
            first.split_whitespace().nth(FEWEST_TOLD - 1).is_some()
                && !self.language.letter.any_in(first)
                && !self.language.boilerplate.any_in(first)
        })
    }

    /// A paragraph of sentences, and no verse.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            paragraph.mark == Mark::Plain && ends_sentence(&paragraph.text) && !paragraph.quoted
        })
    }

    /// "Thank you for praying!" under all that is asked.
    pub(super) fn is_thanks_at_end(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            // "Thank you!"
            let alone = paragraph.text.split_whitespace().nth(2).is_none()
                && self.heard.get(at).is_some_and(|heard| heard.praise);
            paragraph.mark == Mark::Plain
                && paragraph.text.split_whitespace().count() <= FEW_THANKS
                && (alone || self.language.letter.begin(&paragraph.text))
                && !self.leads_to_body(at)
        })
    }

    pub(super) fn is_boilerplate_alone(&self, at: usize) -> bool {
        let asks = self.heard.get(at).is_some_and(Heard::any);
        let listed = self.paragraphs.get(at).is_some_and(|paragraph| paragraph.mark.is_list());
        !asks && !listed && self.paragraphs.get(at).is_some_and(|paragraph| self.says_page(&paragraph.text))
    }

    /// What a paragraph that only tells is, under all that is asked and with no heading that says whose news it is: it belongs
    /// to the page where it says what pages say. Else a person is shown it: most of it is of the page, in words that nobody
    /// can list. `None`: it may go on with the item above.
    pub(super) fn foot(&self, at: usize) -> Option<Part> {
        let paragraph = self.paragraphs.get(at).filter(|paragraph| paragraph.mark == Mark::Plain)?;
        let above = self.newest_but(Part::Scripture)?;
        let goes_on = above.part == Part::Item && !above.listed;
        let is_last =
            || self.paragraphs.get(self.last).is_some_and(|last| last.lines.end <= above.lines.start);
        if goes_on && !is_last() {
            return (paragraph.gap && self.is_of_page(&paragraph.text)).then_some(Part::Boilerplate);
        }
        if !matches!(above.part, Part::Boilerplate | Part::Unsorted | Part::Item) {
            return None;
        }
        let text = paragraph.text.as_str();
        let under_imprint = self.imprint && above.part == Part::Boilerplate && self.is_imprint(&above.text);
        if self.is_of_page(text) || under_imprint {
            Some(Part::Boilerplate)
        } else if goes_on && !self.imprint && !self.speaks_to_reader(text) {
            None
        } else {
            Some(Part::Unsorted)
        }
    }

    /// Whether a line under all that is asked stands over what may be somebody's news: "Our team".
    pub(super) fn heads_news(&self, at: usize) -> bool {
        let line = self.paragraphs.get(at).filter(|line| line.gap && !self.imprint);
        let Some((line, below)) = line.zip(self.paragraphs.get(at + 1)) else { return false };
        // Under "God bless," stands who wrote it.
        let signs = self
            .blocks
            .last()
            .is_some_and(|block| block.part == Part::Boilerplate && block.text.ends_with([',', '!']));
        let named = !line.text.contains(|letter: char| letter == ',' || letter.is_ascii_digit());
        named
            && !signs
            && !self.is_own(&line.text)
            && self.newest(Part::Item).is_some()
            && self.is_prose(at + 1)
            && !self.is_boilerplate(at + 1)
            && !self.is_of_page(&below.text)
            && !self.speaks_to_reader(&below.text)
    }

    /// Whether a text begins with the name of the bulletin, which is its publisher's.
    pub(super) fn is_own(&self, text: &str) -> bool {
        let title =
            self.newest(Part::Title).and_then(|_| self.blocks.iter().find(|block| block.part == Part::Title));
        let name = title.and_then(|block| words(&block.text).next());
        name.zip(words(text).next()).is_some_and(|(name, first)| {
            let name = fold_word(name.text);
            fold_word(first.text) == name && !self.language.titles.holds(&*name)
        })
    }

    /// Whether a paragraph under all that is asked says what pages say, or where to write, before it tells anything.
    fn is_of_page(&self, text: &str) -> bool {
        let is_address = |text: &str| text.split_whitespace().any(is_in_web) || text.contains('©');
        self.says_page(text)
            || sentences(text).next().is_some_and(is_address)
            || is_address(text) && !self.tells(text)
    }

    fn speaks_to_reader(&self, text: &str) -> bool {
        self.language.reader.any_in(text) || self.language.notes.any_in(text) || self.is_own(text)
    }

    /// Whether a line stands over what belongs to the page: "Contact us", "Impressum".
    pub(super) fn is_imprint(&self, text: &str) -> bool {
        is_short(text) && !ends_sentence(text) && self.language.boilerplate.any_in(text)
    }
}

/// Whether a word is an address: "hill.example/pray", "office@hill.example".
fn is_in_web(word: &str) -> bool {
    let word = word.trim_end_matches(|mark: char| !mark.is_alphanumeric());
    let names = |part: &str| part.chars().take_while(|letter| letter.is_lowercase()).nth(1).is_some();
    word.contains('@')
        || word.contains("://")
        || word.split_once('.').is_some_and(|(site, end)| names(site) && names(end))
}

/// A text without what stands in brackets within it.
fn outside_brackets(text: &str) -> Cow<'_, str> {
    let inside = |text: &str| text.find('(').filter(|at| *at > 0);
    let Some(first) = inside(text) else { return Cow::Borrowed(text) };
    let (before, rest) = text.split_at(first);
    let after = rest.split('(').filter_map(|part| part.split_once(')')).map(|(_, after)| after);
    Cow::Owned(std::iter::once(before).chain(after).collect())
}

/// Where a page stands: "Home > Pray > Urgent prayer". Two words with a stroke between may head something: "SHUT-INS / CARE".
fn is_trail(text: &str) -> bool {
    if ends_sentence(text) {
        return false;
    }
    let strokes = text.matches(" / ").count();
    let mut steps = text.split(['>', '»', '›', '/']).map(str::trim);
    let short = |step: &str| !step.is_empty() && step.split(' ').count() <= 5;
    (strokes > 1 || [" > ", " » ", " › "].iter().any(|between| text.contains(between))) && steps.all(short)
}

/// "www.hill.example", "prayer@hill.example" and nothing else.
fn is_address(text: &str) -> bool {
    let known = text.contains('@') || text.starts_with("www.") || text.contains("://");
    known && text.contains('.') && !text.contains(char::is_whitespace)
}
