//! The heads of mails that stand in other mails: what programs write above what they forward.

use std::ops::Range;

use chrono::NaiveDate;

use super::names;
use crate::bulletin::days::dates;
use crate::bulletin::language::{Field, Language, Passed};
use crate::bulletin::{Line, Mark};

/// The longest line that opens what is forwarded, and the longest name of a field, in bytes.
const LONGEST_OPENING: usize = 120;
const LONGEST_LABEL: usize = 40;

/// Addresses that did not fit on one line go on for so many more.
const MOST_CONTINUED: usize = 3;

/// The head of a mail inside of another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    /// Its lines, the line that opens it among them.
    pub lines: Range<usize>,
    pub from: Option<String>,
    pub sent_on: Option<NaiveDate>,
    pub subject: Option<String>,
    /// What was done with the mail that it heads before that one was forwarded.
    pub passed: Option<Passed>,
}

/// All heads in the lines of a mail, in order.
pub(super) fn all(lines: &[Line]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match head(lines, at) {
            Some(head) => {
                at = head.lines.end.max(at + 1);
                heads.push(head);
            }
            None => at += 1,
        }
    }
    heads
}

/// The head that begins at a line. Where no line opens it, it has to have more of what heads have.
fn head(lines: &[Line], at: usize) -> Option<Head> {
    let opened = is_opening(lines.get(at)?);
    let rules = lines.get(at + 1..)?.iter().take_while(|line| line.mark == Mark::Rule).count();
    let first = if opened { at + 1 + rules } else { at };
    let (fields, end) = fields(lines, first);
    let has = |kind: Field| fields.iter().any(|field| field.kind == kind);
    let whole = if opened {
        fields.len() >= 2 && (has(Field::From) || has(Field::Subject))
    } else {
        fields.len() >= 3 && has(Field::From) && has(Field::Subject)
    };
    if !whole {
        return None;
    }
    let said = |kind: Field| fields.iter().find(|field| field.kind == kind).map(|field| field.value.as_str());
    // The language that knows most of its labels also knows its months.
    let unknown = |language: &&Language| {
        fields.iter().filter(|field| language.mail.fields.whole(field.label) != Some(field.kind)).count()
    };
    let day = |value: &str| {
        let own = Language::all().min_by_key(unknown).and_then(|language| dates::find(value, language));
        own.or_else(|| Language::all().find_map(|language| dates::find(value, language)))
    };
    let (subject, passed) = said(Field::Subject).map(names::subject).unwrap_or_default();
    Some(Head {
        lines: at..end,
        from: said(Field::From).and_then(names::sender),
        sent_on: said(Field::Sent).and_then(day).map(|found| found.day),
        subject,
        passed,
    })
}

/// "---------- Forwarded message ---------", "Anfang der weitergeleiteten Nachricht:".
fn is_opening(line: &Line) -> bool {
    let text = line.text.as_str();
    text.len() <= LONGEST_OPENING
        && (["--", "__", "==", "——", "––"].iter().any(|rule| text.contains(rule))
            || text.ends_with([':', '：']))
        && Language::all().any(|language| language.mail.forwarded.any_in(text))
}

/// A field of a head, as it stands.
struct Found<'a> {
    kind: Field,
    label: &'a str,
    value: String,
}

/// The fields from a line on, and where they end.
fn fields(lines: &[Line], first: usize) -> (Vec<Found<'_>>, usize) {
    let mut fields: Vec<Found> = Vec::new();
    let (mut at, mut gaps) = (first, false);
    while let Some(line) = lines.get(at) {
        let known = |kind| fields.iter().any(|field: &Found| field.kind == kind);
        let complete = [Field::From, Field::Sent, Field::Subject].into_iter().all(known);
        let Some((kind, label, value)) = field(&line.text) else {
            let taken = continued(lines, at, &mut fields);
            if taken == 0 {
                break;
            }
            at += taken;
            continue;
        };
        // A second head, or a text that begins like one.
        if kind != Field::Other && known(kind) || complete && line.gap && !gaps {
            break;
        }
        gaps |= line.gap && !fields.is_empty();
        fields.push(Found { kind, label, value: value.to_owned() });
        at += 1;
    }
    (fields, at)
}

