//! Numbers that only seem random: the same seed has the same ones.
#![allow(dead_code, reason = "each test file uses its part")]

/// Throws `SplitMix64` (Steele, Lea and Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Any letter from a range.
    pub fn letter(&mut self, from: u32, to: u32) -> char {
        char::from_u32(from + self.below((to - from + 1) as usize) as u32).unwrap_or('\u{FFFD}')
    }

    /// A part of what is so long, itself no longer than `longest`.
    pub fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(longest)).min(length)
    }
}
