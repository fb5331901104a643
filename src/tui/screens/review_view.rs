//! How an evening looks: from 100 columns on the list beside the request, below that the request alone, big and calm.
//!
//! ```text
//!  Group review  Tuesday group      since 3 March     item 2 of 15     2 private items held back
//!  Answered                   3  │
//!    done  Damir                 │   The well at Moyale
//!  > now   The well at Moyale    │
//!          Visa for the O. family│   We asked, 11 November (Lamplight, item 4)
//!                                │      Clean water before the school term opens.
//!  Still waiting              8  │
//!          Aigul's family        │   We heard, 4 May (Lamplight, item 2)
//!          (6 more)              │      The pump ran on Saturday. 340 families now draw from it.
//!                                │
//!  New                        4  │   Answered after 25 weeks. Prayed 23 times.
//! ```

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Mode, Review};
use crate::bulletin::Issued;
use crate::group::review::Review as List;
use crate::group::{Entry, Heard, PartKind, words};
use crate::journal::{ItemRow, Verdict};
use crate::text;
use crate::tui::msg::{Remembered, Target};
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::page::{self, Parts, words};
use crate::tui::widgets::{days, paper, reader, sheet};

/// A line of the list.
enum Listed<'a> {
    Heading(PartKind, usize),
    Row(usize, &'a ItemRow),
    More(usize),
    Gap,
}

