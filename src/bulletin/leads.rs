//! What runs into a paragraph from before a colon: "Kenya: Praise God ...", "Prayer: ...".

use super::document::Mark;
use super::language::{Label, Language};
use super::paragraphs::{Paragraph, is_loud};
use super::publisher::opens_with_cue;
use crate::place;
use crate::text::sentences;

/// So many entries of lists that begin with places make a custom.
const FEWEST_PLACES: usize = 3;

/// A lead has few words.
const MOST_WORDS: usize = 6;

/// One that is no place has fewer: "At home".
const MOST_OWN_WORDS: usize = 2;

/// And so few letters that its colon stands among the first of the paragraph.
const LONGEST: usize = 64;

/// The first byte of "–" and "—", and that of "：".
const FIRST_OF_DASHES: u8 = 0xE2;
const FIRST_OF_WIDE_COLON: u8 = 0xEF;

/// Whether a document writes its headings as leads.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is something that a document does or does not do")]
pub(super) struct Leads {
    /// Several paragraphs have leads, and some of them are places: then all of them are headings.
    pub customary: bool,
    /// Several paragraphs begin with places and a colon, whatever follows: "Chad: the dry season goes on".
    pub places: bool,
    /// Several paragraphs begin with names before a colon, of people too: each is of another.
    pub named: bool,
    /// Several entries of lists begin with a place and a dash, and what follows begins small: "Kenya – young leaders"; fewer
    /// where one of them is a heading by itself.
    pub listed: bool,
    /// Several entries of lists without marks begin with a place and a colon.
    pub entries: bool,
    /// Several paragraphs begin with places and a dash, or a full stop: then others that begin so are no longer of the place
    /// above ("At home. Ada is leaving.").
    pub dashed: bool,
    pub stopped: bool,
}

impl Leads {
    pub fn of(paragraphs: &[Paragraph], language: &Language) -> Self {
        let plain = paragraphs.iter().filter(|paragraph| !paragraph.mark.is_list());
        let colons =
            plain.clone().filter(|paragraph| place_before_colon(&paragraph.text, language).is_some());
        let leads: Vec<&str> =
            plain.filter_map(|paragraph| Some(split(&paragraph.text, language)?.0)).collect();
        let several = |form: fn(&str, &Language) -> bool| {
            let plain = paragraphs.iter().filter(|paragraph| !paragraph.mark.is_list());
            plain.filter(|paragraph| form(&paragraph.text, language)).nth(1).is_some()
        };
        let listed = paragraphs.iter().filter(|paragraph| paragraph.mark.is_list());
        let places = listed.filter(|paragraph| placed(&paragraph.text, language).is_some());
        let unmarked = paragraphs.iter().filter(|paragraph| paragraph.mark == Mark::Entry);
        let entries = unmarked.filter(|paragraph| place_before_colon(&paragraph.text, language).is_some());
        // one of two may be a heading by itself: "Kenya – Give thanks for rain."
        let led = places.clone().any(|paragraph| dashed(&paragraph.text, language).is_some());
        let fewest = if led { 2 } else { FEWEST_PLACES };
        Self {
            entries: entries.take(FEWEST_PLACES).count() == FEWEST_PLACES,
            listed: places.take(fewest).count() == fewest,
            places: colons.take(2).count() == 2,
            named: leads.len() >= 2,
            customary: leads.len() >= 2 && leads.iter().any(|lead| place::is_region(lead, &language.code)),
            dashed: several(|text, language| placed(text, language).is_some()),
            stopped: several(|text, language| stopped(text, language).is_some()),
        }
    }

    /// Whether a paragraph begins with a name of its own, where several do.
    pub fn begins(self, text: &str, language: &Language) -> bool {
        self.named && split(text, language).is_some()
    }

