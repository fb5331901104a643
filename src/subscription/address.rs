//! Addresses of the web: what may be asked, where a server may send kneel on to, and how much of it is shown.
//!
//! An address may hold a secret, as those do that a publisher makes for one reader. So it has no `Display`: what is
//! told, and what a failure says, is [`Address::shown`].

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

/// The longest part of a path that is shown: a secret is longer.
const LONGEST_SHOWN: usize = 20;

/// What a path may hold beside letters and digits; all else is written as `%20` is.
const PLAIN: &[u8] = b"-._~!$&'()*+,;=:@/?%[]";

/// An address that begins with `https://` or `http://`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address(String);

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Address({})", self.shown())
    }
}

impl Address {
    /// Reads what was typed, or says what is wrong with it. What stands behind `#` is left out.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let (scheme, rest) = scheme_of(typed.trim()).ok_or("an address begins with https:// or http://")?;
        let rest = rest.split('#').next().unwrap_or_default();
        let cut = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, path) = rest.split_at(cut);
        if host.contains('@') {
            return Err("the address holds a name and a password, which kneel does not send; \
                        ask for an address that needs none"
                .to_owned());
        }
        if !is_host(host) {
            return Err(
                "the address names no machine as machines are named; copy it from where it stands".to_owned()
            );
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Address(format!("{scheme}{}{slash}{}", host.to_lowercase(), encoded(path))))
    }

    /// All of it, for the request and for the person who asks for it.
    pub fn whole(&self) -> &str {
        &self.0
    }

    /// Whether nobody on the way can read and change what is sent.
    pub fn is_safe(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The machine, with its port where it has one.
    pub fn host(&self) -> &str {
        self.parts().0
    }

    /// The machine and what of the path can be no secret: "news.example.org/prayer/…".
    pub fn shown(&self) -> String {
        let (host, path) = self.parts();
        let (path, query) = path.split_once('?').map_or((path, ""), |(path, _)| (path, "…"));
        let steps: Vec<&str> = path.split('/').map(|step| if is_public(step) { step } else { "…" }).collect();
        format!("{host}{}{query}", steps.join("/")).trim_end_matches('/').to_owned()
    }

    /// Where a server sends kneel on to from here, or why kneel does not go there.
    pub fn join(&self, location: &str) -> Result<Self, String> {
        let host = self.host();
        let scheme = if self.is_safe() { "https" } else { "http" };
        let (path, _) = self.parts().1.split_once('?').unwrap_or((self.parts().1, ""));
        let to = location.trim();
        let whole = if has_scheme(to) {
            if scheme_of(to).is_none() {
                return Err(format!("{host} sends on to what is no web page; kneel does not go there"));
            }
            to.to_owned()
        } else if to.starts_with("//") {
            format!("{scheme}:{to}")
        } else if to.starts_with('/') {
            format!("{scheme}://{host}{}", without_dots(to))
        } else if to.starts_with('?') {
            format!("{scheme}://{host}{path}{to}")
        } else {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{scheme}://{host}{}", without_dots(&format!("{folder}/{to}")))
        };
        let to = Address::parse(&whole).map_err(|_| format!("{host} sends on to an address that is none"))?;
        if self.is_safe() && !to.is_safe() {
            return Err(format!(
                "{host} sends on to an address that others on the way can read and change; kneel does not go there"
            ));
        }
        Ok(to)
    }

    /// The machine, and the path from its `/`.
    fn parts(&self) -> (&str, &str) {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split_at(rest.find('/').unwrap_or(rest.len()))
    }
}

/// The scheme in small letters, and what follows it.
fn scheme_of(address: &str) -> Option<(&'static str, &str)> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let head = address.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| (scheme, address.get(scheme.len()..).unwrap_or_default()))
    })
}

/// Whether it begins as "mailto:" and "file:" do.
fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Whether this can be a machine: a name or a number, and perhaps a port.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let inner = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let named = match inner {
        Some(number) => number.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'),
        None => name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
    };
    named && !name.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Whether a step of a path can be shown: a word or a year, and no secret.