impl Review {
    /// Draws the first line of the picture.
    pub fn header(&self, state: &State, buffer: &mut Buffer, area: Rect, theme: &Theme) {
        let line = Rect { width: area.width - 1, ..area };
        let x = 1 + paper::put(buffer, line, 1, 0, "Group review", theme.strong);
        let Some(list) = &self.list else { return };
        let name = list.view.as_deref().map(words::name_of).unwrap_or_default();
        let period = match (&self.was, list.since) {
            (Some(was), _) => format!("evening of {}", days::long(was.day, state.today)),
            (None, Some(since)) => format!("since {}", days::long(since, state.today)),
            (None, None) => "from the beginning".to_owned(),
        };
        // an evening that is over is at none of its items
        let count = if matches!(self.mode, Mode::Kept(_)) { 0 } else { self.count() };
        let place = if count == 0 { String::new() } else { format!("{} of {count}", self.at + 1) };
        let item = if count == 0 { String::new() } else { format!("item {place}") };
        let (held, short) = match list.private {
            0 => (String::new(), String::new()),
            1 => ("1 private item held back".to_owned(), "1 held back".to_owned()),
            private => (format!("{private} private items held back"), format!("{private} held back")),
        };
        let joined = |parts: &[&str]| {
            let said = parts.iter().filter(|part| !part.is_empty());
            said.copied().collect::<Vec<_>>().join("     ")
        };
        let candidates = [
            (name.as_str(), joined(&[&period, &item, &held])),
            (&name, joined(&[&item, &held])),
            (&name, joined(&[&item, &short])),
            ("", joined(&[&item, &short])),
            ("", joined(&[&place, &short])),
            ("", place.clone()),
        ];
        let room = usize::from(line.width);
        let fits = |(name, told): &&(&str, String)| {
            let named = if name.is_empty() { 0 } else { 2 + text::width(name) };
            usize::from(x) + named + 2 + text::width(told) <= room
        };
        if let Some((name, told)) = candidates.iter().find(fits) {
            paper::put(buffer, line, x + 2, 0, name, theme.text);
            paper::put_right(buffer, line, 0, x, told, theme.quiet);
        } else if text::width(&place) < room {
            // what is counted matters more than the name of the screen
            paper::put(buffer, line, 0, 0, &" ".repeat(room), theme.text);
            paper::put_right(buffer, line, 0, 0, &place, theme.quiet);
        }
    }

    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let Some(list) = &self.list else { return };
        match &self.mode {
            Mode::People(field) => {
                let told =
                    format!("{}, {}", days::long(state.today, state.today), list.evening(None).words());
                let body = sheet::draw(buffer, area, "How many of you?", &told, theme);
                field.view(buffer, Rect { height: body.height.min(1), ..body }, theme, true);
                let hint = "Left empty, nobody is counted; \"no\" leaves without keeping the evening.";
                let below = paper::inset(body, 2, 0);
                let lines = paper::wrapped(hint, usize::from(below.width), 0, theme.quiet);
                paper::lines(buffer, below, &lines, 0, theme.quiet);
                return;
            }
            Mode::Kept(told) => {
                let body = sheet::draw(buffer, area, told, "", theme);
                let hint = "It can be opened again among the evenings that were.";
                let lines = paper::wrapped(hint, usize::from(body.width), 0, theme.quiet);
                paper::lines(buffer, body, &lines, 0, theme.quiet);
                return;
            }
            Mode::Looking | Mode::Who(_) => {}
        }
        if self.count() == 0 {
            return nothing(list, theme, buffer, area);
        }
        if area.width >= paper::BESIDE {
            let width = (area.width * 7 / 20).clamp(32, 48);
            paper::divide(buffer, area, width, theme.quiet);
            self.list_view(list, theme, memory, buffer, Rect { width: width - 1, ..area });
            let rest = Rect { x: area.x + width + 2, width: area.width - width - 3, ..area };
            self.pair(state, theme, memory, buffer, rest);
        } else {
            let line = sheet::column(area);
            if area.height >= 6 {
                paper::put(buffer, line, 0, 0, &self.where_one_is(list), theme.quiet);
            }
            let used = u16::from(area.height >= 6);
            self.pair(state, theme, memory, buffer, paper::inset(area, used, 0));
        }
    }

    /// "Still waiting, 2 of 8".
    fn where_one_is(&self, list: &List) -> String {
        let Some((kind, _)) = list.items().nth(self.at) else { return String::new() };
        let before = list.items().take(self.at).filter(|(part, _)| *part == kind).count();
        format!("{}, {} of {}", kind.words(), before + 1, list.count(kind))
    }

    fn list_view(
        &self,
        list: &List,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let area = Rect { x: area.x + 1, width: area.width - 1, ..area };
        let mut lines = Vec::new();
        let mut at = 0;
        let mut here = 0;
        for (kind, rows, more) in list.parts.iter().filter(|(_, rows, _)| !rows.is_empty()) {
            lines.push(Listed::Heading(*kind, rows.len() + more));
            for row in rows {
                if at == self.at {
                    here = lines.len();
                }
                lines.push(Listed::Row(at, row));
                at += 1;
            }
            if *more > 0 {
                lines.push(Listed::More(*more));
            }
            lines.push(Listed::Gap);
        }
        lines.pop();
        let height = usize::from(area.height);
        let skip = here.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        for (line, y) in lines.iter().skip(skip).zip(0..area.height) {
            match line {
                Listed::Gap => {}
                Listed::Heading(kind, count) => {
                    let taken = paper::put(buffer, area, 0, y, kind.words(), theme.strong);
                    paper::put_right(buffer, area, y, taken + 1, &count.to_string(), theme.quiet);
                }
                Listed::More(more) => {
                    paper::put(buffer, area, 8, y, &format!("({more} more)"), theme.quiet);
                }
                Listed::Row(index, row) => {
                    let now = *index == self.at;
                    let mark = match (now, self.seen.contains(&row.id)) {
                        (true, _) => "now",
                        (false, true) => "done",
                        (false, false) => "",
                    };
                    if now {
                        paper::put(buffer, area, 0, y, ">", theme.accent);
                    }
                    paper::put(buffer, area, 2, y, mark, if now { theme.accent } else { theme.quiet });
                    paper::put(buffer, area, 8, y, &row.title, if now { theme.strong } else { theme.text });
                    let hit = Rect { y: area.y + y, height: 1, ..area };
                    memory.hits.push((hit, Target::Row(*index)));
                }
            }
        }
        paper::more(buffer, area, skip > 0, lines.len() > skip + height, theme.quiet);
    }

    /// The request and what became of it, and the field for who takes it below.
    fn pair(&self, state: &State, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let mut area = sheet::column(area);
        if let Mode::Who(field) = &self.mode {
            let line = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
            let x = paper::put(buffer, line, 0, 0, "Who takes it?", theme.strong) + 2;
            if x < line.width {
                let room = Rect { x: line.x + x, width: line.width - x, ..line };
                field.view(buffer, room, theme, true);
            }
            area = paper::inset(area, 0, 2);
        }
        let Some(known) = self.known() else { return };
        let columns = usize::from(area.width);
        let parts = parts(known, columns, state.today, theme);
        // room above is given up where the words need it
        let airy = if area.height >= 14 { area.height / 8 } else { u16::from(area.height >= 8) };
        memory.page.show(parts.clone(), columns);
        let spare = usize::from(area.height).saturating_sub(memory.page.first(0).len());
        let area = paper::inset(area, airy.min(spare as u16), 0);
        page::draw(buffer, area, parts, self.scroll, theme.quiet, memory);
    }
}