    /// The lead of a paragraph if it is a heading, and the words after it. In a list only the name of a place is.
    pub fn lead(self, text: &str, listed: bool, language: &Language) -> Option<(String, String)> {
        let place = dashed(text, language)
            .or_else(|| capitals(text, language))
            .or_else(|| stopped(text, language))
            .or_else(|| bare(text, language))
            .or_else(|| placed(text, language).filter(|_| self.listed && listed))
            .or_else(|| {
                let custom = if listed { self.entries } else { self.places };
                place_before_colon(text, language).filter(|_| custom)
            })
            .or_else(|| if listed { None } else { self.alike(text, language) });
        if let Some((lead, rest)) = place {
            return Some((lead.to_owned(), rest.to_owned()));
        }
        let (lead, rest) = split(text, language)?;
        let heading = place::is_region(lead, &language.code) || self.customary && !listed;
        heading.then(|| (lead.to_owned(), rest.to_owned()))
    }

    /// A lead that is written as those of places are: "Sudan – a quiet week", "At home. Ada is leaving.", "STAFF. Ada is
    /// leaving.", "The office: Ada is leaving."
    fn alike<'a>(self, text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
        let place = || placed(text, language).filter(|_| self.dashed);
        let dashed = || {
            let (_, spaced, lead, rest) = at_dash(text).filter(|_| self.dashed)?;
            spaced.then_some((lead, rest))
        };
        let stopped = || {
            // "Dr. Bell" is no sentence
            let (lead, rest) = before_stop(text).filter(|_| self.stopped)?;
            (sentences(text).next()?.strip_suffix('.')? == lead).then_some((lead, rest))
        };
        let parted = || parted(text).filter(|_| self.customary);
        let own = |(lead, rest): &(&str, &str)| {
            lead.split_whitespace().nth(MOST_OWN_WORDS).is_none()
                && lead.starts_with(char::is_uppercase)
                && rest.starts_with(char::is_uppercase)
                && !opens_with_cue(lead, language)
                && !language.goes_on.begin(lead)
                && language.labels.whole(lead).is_none()
        };
        let named = || dashed().or_else(stopped).or_else(parted).filter(own);
        place().or_else(named)
    }
}

/// Capitalised words, a colon, and a sentence.
fn split<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let (lead, rest) = parted(text)?;
    let name = |word: &str| {
        word.trim_start_matches('(').starts_with(char::is_uppercase) || word == "&" || word == "+"
    };
    let named = lead.split_whitespace().all(|word| name(word) || matches!(word, "and" | "of" | "the"));
    let sentence =
        rest.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_lowercase())
            || asks(rest, language) && place::is_region(lead, &language.code);
    (named && name(lead.split(' ').next()?) && sentence && language.labels.whole(lead).is_none())
        .then_some((lead, rest))
}

/// The name of a place, a colon and whatever follows.
fn place_before_colon<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    parted(text)
        .filter(|(lead, _)| lead.starts_with(char::is_uppercase) && place::is_place(lead, &language.code))
}

/// The name of a place, a dash and a sentence: "Kenya – Give thanks ...", "Kenya (Africa)–pray ...".
fn dashed<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let (name, spaced, lead, rest) = at_dash(text)?;
    // "Kenya–Uganda border"
    let parted = spaced && rest.starts_with(char::is_uppercase);
    let sentence = parted || name != lead || asks(rest, language);
    (sentence && place::is_place(name, &language.code)).then_some((lead, rest))
}

/// The name of a place, a dash and whatever follows: "Kenya – young leaders".
fn placed<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let (name, spaced, lead, rest) = at_dash(text)?;
    (spaced && place::is_place(name, &language.code)).then_some((lead, rest))
}

/// The name before a dash without its continent, whether spaces stand around the dash, all before it, and what follows.
fn at_dash(text: &str) -> Option<(&str, bool, &str, &str)> {
    let (lead, spaced, rest) = around_dash(text)?;
    let continent = lead.strip_suffix(')').and_then(|lead| lead.rsplit_once(" ("));
    let name = continent.map_or(lead, |(name, _)| name);
    let short = name.split_whitespace().count() <= 3 && name.starts_with(char::is_uppercase);
    short.then_some((name, spaced, lead, rest))
}

