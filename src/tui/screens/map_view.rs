//! How the map looks. Map and list side by side from 100 columns, one above the other from 60, the map alone below; where
//! there is no room for a map, the list alone.
//!
//! ```text
//!  The world   ∘ 1 or 2 open  ○ to 9  ● more │ Countries          open  answered
//!      ⢀⣀⡤⠴⠒⠚⠉⠙⠒⠤⡀                        │ > Kenya               5         2
//!     ⣠⠞⠁    ∘   ⠈⠳⣄                      │   Kazakhstan          2         0
//!     ⢹   ● Kenya   ⣸                     │   Chad                1         1
//!                                         │
//!  Kenya    5 open, 2 answered            │
//!      new   Clean water for the school   │
//! ```

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::{WorldMap, name, region_of};
use crate::journal::CountryRow;
use crate::place;
use crate::text::{self, capital};
use crate::tui::keymap::Keymap;
use crate::tui::msg::Target;
use crate::tui::screens::importing::begins;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::globe::{self, Frame, Mark, Scale, Spot};
use crate::tui::widgets::{paper, rows};

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
        keymap: &Keymap,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let inner = paper::within(area);
        if self.countries.is_empty() {
            self.nothing(keymap, theme, buffer, inner);
        } else if area.width >= paper::BESIDE && area.height >= LEAST.1 {
            let names = self.countries.iter().map(|row| text::width(name(&row.code))).max();
            let list = (names.unwrap_or_default() as u16 + COUNTS + 4).clamp(34, area.width / 2);
            let across = inner.width - list - 3;
            paper::divide(buffer, inner, across + 1, theme.quiet);
            self.map(state, theme, memory, buffer, Rect { width: across, ..inner });
            let list = Rect { x: inner.x + across + 3, width: list, ..inner };
            self.list(theme, memory, buffer, list);
        } else if area.width >= paper::ABOVE && area.height >= LEAST.1 + FEW + 2 {
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

    fn nothing(&self, keymap: &Keymap, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        if self.told {
            paper::put(buffer, area, 0, 0, "The world", theme.strong);
            let words = format!("No request names a country yet.{}", begins(keymap));
            paper::sentence(buffer, paper::inset(area, 2, 0), &words, theme.quiet);
        }
    }

    /// The map, and below it the chosen country.
    fn map(&self, state: &State, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let scale = scale_of(&self.countries);
        let heading = self.region.map_or("The world".into(), capital);
        let taken = paper::put(buffer, area, 0, 0, &heading, theme.strong);
        let legend = legend(&self.countries, scale, theme.ascii);
        let shorter = legend.replace(" this year", "");
        let shortest = legend.rsplit_once("  ").map_or("", |(all_but_the_last, _)| all_but_the_last);
        for words in [legend.as_str(), &shorter, shortest] {
            if paper::put_right(buffer, area, 0, taken + 3, words, theme.quiet) {
                break;
            }
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
        let (codes, spots) = spots(&self.countries, self.region, scale);
        let chosen = codes.iter().position(|code| Some(*code) == self.chosen.as_deref());
        let cells = globe::draw(buffer, area, frame, &spots, chosen, theme);
        let at = |code: &str| listed.iter().position(|other| other.code == code);
        let seen = codes.iter().zip(spots).zip(cells);
        let mut hits: Vec<_> =
            seen.filter_map(|((code, spot), cell)| Some((spot.mark, cell?, at(code)?))).collect();
        hits.sort_by_key(|(mark, ..)| *mark);
        // a click beside a mark means it too, unless another mark stands there
        for beside in [1, 0] {
            for &(_, (x, y), at) in &hits {
                let x = x.saturating_sub(beside).max(area.x);
                memory.hits.push((Rect { x, y, width: 1 + 2 * beside, height: 1 }, self.target(at)));
            }
        }
    }

    /// What a click on a country means, by its place in the list: it is chosen, or if it is already, its requests are listed.
    fn target(&self, at: usize) -> Target {
        Target::row(at, self.place() == Some(at))
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
        let page = paper::inset(area, 1, 0);
        // a blank before the arrow that tells of more, which stands behind the whole page
        let area = Rect { width: area.width.saturating_sub(1), ..area };
        let listed = self.listed();
        let heading = self.region.map_or("Countries".into(), capital);
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
            memory.hits.push((Rect { y: lines.y + y, height: 1, ..lines }, self.target(index)));
            if here {
                paper::put(buffer, lines, 0, y, ">", theme.accent);
            }
            let counts =
                if wide { format!("{:>4}  {:>8}", row.open, row.answered) } else { row.open.to_string() };
            let room = Rect { width: lines.width.saturating_sub(counts.len() as u16 + 1), ..lines };
            let style = if here { theme.strong } else { theme.text };
            let end = 2 + paper::put(buffer, room, 2, y, name(&row.code), style);
            paper::put_right(buffer, lines, y, end, &counts, if here { theme.text } else { theme.quiet });
        }
        paper::more(buffer, page, top > 0, listed.len() > top + height, theme.quiet);
    }
}

