//! How the map looks. Map and list side by side from 100 columns, one above the other from 60, the map alone below; where
//! there is no room for a map, the list alone.
//!
//! ```text
//!  The world                              │ Countries          open  answered
//!      ⢀⣀⡤⠴⠒⠚⠉⠙⠒⠤⡀                        │ > Kenya               5         2
//!     ⣠⠞⠁    ∘   ⠈⠳⣄                      │   Kazakhstan          2         0
//!     ⢹   ● Kenya   ⣸                     │   Chad                1         1
//!  ∘ 1 or 2   ○ 3 to 9   ● 10 and more    │
//!                                         │
//!  Kenya    5 open, 2 answered            │
//!      new   Clean water for the school   │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{WorldMap, name, region_of};
use crate::journal::CountryRow;
use crate::place;
use crate::text;
use crate::tui::msg::Target;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::globe::{self, Frame, Mark, Scale, Spot};
use crate::tui::widgets::{paper, rows};

/// Columns from which the list stands beside the map, and from which it stands below it.
const BESIDE: u16 = 100;
const BELOW: u16 = 60;
/// Columns and lines that a map wants to be known as one.
const LEAST: (u16, u16) = (38, 8);
/// Lines of the list below a map.
const FEW: u16 = 4;
/// Columns of the counts in the list.
const COUNTS: u16 = 17;

