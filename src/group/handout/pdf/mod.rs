//! A handout as PDF: A4, with letters that can be searched and copied, headings that can be listed and listened to, and
//! nothing in it that changes from one making to the next.
//!
//! ```text
//! Leaflet ─ setting ─> blocks of rows ─ paging ─> rows on pages ─ this file ─> PDF
//!           lines, faces
//! ```

mod faces;
mod lines;
mod paging;
mod scripts;
mod setting;

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::wording::{Leaflet, page_of};
use super::{Rendered, Unprintable};
use faces::{Faces, Weight};
use lines::{Ink, Run, Style, broken};
use paging::{Spot, paged};
use setting::{Block, Drawn, PAGE, Row, Sizes, Tagged};

/// How kneel writes; no reader of an answer is told when.
const LANGUAGE: &str = "en";

/// From the page's lower edge to the baseline of its foot, in points.
const FOOT: f32 = 38.0;

/// The handout, each entry whole on its page.
pub(super) fn write(leaflet: &Leaflet) -> Result<Rendered, Unprintable> {
    let mut faces = Faces::new().ok_or(Unprintable::Pdf)?;
    let sizes = Sizes::of(leaflet);
    let (blocks, headings) = setting::set(leaflet, sizes, &mut faces);
    let pages = paged(&blocks, sizes.height());
    let mut document = Document::new_with(SerializeSettings::default());
    document.set_metadata(
        Metadata::new()
            .title(leaflet.title())
            .creator("kneel".to_owned())
            .language(LANGUAGE.to_owned())
            .text_direction(krilla::metadata::TextDirection::LeftToRight),
    );
    let mut tags = BTreeMap::new();
    for (number, spots) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(Unprintable::Pdf)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        draw_page(&mut surface, spots, &blocks, sizes, &faces, &mut tags);
        draw_foot(&mut surface, leaflet, (number + 1, pages.len()), sizes, &mut faces);
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tree(&blocks, &mut tags));
    document.set_outline(outline(leaflet, &headings, &pages, sizes));
    let bytes = document.finish().map_err(|_| Unprintable::Pdf)?;
    Ok(Rendered { bytes, missing: faces.missing() })
}

/// What was drawn of each paragraph of each block, in order, for who listens.
type Tags = BTreeMap<(usize, usize), Vec<Identifier>>;

fn draw_page(
    surface: &mut Surface,
    spots: &[Spot],
    blocks: &[Block],
    sizes: Sizes,
    faces: &Faces,
    tags: &mut Tags,
) {
    let mut before: Option<(&Spot, &Row)> = None;
    for spot in spots {
        let Some(row) = blocks.get(spot.block).and_then(|block| block.rows.get(spot.row)) else { continue };
        let (x, y) = (sizes.side, sizes.top + spot.y);
        match &row.drawn {
            Drawn::Letters { x: inset, baseline, runs } => {
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                draw_runs(surface, (x + inset, y + baseline), runs, faces);
                surface.end_tagged();
                tags.entry((spot.block, row.paragraph)).or_default().push(id);
            }
            Drawn::Rule { x: inset, width, thick, ink } => {
                draw_rule(surface, Rect::from_xywh(x + inset, y + row.height - thick, *width, *thick), *ink);
            }
        }
        if row.bar {
            // up to the row above, if that is of the same answer
            let top = match before {
                Some((above, upper)) if above.block == spot.block && upper.bar => {
                    sizes.top + above.y + upper.height
                }
                _ => y,
            };
            let bar = Rect::from_xywh(x, top, 0.14 * sizes.letter, y + row.height - top);
            draw_rule(surface, bar, Ink::Green);
        }
        before = Some((spot, row));
    }
}

/// On each page, since pages get parted: that it is to be kept, and which it is.
fn draw_foot(
    surface: &mut Surface,
    leaflet: &Leaflet,
    (number, all): (usize, usize),
    sizes: Sizes,
    faces: &mut Faces,
) {
    let style = Style { weight: Weight::Regular, size: sizes.foot, ink: Ink::Grey };
    let place = page_of(number, all);
    let wide = faces.shape(&place, style.weight).width * style.size;
    let y = PAGE.1 - FOOT;
    let words = broken(&[(leaflet.confidential, style)], sizes.width() - wide - style.size, faces);
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    for (line, runs) in words.iter().enumerate() {
        draw_runs(surface, (sizes.side, y + line as f32 * 1.3 * style.size), runs, faces);
    }
    for runs in &broken(&[(&place, style)], sizes.width(), faces) {
        draw_runs(surface, (PAGE.0 - sizes.side - wide, y), runs, faces);
    }
    surface.end_tagged();
}