/// The marks of countries and the codes they belong to; those outside of a region are not lit.
fn spots<'a>(
    countries: &'a [CountryRow],
    region: Option<&str>,
    scale: Scale,
) -> (Vec<&'a str>, Vec<Spot<'a>>) {
    let spot = |row: &'a CountryRow| {
        let lit = region.is_none_or(|region| region_of(&row.code) == Some(region));
        let mark = Mark::of(row.open, row.answered_this_year, scale);
        let spot = Spot { place: place::position(&row.code)?, name: name(&row.code), mark, lit };
        Some((row.code.as_str(), spot))
    };
    countries.iter().filter_map(spot).unzip()
}

fn scale_of(countries: &[CountryRow]) -> Scale {
    Scale::of(countries.iter().map(|row| row.open).max().unwrap_or_default())
}

/// What the marks say.
fn legend(countries: &[CountryRow], Scale { some, many }: Scale, ascii: bool) -> String {
    let few = match some - 1 {
        1 => "1".to_owned(),
        2 => "1 or 2".to_owned(),
        most => format!("1 to {most}"),
    };
    let [one, two, three] = [Mark::Few, Mark::Some, Mark::Many].map(|mark| mark.sign(ascii));
    let open = format!("{one} {few} open  {two} to {}  {three} more", many - 1);
    if countries.iter().any(|row| row.open == 0 && row.answered_this_year > 0) {
        return format!("{open}  {} answered this year", Mark::Answered.sign(ascii));
    }
    open
}

/// The world with its marks in lines of text of at most `columns`, and what the marks say below it; for a terminal
/// without screens. `ascii`: with characters that every terminal has.
pub fn sketch(countries: &[CountryRow], columns: u16, ascii: bool) -> Vec<String> {
    let area = globe::fit(Rect { x: 0, y: 0, width: columns, height: columns / 4 });
    let area = Rect { x: 0, ..area };
    let mut buffer = Buffer::empty(area);
    let scale = scale_of(countries);
    let (_, spots) = spots(countries, None, scale);
    let theme = Theme { ascii, ..Theme::new(false) };
    globe::draw(&mut buffer, area, Frame::WORLD, &spots, None, &theme);
    let line = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned();
    let mut lines: Vec<String> = buffer.content.chunks(usize::from(area.width.max(1))).map(line).collect();
    lines.push(legend(countries, scale, ascii));
    lines
}

/// The numbers of a country in words.
pub fn told(row: &CountryRow) -> String {
    let answered = match (row.answered, row.answered_this_year) {
        (0, _) => String::new(),
        (all, 0) => format!(", {all} answered"),
        (1, _) => ", 1 answered this year".to_owned(),
        (all, new) if new == all => format!(", {all} answered, all this year"),
        (all, new) => format!(", {all} answered, {new} this year"),
    };
    let praises = match row.praises {
        0 => String::new(),
        1 => ", 1 praise".to_owned(),
        praises => format!(", {praises} praises"),
    };
    format!("{} open{answered}{praises}", row.open)
}