fn is_public(step: &str) -> bool {
    let word = step.chars().all(|letter| letter.is_ascii_lowercase() || "-_.".contains(letter));
    let year = step.len() <= 4 && step.chars().all(|letter| letter.is_ascii_digit());
    year || word && step.len() <= LONGEST_SHOWN
}

/// With what addresses cannot hold written as `%20` is.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A path whose `.` and `..` were walked.
fn without_dots(path: &str) -> String {
    let (path, query) = path.find('?').map_or((path, ""), |at| path.split_at(at));
    let mut steps: Vec<&str> = Vec::new();
    for step in path.trim_start_matches('/').split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        steps.push("");
    }
    format!("/{}{query}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(typed: &str) -> Address {
        Address::parse(typed).unwrap()
    }

    #[test]
    fn what_is_typed_becomes_an_address() {
        for (typed, whole) in [
            ("https://news.example.org", "https://news.example.org/"),
            (" HTTPS://News.Example.ORG/Feed#top ", "https://news.example.org/Feed"),
            ("http://example.org:8080?a=b", "http://example.org:8080/?a=b"),
            ("https://example.org/Gebete für März", "https://example.org/Gebete%20f%C3%BCr%20M%C3%A4rz"),
            ("https://example.org/a%20b", "https://example.org/a%20b"),
            ("http://[::1]:80/x", "http://[::1]:80/x"),
        ] {
            assert_eq!(address(typed).whole(), whole);
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        for (typed, words) in [
            ("example.org/feed", "begins with https://"),
            ("ftp://example.org/", "begins with https://"),
            ("https://", "names no machine"),
            ("https:///feed", "names no machine"),
            ("https://ex ample.org/", "names no machine"),
            ("https://example.org:http/", "names no machine"),
            ("https://me:secret@example.org/", "holds a name and a password"),
        ] {
            let why = Address::parse(typed).unwrap_err();
            assert!(why.contains(words) && !why.contains("secret"), "{typed}: {why}");
        }
    }

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for (whole, shown) in [
            ("https://news.example.org/", "news.example.org"),
            ("https://news.example.org/prayer/2026/feed.xml", "news.example.org/prayer/2026/feed.xml"),
            ("https://example.org/feeds/k3Jd82hQ/rss", "example.org/feeds/…/rss"),
            ("https://example.org/feeds/qwertyuiopasdfghjklzx", "example.org/feeds/…"),
            ("https://example.org/feed?token=abc", "example.org/feed…"),
        ] {
            assert_eq!(address(whole).shown(), shown);
            assert_eq!(format!("{:?}", address(whole)), format!("Address({shown})"));
        }
    }

    #[test]
    fn a_server_may_send_on_to_the_web_and_never_to_where_it_is_less_safe() {
        let here = address("https://example.org/a/b/c?d=e");
        for (location, whole) in [
            ("https://other.example/x", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/x?y=../z", "https://example.org/x?y=../z"),
            ("?y", "https://example.org/a/b/c?y"),
            ("x", "https://example.org/a/b/x"),
            ("../x/./y/", "https://example.org/a/x/y/"),
            ("../../../..", "https://example.org/"),
            ("12:30", "https://example.org/a/b/12:30"),
        ] {
            assert_eq!(here.join(location).unwrap().whole(), whole, "{location}");
        }
        for (location, words) in [
            ("http://example.org/a/b/c", "others on the way can read and change"),
            ("file:///etc/passwd", "no web page"),
            ("gopher://example.org/", "no web page"),
            ("data:text/plain,x", "no web page"),
            ("https://", "an address that is none"),
        ] {
            let why = here.join(location).unwrap_err();
            assert!(why.contains(words), "{location}: {why}");
        }
        let there = address("http://example.org/").join("https://example.org/").unwrap();
        assert!(there.is_safe());
    }
}
