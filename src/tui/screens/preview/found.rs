//! The bulletin's side of the preview: what was read, in the order of the document, following the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::lines::mark;
use super::{Preview, Side};
use crate::bulletin::{Bulletin, Fate, Issued, Outcome};
use crate::text;
use crate::tui::msg::Target;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::{Place, ViewMemory};
use crate::tui::widgets::{days, paper};

/// Where the words stand behind the name of what they are.
const WORDS: u16 = 11;

/// Something that is shown as one.
enum Entry<'a> {
    /// What is to be known of all of it: what the document has and this reading has not, or that it is no bulletin.
    Whole { words: &'a str },
    /// What a bulletin says of itself.
    Head { bulletin: &'a Bulletin, line: usize, first: bool },
    /// A heading; without a line of its own where an item brings it along.
    Heading { name: Option<&'a str>, line: Option<usize> },
    /// A block's words.
    Words { outcome: Outcome<'a> },
}

impl Preview {
    pub(super) fn found_view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let entries = self.entries();
        let at_cursor = |entry: &Entry<'_>| entry.line().is_some_and(|line| line <= self.cursor);
        let here = entries.iter().rposition(at_cursor).unwrap_or(0);
        let rows = |at: usize| entries.get(at).map_or(0, |entry| entry.rows(state, theme, area).len());
        let height = usize::from(area.height);
        let top = memory.stand(Place::Found, here, entries.len(), height, rows);
        let mut y = 0;
        for (at, entry) in entries.iter().enumerate().skip(top) {
            if y >= area.height {
                break;
            }
            let from = y;
            for (x, words, style) in entry.rows(state, theme, area) {
                paper::put(buffer, area, x, y, &words, style);
                y += 1;
            }
            let shown = y.min(area.height);
            if let Some((label, style)) = entry.label().map(|fate| (name(fate), mark(fate, theme).1)) {
                paper::put(buffer, area, 2, from, label, style);
            }
            let marked = at == here && !matches!(entry, Entry::Head { .. });
            if marked {
                let style = if self.side == Side::Found { theme.accent } else { theme.quiet };
                let gap = u16::from(matches!(entry, Entry::Heading { .. }));
                paper::put(buffer, area, 0, from + gap, ">", style);
            }
            if let Some(line) = entry.line() {
                let hit = Rect { y: area.y + from, height: shown - from, ..area };
                memory.hits.push((hit, Target::Row(line)));
            }
        }
        if self.side == Side::Found {
            memory.seen.list = height;
        }
        paper::more(buffer, area, top > 0, y > area.height, theme.quiet);
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let whole = self.reading.problems.iter().filter(|problem| problem.line.is_none());
        let mut entries: Vec<_> = whole.map(|problem| Entry::Whole { words: &problem.what }).collect();
        for (at, issue) in self.reading.issues.iter().enumerate() {
            let line = issue.blocks.first().map_or(0, |block| block.lines.start);
            entries.push(Entry::Head { bulletin: &issue.bulletin, line, first: at == 0 });
            let mut heading: Option<&str> = None;
            for outcome in issue.outcomes() {
                match outcome.fate {
                    Fate::Heading => {
                        heading = Some(outcome.block.text.trim_end_matches(':'));
                        let line = Some(outcome.block.lines.start);
                        entries.push(Entry::Heading { name: heading, line });
                    }
                    Fate::Title | Fate::Date | Fate::Boilerplate => {}
                    _ => {
                        if let Some(item) = outcome.item
                            && item.heading.as_deref() != heading
                        {
                            heading = item.heading.as_deref();
                            entries.push(Entry::Heading { name: heading, line: None });
                        }
                        entries.push(Entry::Words { outcome });
                    }
                }
            }
        }
        entries
    }
}

type Row = (u16, String, Style);

impl Entry<'_> {
    /// The line of the document that it begins with.
    fn line(&self) -> Option<usize> {
        match self {
            Entry::Head { line, .. } => Some(*line),
            Entry::Heading { line, .. } => *line,
            Entry::Words { outcome } => Some(outcome.block.lines.start),
            Entry::Whole { .. } => None,
        }
    }

    fn label(&self) -> Option<Fate> {
        match self {
            Entry::Words { outcome } => Some(outcome.fate),
            _ => None,
        }
    }

    /// What is seen of it: no more than there is room for, and a row by which it is known that there is more.
    fn rows(&self, state: &State, theme: &Theme, area: Rect) -> Vec<Row> {
        match self {
            Entry::Head { bulletin, first, .. } => head(bulletin, *first, theme, area),
            Entry::Whole { words } => {
                let rows = text::safe_rows(words, usize::from(area.width), usize::from(area.height));
                let rows = rows.into_iter().map(|row| (0, row, theme.trouble));
                rows.chain([(0, String::new(), theme.text)]).collect()
            }
            Entry::Heading { name, .. } => {
                let name = name.unwrap_or("under no heading");
                vec![(0, String::new(), theme.text), (2, name.to_owned(), theme.strong)]
            }
            Entry::Words { outcome } => {
                let day = outcome.item.and_then(|item| item.date);
                let day = day.map(|day| format!("{}: ", days::long(day, state.today))).unwrap_or_default();
                let reference = outcome.block.reference.as_ref().map(|words| format!(" {words}"));
                let words = format!("{day}{}{}", outcome.block.text, reference.unwrap_or_default());
                let style = if outcome.item.is_some() { theme.text } else { theme.quiet };
                let columns = usize::from(area.width.saturating_sub(WORDS));
                let rows = text::safe_rows(&words, columns, usize::from(area.height) + 1);
                rows.into_iter().map(|row| (WORDS, row, style)).collect()
            }
        }
    }
}

/// A bulletin's title, then who publishes it, when, and in which language.
fn head(bulletin: &Bulletin, first: bool, theme: &Theme, area: Rect) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    if !first {
        rows.push((0, String::new(), theme.text));
        rows.push((0, "─".repeat(usize::from(area.width)), theme.quiet));
    }
    if bulletin.is_empty() {
        rows.push((0, "nothing of it is kept".to_owned(), theme.quiet));
        return rows;
    }
    let title = bulletin.title.as_deref().unwrap_or("without a title");
    let (columns, seen) = (usize::from(area.width), usize::from(area.height) + 1);
    rows.extend(text::safe_rows(title, columns, seen).into_iter().map(|row| (0, row, theme.strong)));
    let day = bulletin.issued().map(Issued::in_words);
    let told = [
        bulletin.publisher.clone().unwrap_or_else(|| "publisher not known".to_owned()),
        day.unwrap_or_else(|| "without a date".to_owned()),
        language(bulletin.language.as_deref()).to_owned(),
    ];
    let told: Vec<&str> = told.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let told = text::wrap(&text::safe_line(&told.join(", ")), columns);
    rows.extend(told.into_iter().map(|row| (0, row, theme.quiet)));
    rows.push((0, String::new(), theme.text));
    rows
}

/// What something is, in a word that fits its column.
fn name(fate: Fate) -> &'static str {
    match fate {
        Fate::Request | Fate::Item => "request",
        Fate::Praise => "praise",
        Fate::Both => "both",
        Fate::Scripture => "verse",
        Fate::Note => "note",
        Fate::Story => "story",
        Fate::Unsorted => "unsorted",
        Fate::Heading | Fate::Title | Fate::Date | Fate::Boilerplate => "",
    }
}

/// A language by its name; by its code where the code is all that is known.
fn language(code: Option<&str>) -> &str {
    match code.unwrap_or_default() {
        "en" => "English",
        "de" => "German",
        "es" => "Spanish",
        "fr" => "French",
        "it" => "Italian",
        "ko" => "Korean",
        "nl" => "Dutch",
        "pt" => "Portuguese",
        code => code,
    }
}
