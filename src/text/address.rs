//! Addresses of the web, made safe to hand to a browser.

use std::fmt::Write as _;

/// An address that may be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// All of it. Nothing in it means anything to a shell that quotes it, and it is no option of a program.
    pub whole: String,
    /// The site it leads to.
    pub site: String,
}

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// It is none of the web's.
    #[error("only addresses of the web are opened, those that begin with http:// or https://")]
    Scheme,
    /// It names no site, or hides which one.
    #[error("this address does not say clearly which site it leads to, so it is not opened")]
    Site,
}

/// What stands in an address as it is; all else is written as `%` and its number (RFC 3986, section 2). Of the signs
/// that an address may hold, those are left out that a careless script could take for its own.
const KEPT: &[u8] = b"-._~:/?#[]@!&*+,=%";

impl Address {
    /// Reads an address as a document gives it.
    ///
    /// # Errors
    ///
    /// Where it begins with neither `http://` nor `https://`, or where its site is missing, holds a name before an `@`
    /// (which is made to look like a site), or signs that no site has.
    pub fn read(text: &str) -> Result<Address, NotOpened> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(NotOpened::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(NotOpened::Scheme);
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (site, path) = rest.split_at(end);
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if !site.starts_with(|c: char| c.is_alphanumeric() || c == '[') || !site.chars().all(fits) {
            return Err(NotOpened::Site);
        }
        let mut whole = format!("{scheme}://{site}");
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || KEPT.contains(&byte) {
                whole.push(char::from(byte));
            } else {
                let _ = write!(whole, "%{byte:02X}");
            }
        }
        Ok(Address { whole, site: site.to_owned() })
    }

    /// Whether the site's name holds letters that may only look like others.
    pub fn is_foreign(&self) -> bool {
        !self.site.is_ascii()
    }
}

/// The addresses in a text, without the brackets, quotes and stops around them; whether they can be opened is not looked at.
pub fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace().filter(|word| word.contains("://"));
    words.map(|word| word.trim_matches(|letter: char| "()[]<>.,;:!?\"'“”’".contains(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Result<String, NotOpened> {
        Address::read(text).map(|address| address.whole)
    }

    #[test]
    fn addresses_of_the_web_are_read() {
        assert_eq!(
            whole(" HTTPS://open-gate.example/a?b=1&c=%20#d "),
            Ok("https://open-gate.example/a?b=1&c=%20#d".into())
        );
        assert_eq!(whole("http://[::1]:8080"), Ok("http://[::1]:8080".into()));
        assert_eq!(whole("https://gate.example/März x"), Ok("https://gate.example/M%C3%A4rz%20x".into()));
        let cyrillic = Address::read("https://g\u{430}te.example/").unwrap();
        assert!(cyrillic.is_foreign());
        assert!(!Address::read("https://gate.example/\u{430}").unwrap().is_foreign());
    }

    #[test]
    fn other_things_are_not() {
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "gate.example",
            "mailto:a@b.example",
            "",
            "ftp://a.example",
        ] {
            assert_eq!(whole(text), Err(NotOpened::Scheme), "{text}");
        }
        for text in [
            "https://",
            "https:///a",
            "https://bank.example@evil.example/",
            "https://a b.example",
            "https://-x.example",
            "https://a.example\u{1b}[0m/",
        ] {
            assert_eq!(whole(text), Err(NotOpened::Site), "{text}");
        }
    }

    #[test]
    fn nothing_in_it_means_anything_to_a_shell() {
        let address = whole("https://gate.example/$(rm)`x`;'\"\\|<>{}^\n\u{202e}").unwrap();
        assert_eq!(
            address,
            "https://gate.example/%24%28rm%29%60x%60%3B%27%22%5C%7C%3C%3E%7B%7D%5E%0A%E2%80%AE"
        );
    }
}
