//! The world, or a part of it, drawn in characters: quiet coasts, and marks that countries are told by.
//!
//! ```text
//!       ⢀⣀⡤⠴⠒⠚⠉⠙⠒⠤⡀
//!      ⣠⠞⠁    ∘   ⠈⠳⣄        ∘ few open requests   ○ some   ● many
//!      ⢹   ● Chad  + ⣸        + answered this year, nothing open
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position as Cell, Rect};
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use crate::place::Position;
use crate::text;
use crate::tui::theme::Theme;

/// Rows for each column, so that lands in the middle latitudes look as they are used to.
const RISE: f64 = 0.26;
/// Rows for each column below which lands are too flat to be known.
const FLAT: f64 = 0.165;
/// How much is seen around the places of a part, in degrees.
const MARGIN: f64 = 6.0;
/// The least that is seen of the world, in degrees from the south to the north and from the west to the east: the coasts
/// are known by points that lie about a degree apart.
const LEAST: f64 = 42.0;

/// The part of the world that is seen, in degrees. The eastern edge may lie beyond the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Frame {
    /// Where people live: all but the South Pole, with the edge where there is only water.
    pub const WORLD: Self = Self { west: -169.0, east: 191.0, south: -56.0, north: 80.0 };

    /// What lies around some places, in the shape of an area; the world where there are none.
    pub fn around(places: &[Position], area: Rect) -> Self {
        let Some(first) = places.first() else { return Self::WORLD };
        let (columns, rows) = (f64::from(area.width.max(1)), f64::from(area.height.max(1)));
        let near = |place: &Position| {
            first.longitude + (place.longitude - first.longitude + 180.0).rem_euclid(360.0) - 180.0
        };
        let span = |low: f64, high: f64| {
            let wide = (high - low + 2.0 * MARGIN).max(LEAST);
            (f64::midpoint(low, high), wide)
        };
        let ends = |of: &dyn Fn(&Position) -> f64| {
            let each = places.iter().map(of);
            each.fold((f64::MAX, f64::MIN), |(low, high), one| (low.min(one), high.max(one)))
        };
        let (west, east) = ends(&near);
        let (south, north) = ends(&|place| place.latitude);
        let ((across, mut wide), (middle, mut tall)) = (span(west, east), span(south, north));
        // a character is twice as tall as it is wide, and a degree to the east shorter than one to the north
        let shape = 2.0 * middle.to_radians().cos().max(0.3) * rows / columns;
        wide = wide.max(tall / shape).min(360.0);
        tall = tall.max(wide * shape).min(Self::WORLD.north - Self::WORLD.south);
        let south = (middle - tall / 2.0).clamp(-62.0, 84.0 - tall);
        Self { west: across - wide / 2.0, east: across + wide / 2.0, south, north: south + tall }
    }

    /// The cell of an area that a place lies in; `None` where it is not seen.
    pub fn cell(&self, place: Position, area: Rect) -> Option<(u16, u16)> {
        let east = (place.longitude - self.west).rem_euclid(360.0) / (self.east - self.west);
        let down = (self.north - place.latitude) / (self.north - self.south);
        if !(0.0..=1.0).contains(&east) || !(0.0..=1.0).contains(&down) || area.is_empty() {
            return None;
        }
        // as the canvas counts its dots, two across and four down in each cell, so that marks lie on their coasts
        let dot = |part: f64, cells: u16, dots: u16| {
            ((part * (f64::from(cells * dots) - 1.0)).round() as u16 / dots).min(cells - 1)
        };
        Some((area.x + dot(east, area.width, 2), area.y + dot(down, area.height, 4)))
    }
}

/// The part of an area that the world is drawn in so that it can be known, in its middle.
pub fn fit(area: Rect) -> Rect {
    let height = area.height.min((f64::from(area.width) * RISE).round() as u16);
    let width = area.width.min((f64::from(height) / FLAT).ceil() as u16);
    Rect { x: area.x + (area.width - width) / 2, width, height, ..area }
}

/// How many open requests are few, some and many, by the country that has the most: each step is a third of its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// From so many on they are some.
    pub some: u64,
    /// From so many on they are many.
    pub many: u64,
}

impl Scale {
    /// The scale of a journal in which the country with the most open requests has so many.
    pub fn of(most: u64) -> Self {
        let third = (most.max(27) as f64).cbrt();
        Self { some: rounded(third), many: rounded(third * third).max(10) }
    }

    fn mark(self, open: u64) -> Mark {
        match open {
            0 => Mark::Nothing,
            open if open >= self.many => Mark::Many,
            open if open >= self.some => Mark::Some,
            _ => Mark::Few,
        }
    }
}

/// A round number near a number: a figure and zeros.
fn rounded(number: f64) -> u64 {
    let unit = 10_u64.pow((number.log10().floor() as u32).min(17));
    (number / unit as f64).round() as u64 * unit
}