impl WorldMap {
    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if self.countries.is_empty() {
            self.nothing(theme, buffer, inner);
        } else if area.width >= BESIDE && area.height >= LEAST.1 {
            let names = self.countries.iter().map(|row| text::width(name(&row.code))).max();
            let list = (names.unwrap_or_default() as u16 + COUNTS + 4).clamp(34, area.width / 2);
            let across = inner.width - list - 3;
            for y in 0..area.height {
                paper::put(buffer, inner, across + 1, y, "│", theme.quiet);
            }
            self.map(state, theme, memory, buffer, Rect { width: across, ..inner });
            let list = Rect { x: inner.x + across + 3, width: list, ..inner };
            self.list(theme, memory, buffer, list);
        } else if area.width >= BELOW && area.height >= LEAST.1 + FEW + 2 {
            let upper = area.height - FEW - 2;
            self.map(state, theme, memory, buffer, Rect { height: upper, ..inner });
            paper::rule(buffer, inner, upper, theme.quiet);
            self.list(theme, memory, buffer, paper::inset(inner, upper + 1, 0));
        } else if area.width >= LEAST.0 && area.height >= LEAST.1 {
            self.map(state, theme, memory, buffer, inner);
        } else {
            self.list(theme, memory, buffer, inner);
        }
    }

    fn nothing(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        if self.told {
            paper::put(buffer, area, 0, 0, "The world", theme.strong);
            let words = "No request names a country yet. i on home reads bulletins, which do.";
            for (line, y) in paper::wrapped(words, usize::from(area.width), 0, theme.quiet).iter().zip(2..) {
                if y < area.height {
                    buffer.set_line(area.x, area.y + y, line, area.width);
                }
            }
        }
    }

    /// The map, and below it the chosen country.
    fn map(&self, state: &State, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let scale = Scale::of(self.countries.iter().map(|row| row.open).max().unwrap_or_default());
        let heading = self.region.map_or_else(|| "The world".to_owned(), capital);
        let taken = paper::put(buffer, area, 0, 0, &heading, theme.strong);
        let legend = self.legend(scale);
        if !paper::put_right(buffer, area, 0, taken + 3, &legend, theme.quiet) {
            let (short, _) = legend.rsplit_once("   ").unwrap_or_default();
            paper::put_right(buffer, area, 0, taken + 3, short, theme.quiet);
        }
        let ground = globe::fit(paper::inset(area, 1, 1));
        // that a map is seen, and arrow keys move on it, is told by its lines
        memory.seen.reader = usize::from(ground.height);
        self.ground(scale, theme, memory, buffer, ground);
        let below = ground.bottom() - area.y;
        let roomy = area.height - below > 3;
        self.chosen(state, theme, buffer, paper::inset(area, below + u16::from(roomy), 0));
    }

    fn ground(&self, scale: Scale, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let listed = self.listed();
        let places: Vec<_> = listed.iter().filter_map(|row| place::position(&row.code)).collect();
        let frame = self.region.map_or(Frame::WORLD, |_| Frame::around(&places, area));
        let spot = |row: &'_ CountryRow| {
            let lit = self.region.is_none_or(|region| region_of(&row.code) == Some(region));
            let mark = Mark::of(row.open, row.answered_this_year, scale);
            let name = place::country_name(&row.code)?;
            Some(Spot { place: place::position(&row.code)?, name, mark, lit })
        };
        let told: Vec<_> = self.countries.iter().filter_map(|row| Some((row, spot(row)?))).collect();
        let spots: Vec<Spot<'_>> = told.iter().map(|(_, spot)| *spot).collect();
        let chosen = told.iter().position(|(row, _)| Some(&row.code) == self.chosen.as_ref());
        let cells = globe::draw(buffer, area, frame, &spots, chosen, ASCII, theme);
        let at = |row: &CountryRow| listed.iter().position(|other| other.code == row.code);
        let mut hits: Vec<_> = told
            .iter()
            .zip(cells)
            .filter_map(|((row, spot), cell)| Some((cell?, at(row)?, spot.mark)))
            .collect();
        hits.sort_by_key(|(_, _, mark)| *mark);
        // a click beside a mark means it too, unless another mark stands there
        for beside in [1, 0] {
            for &((x, y), at, _) in &hits {
                let x = x.saturating_sub(beside).max(area.x);
                memory.hits.push((Rect { x, y, width: 1 + 2 * beside, height: 1 }, Target::Row(at)));
            }
        }
    }

    /// What the marks say.
    fn legend(&self, Scale { some, many }: Scale) -> String {
        let sign = |mark: Mark| mark.sign(ASCII);
        let few = match some - 1 {
            1 => "1".to_owned(),
            2 => "1 or 2".to_owned(),
            most => format!("1 to {most}"),
        };
        let mut legend = format!(
            "{} {few} open   {} to {}   {} {many} and more",
            sign(Mark::Few),
            sign(Mark::Some),
            many - 1,
            sign(Mark::Many)
        );
        if self.countries.iter().any(|row| row.open == 0 && row.answered_this_year > 0) {
            legend += &format!("   {} answered this year", sign(Mark::Answered));
        }
        legend
    }

    /// The chosen country: its name, its numbers, and the first of its requests where there is room.
    fn chosen(&self, state: &State, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        let Some(row) = self.row() else { return };
        let taken = paper::put(buffer, area, 0, 0, name(&row.code), theme.strong);
        paper::put(buffer, area, taken + 3, 0, &told(row), theme.quiet);
        let (code, requests) = &self.requests;
        let below = paper::inset(area, 1, 0);
        if *code != row.code || below.height == 0 {
            return;
        }
        let shown = requests.len().min(usize::from(below.height) - usize::from(below.height > 1));
        let look =
            rows::Look { today: state.today, portion: &state.home.portion, focused: false, verdicts: false };
        // none is under the cursor: one chooses countries here
        let none = shown;
        let listed = requests.get(..shown).unwrap_or_default();
        rows::draw(buffer, below, listed, none, look, theme, &mut ViewMemory::default());
        let more = row.open.saturating_sub(shown as u64);
        if more > 0 {
            paper::put(buffer, below, 2, shown as u16, &format!("and {more} more"), theme.quiet);
        }
    }

    fn list(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let listed = self.listed();
        let heading = match (self.region, area.width >= BELOW) {
            (Some(region), _) => capital(region),
            (None, _) => "Countries".to_owned(),
        };
        let taken = paper::put(buffer, area, 0, 0, &heading, theme.strong);
        let wide = area.width >= 30;
        let columns = if wide { "open  answered" } else { "open" };
        paper::put_right(buffer, area, 0, taken + 1, columns, theme.quiet);
        let lines = paper::inset(area, 1, 0);
        let height = usize::from(lines.height);
        memory.seen.list = height;
        let at = self.place().unwrap_or_default();
        let top = at.saturating_sub(height / 2).min(listed.len().saturating_sub(height));
        for ((index, row), y) in listed.iter().enumerate().skip(top).zip(0..lines.height) {
            let here = index == at;
            memory.hits.push((Rect { y: lines.y + y, height: 1, ..lines }, Target::Row(index)));
            if here {
                paper::put(buffer, lines, 0, y, ">", theme.accent);
            }
            let counts = match wide {
                true => format!("{:>4}  {:>8}", row.open, row.answered),
                false => row.open.to_string(),
            };
            let room = Rect { width: lines.width.saturating_sub(counts.len() as u16 + 1), ..lines };
            let style = if here { theme.strong } else { theme.text };
            let end = 2 + paper::put(buffer, room, 2, y, name(&row.code), style);
            paper::put_right(buffer, lines, y, end, &counts, if here { theme.text } else { theme.quiet });
        }
        paper::more(buffer, lines, top > 0, listed.len() > top + height, theme.quiet);
    }
}

/// Until a theme says so, every terminal is taken to have all characters.
const ASCII: bool = false;

/// The numbers of a country in words.
pub fn told(row: &CountryRow) -> String {
    let mut told = format!("{} open", row.open);
    if row.answered > 0 {
        told += &format!(", {} answered", row.answered);
        match (row.answered_this_year, row.answered) {
            (0, _) => {}
            (1, 1) => told += " this year",
            (new, all) if new == all => told += ", all this year",
            (new, _) => told += &format!(", {new} this year"),
        }
    }
    match row.praises {
        0 => told,
        1 => told + ", 1 praise",
        praises => format!("{told}, {praises} praises"),
    }
}

/// A name with a capital: "The Caribbean".
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
