//! What a paragraph does, judged sentence by sentence.

use super::Kinds;
use super::answered::{Answer, answer, thanks_beside};
use super::language::{Cue, Label, Language, Reach};
use super::leads::inline_label;
use super::paragraphs::ends_sentence;
use crate::text::{Key, sentences, words};

/// A label has no more words than this.
const LONGEST_LABEL: usize = 8;

/// No address is looked at further, in bytes.
const LONGEST_ADDRESS: usize = 256;

/// What was heard in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is something that is heard or not heard")]
pub(super) struct Heard {
    pub praise: bool,
    pub request: bool,
    pub follows_up: bool,
    /// Words stand in it that may tell good news.
    pub news: bool,
    pub petitions: Vec<String>,
}

impl Heard {
    /// Whether it asks or gives thanks at all.
    pub fn any(&self) -> bool {
        self.praise || self.request
    }

    /// The kinds of an item: one that says neither asks.
    pub fn kinds(&self) -> Kinds {
        Kinds { praise: self.praise, request: self.request || !self.praise }
    }

    /// What is said by the mark of an answer.
    pub fn answered() -> Self {
        Self { praise: true, follows_up: true, ..Self::default() }
    }

    /// Adds what a further paragraph of the same item does.
    pub fn add(&mut self, other: Heard) {
        self.praise |= other.praise;
        self.request |= other.request;
        self.follows_up |= other.follows_up;
        self.news |= other.news;
        self.petitions.extend(other.petitions);
    }
}

/// Listens to every sentence of a paragraph.
pub(super) fn listen(text: &str, language: &Language) -> Heard {
    let mut heard = Heard::default();
    for sentence in sentences(text) {
        let said = match inline_label(sentence, language) {
            Some((label, said)) => labelled(label, said, language),
            None => listen_to_sentence(sentence, language),
        };
        match answer(sentence, language) {
            None => heard.add(said),
            Some(Answer::Within) => heard.add(Heard::answered()),
            // Of several things that were asked nobody knows which has come.
            Some(Answer::Alone) if heard.petitions.len() > 1 => heard.add(Heard::answered()),
            Some(Answer::Alone) => heard = Heard::answered(),
        }
    }
    heard.request |= thanks_beside(text, language);
    heard.praise |= heard.follows_up && language.outcomes.any_in(text);
    for (_, label) in language.unspaced.iter().filter(|(cue, _)| text.contains(cue.as_str())) {
        match label {
            Label::Request => heard.request = true,
            Label::Praise => heard.praise = true,
        }
    }
    heard
}

/// Whether a text tells that something has come out well, in a sentence that is sure of it and asks nothing before; and whether
/// every sentence of it does, so that nothing is left to be asked.
pub(super) fn good_news(text: &str, language: &Language) -> Option<bool> {
    let asks = |said: &str| listen(said, language).request;
    let is_good = |sentence: &str| {
        // "The operation went well, keep praying"
        let told = || sentence.rsplit_once([',', ';', '–', '—']).map(|(told, _)| told);
        let sure = |told: &str| language.good_news.any_in(told) && !language.unsure.any_in(told);
        language.good_news.any_in(sentence)
            // what somebody else says, or what is asked, is not sure
            && !sentence.contains(['?', '"', '“', '„', '«'])
            && if asks(sentence) { told().is_some_and(|told| sure(told) && !asks(told)) } else { sure(sentence) }
    };
    let good = sentences(text).filter(|sentence| is_good(sentence)).count();
    (good > 0).then(|| sentences(text).nth(good).is_none())
}

/// What a line says of what stands under it, if it says nothing else: "Praise", "A. Thanksgiving", "Praise the Lord for".
pub(super) fn label(text: &str, language: &Language) -> Option<Label> {
    let named = unnumbered(text);
    if let Some(label) = language.labels.whole(named) {
        return Some(label);
    }
    // most lines are longer, and need not be looked at to their ends
    if named.split_whitespace().nth(LONGEST_LABEL).is_some() {
        return None;
    }
    if is_all_praise(named, language) {
        return Some(Label::Praise);
    }
    words(named).last().filter(|word| language.biddings.holds(word.text))?;
    let heard = listen(named, language);
    heard.any().then_some(if heard.request { Label::Request } else { Label::Praise })
}