/// How many lines go on with the last field: a value below its label, addresses on lines of their own.
fn continued(lines: &[Line], at: usize, fields: &mut [Found]) -> usize {
    let (Some(last), Some(line)) = (fields.last_mut(), lines.get(at)) else { return 0 };
    let words = line.text.trim();
    if last.value.is_empty() && (last.kind != Field::Other || words.contains('@')) {
        words.clone_into(&mut last.value);
        return 1;
    }
    let rest = lines.get(at..).unwrap_or_default();
    let until = rest.iter().take(MOST_CONTINUED + 1).position(|line| line.gap || field(&line.text).is_some());
    match until {
        Some(count) if count > 0 && rest.get(count).is_some_and(|next| !next.gap) => {
            for line in rest.iter().take(count) {
                last.value.push(' ');
                last.value.push_str(line.text.trim());
            }
            count
        }
        _ => usize::from(!line.gap && last.kind != Field::Subject && words.contains('@')),
    }
}

/// The kind of a field, its label and its value: "Von: Haus Sela <post@sela.example>".
fn field(text: &str) -> Option<(Field, &str, &str)> {
    let (label, value) = text.split_once([':', '：']).filter(|(label, _)| label.len() <= LONGEST_LABEL)?;
    let kind = Language::all().find_map(|language| language.mail.fields.whole(label))?;
    Some((kind, label, value.trim_matches(|letter: char| letter.is_whitespace() || letter == '*')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    fn check(text: &str, from: Option<&str>, day: &str, subject: Option<&str>, end: usize) {
        let heads = all(&Document::new(text).lines);
        let [head] = heads.as_slice() else { panic!("{heads:?} in {text}") };
        let day_found = head.sent_on.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!((head.from.as_deref(), day_found.as_str()), (from, day), "{text}");
        assert_eq!((head.subject.as_deref(), head.lines.end), (subject, end), "{text}");
    }

    #[test]
    fn each_program_has_its_own_head() {
        check(
            "---------- Forwarded message ---------\nFrom: Hill Clinic <news@hill.example>\nDate: Thu, May 2, 2019 at 8:30 AM\nSubject: Prayer points\nTo: <ada@home.example>\n\n\nPray.",
            Some("Hill Clinic"),
            "2019-05-02",
            Some("Prayer points"),
            5,
        );
        check(
            "From: Hill Clinic [mailto:news@hill.example]\nSent: Thursday, May 02, 2019 8:30 AM\nTo: ada@home.example; ben@home.example;\ncy@home.example\nSubject: FW: Prayer points\n\nPray.",
            Some("Hill Clinic"),
            "2019-05-02",
            Some("Prayer points"),
            5,
        );
        check(
            "Begin forwarded message:\n\n> From: Hill Clinic <news@hill.example>\n> Subject: Prayer points\n> Date: 2 May 2019 at 08:30:12 BST\n> To: Ada <ada@home.example>\n>\n> Pray.",
            Some("Hill Clinic"),
            "2019-05-02",
            Some("Prayer points"),
            5,
        );
        check(
            "-------- Forwarded Message --------\nSubject:\nPrayer points\nDate:\nThu, 2 May 2019 08:30:12 +0100\nFrom:\nHill Clinic <news@hill.example>\nTo:\nada@home.example\n\nPray.",
            Some("Hill Clinic"),
            "2019-05-02",
            Some("Prayer points"),
            9,
        );
        check(
            "*From:* Hill Clinic <news@hill.example>\n*Sent:* 02 May 2019 08:30\n*To:* Ada\n*Subject:* Prayer points\n\nPray.",
            Some("Hill Clinic"),
            "2019-05-02",
            Some("Prayer points"),
            4,
        );
    }

    #[test]
    fn each_language_has_its_own_words() {
        let sela = Some("Haus Sela");
        check(
            "Von: Haus Sela <post@sela.example>\nGesendet: Donnerstag, 2. Mai 2019 08:30\nAn: Ada\nBetreff: WG: Gebetsbrief\n\nBetet.",
            sela,
            "2019-05-02",
            Some("Gebetsbrief"),
            4,
        );
        check(
            "Anfang der weitergeleiteten Nachricht:\n\nVon: Haus Sela <post@sela.example>\nBetreff: Gebetsbrief\nDatum: 2. Mai 2019 um 08:30:12 MESZ\nAn: Ada <ada@heim.example>\n\nBetet.",
            sela,
            "2019-05-02",
            Some("Gebetsbrief"),
            5,
        );
        check(
            "Gesendet: Donnerstag, 02. Mai 2019 um 08:30 Uhr\nVon: \"Haus Sela\" <post@sela.example>\nAn: ada@heim.example\nBetreff: Gebetsbrief\nBetet.",
            sela,
            "2019-05-02",
            Some("Gebetsbrief"),
            4,
        );
        check(
            "---------- Forwarded message ---------\nDe: Casa Sela <casa@sela.example>\nDate: jue, 2 may 2019 a las 8:30\nSubject: Peticiones\nTo: <ada@casa.example>\n\nOren.",
            Some("Casa Sela"),
            "2019-05-02",
            Some("Peticiones"),
            5,
        );
        check(
            "De: Casa Sela\nEnviado el: jueves, 2 de mayo de 2019 8:30\nPara: Ada\nAsunto: RV: Peticiones\n\nOren.",
            Some("Casa Sela"),
            "2019-05-02",
            Some("Peticiones"),
            4,
        );
        check(
            "---------- Message transféré ---------\nDe : Maison Sela <maison@sela.example>\nDate : jeu. 2 mai 2019 à 08:30\nObjet : Sujets de prière\nÀ : <ada@maison.example>\n\nPriez.",
            Some("Maison Sela"),
            "2019-05-02",
            Some("Sujets de prière"),
            5,
        );
        check(
            "De: Casa Sela <casa@sela.example>\nEnviado: quinta-feira, 2 de maio de 2019 08:30\nPara: Ada\nAssunto: ENC: Pedidos\n\nOrem.",
            Some("Casa Sela"),
            "2019-05-02",
            Some("Pedidos"),
            4,
        );
        check(
            "---------- Doorgestuurd bericht ---------\nVan: Huis Sela <huis@sela.example>\nDatum: do 2 mei 2019 08:30\nOnderwerp: Gebed\nAan: <ada@huis.example>\n\nBid.",
            Some("Huis Sela"),
            "2019-05-02",
            Some("Gebed"),
            5,
        );
        check(
            "Inizio messaggio inoltrato:\n\nDa: Casa Sela <casa@sela.example>\nOggetto: Preghiera\nData: 2 maggio 2019 08:30:12 CEST\nA: Ada\n\nPregate.",
            Some("Casa Sela"),
            "2019-05-02",
            Some("Preghiera"),
            5,
        );
        check(
            "---------- 전달된 메시지 ---------\n보낸사람: 셀라의 집 <house@sela.example>\n날짜: 2019년 5월 2일 (목) 오전 8:30\n제목: 기도 제목\n받는사람: <ada@home.example>\n\n기도해 주세요.",
            Some("셀라의 집"),
            "2019-05-02",
            Some("기도 제목"),
            5,
        );
    }

    #[test]
    fn a_bulletin_is_no_head() {
        let none = |text: &str| assert_eq!(all(&Document::new(text).lines), [], "{text}");
        none("To: all who pray\nDate: 2 May 2019\n\nPray.");
        none("From: Hill Clinic\nDate: 2 May 2019\n\nPray for: rain.");
        none("Subject: rain\nPray.\n--- Original message of hope ---\nPray.");
    }

    #[test]
    fn what_follows_a_head_is_not_taken() {
        let text = "From: Hill Clinic\nSent: 2 May 2019\nSubject: Prayer\n\nDate: 5 May 2019\nPray.";
        check(text, Some("Hill Clinic"), "2019-05-02", Some("Prayer"), 3);
        let text = "From: Hill Clinic\nSent: 2 May 2019\nSubject: Prayer\nTo: Ada\nPray with us.\nPray.";
        check(text, Some("Hill Clinic"), "2019-05-02", Some("Prayer"), 4);
    }
}