/// What a country is told by, the quietest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing is open, and nothing was answered this year.
    Nothing,
    /// Nothing is open, something was answered this year.
    Answered,
    /// Few requests are open.
    Few,
    /// Some are.
    Some,
    /// Many are.
    Many,
}

impl Mark {
    /// The mark of a country with so many open requests and answers of this year.
    pub fn of(open: u64, answered: u64, scale: Scale) -> Self {
        match scale.mark(open) {
            Mark::Nothing if answered > 0 => Mark::Answered,
            mark => mark,
        }
    }

    /// Its character. `ascii`: of those that every terminal has.
    pub fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Mark::Nothing, false) => "·",
            (Mark::Nothing, true) => "-",
            (Mark::Answered, _) => "+",
            (Mark::Few, false) => "∘",
            (Mark::Few, true) => "o",
            (Mark::Some, false) => "○",
            (Mark::Some, true) => "O",
            (Mark::Many, false) => "●",
            (Mark::Many, true) => "@",
        }
    }
}

/// A country on the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot<'a> {
    /// Where it lies.
    pub place: Position,
    /// Its name.
    pub name: &'a str,
    /// What it is told by.
    pub mark: Mark,
    /// Whether it belongs to what is looked at.
    pub lit: bool,
}

/// Draws a part of the world and its marks; tells in which cell each spot lies, if it is seen. `chosen`: the spot under
/// the cursor, which is named beside its mark. In a part of the world the others that are lit are named, too, where
/// there is room.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    frame: Frame,
    spots: &[Spot<'_>],
    chosen: Option<usize>,
    theme: &Theme,
) -> Vec<Option<(u16, u16)>> {
    coast(buffer, area, frame, theme);
    let cells: Vec<Option<(u16, u16)>> = spots.iter().map(|spot| frame.cell(spot.place, area)).collect();
    // of several in one cell the weightiest is seen, and the chosen one before all
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by_key(|at| (Some(*at) == chosen, spots.get(*at).map(|spot| (spot.lit, spot.mark))));
    let drawn = || order.iter().filter_map(|at| Some((*at, spots.get(*at)?, (*cells.get(*at)?)?)));
    for (at, spot, cell) in drawn() {
        let style = if Some(at) == chosen { theme.accent } else { spot.style(theme) };
        set(buffer, cell, spot.mark.sign(theme.ascii), style);
    }
    let mut room = Room { area, taken: cells.iter().flatten().map(|(x, y)| (*y, *x, *x + 1)).collect() };
    let named =
        drawn().rev().filter(|(at, spot, _)| Some(*at) == chosen || spot.lit && frame != Frame::WORLD);
    for (at, spot, cell) in named.collect::<Vec<_>>() {
        let here = Some(at) == chosen;
        if let Some(start) = room.beside(cell, spot.name, here) {
            let style = if here { theme.accent } else { theme.quiet };
            buffer.set_string(start, cell.1, format!(" {} ", spot.name), style);
        }
    }
    cells
}

/// Where names still have room between the marks.
struct Room {
    area: Rect,
    /// Lines and the columns that are taken in them: the first, and the one behind the last.
    taken: Vec<(u16, u16, u16)>,
}

impl Room {
    /// The column where a name beside a mark begins, with a space on each side. `must`: it may cover other marks, but as
    /// few as can be.
    fn beside(&mut self, (x, y): (u16, u16), name: &str, must: bool) -> Option<u16> {
        let width = text::width(name) as u16 + 2;
        let right = (x + 1 + width <= self.area.right()).then_some(x + 1);
        let left = x.checked_sub(width).filter(|start| *start >= self.area.x);
        let covered = |start: u16| {
            let over =
                |(line, from, to): &&(u16, u16, u16)| *line == y && *from < start + width && *to > start;
            self.taken.iter().filter(over).count()
        };
        let (covered, start) = [right, left]
            .into_iter()
            .flatten()
            .map(|start| (covered(start), start))
            .min_by_key(|(covered, _)| *covered)?;
        if covered > 0 && !must {
            return None;
        }
        self.taken.push((y, start, start + width));
        Some(start)
    }
}

impl Spot<'_> {
    fn style(&self, theme: &Theme) -> Style {
        match self.mark {
            _ if !self.lit => theme.quiet,
            Mark::Nothing => theme.quiet,
            Mark::Answered => theme.answered,
            _ => theme.strong,
        }
    }
}

