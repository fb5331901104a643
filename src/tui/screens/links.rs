//! The links of an item: each address whole, before it is opened.
//!
//! ```text
//!           Open in your browser
//!           Pastor R.: hearing moved to 20 March
//!
//!         > Read the full story
//!           https://open-gate.example/letters/march
//!
//!           It leads to open-gate.example. Who runs that site can see that somebody came.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::bulletin::Link;
use crate::journal::{ItemDetail, NoteEntry};
use crate::text::{Address, addresses};
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Seen, Target};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll, sheet};

/// What the screen knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Links {
    title: String,
    /// Those with an address, the words and the address as the document gives it.
    found: Vec<(String, String)>,
    cursor: usize,
}

impl Links {
    /// Opens the list, where there is anything in it.
    pub fn open(state: &mut State, detail: &ItemDetail) {
        let told = |link: &Link| Some((link.text.clone(), link.url.clone()?));
        let mut found: Vec<(String, String)> = detail.links.iter().filter_map(told).collect();
        found.extend(in_words(detail, &found));
        if found.is_empty() {
            let words = match detail.links.first() {
                Some(_) => "it names a link, but its address was lost on the way here",
                None => "there is no link in it",
            };
            state.say(Tone::Plain, words);
            return;
        }
        let title = detail.row.title.clone();
        state.above.push(Screen::Links(Box::new(Links { title, found, cursor: 0 })));
    }

    /// Puts the cursor on a link.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.found.len().saturating_sub(1));
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::Open || self.address().is_some_and(|address| Address::read(address).is_ok())
    }

    fn address(&self) -> Option<&str> {
        self.found.get(self.cursor).map(|(_, address)| address.as_str())
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Links(links)) = state.above.last_mut() else { return Vec::new() };
        let Some(address) = links.address().map(str::to_owned) else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
            }
            Action::Copy => return vec![Command::Copy(address)],
            Action::Open => match Address::read(&address) {
                Ok(address) => {
                    state.above.pop();
                    return vec![Command::Browse(address)];
                }
                Err(reason) => state.say(Tone::Trouble, reason.to_string()),
            },
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    links.point(links.cursor.saturating_add_signed(by));
                }
            }
        }
        Vec::new()
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let body = sheet::draw(buffer, area, "Open in your browser", &self.title, theme);
        let columns = usize::from(body.width);
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut starts = Vec::new();
        for (at, (words, address)) in self.found.iter().enumerate() {
            let here = at == self.cursor;
            let start = lines.len();
            starts.push(start);
            if words != address && !words.is_empty() {
                lines.extend(paper::wrapped(words, columns, 2, if here { theme.strong } else { theme.text }));
            }
            lines.extend(paper::wrapped(address, columns, 2, theme.quiet));
            if here {
                lines.extend(paper::wrapped(&warning(address), columns, 2, theme.text));
            }
            let first = lines.get_mut(start).and_then(|line| line.spans.first_mut());
            if let Some(margin) = first.filter(|_| here) {
                *margin = Span::styled("> ", theme.accent);
            }
            lines.push(Line::default());
        }
        let height = usize::from(body.height);
        let ends = starts.get(self.cursor + 1).copied().unwrap_or(lines.len());
        let skip = ends.saturating_sub(height);
        memory.seen.list = 1;
        for (at, start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(lines.len()).min(skip + height);
            let start = (*start).max(skip);
            if start < end {
                let y = body.y + (start - skip) as u16;
                memory.hits.push((
                    Rect { y, height: (end - start) as u16, ..body },
                    Target::row(at, at == self.cursor),
                ));
            }
        }
        paper::lines(buffer, body, &lines, skip, theme.quiet);
    }
}

/// Addresses in the text and in the notes that are not among the links.
fn in_words(detail: &ItemDetail, found: &[(String, String)]) -> Vec<(String, String)> {
    let notes = detail.written.iter().map(NoteEntry::words);
    let texts: Vec<String> = std::iter::once(detail.text.clone()).chain(notes).collect();
    texts
        .iter()
        .flat_map(|text| addresses(text))
        .filter(|address| Address::read(address).is_ok())
        .filter(|address| found.iter().all(|(_, known)| known != address))
        .map(|address| (String::new(), address.to_owned()))
        .collect()
}

/// What somebody should know before they open an address.
fn warning(address: &str) -> String {
    match Address::read(address) {
        Err(reason) => reason.to_string(),
        Ok(address) => {
            let alike = if address.is_foreign() {
                " Its name holds letters that may only look like those you know."
            } else {
                ""
            };
            format!("It leads to {}.{alike} Who runs that site can see that somebody came.", address.site)
        }
    }
}