/// What stands before and after the first dash or bar near the beginning, and whether spaces part them from it. A hyphen
/// without spaces is part of a word.
fn around_dash(text: &str) -> Option<(&str, bool, &str)> {
    let is_dash = |(_, letter): &(usize, char)| matches!(letter, '-' | '–' | '—' | '|');
    // most texts have none, and need not be looked at letter by letter
    memchr::memchr3(b'-', b'|', FIRST_OF_DASHES, nearest(text))?;
    text.char_indices().take(LONGEST).filter(is_dash).find_map(|(at, dash)| {
        let (before, after) = (text.get(..at)?, text.get(at + dash.len_utf8()..)?);
        match (before.strip_suffix(' '), after.strip_prefix(' ')) {
            (Some(before), Some(after)) => Some((before, true, after)),
            _ => matches!(dash, '–' | '—').then_some((before, false, after)),
        }
    })
}

/// Whether words ask or give thanks, also in small letters: "pray for rain", "for those who fled".
fn asks(text: &str, language: &Language) -> bool {
    opens_with_cue(text, language) || language.biddings.begin(text)
}

/// The name of a place in capitals before a sentence: "CENTRAL ASIA Ask God ...".
fn capitals<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let mut run: Vec<&str> = text.split(' ').take(MOST_WORDS).take_while(|word| is_loud(word)).collect();
    // "EGYPT A licence": the sentence begins with a word of one letter.
    run.pop_if(|word| word.chars().count() == 1);
    let shouted: usize = run.iter().map(|word| word.len() + 1).sum();
    let (lead, rest) = text.split_at_checked(shouted.checked_sub(1)?)?;
    let (lead, rest) = (lead.trim_end_matches('.'), rest.trim_start());
    let named = !lead.ends_with(':')
        && lead.len() > 3
        && rest.starts_with(char::is_uppercase)
        && place::is_region(lead, &language.code);
    named.then_some((lead, rest))
}

/// The name of a place, a full stop and a sentence: "Ghana. One of ...", also where the space is lost.
fn stopped<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    before_stop(text).filter(|(lead, _)| place::is_place(lead, &language.code))
}

/// Words before a full stop, and a sentence.
fn before_stop(text: &str) -> Option<(&str, &str)> {
    let near = text.get(..text.floor_char_boundary(LONGEST))?;
    let (lead, _) = near.split_once('.')?;
    let rest = text.get(lead.len() + 1..)?.trim_start();
    let named = lead.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    named.then_some((lead, rest))
}

/// The name of a place and what is asked, with nothing but a space between, as a table leaves them: "Kenya Pray for ...".
fn bare<'a>(text: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let near = text.get(..text.floor_char_boundary(LONGEST))?;
    let cut = |(at, _): (usize, &str)| {
        let (lead, rest) = (text.get(..at)?, text.get(at + 1..)?);
        let asks = rest.starts_with(char::is_uppercase)
            && lead.ends_with(char::is_alphabetic)
            && opens_with_cue(rest, language);
        (asks && place::is_region(lead, &language.code)).then_some((lead, rest))
    };
    near.match_indices(' ').take(MOST_WORDS).find_map(cut)
}

/// A label that runs into its item, and the words after it: "Prayer: The landlord wants ...", "PRAISE - The visa came".
pub(super) fn inline_label<'a>(text: &'a str, language: &Language) -> Option<(Label, &'a str)> {
    let dashed = || {
        let (lead, spaced, rest) = around_dash(text)?;
        (spaced && is_loud(lead)).then_some((lead, rest))
    };
    let labelled = |(lead, rest)| Some((said(lead, language)?, rest));
    parted(text).and_then(labelled).or_else(|| dashed().and_then(labelled))
}

