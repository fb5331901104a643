//! Numbers with what they count.

use std::fmt::Display;

/// So many of something: "1 line", "2 lines".
pub fn counted<T: Copy + Display + PartialEq + From<u8>>(count: T, what: &str) -> String {
    if count == T::from(1) { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A number of bytes: "340 KB", "1.2 MB".
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000_000 => format!("{} KB", count.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.1} GB", count as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_in_three_digits_or_four() {
        let told = [0, 1, 340_000, 1_240_000, 2_000_000_000].map(bytes);
        assert_eq!(told, ["0 KB", "1 KB", "340 KB", "1.2 MB", "2.0 GB"]);
    }

    #[test]
    fn one_is_one_and_all_else_are_many() {
        let told = [0, 1, 2].map(|count: u64| counted(count, "line"));
        assert_eq!(told, ["0 lines", "1 line", "2 lines"]);
    }
}