fn draw_runs(surface: &mut Surface, (x, y): (f32, f32), runs: &[Run], faces: &Faces) {
    for run in runs {
        surface.set_fill(Some(fill(run.style.ink)));
        let font = faces.font(run.style.weight);
        surface.draw_glyphs(
            Point::from_xy(x + run.x, y),
            &run.glyphs,
            font,
            &run.text,
            run.style.size,
            false,
        );
    }
}

fn draw_rule(surface: &mut Surface, place: Option<Rect>, ink: Ink) {
    let Some(place) = place else { return };
    let mut path = PathBuilder::new();
    path.push_rect(place);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill(ink)));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn fill(ink: Ink) -> Fill {
    let color = match ink {
        Ink::Black => rgb::Color::new(0x1C, 0x1B, 0x19),
        Ink::Grey => rgb::Color::new(0x5A, 0x56, 0x4E),
        Ink::Green => rgb::Color::new(0x2F, 0x5A, 0x4B),
        Ink::Faint => rgb::Color::new(0xB4, 0xAF, 0xA4),
    };
    Fill { paint: color.into(), ..Fill::default() }
}

/// What the pages hold, for who listens to them: a block is a group of its paragraphs, over pages.
fn tree(blocks: &[Block], tags: &mut Tags) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for (number, block) in blocks.iter().enumerate() {
        let mut group = TagGroup::new(Tag::Div);
        let mut last = None;
        for row in &block.rows {
            if last.replace(row.paragraph) == Some(row.paragraph) {
                continue;
            }
            let Some(drawn) = tags.remove(&(number, row.paragraph)) else { continue };
            let mut paragraph = TagGroup::new(kind(row.tagged));
            for id in drawn {
                paragraph.push(id);
            }
            group.push(paragraph);
        }
        tree.push(group);
    }
    tree
}

fn kind(tagged: Tagged) -> TagKind {
    let heading =
        |level| NonZeroU16::new(level).map_or(TagKind::from(Tag::P), |level| Tag::Hn(level, None).into());
    match tagged {
        Tagged::Title => heading(1),
        Tagged::Heading => heading(2),
        Tagged::Entry => heading(3),
        Tagged::Words => Tag::P.into(),
    }
}

/// The parts, each with its place.
fn outline(leaflet: &Leaflet, headings: &[usize], pages: &[Vec<Spot>], sizes: Sizes) -> Outline {
    let mut outline = Outline::new();
    for (part, heading) in leaflet.parts.iter().zip(headings) {
        let found = pages.iter().enumerate().find_map(|(number, spots)| {
            spots.iter().find(|spot| spot.block == *heading).map(|spot| (number, spot.y))
        });
        if let Some((page, y)) = found {
            let place = XyzDestination::new(page, Point::from_xy(0.0, sizes.top + y));
            outline.push_child(OutlineNode::new(part.heading.to_owned(), place));
        }
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::handout::Print;
    use crate::group::handout::tests::evening;

    #[test]
    fn entries_stand_whole_on_their_page_and_no_heading_at_its_foot() {
        let mut sheet = evening();
        let all: Vec<_> = sheet.parts.iter().flat_map(|part| part.entries.clone()).collect();
        for (number, part) in sheet.parts.iter_mut().enumerate() {
            // parts that end at other heights
            part.entries = all.iter().cycle().take(13 + 7 * number).cloned().collect();
        }
        for large in [false, true] {
            let leaflet = Leaflet::of(&sheet, Print { large, lines: true });
            let sizes = Sizes::of(&leaflet);
            let (blocks, headings) = setting::set(&leaflet, sizes, &mut Faces::new().unwrap());
            let pages = paged(&blocks, sizes.height());
            assert!(pages.len() > 5);
            for number in 0..blocks.len() {
                let on = pages.iter().filter(|page| page.iter().any(|spot| spot.block == number)).count();
                assert_eq!(on, 1, "block {number}");
            }
            for page in &pages {
                let last = page.last().unwrap();
                assert!(!headings.contains(&last.block), "a heading at the foot");
                assert!(last.y + blocks[last.block].rows[last.row].height <= sizes.height() + 0.1);
            }
        }
    }
}
