//! What a server's answer means, and where it may send kneel on to. Pure but for `ask`, which a test can be, too.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::address::Address;
use super::schedule;
use crate::clock::Moment;

/// How often a server may send kneel on.
const REDIRECTS: usize = 5;

/// What a server gave with an answer, to be sent back as it is: "has this changed?"
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// Which address gave them; no other is sent them.
    pub address: Address,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// One answer of one server.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// `Location`.
    pub location: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `Cache-Control`.
    pub cache_control: Option<String>,
    /// What was asked for, unpacked; empty unless the status is 200.
    pub body: Vec<u8>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the server has.
    pub what: What,
    /// Where it is from now on, if it moved for good.
    pub moved: Option<Address>,
    /// For how long the answer holds.
    pub holds: Option<Duration>,
}

/// What a server has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A document.
    Document(Vec<u8>, Option<Validators>),
    /// Nothing that kneel does not have.
    Unchanged,
    /// Nothing any more, and never again.
    Gone,
}

/// Why asking came to nothing, as a sentence, and for how long the server wants to be left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The sentence. It holds no address.
    pub why: String,
    /// What `Retry-After` says.
    pub retry_after: Option<Duration>,
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Failure { why, retry_after: None }
    }
}

/// Asks for what is at an address, and goes where the servers send.
pub fn get(
    start: &Address,
    known: Option<&Validators>,
    now: Moment,
    mut ask: impl FnMut(&Address, Option<&Validators>) -> Result<Response, String>,
) -> Result<Answer, Failure> {
    let mut at = start.clone();
    let mut moved = None;
    let mut for_good = true;
    for _ in 0..=REDIRECTS {
        let known = known.filter(|known| known.address == at);
        let response = ask(&at, known)?;
        match (response.status, &response.location) {
            (301 | 302 | 303 | 307 | 308, Some(location)) => {
                let to = at.join(location)?;
                for_good &= matches!(response.status, 301 | 308);
                if for_good {
                    moved = Some(to.clone());
                }
                at = to;
            }
            _ => return meaning(response, &at, known, moved, now),
        }
    }
    Err(format!("{} sends on and on, and never comes to an end", start.host()).into())
}

fn meaning(
    response: Response,
    at: &Address,
    known: Option<&Validators>,
    moved: Option<Address>,
    now: Moment,
) -> Result<Answer, Failure> {
    let holds = response.cache_control.as_deref().and_then(schedule::max_age);
    let what = match response.status {
        200 => {
            let Response { etag, modified, body, .. } = response;
            let given = etag.is_some() || modified.is_some();
            What::Document(body, given.then(|| Validators { address: at.clone(), etag, modified }))
        }
        304 if known.is_some() => What::Unchanged,
        410 => What::Gone,
        status => {
            let retry_after =
                response.retry_after.as_deref().and_then(|value| schedule::retry_after(value, now));
            return Err(Failure { why: trouble(status, at.host()), retry_after });
        }
    };
    Ok(Answer { what, moved, holds })
}

/// What a status means that brings no document.
fn trouble(status: u16, host: &str) -> String {
    match status {
        404 => format!(
            "{host} has nothing at this address (404); the subscription stays, in case it comes back. \
             Is it spelled as the publisher spells it?"
        ),
        401 | 402 | 403 | 407 | 451 | 511 => format!(
            "{host} does not let kneel in ({status}); the address may have expired: ask the publisher for a new one"
        ),
        429 | 503 => format!("{host} has too much to do and asks to be left alone for now ({status})"),
        500..=599 => format!("{host} is in trouble ({status}); kneel asks again later"),
        _ => format!("{host} answered with what kneel does not understand ({status})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    fn now() -> Moment {
        Moment::new(chrono::DateTime::parse_from_rfc3339("2026-03-12T09:14:00+01:00").unwrap())
    }

    fn sent_on(status: u16, location: &str) -> Response {
        Response { status, location: Some(location.to_owned()), ..Response::default() }
    }

    /// What comes of these answers, given one after the other, and which addresses were asked for them.
    fn asked(answers: Vec<Response>) -> (Result<Answer, Failure>, Vec<String>) {
        let mut answers = answers.into_iter();
        let mut seen = Vec::new();
        let answer = get(&address("https://a.example/"), None, now(), |at, _| {
            seen.push(at.whole().to_owned());
            Ok(answers.next().unwrap())
        });
        (answer, seen)
    }

    fn found() -> Response {
        Response { status: 200, body: b"x".to_vec(), ..Response::default() }
    }

    #[test]
    fn only_moves_for_good_are_remembered_up_to_the_first_that_is_not() {
        let (answer, seen) = asked(vec![sent_on(301, "/b"), sent_on(308, "/c"), sent_on(302, "/d"), found()]);
        assert_eq!(answer.unwrap().moved, Some(address("https://a.example/c")));
        assert_eq!(seen.last().unwrap(), "https://a.example/d");
        let (answer, _) = asked(vec![sent_on(307, "/b"), sent_on(301, "/c"), found()]);
        assert_eq!(answer.unwrap().moved, None);
    }

    #[test]
    fn five_times_is_enough() {
        let on = |count: usize| vec![sent_on(302, "/again"); count];
        let (answer, _) = asked([on(5), vec![found()]].concat());
        assert!(answer.is_ok());
        let (answer, seen) = asked(on(9));
        assert!(answer.unwrap_err().why.contains("on and on"));
        assert_eq!(seen.len(), 6);
    }

    #[test]
    fn a_less_safe_address_is_never_asked() {
        let (answer, seen) = asked(vec![sent_on(301, "http://a.example/")]);
        assert!(answer.unwrap_err().why.contains("others on the way can read and change"));
        assert_eq!(seen, ["https://a.example/"]);
    }

    #[test]
    fn validators_go_to_the_address_that_gave_them() {
        let given = Validators {
            address: address("https://a.example/b"),
            etag: Some("W/\"1\"".to_owned()),
            modified: None,
        };
        let mut sent = Vec::new();
        let mut answers =
            vec![sent_on(302, "/b"), Response { status: 304, ..Response::default() }].into_iter();
        let answer = get(&address("https://a.example/"), Some(&given), now(), |_, known| {
            sent.push(known.cloned());
            Ok(answers.next().unwrap())
        });
        assert_eq!(answer.unwrap().what, What::Unchanged);
        assert_eq!(sent, [None, Some(given)]);
    }

    #[test]
    fn a_304_that_nobody_asked_for_is_no_answer() {
        let (answer, _) = asked(vec![Response { status: 304, ..Response::default() }]);
        assert!(answer.unwrap_err().why.contains("does not understand (304)"));
    }

    #[test]
    fn each_refusal_has_its_sentence() {
        for (status, words) in [
            (404, "nothing at this address"),
            (403, "does not let kneel in"),
            (429, "left alone"),
            (503, "left alone"),
            (500, "in trouble"),
            (418, "does not understand"),
            (206, "does not understand"),
        ] {
            let response = Response { status, retry_after: Some("60".to_owned()), ..Response::default() };
            let failure = asked(vec![response]).0.unwrap_err();
            assert!(failure.why.contains(words), "{failure:?}");
            assert_eq!(failure.retry_after, Some(Duration::from_mins(1)));
        }
        let (answer, _) = asked(vec![Response { status: 410, ..Response::default() }]);
        assert_eq!(answer.unwrap().what, What::Gone);
    }
}
