//! Numbers with what they count.

use std::fmt::Display;

/// So many of something: "1 line", "2 lines".
pub fn counted<T: Copy + Display + PartialEq + From<u8>>(count: T, what: &str) -> String {
    if count == T::from(1) { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_all_else_are_many() {
        let told = [0, 1, 2].map(|count: u64| counted(count, "line"));
        assert_eq!(told, ["0 lines", "1 line", "2 lines"]);
    }
}