/// Whether a line is made of labels of praise and of words that say no more: "PRAISES SO FAR", "Recent answers to prayer".
fn is_all_praise(text: &str, language: &Language) -> bool {
    let (mut ahead, mut praises) = (words(text), false);
    while let Some(word) = ahead.next() {
        let length = match (language.labels.at(word.text, &ahead), language.beside.at(word.text, &ahead)) {
            (Some((length, Label::Praise)), _) => {
                praises = true;
                length
            }
            (None, Some((length, ()))) => length,
            _ => return false,
        };
        ahead.by_ref().take(length - 1).for_each(drop);
    }
    praises && !ends_sentence(text)
}

/// A line without what counts it: "A. Thanksgiving".
fn unnumbered(text: &str) -> &str {
    text.get(1..).and_then(|rest| rest.strip_prefix(". ")).unwrap_or(text)
}

/// What a sentence does that says it itself, before a colon: "Prayer: nurses for the night".
fn labelled(label: Label, said: &str, language: &Language) -> Heard {
    let mut heard = listen_to_sentence(said, language);
    match label {
        Label::Praise => heard.praise = true,
        Label::Request if heard.request => {}
        Label::Request => {
            heard.request = true;
            close(&mut Some(0), said, said.len(), &mut heard.petitions);
        }
    }
    heard
}

/// Whether a cue may open here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    No,
    /// After "and" alone: the clause may still hang on the one before ("pray that they trust and praise God").
    Joined,
    /// At the beginning of the sentence, or after a comma, a colon or a dash.
    Clause,
}

fn listen_to_sentence(sentence: &str, language: &Language) -> Heard {
    let mut heard = Heard::default();
    let mut petition: Option<usize> = None;
    // The end of the last word that is neither a filler nor "and": a petition ends there when another begins.
    let mut last_end = 0;
    let mut carried = Start::No;
    let mut ahead = words(sentence);
    while let Some(word) = ahead.next() {
        let key = Key::of(word.text);
        let start = if word.pause && !is_in_address(sentence, word.start) { Start::Clause } else { carried };
        let found = language.cues.at_if(&key, &ahead, |_, cue| counts(cue, start, &heard));
        heard.follows_up = heard.follows_up || language.follow_up.at(&key, &ahead).is_some();
        heard.news = heard.news || language.good_news.at(&key, &ahead).is_some();
        carried = match found {
            Some((_, Cue::Filler)) => start,
            Some((_, Cue::Joining)) => start.max(Start::Joined),
            _ => Start::No,
        };
        match found {
            Some((_, Cue::Request(_))) => {
                close(&mut petition, sentence, last_end, &mut heard.petitions);
                petition = Some(word.start);
                heard.request = true;
            }
            Some((_, Cue::Praise(_))) => {
                if start > Start::No {
                    close(&mut petition, sentence, last_end, &mut heard.petitions);
                }
                heard.praise = true;
            }
            _ => {}
        }
        let others = found.map_or(0, |(length, _)| length - 1);
        let last = ahead.by_ref().take(others).last().unwrap_or(word);
        if carried == Start::No {
            last_end = last.end();
        }
    }
    let end = sentence.len();
    close(&mut petition, sentence, end, &mut heard.petitions);
    heard
}

/// Whether a word goes on with an address: "hill.example/pray".
fn is_in_address(sentence: &str, start: usize) -> bool {
    let before = sentence.get(..start).unwrap_or_default();
    if !before.ends_with(['/', '.', '@', '-', '_', '=', '?']) {
        return false;
    }
    // marks may join any number of words without a space
    let near = before.ceil_char_boundary(before.len().saturating_sub(LONGEST_ADDRESS));
    let near = before.get(near..).unwrap_or_default();
    let token = near.rsplit(char::is_whitespace).next().unwrap_or_default();
    (token.contains('.') || token.contains('@') || token.contains("://"))
        && token.starts_with(char::is_alphanumeric)
}

