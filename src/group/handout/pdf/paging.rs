//! What comes on which page: entries stay whole, headings stay with what they head.

use super::setting::Block;

/// So many rows of an entry that is longer than a page stand together where it begins.
const FIRST_ROWS: usize = 5;

/// Rows are as high as sums of fractions make them.
const NEARLY: f32 = 0.01;

/// A row's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub(super) block: usize,
    pub(super) row: usize,
    /// Of its upper edge, in points from the top of what is printed.
    pub(super) y: f32,
}

/// The rows of all blocks on pages with room for so many points, each row once and in order.
///
/// A block stays whole unless it is higher than a page; then it is parted between two rows. One that heads the next
/// comes onto the page of the next.
pub(super) fn paged(blocks: &[Block], room: f32) -> Vec<Vec<Spot>> {
    let mut pages = vec![Vec::new()];
    let mut y = 0.0;
    for (number, block) in blocks.iter().enumerate() {
        let rest = blocks.get(number..).unwrap_or_default();
        if y > 0.0 && y + block.before + height_together(rest, room) > room + NEARLY {
            pages.push(Vec::new());
            y = 0.0;
        }
        if y > 0.0 {
            y += block.before;
        }
        for (place, row) in block.rows.iter().enumerate() {
            let before = if place == 0 { 0.0 } else { row.before };
            if y > 0.0 && y + before + row.height > room + NEARLY {
                pages.push(Vec::new());
                y = 0.0;
            } else if y > 0.0 {
                y += before;
            }
            if let Some(page) = pages.last_mut() {
                page.push(Spot { block: number, row: place, y });
            }
            y += row.height;
        }
    }
    pages
}

/// How much of the first of these blocks, and of what it heads, has to stand together.
fn height_together(blocks: &[Block], room: f32) -> f32 {
    let Some((first, rest)) = blocks.split_first() else { return 0.0 };
    let all = height(first, first.rows.len());
    if first.heads {
        let next = rest.first().map_or(0.0, |next| next.before + height_together(rest, room));
        all + next
    } else if all > room {
        height(first, FIRST_ROWS)
    } else {
        all
    }
}

/// How high the first rows of a block are.
fn height(block: &Block, rows: usize) -> f32 {
    let rows = block.rows.iter().take(rows).enumerate();
    rows.map(|(place, row)| if place == 0 { row.height } else { row.before + row.height }).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lines::Ink;
    use super::super::setting::{Drawn, Row, Tagged};
    use super::*;

    fn block(rows: usize, heads: bool) -> Block {
        let row = || Row {
            before: 2.0,
            height: 10.0,
            paragraph: 0,
            tagged: Tagged::Words,
            bar: false,
            drawn: Drawn::Rule { x: 0.0, width: 1.0, thick: 1.0, ink: Ink::Faint },
        };
        Block { before: 8.0, heads, rows: (0..rows).map(|_| row()).collect() }
    }

    /// Per page: which blocks have how many rows on it.
    fn shown(blocks: &[Block], room: f32) -> Vec<Vec<(usize, usize)>> {
        let pages = paged(blocks, room);
        let counted = |page: &Vec<Spot>| {
            let mut counts: Vec<(usize, usize)> = Vec::new();
            for spot in page {
                match counts.last_mut() {
                    Some((block, rows)) if *block == spot.block => *rows += 1,
                    _ => counts.push((spot.block, 1)),
                }
            }
            counts
        };
        pages.iter().map(counted).collect()
    }

    #[test]
    fn an_entry_stays_whole() {
        let blocks = [block(4, false), block(4, false), block(4, false)];
        assert_eq!(shown(&blocks, 104.0), [vec![(0, 4), (1, 4)], vec![(2, 4)]]);
        // one point less, and the second does not fit
        assert_eq!(shown(&blocks, 99.0), [vec![(0, 4)], vec![(1, 4)], vec![(2, 4)]]);
    }

    #[test]
    fn a_heading_is_not_left_alone() {
        let blocks = [block(3, false), block(1, true), block(4, false)];
        assert_eq!(shown(&blocks, 70.0), [vec![(0, 3)], vec![(1, 1), (2, 4)]]);
        // nor before an entry that no page holds
        let blocks = [block(3, false), block(1, true), block(40, false)];
        assert_eq!(shown(&blocks, 100.0).first(), Some(&vec![(0, 3)]));
    }

    #[test]
    fn an_entry_longer_than_a_page_is_parted_between_rows() {
        let blocks = [block(1, false), block(20, false), block(1, false)];
        let pages = shown(&blocks, 100.0);
        assert_eq!(pages, [vec![(0, 1), (1, 7)], vec![(1, 8)], vec![(1, 5), (2, 1)]]);
        // and begins where five of its rows have room
        let blocks = [block(4, false), block(20, false)];
        assert_eq!(shown(&blocks, 100.0).first(), Some(&vec![(0, 4)]));
    }

    #[test]
    fn a_row_higher_than_a_page_still_comes() {
        assert_eq!(shown(&[block(2, false)], 5.0), [vec![(0, 1)], vec![(0, 1)]]);
        assert_eq!(paged(&[], 100.0), [vec![]]);
    }

    proptest! {
        #[test]
        fn each_row_comes_once_in_order_and_none_is_parted_without_need(
            sizes in proptest::collection::vec((1usize..14, any::<bool>()), 0..40),
            room in 30.0f32..200.0,
        ) {
            let blocks: Vec<Block> = sizes.iter().map(|(rows, heads)| block(if *heads { 1 } else { *rows }, *heads)).collect();
            let pages = paged(&blocks, room);
            let flat: Vec<(usize, usize)> = pages.iter().flatten().map(|spot| (spot.block, spot.row)).collect();
            let all: Vec<(usize, usize)> =
                blocks.iter().enumerate().flat_map(|(n, block)| (0..block.rows.len()).map(move |row| (n, row))).collect();
            prop_assert_eq!(flat, all);
            for (number, block) in blocks.iter().enumerate() {
                let on = pages.iter().filter(|page| page.iter().any(|spot| spot.block == number)).count();
                prop_assert!(on == 1 || height(block, block.rows.len()) > room, "block {} on {} pages", number, on);
            }
            for page in &pages {
                let fits = |spot: &Spot| spot.y + 10.0 <= room + NEARLY;
                prop_assert!(page.iter().all(fits));
                prop_assert!(page.windows(2).all(|pair| pair[0].y + 10.0 <= pair[1].y + NEARLY));
            }
        }
    }
}
