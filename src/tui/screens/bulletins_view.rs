//! How the bulletins look. Two areas beside each other from 100 columns, one above the other from 60, one below.
//!
//! ```text
//!  Bulletins                        128 │ Open Gate, March 2026
//!  > 12 Mar       Open Gate, March 2026 │ 12 March, Open Gate, 14 items
//!     4 Mar       Lamplight             │
//!                                       │ Micah 6:8
//!                                       │   He has shown you ...
//!                                       │
//!                                       │ Asia, Central
//!                                       │   9 days   Pastor R.: hearing moved to 20 March
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Bulletins;
use crate::journal::{BulletinDetail, BulletinRow, ItemRow, Verdict};
use crate::text::counted;
use crate::tui::keymap::Keymap;
use crate::tui::msg::Target;
use crate::tui::screens::importing::begins;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::page::{Parts, words};
use crate::tui::widgets::{days, paper, sheet};

impl Bulletins {
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
        if area.width >= paper::BESIDE {
            let width = area.width * 2 / 5;
            self.list(state, keymap, theme, memory, buffer, Rect { width: width - 2, ..inner });
            paper::divide(buffer, area, width, theme.quiet);
            let rest = Rect { x: area.x + width + 2, width: area.width - width - 3, ..area };
            self.bulletin(state, theme, memory, buffer, rest);
        } else if area.width >= paper::ABOVE && area.height >= 10 {
            let upper = (area.height / 3).max(4);
            self.list(state, keymap, theme, memory, buffer, Rect { height: upper, ..inner });
            paper::rule(buffer, inner, upper, theme.quiet);
            self.bulletin(state, theme, memory, buffer, paper::inset(inner, upper + 1, 0));
        } else if self.is_inside() {
            self.bulletin(state, theme, memory, buffer, inner);
        } else {
            self.list(state, keymap, theme, memory, buffer, inner);
        }
    }

    fn list(
        &self,
        state: &State,
        keymap: &Keymap,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let taken = paper::put(buffer, area, 0, 0, "Bulletins", theme.strong);
        let lines = paper::inset(area, 1, 0);
        if self.page.rows.is_empty() {
            if self.told {
                let words = format!("No bulletin was read yet.{}", begins(keymap));
                let below = paper::inset(lines, u16::from(lines.height > 4), 0);
                paper::sentence(buffer, below, &words, theme.quiet);
            }
            return;
        }
        let order = if self.page.total > 1 { ", newest first" } else { "" };
        let told = format!("{}{order}", self.page.total);
        paper::put_right(buffer, area, 0, taken + 2, &told, theme.quiet);
        let height = usize::from(lines.height);
        if !self.is_inside() {
            memory.seen.list = height;
        }
        let at = self.cursor.saturating_sub(self.page.before);
        // the cursor stands in the middle, but for the two ends
        let skip = at.saturating_sub(height / 2).min(self.page.rows.len().saturating_sub(height));
        let shown = self.page.rows.iter().enumerate().skip(skip).zip(0..lines.height);
        let widest = shown.clone().map(|((_, row), _)| day(row, state).len()).max().unwrap_or(0);
        for ((index, row), y) in shown {
            let line = Rect { y: lines.y + y, height: 1, ..lines };
            let here = index == at;
            // from within a bulletin, a click leads back to the list
            let opens = here && !self.is_inside();
            let target = if opens { Target::Here } else { Target::Side(self.page.before + index) };
            memory.hits.push((line, target));
            if here {
                let style = if self.is_inside() { theme.quiet } else { theme.accent };
                paper::put(buffer, line, 0, 0, ">", style);
            }
            paper::put(buffer, line, 2, 0, &format!("{:>widest$}", day(row, state)), theme.quiet);
            let style = if here && !self.is_inside() { theme.strong } else { theme.text };
            paper::put(buffer, line, 4 + widest as u16, 0, &name(row), style);
        }
    }

    fn bulletin(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let Some(whole) = self.whole() else { return };
        let area = sheet::beside(area);
        let columns = usize::from(area.width);
        let height = usize::from(area.height);
        let mut rows: Vec<Row<'_>> = head(whole, state, columns, theme).into_iter().map(Row::Line).collect();
        let (mut here, mut heading) = (0, None);
        for (at, (under, _)) in whole.items.iter().enumerate() {
            let under = under.as_deref();
            if at == 0 || under != heading {
                rows.push(Row::Free);
                rows.extend(under.map(Row::Heading));
                heading = under;
            }
            if self.item == Some(at) {
                here = rows.len();
            }
            rows.push(Row::Item(at));
        }
        if self.is_inside() {
            memory.seen.list = height;
        }
        memory.page.show(foot(whole, theme), columns);
        let foot = memory.page.first(height);
        let all = rows.len() + foot.len();
        let skip = here.saturating_sub(height / 2).min(all.saturating_sub(height));
        let mut shown = Vec::with_capacity(height);
        for (row, y) in rows.iter().skip(skip).zip(0..area.height) {
            shown.push(match row {
                Row::Free => Line::default(),
                Row::Line(line) => line.clone(),
                Row::Heading(words) => Line::styled(paper::line_of(words, columns), theme.strong),
                Row::Item(at) => {
                    let is_here = self.item == Some(*at);
                    let hit = Rect { y: area.y + y, height: 1, ..area };
                    memory.hits.push((hit, Target::row(*at, is_here)));
                    let Some((_, item)) = whole.items.get(*at) else { continue };
                    line(item, is_here, state, columns, theme)
                }
            });
        }
        shown.extend(foot.iter().skip(skip.saturating_sub(rows.len())).take(height - shown.len()).cloned());
        paper::lines(buffer, area, &shown, 0, theme.quiet);
        paper::more(buffer, area, skip > 0, all > skip + height, theme.quiet);
    }
}

