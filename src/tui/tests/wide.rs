//! Texts of many scripts on the screens: what is drawn has the width that was reckoned, and never goes beyond its area.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::driver::{Driver, now};
use crate::journal::Journal;
use crate::text;
use crate::tui::widgets::paper;

/// Invented requests in scripts that terminals find hard.
const TEXTS: [&str; 8] = [
    "アイコさんの家族のために、暖かい冬と新しい仕事を祈ってください。",
    "하나 씨의 수술과 회복을 위해, 그리고 아이들을 위해 기도해 주세요.",
    "صلّوا من أجل سلمى وعائلتها، ومن أجل العمل الجديد في القرية.",
    "התפללו למען נועם: החופשה נדחתה ל־20 במרץ, והילדים מחכים.",
    "आशा के परिवार के लिए प्रार्थना करें: नई नौकरी और स्वस्थ बच्चे।",
    "Família 👨‍👩‍👧‍👦 e bandeira 🇰🇪🇧🇷: pelos ❤️ que esperam 🙏🏽.",
    "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t: xin ca\u{302}\u{300}u nguye\u{323}\u{302}n cho Lan.",
    "ｱｲｺさんのｶﾞﾗｽ: 全角ＡＢＣと半角。",
];

/// A journal of such requests.
fn journal() -> Journal {
    let mut journal = super::driver::journal();
    for text in TEXTS {
        let item = crate::journal::Change::Added {
            text: text.into(),
            region: Some(text.chars().take(9).collect()),
            kinds: crate::bulletin::Kinds::REQUEST,
            visibility: crate::journal::Visibility::Private,
        };
        journal.act(now(), &[item]).unwrap();
    }
    journal
}

#[test]
fn every_size_shows_them_without_a_torn_letter() {
    use unicode_segmentation::UnicodeSegmentation;
    let letters: Vec<&str> = TEXTS.iter().flat_map(|text| text.graphemes(true)).collect();
    for keys in ["hjjjl", "p", "/", "<enter>"] {
        let mut driver = Driver::over(journal(), 120, 40);
        driver.keys(keys);
        for columns in [20, 27, 40, 60, 79, 80, 99, 100, 120, 200] {
            driver.resize(columns, 24);
            for cell in &driver.buffer().content {
                let symbol = cell.symbol().trim_end_matches('\u{200E}');
                let whole = symbol.is_ascii() || letters.contains(&symbol) || symbol.chars().count() == 1;
                assert!(whole, "{symbol:?} at {columns} after {keys}");
            }
        }
    }
}

#[test]
fn they_look_as_they_should() {
    for (columns, rows) in [(120, 40), (60, 20)] {
        let mut driver = Driver::over(journal(), columns, rows);
        driver.keys("G");
        insta::assert_snapshot!(format!("wide_{columns}x{rows}"), driver.snapshot());
    }
}

proptest! {
    #[test]
    fn what_is_drawn_is_as_wide_as_was_reckoned(
        words in "(\\PC|[א-ת]|[ا-ي]|[가-힣]|[ぁ-ん]|[ｦ-ﾟ]|[ऀ-ॿ]|👨‍👩‍👧|🇰🇪|\u{301}|\u{FE0F}| ){0,30}",
        columns in 1_u16..40,
    ) {
        let area = Rect::new(0, 0, 48, 1);
        let mut buffer = Buffer::filled(area, ratatui::buffer::Cell::new("."));
        let room = Rect { width: columns, ..area };
        let drawn = paper::put(&mut buffer, room, 0, 0, &words, Style::new());
        let line = paper::line_of(&words, usize::from(columns));
        prop_assert_eq!(usize::from(drawn), text::width(&line), "{:?}", line);
        prop_assert!(drawn <= columns);
        for cell in &buffer.content[usize::from(drawn)..] {
            prop_assert_eq!(cell.symbol(), ".");
        }
        for line in text::wrap(&text::safe(&words), usize::from(columns.max(3))) {
            let mut buffer = Buffer::filled(area, ratatui::buffer::Cell::new("."));
            let (end, _) = buffer.set_stringn(0, 0, &line, 48, Style::new());
            prop_assert_eq!(usize::from(end), text::width(&line), "{:?}", line);
        }
    }
}
