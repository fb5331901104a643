//! What letters a font lacks, named as people name them.

/// Where the letters of a script stand, and what they are called.
const SCRIPTS: &[(u32, u32, &str)] = &[
    (0x0530, 0x058F, "Armenian letters"),
    (0x0590, 0x05FF, "Hebrew letters"),
    (0x0600, 0x06FF, "Arabic letters"),
    (0x0700, 0x074F, "Syriac letters"),
    (0x0750, 0x077F, "Arabic letters"),
    (0x08A0, 0x08FF, "Arabic letters"),
    (0x0900, 0x097F, "Devanagari letters"),
    (0x0980, 0x09FF, "Bengali letters"),
    (0x0A00, 0x0A7F, "Gurmukhi letters"),
    (0x0A80, 0x0AFF, "Gujarati letters"),
    (0x0B00, 0x0B7F, "Odia letters"),
    (0x0B80, 0x0BFF, "Tamil letters"),
    (0x0C00, 0x0C7F, "Telugu letters"),
    (0x0C80, 0x0CFF, "Kannada letters"),
    (0x0D00, 0x0D7F, "Malayalam letters"),
    (0x0D80, 0x0DFF, "Sinhala letters"),
    (0x0E00, 0x0E7F, "Thai letters"),
    (0x0E80, 0x0EFF, "Lao letters"),
    (0x0F00, 0x0FFF, "Tibetan letters"),
    (0x1000, 0x109F, "Burmese letters"),
    (0x10A0, 0x10FF, "Georgian letters"),
    (0x1100, 0x11FF, "Korean letters"),
    (0x1200, 0x139F, "Ethiopic letters"),
    (0x1780, 0x17FF, "Khmer letters"),
    (0x1800, 0x18AF, "Mongolian letters"),
    (0x2E80, 0x2FDF, "Chinese characters"),
    (0x3040, 0x30FF, "Japanese letters"),
    (0x3130, 0x318F, "Korean letters"),
    (0x3000, 0x9FFF, "Chinese characters"),
    (0xAC00, 0xD7FF, "Korean letters"),
    (0xF900, 0xFAFF, "Chinese characters"),
    (0xFB1D, 0xFB4F, "Hebrew letters"),
    (0xFB50, 0xFDFF, "Arabic letters"),
    (0xFE70, 0xFEFE, "Arabic letters"),
    (0xFF00, 0xFFEF, "wide letters"),
    (0x1F000, 0x1FAFF, "pictures"),
    (0x20000, 0x3FFFF, "Chinese characters"),
];

/// What a letter is one of: "Korean letters"; the first that fits, and "some signs" where none does.
pub(super) fn script_of(letter: char) -> &'static str {
    let code = u32::from(letter);
    let found = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
    match found {
        Some((_, _, name)) => name,
        // dingbats and the like, of which a bulletin has many
        None if (0x2190..=0x2BFF).contains(&code) => "pictures",
        None => "some signs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_name() {
        let named: Vec<&str> =
            ['기', '中', 'の', 'ش', 'ש', 'ท', 'አ', '🙏', '✓', '\u{A000}'].map(script_of).to_vec();
        assert_eq!(
            named,
            [
                "Korean letters",
                "Chinese characters",
                "Japanese letters",
                "Arabic letters",
                "Hebrew letters",
                "Thai letters",
                "Ethiopic letters",
                "pictures",
                "pictures",
                "some signs",
            ]
        );
    }
}
