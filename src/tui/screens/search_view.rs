//! How the search looks: three areas from 100 columns, two from 60, one below.
//!
//! ```text
//!  Search  kenya rain is:open
//!  near: Nargiza                                          200 and more, newest first
//!
//!  Narrow down       │ > due   9 days    Rain for the herders around Moyale
//!    region:         │         2 months  The well at Moyale
//!    country:        │   Scripture
//!    is:             │   Romans 8:26     Open Gate, March
//!    publisher:      │─────────────────────────────────────────────────────────────
//!    prayed:<30d     │ Pray for rain for the herders around Moyale ...
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Search;
use crate::journal::VerseRow;
use crate::text;
use crate::tui::msg::Target;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::page::{self, Part};
use crate::tui::widgets::{days, found, paper, reader, rows, sheet};

/// What a search may be narrowed down with: as it is typed, and what it says.
const PARTS: [(&str, &str); 8] = [
    ("region:", "by its name"),
    ("country:", "kenya, or KE"),
    ("is:", "open, private"),
    ("publisher:", "by its name"),
    ("prayed:", "<30d, never"),
    ("before:", "2026-03-01"),
    ("after:", "2026-03-01"),
    ("\"...\"", "words together"),
];

/// At most so many lines say what is wrong with what is typed.
const MOST_TOLD: u16 = 4;