/// What a label says; one that says both ("Praise/Prayer") leaves it to its item to ask.
fn said(lead: &str, language: &Language) -> Option<Label> {
    let both = || {
        let (one, other) = lead.split_once(['/', '&', '+'])?;
        let (one, other) = (language.labels.whole(one)?, language.labels.whole(other)?);
        Some(if one == other { one } else { Label::Praise })
    };
    language.labels.whole(lead).or_else(both)
}

/// The bytes that the first [`LONGEST`] letters of a text stand in, and perhaps a few more.
fn nearest(text: &str) -> &[u8] {
    text.as_bytes().get(..LONGEST * char::MAX_LEN_UTF8).unwrap_or(text.as_bytes())
}

fn parted(text: &str) -> Option<(&str, &str)> {
    // Most paragraphs are long and have no lead: only their beginning is looked at.
    memchr::memchr2(b':', FIRST_OF_WIDE_COLON, nearest(text))?;
    let near = text.char_indices().take(LONGEST).find(|&(_, letter)| matches!(letter, ':' | '：'));
    let (at, colon) = near?;
    let (lead, rest) = (text.get(..at)?, text.get(at + colon.len_utf8()..)?);
    let spaced = rest.starts_with(' ');
    let (lead, rest) = (lead.trim(), rest.trim_start());
    let parted = !rest.is_empty() && !lead.is_empty() && (spaced || colon == '：');
    (parted && lead.split_whitespace().count() <= MOST_WORDS).then_some((lead, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Leads = Leads {
        customary: false,
        places: false,
        named: false,
        listed: false,
        entries: false,
        dashed: false,
        stopped: false,
    };

    fn check(text: &str, customary: bool, listed: bool, expected: Option<&str>) {
        let lead = Leads { customary, ..NONE }.lead(text, listed, Language::of(Some("en")));
        assert_eq!(lead.as_ref().map(|(lead, _)| lead.as_str()), expected, "{text}");
    }

    #[test]
    fn places_are_headings_and_people_are_not() {
        check("Kenya: Pray for rain.", false, true, Some("Kenya"));
        check("Leeds, England: Pray for rain.", false, false, Some("Leeds, England"));
        check("Josephat: Pray for his knee.", false, false, None);
        check("Hill Isles: Pray for rain.", true, false, Some("Hill Isles"));
        check("Hill Isles: Pray for rain.", true, true, None);
        check("A critical moment: the court sits.", true, false, None);
        check("Kenya: unity for the church", false, true, None);
        check("Praise: The roof is on.", true, false, None);
        check("At 9:30 Pray", true, false, None);
        check("Kenya – Give thanks for rain.", false, true, Some("Kenya"));
        check("Kenya – a country of lakes.", false, true, None);
        check("Kenya (Africa)–pray for rain.", false, false, Some("Kenya (Africa)"));
        check("Kenya (Africa) – has few wells. Pray for rain.", false, false, Some("Kenya (Africa)"));
        check("Kenya–Give thanks for rain.", false, true, Some("Kenya"));
        check("Kenya–Uganda border: pray for peace.", false, true, None);
        check("Home - Pray for rain.", false, true, None);
        check("Costa Rica Pray for rain.", false, true, Some("Costa Rica"));
        check("Myanmar – for those who fled.", false, true, Some("Myanmar"));
        check("Mali: that the roads stay open.", false, true, Some("Mali"));
        check("Kenya prays for rain.", false, true, None);
        check("KENYA. Floods have closed the road.", false, false, Some("KENYA"));
        check("Kenya | Pray for rain.", false, true, Some("Kenya"));
    }

    #[test]
    fn labels_are_taken_off() {
        let label = inline_label("Praise: The roof is on.", Language::of(Some("en")));
        assert_eq!(label, Some((Label::Praise, "The roof is on.")));
        let label = |text| inline_label(text, Language::of(Some("en")));
        assert_eq!(label("PRAISE - The visa came."), Some((Label::Praise, "The visa came.")));
        assert_eq!(label("PRAY – Leo's school"), Some((Label::Request, "Leo's school")));
        assert_eq!(label("Prayer - the heart of the church"), None);
    }
}