fn nothing(list: &List, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let body = sheet::draw(buffer, area, "Nothing to look at", "", theme);
    let held = words::held_back(list.private).map(|words| format!(" {words}.")).unwrap_or_default();
    let told = format!("Nothing was answered, waits or came in over this time.{held}");
    let lines = paper::wrapped(&told, usize::from(body.width), 0, theme.text);
    paper::lines(buffer, body, &lines, 0, theme.quiet);
}

/// A request with what became of it, in lines of at most `columns`.
fn parts<'a>(known: &'a Remembered, columns: usize, today: NaiveDate, theme: &Theme) -> Parts<'a> {
    let entry = &known.entry;
    let margin = if columns >= 40 { 3 } else { 0 };
    let mut parts = vec![words(&entry.title, 0, theme.strong), Line::default().into()];
    let head = |verb: &str, day: Option<Issued>, source: Option<&str>| {
        let day = day.map(|day| format!(", {}", days::issued(day, today))).unwrap_or_default();
        let source = source.map(|source| format!(" ({source})")).unwrap_or_default();
        words(format!("{verb}{day}{source}"), 0, theme.quiet)
    };
    parts.push(head("We asked", entry.asked.day, entry.asked.source.as_deref()));
    parts.push(words(text::capital(&entry.asked.text), margin, theme.text));
    if let Some(heard) = entry.heard.as_ref().filter(|heard| heard.praise.is_some() || heard.words.is_some())
    {
        parts.push(Line::default().into());
        let source = heard.praise.as_ref().and_then(|praise| praise.source.as_deref());
        parts.push(head("We heard", Some(Issued::On(heard.day)), source));
        let told = heard.praise.iter().map(|praise| &praise.text).chain(&heard.words);
        parts.extend(told.map(|told| words(text::capital(told), margin, theme.text)));
    }
    page::gap(&mut parts);
    let (told, style) = standing(entry, known, today, theme);
    parts.extend((!told.is_empty()).then(|| words(told, 0, style)));
    if let Some(day) = entry.day.filter(|_| known.row.is_open()) {
        let told = if day < today { "Its day has passed:" } else { "Its day comes:" };
        parts.push(words(format!("{told} {}.", days::long(day, today)), 0, theme.due));
    }
    if let Some(who) = &entry.taken_by {
        parts.push(words(format!("{who} takes it."), 0, theme.strong));
    }
    if known.row.archived {
        parts.push(Line::styled(paper::line_of("Let go.", columns), theme.quiet).into());
    }
    if !entry.notes.is_empty() {
        page::gap(&mut parts);
        for note in &entry.notes {
            let day = note.day.map(|day| days::issued_short(day, today)).unwrap_or_default();
            parts.extend(reader::dated(&day, &note.text, columns, theme));
        }
    }
    parts
}

/// How it stands: "Answered after 25 weeks. Prayed 23 times."
fn standing(
    entry: &Entry,
    known: &Remembered,
    today: NaiveDate,
    theme: &Theme,
) -> (String, ratatui::style::Style) {
    let prayed = match entry.times {
        0 => String::new(),
        times => format!(" Prayed {}.", days::times(times)),
    };
    let Some(heard) = &entry.heard else {
        let waited = entry.asked.day.map(|asked| (asked, (today - asked.day()).num_days()));
        let told = match waited {
            Some((asked, waited @ 1..)) => {
                format!("Waiting since {}, {}.", days::issued(asked, today), words::span(waited))
            }
            Some((_, 0)) => "New today.".to_owned(),
            // of what has no day, or one that is still to come, no age is told
            _ => String::new(),
        };
        return ((told + &prayed).trim_start().to_owned(), theme.text);
    };
    let Heard { verdict, day, .. } = heard;
    let how = match verdict {
        Verdict::Answered => "Answered",
        Verdict::Partly => "Partly answered",
        Verdict::Otherwise => "Answered otherwise",
        Verdict::SetBack => "Set back",
    };
    let took = match entry.days_to_answer() {
        Some(0) => " on the same day".to_owned(),
        Some(days) => format!(" after {}", words::span(days)),
        None => String::new(),
    };
    let told_before = heard.praise.is_some() || heard.words.is_some();
    let on = if told_before { String::new() } else { format!(" on {},", days::long(*day, today)) };
    let open = if verdict.keeps_open() && known.row.is_open() { " It stays open." } else { "" };
    let sentence = format!("{how}{on}{took}").trim_end_matches(',').to_owned();
    let style = if *verdict == Verdict::SetBack { theme.text } else { theme.answered };
    (format!("{sentence}.{open}{prayed}"), style)
}