impl Search {
    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let area = paper::within(area);
        let (label, field) = match &self.naming {
            Some(naming) => ("Name of this view", &naming.field),
            None => (if area.width < 40 { "/" } else { "Search" }, &self.field),
        };
        let x = paper::put(buffer, area, 0, 0, label, theme.strong) + 2;
        let line =
            Rect { x: area.x + x, width: area.width.saturating_sub(x), height: 1.min(area.height), ..area };
        field.view(buffer, line, theme, true);
        let roomy = area.height >= 8;
        let told = Rect { height: if roomy { MOST_TOLD } else { 1 }, ..paper::inset(area, 1, 0) };
        let gap = self.told_view(theme, buffer, told.intersection(area)).max(1) + u16::from(roomy);
        let below = paper::inset(area, 1 + gap.min(area.height.saturating_sub(1)), 0);
        if area.width + 2 >= paper::BESIDE {
            let width = area.width / 4;
            self.parts_view(theme, buffer, Rect { width: width.saturating_sub(1), ..below });
            paper::divide(buffer, below, width, theme.quiet);
            let rest = Rect { x: below.x + width + 2, width: below.width.saturating_sub(width + 2), ..below };
            self.two(state, theme, memory, buffer, rest);
        } else if area.width + 2 >= paper::ABOVE && below.height >= 8 {
            self.two(state, theme, memory, buffer, below);
        } else {
            self.list_view(state, theme, memory, buffer, below);
        }
    }

    /// The quiet line below what is typed, or what is wrong with that; how many lines it takes.
    fn told_view(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) -> u16 {
        let columns = usize::from(area.width);
        if let Some(complaint) = self.complaint.as_ref().filter(|_| self.naming.is_none()) {
            // what is put in brackets says more than has to be known
            let fits = text::width(complaint) <= columns;
            let told =
                if fits { complaint.as_str() } else { complaint.split(" (").next().unwrap_or_default() };
            if area.height == 1 {
                paper::put(buffer, area, 0, 0, told, theme.quiet);
                return 1;
            }
            let lines = paper::wrapped(told, columns, 0, theme.quiet);
            paper::lines(buffer, area, &lines, 0, theme.quiet);
            return (lines.len() as u16).min(area.height);
        }
        let (first, second) = self.told_words(area.width);
        let end = paper::put(buffer, area, 0, 0, &first, theme.quiet);
        if !second.is_empty() {
            paper::put_right(buffer, area, 0, end + u16::from(end > 0) * 3, &second, theme.quiet);
        }
        1
    }

    fn told_words(&self, columns: u16) -> (String, String) {
        if let Some(naming) = &self.naming {
            let told = match (&naming.is, &naming.from) {
                (Some(_), _) => "another name renames the view; none takes it off home",
                (None, Some(_)) => "the view will hold these words; another name makes another",
                (None, None) => "it will stand on the left of home",
            };
            return (told.to_owned(), String::new());
        }
        let near: Vec<String> = self
            .found
            .near
            .iter()
            .map(|near| {
                let some: Vec<&str> = near.meant.iter().take(3).map(String::as_str).collect();
                format!("near {}: {}", near.typed, some.join(", "))
            })
            .collect();
        let offers = match self.offers.as_slice() {
            [] => String::new(),
            // what is typed in full already is no offer, and from three areas on they stand on the left
            [only] if self.field.text().ends_with(only.as_str()) => String::new(),
            _ if columns + 2 >= paper::BESIDE => String::new(),
            offers => offers.iter().fold("Tab:".to_owned(), |told, offer| {
                let longer = format!("{told}  {offer}");
                if text::width(&longer) <= usize::from(columns) { longer } else { told }
            }),
        };
        let first = match (near.is_empty(), self.issue()) {
            (false, _) => near.join("; "),
            (true, Some(issue)) => issue.to_owned(),
            (true, None) => offers,
        };
        if self.is_empty() || !self.told {
            return (first, String::new());
        }
        let count = self.found.rows.len();
        let counted = match count {
            0 => String::new(),
            1 => "1 found".to_owned(),
            count if count >= Search::MOST => format!("the newest {count}"),
            count => format!("{count} found, newest first"),
        };
        let looked = match self.found.rest {
            Some(rest) if rest.below.is_some() && count < Search::MOST => {
                let so_far = if self.goes_on() { " so far" } else { "" };
                format!("the newest {} were looked through{so_far}", thousands(self.found.looked))
            }
            _ => String::new(),
        };
        let second =
            [counted, looked].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ");
        (first, second)
    }

    /// What a search can be narrowed down with; where a part is being typed, what it may go on with.
    fn parts_view(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        let heading = if self.offers.is_empty() { "Narrow down" } else { "Tab goes on with" };
        paper::put(buffer, area, 0, 0, heading, theme.strong);
        let lines = paper::inset(area, 1, 0);
        if !self.offers.is_empty() {
            for (offer, y) in self.offers.iter().zip(0..lines.height) {
                paper::put(buffer, lines, 2, y, offer, theme.text);
            }
            return;
        }
        for ((part, told), y) in PARTS.iter().zip(0..lines.height) {
            paper::put(buffer, lines, 2, y, part, theme.text);
            paper::put(buffer, lines, 14, y, told, theme.quiet);
        }
    }

    fn two(&self, state: &State, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let verses = if self.verses.is_empty() { 0 } else { self.verses.len() as u16 + 2 };
        let wanted = (self.found.rows.len() as u16).saturating_add(verses).max(3);
        let upper = (area.height / 2).min(wanted);
        self.list_view(state, theme, memory, buffer, Rect { height: upper, ..area });
        if self.count() == 0 {
            return;
        }
        paper::rule(buffer, area, upper, theme.quiet);
        let lower = paper::inset(area, upper + 1, 0);
        let text = sheet::beside(lower);
        self.reader_view(state, theme, memory, buffer, text);
    }

    fn list_view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        if self.is_empty() {
            let told = [
                "Words of a request, a note, an answer or a verse, each as far as you",
                "know it: moyal finds Moyale. A passage, too: Romans 8.",
            ];
            let lines: Vec<_> =
                told.iter().map(|line| ratatui::text::Line::styled(*line, theme.quiet)).collect();
            let wrapped;
            let lines = if area.width < 70 {
                wrapped = paper::wrapped(&told.join(" "), usize::from(area.width), 0, theme.quiet);
                &wrapped
            } else {
                &lines
            };
            paper::lines(buffer, area, lines, 0, theme.quiet);
            return;
        }
        if self.count() == 0 {
            // a part such as `region:` says nothing before it says which
            let begun = self.field.text().trim_end().ends_with(':');
            if self.told && !self.goes_on() && !begun && self.complaint.is_none() {
                let told = "nothing found; fewer letters find more";
                paper::put(buffer, area, 0, 0, told, theme.quiet);
            }
            return;
        }
        let items = self.found.rows.len();
        let below = match self.verses.len() as u16 {
            0 => 0,
            verses if items == 0 => verses + 1,
            verses => (verses + 2).min(area.height.saturating_sub(1)),
        };
        let list = Rect { height: area.height.saturating_sub(below), ..area };
        let look =
            rows::Look { today: state.today, portion: &state.home.portion, focused: true, verdicts: false };
        if items > 0 {
            let height = list.height.min(items as u16);
            let cursor = if self.cursor < items { self.cursor } else { usize::MAX };
            let top = Rect { height, ..list };
            rows::draw(buffer, top, &self.found.rows, cursor, look, theme, memory);
            let titles = rows::titles(area.width);
            found::mark(
                buffer,
                Rect { x: top.x + titles, width: top.width.saturating_sub(titles), ..top },
                self.needles(),
            );
        }
        if below > 0 {
            let used = list.height.min(items as u16) + u16::from(items > 0);
            self.verses_view(state, theme, memory, buffer, paper::inset(area, used, 0));
        }
    }

    fn verses_view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        paper::put(buffer, area, 2, 0, "Scripture", theme.strong);
        let lines = paper::inset(area, 1, 0);
        for ((at, verse), y) in self.verses.iter().enumerate().zip(0..lines.height) {
            let row = self.found.rows.len() + at;
            let here = row == self.cursor;
            if here {
                paper::put(buffer, lines, 0, y, ">", theme.accent);
            }
            let style = if here { theme.strong } else { theme.text };
            let end = 2 + paper::put(buffer, lines, 2, y, &verse.reference, style);
            let from = issue(verse, state);
            let room = usize::from(lines.width.saturating_sub(end + 3));
            if text::width(&from) <= room {
                paper::put_right(buffer, lines, y, end + 2, &from, theme.quiet);
            } else {
                paper::put(buffer, lines, end + 2, y, &from, theme.quiet);
            }
            let line = Rect { y: lines.y + y, height: 1, ..lines };
            found::mark(buffer, line, self.needles());
            memory.hits.push((line, Target::row(row, here)));
        }
    }

    fn reader_view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        if let Some(verse) = self.verse() {
            let columns = usize::from(area.width);
            let mut lines = paper::wrapped(&verse.text, columns, 0, theme.text);
            let told = match verse.items {
                1 => "Enter shows its one request.".to_owned(),
                items => format!("Enter shows its {items} requests and praises."),
            };
            lines.extend(paper::wrapped(&verse.reference, columns, 0, theme.quiet));
            let theirs = lines.len() as u16;
            lines.push(ratatui::text::Line::default());
            lines.extend(paper::wrapped(
                &format!("{}. {told}", issue(verse, state)),
                columns,
                0,
                theme.quiet,
            ));
            paper::lines(buffer, area, &lines, 0, theme.quiet);
            let marked = Rect { height: area.height.min(theirs), ..area };
            found::mark(buffer, marked, self.needles());
            return;
        }
        let Some(row) = self.row() else { return };
        let Some(known) = self.known.as_ref().filter(|known| known.detail.row.id == row.id) else {
            paper::put(buffer, area, 0, 0, &row.title, theme.text);
            return;
        };
        let columns = usize::from(area.width);
        let parts = reader::parts(known, columns, state.today, theme);
        // kneel's own words beside them are not what was sought: headings, how it stands, where it comes from
        let mut own = reader::footing(known, state.today, None, theme);
        reader::waiting(known, theme, &mut own);
        let theirs = |part: &Part<'_>| matches!(part, Part::Words { .. }) && !own.contains(part);
        let theirs: Vec<bool> = parts.iter().map(theirs).collect();
        let is_theirs = |part: usize| theirs.get(part).copied().unwrap_or(false);
        // a long text is shown from where it says what was sought, where that is not too far down to look for
        memory.page.show(parts.clone(), columns);
        let height = usize::from(area.height);
        memory.page.first(height);
        let lines = memory.page.lines_with_parts().filter(|(_, part, _)| is_theirs(*part));
        let first = found::first(lines.map(|(at, _, line)| (at, line)), self.needles()).unwrap_or(0);
        let skip = if first < height { 0 } else { first.saturating_sub(1) };
        page::draw(buffer, area, parts, skip, theme.quiet, memory);
        let skip = skip.min(memory.page.laid().saturating_sub(height));
        let shown = memory.page.lines_with_parts().skip(skip).zip(area.top()..area.bottom());
        for (_, y) in shown.filter(|((_, part, _), _)| is_theirs(*part)) {
            found::mark(buffer, Rect { y, height: 1, ..area }, self.needles());
        }
    }
}

/// "Open Gate, March, 1 Mar".
pub(super) fn issue(verse: &VerseRow, state: &State) -> String {
    let title = verse.title.clone().unwrap_or_default();
    let publisher = verse.publisher.clone().filter(|publisher| !title.contains(publisher.as_str()));
    let day = verse.issued.map(|issued| days::issued(issued, state.today));
    let parts: Vec<String> =
        publisher.into_iter().chain((!title.is_empty()).then_some(title)).chain(day).collect();
    parts.join(", ")
}

/// "120,000": rounded to what says enough.
fn thousands(count: u64) -> String {
    if count < 1_000 { count.to_string() } else { format!("{},000", count / 1_000) }
}