/// The outlines of the lands. What lies beyond the date line is drawn a turn further.
fn coast(buffer: &mut Buffer, area: Rect, frame: Frame, theme: &Theme) {
    let marker = if theme.ascii { Marker::Custom('.') } else { Marker::Braille };
    for turn in [-360.0, 0.0, 360.0] {
        let (west, east) = (frame.west + turn, frame.east + turn);
        if east < -180.0 || west > 180.0 {
            continue;
        }
        Canvas::default()
            .x_bounds([west, east])
            .y_bounds([frame.south, frame.north])
            .marker(marker)
            .paint(|context| context.draw(&Map { resolution: MapResolution::High, color: Color::Reset }))
            .render(area, buffer);
    }
    buffer.set_style(area, theme.quiet);
}

fn set(buffer: &mut Buffer, (x, y): (u16, u16), sign: &str, style: Style) {
    if let Some(cell) = buffer.cell_mut(Cell::new(x, y)) {
        cell.modifier = ratatui::style::Modifier::empty(); // the coast under it is dim
        cell.set_symbol(sign).set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place;

    const AREA: Rect = Rect { x: 3, y: 2, width: 78, height: 20 };

    fn at(code: &str) -> (u16, u16) {
        Frame::WORLD.cell(place::position(code).unwrap(), AREA).unwrap()
    }

    #[test]
    fn places_lie_as_on_any_map() {
        let ((kenya, below), (nigeria, _), (norway, above)) = (at("KE"), at("NG"), at("NO"));
        assert!(nigeria < kenya && above < below && norway < kenya);
        let ((peru, _), (fiji, _), (samoa, _)) = (at("PE"), at("FJ"), at("WS"));
        assert!(peru < nigeria && kenya < fiji && fiji < samoa, "beyond the date line the map goes on");
        assert_eq!(
            Frame::WORLD.cell(place::position("AQ").unwrap(), AREA),
            None,
            "the South Pole is cut off"
        );
        for region in place::regions("en").filter(|region| *region != "the far South") {
            for code in codes(region) {
                let (x, y) = at(code);
                assert!(AREA.contains(Cell::new(x, y)), "{code}");
            }
        }
    }

    fn codes(region: &str) -> Vec<&'static str> {
        let letters = || 'A'..='Z';
        let codes = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
        let known = codes.filter(|code| place::region_of(code, "en") == Some(region));
        known.filter_map(|code| place::country_code(&code)).collect()
    }

    #[test]
    fn each_region_is_seen_whole_in_every_shape() {
        for region in place::regions("en").filter(|region| *region != "the far South") {
            let places: Vec<Position> =
                codes(region).iter().filter_map(|code| place::position(code)).collect();
            for (width, height) in [(120, 30), (78, 20), (58, 9), (38, 8), (200, 10)] {
                let area = Rect { x: 0, y: 0, width, height };
                let frame = Frame::around(&places, area);
                let seen = places.iter().filter(|place| frame.cell(**place, area).is_some()).count();
                assert_eq!(seen, places.len(), "{region} in {width}x{height}: {frame:?}");
            }
        }
        assert_eq!(Frame::around(&[], AREA), Frame::WORLD);
    }

    #[test]
    fn few_some_and_many_depend_on_the_journal() {
        assert_eq!(Scale::of(0), Scale { some: 3, many: 10 });
        assert_eq!(Scale::of(12), Scale { some: 3, many: 10 });
        assert_eq!(Scale::of(1000), Scale { some: 10, many: 100 });
        assert_eq!(Scale::of(40_000), Scale { some: 30, many: 1000 });
        let scale = Scale::of(12);
        let marks = [(0, 0), (0, 1), (2, 1), (3, 0), (9, 0), (10, 0)]
            .map(|(open, answered)| Mark::of(open, answered, scale));
        let expected = [Mark::Nothing, Mark::Answered, Mark::Few, Mark::Some, Mark::Some, Mark::Many];
        assert_eq!(marks, expected);
    }

    #[test]
    fn every_mark_is_a_character_of_its_own() {
        for ascii in [false, true] {
            let marks = [Mark::Nothing, Mark::Answered, Mark::Few, Mark::Some, Mark::Many];
            let mut signs = marks.map(|mark| mark.sign(ascii)).to_vec();
            assert!(signs.iter().all(|sign| text::width(sign) == 1 && (!ascii || sign.is_ascii())));
            signs.sort_unstable();
            signs.dedup();
            assert_eq!(signs.len(), 5);
        }
    }

    #[test]
    fn a_terminal_with_few_characters_gets_no_others() {
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 60, height: 14 });
        let place = place::position("KE").unwrap();
        let spot = Spot { place, name: "Kenya", mark: Mark::Many, lit: true };
        let area = buffer.area;
        draw(&mut buffer, area, Frame::WORLD, &[spot], Some(0), &Theme { ascii: true, ..Theme::new(false) });
        let shown: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(shown.is_ascii() && shown.contains("@ Kenya") && shown.matches('.').count() > 100, "{shown}");
    }
}
