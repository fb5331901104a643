//! No bytes make reading panic, hang or lose a line.
//!
//! `cargo +nightly fuzz run --sanitizer none read fuzz/corpus/read fuzz/seeds/read`

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = kneel::bulletin::read(bytes, &[]) else { return };
    let mut next = 0;
    for block in reading.issues.iter().flat_map(|issue| &issue.blocks) {
        assert_eq!(block.lines.start, next, "a gap or an overlap");
        assert!(block.lines.end > block.lines.start, "an empty block");
        next = block.lines.end;
    }
    assert_eq!(next, reading.document.lines.len(), "lines are lost");
    for item in reading.issues.iter().flat_map(|issue| &issue.bulletin.items) {
        let title = kneel::bulletin::title_of(&item.text, None);
        assert!(kneel::text::width(&title) <= 80, "a title is too wide");
        assert_eq!(kneel::text::safe(&item.text), item.text, "an item is not safe");
    }
});