/// A row of a bulletin. Of many thousands a screen shows forty, and only those become lines.
enum Row<'a> {
    Free,
    Line(Line<'static>),
    Heading(&'a str),
    /// An item, by its place among them.
    Item(usize),
}

fn day(row: &BulletinRow, state: &State) -> String {
    row.issued.map(|issued| days::issued_short(issued, state.today)).unwrap_or_default()
}

/// Its title; where that does not say who publishes it, that too.
fn name(row: &BulletinRow) -> String {
    let title = row.title.as_deref().or(row.publisher.as_deref()).unwrap_or("without a title");
    match &row.publisher {
        Some(publisher) if !title.contains(publisher.as_str()) => format!("{title}, {publisher}"),
        _ => title.to_owned(),
    }
}

/// What it is, and its verses.
fn head(whole: &BulletinDetail, state: &State, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let row = &whole.row;
    let title = row.title.as_deref().or(row.publisher.as_deref()).unwrap_or("Without a title");
    let mut lines = paper::wrapped(title, columns, 0, theme.strong);
    let day = row.issued.map(|issued| days::issued(issued, state.today));
    let publisher = row.publisher.clone().filter(|publisher| !title.contains(publisher.as_str()));
    let told = [publisher, day, Some(counted(whole.items.len(), "item"))];
    let told: Vec<String> = told.into_iter().flatten().collect();
    lines.extend(paper::wrapped(&told.join(", "), columns, 0, theme.quiet));
    for verse in &whole.scripture {
        lines.push(Line::default());
        lines.extend(paper::wrapped(&verse.reference, columns, 0, theme.strong));
        if !verse.text.is_empty() {
            lines.extend(paper::wrapped(&verse.text, columns, 2, theme.text));
        }
    }
    lines
}

/// How an item stands, in the width of a word.
fn standing(row: &ItemRow, state: &State) -> String {
    match row.verdict {
        _ if row.archived => "put away".to_owned(),
        Some(Verdict::Answered) => "answered".to_owned(),
        Some(Verdict::Otherwise) => "otherwise".to_owned(),
        Some(Verdict::Partly) => "partly".to_owned(),
        Some(Verdict::SetBack) => "set back".to_owned(),
        None if !row.kinds.request => "praise".to_owned(),
        None if row.snoozed_until.is_some_and(|day| day > state.today) => "rests".to_owned(),
        None => row.last_prayed.map_or_else(|| "new".to_owned(), |day| days::ago(day, state.today)),
    }
}

fn line(row: &ItemRow, here: bool, state: &State, columns: usize, theme: &Theme) -> Line<'static> {
    const STANDING: usize = 11;
    // at the right a mark may say that there is more
    const MORE: usize = 2;
    let style = match row.verdict {
        Some(Verdict::Answered | Verdict::Otherwise) => theme.answered,
        None if !row.kinds.request => theme.praise,
        _ => theme.quiet,
    };
    let mark = if here { Span::styled("> ", theme.accent) } else { Span::raw("  ") };
    let standing = format!("{:<STANDING$}", standing(row, state));
    let title = paper::line_of(&row.title, columns.saturating_sub(2 + STANDING + MORE));
    Line::from(vec![
        mark,
        Span::styled(standing, style),
        Span::styled(title, if here { theme.strong } else { theme.text }),
    ])
}

/// What asks nothing, and what nobody could place.
fn foot<'a>(whole: &'a BulletinDetail, theme: &Theme) -> Parts<'a> {
    let mut parts = Parts::new();
    let notes = whole.notes.iter().map(|note| note.text.as_str());
    let unsorted = whole.unsorted.iter().map(|line| line.text.as_str());
    for (heading, texts) in [("Notes", notes.collect::<Vec<_>>()), ("Unsorted", unsorted.collect())] {
        if !texts.is_empty() {
            parts.extend([Line::default().into(), Line::styled(heading, theme.strong).into()]);
        }
        parts.extend(texts.into_iter().map(|text| words(text, 2, theme.quiet)));
    }
    parts
}