/// Whether a cue counts where it stands, given what the sentence has said so far.
fn counts(cue: Cue, start: Start, heard: &Heard) -> bool {
    match cue {
        Cue::Neither | Cue::Joining => true,
        Cue::Filler => start > Start::No,
        Cue::Request(Reach::Opening) => start == Start::Clause || start == Start::Joined && heard.any(),
        Cue::Request(Reach::Anywhere) => start > Start::No || !heard.praise,
        // "Pray that she would trust and praise God" asks; "pray for her, and praise God for ..." does both.
        Cue::Praise(Reach::Opening) => {
            start == Start::Clause || start == Start::Joined && heard.praise && !heard.request
        }
        Cue::Praise(Reach::Anywhere) => start == Start::Clause || !heard.request,
    }
}

/// Ends the petition that is open, if it says more than its cue.
fn close(petition: &mut Option<usize>, sentence: &str, end: usize, petitions: &mut Vec<String>) {
    let Some(start) = petition.take() else { return };
    let text = sentence.get(start..end).unwrap_or_default();
    let text =
        text.trim_end_matches(|letter: char| letter.is_whitespace() || ".,;:–—-?!”\"’".contains(letter));
    if text.split_whitespace().nth(1).is_some() {
        petitions.push(text.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let heard = listen(text, Language::of(Some("en")));
        let found = match (heard.praise, heard.request) {
            (true, true) => "both",
            (true, false) => "praise",
            (false, true) => "request",
            (false, false) => "",
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn imperatives_ask() {
        check("Please pray for rain.", "request");
        check("The well is dry. Ask God to send rain, and a driver.", "request");
        check("Would you now lift up the two sisters?", "request");
        check("We urge you to pray this week for Ada.", "request");
        check("Our friends in Sela ask you to pray for rain.", "request");
        check("Lord, please guard her tonight.", "request");
        check("For Ada: ask for steady hands.", "request");
    }

    #[test]
    fn thanks_praise() {
        check("Praise God! The roof is on.", "praise");
        check("The roof is on. What a God we have!", "praise");
        check("Thank you for praying for the roof.", "praise");
        check("God answered our prayers: the roof is on.", "praise");
        check("Thanks to your prayers the roof is on.", "praise");
        check("Thanks to the mason the roof is on.", "");
        check("The Lord has provided a van for the school.", "praise");
        check("It is with great joy that we tell of forty new readers.", "praise");
        check("To God be the glory for the new van.", "praise");
        check("Last month we asked you to pray for Ada. She is back. Pray for Ben.", "both");
        check("Last month we asked you to pray for Ada. Pray on, for she is worse.", "request");
    }

    #[test]
    fn a_cue_inside_the_other_kind_does_not_count() {
        check("Pray that she would give thanks in all things.", "request");
        check("Pray that they would trust and praise God.", "request");
        check("Praise God for the people who pray there each morning.", "praise");
        check("Last month we asked you to pray for Ada. Praise God, she is home.", "praise");
        check("They gather to sing and pray for the village.", "");
        check("She asked for bread.", "");
    }

    #[test]
    fn both_are_heard() {
        check("Praise God for rain, and pray for the harvest.", "both");
        check("Thank God for the roof and ask that the walls would stand.", "both");
        check("Pray for Ada, and thank God for her mother.", "both");
        check("Give praise for the safe birth of Oren. Pray for his mother.", "both");
        check("Praise: the roof is on. Request: planks for the walls.", "both");
        check(
            "The Brandts work in Thailand. Praise: the clinic is open. Prayer: nurses for the night.",
            "both",
        );
    }

    #[test]
    fn each_petition_is_taken_out() {
        let heard = listen(
            "Praise God for Ada. Pray for her family as they wait, and pray that the judge would be fair; ask for rain.",
            Language::of(Some("en")),
        );
        let expected =
            ["Pray for her family as they wait", "pray that the judge would be fair", "ask for rain"];
        assert_eq!(heard.petitions, expected);
    }

    #[test]
    fn good_news_is_heard_where_it_is_sure() {
        let told = |code: &str, text: &str| good_news(text, Language::of(Some(code)));
        for (code, text) in [
            ("en", "The Millers received their visas."),
            ("en", "Dad’s scan is clear"),
            ("en", "Her surgery went well, and Tom passed his exams!"),
            ("de", "Mama hat die Operation gut überstanden."),
            ("de", "Die Lunds haben ihre Visa erhalten."),
            ("es", "La operación de Marta salió bien."),
            ("fr", "L’opération de Marthe s’est bien passée."),
            ("it", "L’operazione di Marta è andata bene."),
            ("nl", "De operatie van Marta is goed verlopen."),
            ("pt", "A cirurgia da Marta correu bem."),
            ("ko", "마르다 자매의 수술이 잘 끝났습니다."),
        ] {
            assert_eq!(told(code, text), Some(true), "{text}");
        }
        for (code, text) in [
            ("en", "Jane had a stroke on Monday and is in hospital."),
            ("en", "The Millers arrived in Holme and need a house."),
            ("en", "The Millers have not received their visas."),
            ("en", "Has Tom passed his exams?"),
            ("en", "Pray that Ada’s surgery went well."),
            ("en", "Ben hopes his scan is clear."),
            ("en", "The man says that the girl “found work”."),
            ("de", "Die Lunds haben ihre Visa noch nicht erhalten."),
            ("de", "Ada hofft, dass die Operation gut verlaufen ist."),
            ("es", "Todavía no recibieron sus visas."),
            ("fr", "L’opération ne s’est pas bien passée."),
        ] {
            assert_eq!(told(code, text), None, "{text}");
        }
        assert_eq!(told("en", "Ada’s surgery went well. She has six weeks of pain ahead."), Some(false));
        assert_eq!(told("de", "Die Operation ist gut verlaufen. Nun folgt die Chemotherapie."), Some(false));
    }

    #[test]
    fn a_heading_of_praise_is_told_by_its_words() {
        let told = |code: &str, text: &str| label(text, Language::of(Some(code)));
        for (code, text) in [
            ("en", "PRAISES SO FAR"),
            ("en", "Recent answers to prayer"),
            ("en", "Reasons to rejoice:"),
            ("en", "Our joys and celebrations this week"),
            ("de", "Gebetserhörungen der letzten Woche"),
            ("de", "Grund zur Freude"),
            ("es", "Motivos de alabanza de la semana"),
            ("fr", "Nos sujets de joie"),
            ("it", "Motivi di lode del mese"),
            ("nl", "Redenen tot vreugde"),
            ("pt", "Motivos de louvor da semana"),
        ] {
            assert_eq!(told(code, text), Some(Label::Praise), "{text}");
        }
        // names, what is asked as well, cries and events
        for text in [
            "Joy Adams",
            "Praise and Prayer Time",
            "Praise the Lord!",
            "Praises so far!",
            "Praise Team",
            "Thanksgiving Service",
            "Our week",
            "Joy to the world",
        ] {
            assert_eq!(told("en", text), None, "{text}");
        }
    }

    #[test]
    fn news_is_good_before_it_is_asked_on() {
        let told = |code: &str, text: &str| good_news(text, Language::of(Some(code)));
        assert_eq!(told("de", "Ada hat die OP gut überstanden, bitte weiter beten"), Some(true));
        assert_eq!(told("en", "Ada’s operation went well, keep praying."), Some(true));
        assert_eq!(told("en", "Pray, when she wakes, that it went well."), None);
        assert_eq!(told("en", "Please pray for Ada, whose scan is clear, and for Ben."), None);
        let heard = listen("Ada hat die OP gut überstanden, bitte weiter beten", Language::of(Some("de")));
        assert!(heard.request);
    }

    #[test]
    fn an_earlier_request_is_heard() {
        let follows = |text| listen(text, Language::of(Some("en"))).follows_up;
        assert!(follows("In May we asked you to pray for Ada. She is home."));
        assert!(!follows("Please pray for Ada."));
    }
}
