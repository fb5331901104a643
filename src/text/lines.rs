//! The lines of a text.

use memchr::memchr;

/// The lines of a text, as `split('\n')` tells them, in a fraction of its time.
pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let parted =
            memchr(b'\n', text.as_bytes()).and_then(|end| Some((text.get(..end)?, text.get(end + 1..)?)));
        rest = parted.map(|(_, after)| after);
        Some(parted.map_or(text, |(line, _)| line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_told() {
        for text in ["", "\n", "one", "one\n", "\none", "one\n\ntwo é\nthree"] {
            assert_eq!(lines_of(text).collect::<Vec<_>>(), text.split('\n').collect::<Vec<_>>());
        }
    }
}
