//! The inbox: a praise, and the earlier requests that it may answer. The person decides, with one key.
//!
//! ```text
//!  We heard, 4 May                          |  We asked, 11 November                    likely
//!    The pump ran on Saturday. 340          |    Clean water before the school term
//!    families now draw from it.             |    Why: “water” was asked, “pump” is told
//!                                           |         asked 6 months before
//!                                           |    Prayed 23 times since 12 November.
//! ```

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::answers::{Confidence, News};
use crate::bulletin::Issued;
use crate::journal::{Change, ItemId, Overview, Verdict, Visibility};
use crate::text;
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Answer, Asked, Command, Heard, Query, Seen, Target};
use crate::tui::state::{Screen, State};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{days, page, paper, reader, rows, scroll, sheet};

/// From so many columns on, praise and requests stand side by side.
const SIDE_BY_SIDE: u16 = 76;

/// How many praises wait, in few letters: "7", "99+".
pub fn told_of(waiting: u64) -> String {
    if waiting > Overview::MANY { format!("{}+", Overview::MANY) } else { waiting.to_string() }
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Inbox {
    /// The praise before the eyes, with what it may answer.
    heard: Option<Box<Heard>>,
    /// Its place among those that wait, from 0, and how many they are.
    at: usize,
    waiting: usize,
    /// Praises that are still to be looked at.
    left: u64,
    /// The request under the cursor.
    cursor: usize,
    /// How many pages further down one reads, where the praise or the request is longer than its place.
    page: usize,
    /// Praises that were decided upon here, to be able to go back to them.
    decided: Vec<ItemId>,
    /// The praise that is gone back to.
    back: Option<ItemId>,
    told: bool,
}

impl Inbox {
    /// Opens the inbox, at a praise where one is given.
    pub fn open(state: &mut State, praise: Option<ItemId>) -> Vec<Command> {
        state.above.push(Screen::Inbox(Box::default()));
        state.settling = true;
        vec![state.ask(Query::Inbox { praise, at: 0, look: false })]
    }

    /// The question for what is before the eyes now.
    pub fn query(&self) -> Query {
        let here = || self.heard.as_ref().map(|heard| heard.suggestion.item.clone());
        Query::Inbox { praise: self.back.clone().or_else(here), at: self.at, look: false }
    }

    /// Goes back to the praise that was decided upon last: that was taken back.
    pub fn undone(&mut self) {
        self.back = self.decided.pop();
    }

    /// Takes an answer; asks on while there are praises nobody looked at.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Answer::Inbox { heard, at, waiting, left } = answer else { return Vec::new() };
        let mut inboxes = state.above.iter_mut().rev();
        let Some(inbox) = inboxes.find_map(|screen| match screen {
            Screen::Inbox(inbox) => Some(inbox),
            _ => None,
        }) else {
            return Vec::new();
        };
        let id = |heard: &Option<Box<Heard>>| heard.as_ref().map(|heard| heard.suggestion.item.clone());
        if id(&inbox.heard) != id(&heard) {
            (inbox.cursor, inbox.page) = (0, 0);
        }
        (inbox.heard, inbox.at, inbox.waiting, inbox.left, inbox.told) = (heard, at, waiting, left, true);
        inbox.back = None;
        inbox.point(inbox.cursor);
        if left == 0 {
            return Vec::new();
        }
        let praise = inbox.heard.as_ref().map(|heard| heard.suggestion.item.clone());
        let at = inbox.at;
        vec![state.ask_beside(Query::Inbox { praise, at, look: true })]
    }

    /// Puts the cursor on a request.
    pub fn point(&mut self, at: usize) {
        let at = at.min(self.asked().len().saturating_sub(1));
        if at != self.cursor {
            (self.cursor, self.page) = (at, 0);
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::GoOn => self.at + 1 < self.waiting,
            Action::Answered | Action::Partly | Action::SetBack | Action::NotThis => self.request().is_some(),
            _ => true,
        }
    }

    /// Whether no praise waits before the eyes.
    pub fn is_empty(&self) -> bool {
        self.heard.is_none()
    }

    fn asked(&self) -> &[Asked] {
        self.heard.as_ref().map_or(&[], |heard| &heard.asked)
    }

    /// The request under the cursor.
    fn request(&self) -> Option<ItemId> {
        self.asked().get(self.cursor).map(|asked| asked.known.detail.row.id.clone())
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Inbox(inbox)) = state.above.last_mut() else { return Vec::new() };
        let verdict = match action {
            Action::Back => {
                state.above.pop();
                return state.refresh();
            }
            Action::GoOn | Action::GoBack => {
                let at = if action == Action::GoOn { inbox.at + 1 } else { inbox.at.saturating_sub(1) };
                let at = at.min(inbox.waiting.saturating_sub(1));
                state.settling = true;
                return vec![state.ask(Query::Inbox { praise: None, at, look: false })];
            }
            Action::Open => {
                let Some(id) = inbox.request() else { return Vec::new() };
                return super::item::Item::open(state, id);
            }
            Action::Answered => Some(Verdict::Answered),
            Action::Partly => Some(Verdict::Partly),
            Action::Otherwise => Some(Verdict::Otherwise),
            Action::SetBack => Some(Verdict::SetBack),
            Action::NotThis | Action::NotAny => None,
            Action::PageDown | Action::PageUp => {
                inbox.page = scroll::moved(inbox.page, action, seen).unwrap_or_default();
                return Vec::new();
            }
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    inbox.point(inbox.cursor.saturating_add_signed(by));
                }
                return Vec::new();
            }
        };
        let Some(heard) = &inbox.heard else { return Vec::new() };
        let praise = heard.suggestion.item.clone();
        let decided = praise.clone();
        let day = heard.suggestion.issued.map_or(today, Issued::last_day).min(today);
        let change = match (verdict, inbox.request()) {
            (None, _) if action == Action::NotAny => Change::Dismissed { item: praise, request: None },
            (_, None) => return Vec::new(),
            (None, request) => Change::Dismissed { item: praise, request },
            (Some(verdict), Some(item)) => {
                Change::Answered { item, verdict, words: String::new(), day, praise: Some(praise) }
            }
        };
        inbox.decided.push(decided);
        state.saving = true;
        vec![Command::Act { changes: vec![change], after: After::Stay }]
    }

    /// "2 of 5", for the header.
    pub fn place(&self) -> String {
        let (place, waiting) = (self.at + 1, told_of(self.waiting as u64));
        match self.waiting {
            0 | 1 => String::new(),
            most if most == place => format!("{place} of {place}"),
            _ => format!("{place} of {waiting}"),
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
        let Some(heard) = &self.heard else {
            self.nothing(theme, buffer, area);
            return;
        };
        let inner = paper::within(area);
        if area.width >= SIDE_BY_SIDE {
            let left = Rect { width: (inner.width - 3) * 2 / 5, ..inner };
            let right = Rect { x: left.right() + 3, width: inner.width - left.width - 3, ..inner };
            paper::divide(buffer, inner, left.width + 1, theme.quiet);
            let lines = self.praise(heard, state, theme, left.width);
            let skip = self.further(lines.len(), left.height, memory);
            paper::lines(buffer, left, &lines, skip, theme.quiet);
            self.requests(state, theme, memory, buffer, right);
        } else {
            let lines = self.praise(heard, state, theme, inner.width);
            let most = (area.height / 2).max(2);
            let height = (lines.len() as u16).min(most);
            let skip = self.further(lines.len(), height, memory);
            paper::lines(buffer, Rect { height, ..inner }, &lines, skip, theme.quiet);
            let gap = u16::from(area.height >= 12);
            if gap > 0 {
                paper::rule(buffer, inner, height, theme.quiet);
            }
            self.requests(state, theme, memory, buffer, paper::inset(inner, height + gap, 0));
        }
    }

    /// How many of so many lines stand above a place so high, on the page that one reads. Seen are as many pages as the
    /// longest has.
    fn further(&self, lines: usize, height: u16, memory: &mut ViewMemory) -> usize {
        let height = usize::from(height);
        let over = lines.saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        memory.seen.text = memory.seen.text.max(over.div_ceil(page));
        (self.page * page).min(over)
    }

    fn nothing(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        let body = sheet::draw(buffer, area, "Inbox", "", theme);
        let words = match (self.told, self.left) {
            (false, _) => return,
            (true, 0) => {
                "No praise waits for you. When a bulletin brings one that may answer an earlier request, it stands here."
                    .to_owned()
            }
            (true, left) => format!("Looking for answers: {left} praises still to go."),
        };
        let lines = paper::wrapped(&words, usize::from(body.width), 0, theme.quiet);
        paper::lines(buffer, body, &lines, 0, theme.quiet);
    }

    fn praise(&self, heard: &Heard, state: &State, theme: &Theme, columns: u16) -> Vec<Line<'static>> {
        let suggestion = &heard.suggestion;
        let day = suggestion.issued.map(|issued| format!(", {}", days::issued(issued, state.today)));
        let told = format!("We heard{}", day.unwrap_or_default());
        let mut lines = vec![Line::styled(paper::line_of(&told, usize::from(columns)), theme.strong)];
        let marks = self.asked().get(self.cursor).map(|asked| &asked.marks);
        lines.extend(marked(&text::capital(&suggestion.text), columns, marks, theme.text, theme.accent));
        let news = match suggestion.news {
            News::Answer => None,
            News::Update => Some("It may be news of a story that goes on: p keeps the request open."),
            News::SetBack => Some("It seems to tell of a setback: b keeps the request open."),
        };
        if let Some(words) = news {
            lines.push(Line::default());
            lines.extend(paper::wrapped(words, usize::from(columns), 2, theme.quiet));
        }
        if let Some(from) = &heard.from {
            lines.push(Line::default());
            lines.extend(paper::wrapped(from, usize::from(columns), 2, theme.quiet));
        }
        lines
    }

    /// The requests, the one under the cursor in full.
    fn requests(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut starts = Vec::new();
        for (at, asked) in self.asked().iter().enumerate() {
            starts.push(lines.len());
            lines.extend(self.request_lines(at, asked, state, theme, area.width));
            lines.push(Line::default());
        }
        lines.pop();
        let end = starts.get(self.cursor + 1).map_or(lines.len(), |next| next - 1);
        let start = starts.get(self.cursor).copied().unwrap_or(0);
        let height = usize::from(area.height);
        // all of the one under the cursor, as far as there is room, from its first line on
        let skip = end.saturating_sub(height).min(start);
        let skip = skip + self.further(end - skip, area.height, memory);
        for (at, first) in starts.iter().enumerate() {
            let last = starts.get(at + 1).map_or(lines.len(), |next| next - 1);
            let (from, to) = (first.max(&skip) - skip, last.saturating_sub(skip).min(height));
            if from < to {
                let hit = Rect { y: area.y + from as u16, height: (to - from) as u16, ..area };
                memory.hits.push((hit, Target::row(at, at == self.cursor)));
            }
        }
        memory.seen.list = self.asked().len();
        paper::lines(buffer, Rect { width: area.width.saturating_sub(1), ..area }, &lines, skip, theme.quiet);
    }

    fn request_lines(
        &self,
        at: usize,
        asked: &Asked,
        state: &State,
        theme: &Theme,
        columns: u16,
    ) -> Vec<Line<'static>> {
        let here = at == self.cursor;
        let detail = &asked.known.detail;
        let day = days::issued(detail.row.issued.unwrap_or(Issued::On(detail.added_on)), state.today);
        let sure = asked.proposal.confidence.name();
        let room = usize::from(columns).saturating_sub(4 + sure.len() + 1);
        let private = if detail.row.visibility == Visibility::Private { ", private" } else { "" };
        let head = paper::line_of(&format!("We asked, {day}{private}"), room);
        let gap = " ".repeat(room.saturating_sub(text::width(&head)) + 1);
        let look = if asked.proposal.confidence == Confidence::Likely { theme.answered } else { theme.quiet };
        let mut lines = vec![Line::from(vec![
            Span::styled(if here { "> " } else { "  " }, theme.accent),
            Span::styled(head, if here { theme.strong } else { theme.text }),
            gap.into(),
            Span::styled(sure, look),
        ])];
        if !here {
            let title = paper::line_of(&rows::lettered(&detail.row), usize::from(columns).saturating_sub(5));
            lines.push(Line::from(vec!["    ".into(), Span::styled(title, theme.quiet)]));
            return lines;
        }
        let columns = columns.saturating_sub(2);
        lines.extend(marked(
            &text::capital(&detail.text),
            columns,
            Some(&asked.marks),
            theme.text,
            theme.accent,
        ));
        lines.push(Line::default());
        let why = format!("Why: {}", asked.proposal.reasons.join("; "));
        lines.extend(paper::wrapped(&why, usize::from(columns), 4, theme.quiet));
        lines.push(Line::default());
        for note in &detail.written {
            let words = format!("{}: {}", days::short(note.day, state.today), note.text);
            lines.extend(paper::wrapped(&words, usize::from(columns), 4, theme.text));
        }
        lines.extend(
            page::lines(
                reader::footing(&asked.known, state.today, None, theme),
                usize::from(columns).saturating_sub(4),
            )
            .into_iter()
            .map(|mut line| {
                line.spans.insert(0, "    ".into());
                line
            }),
        );
        lines
    }
}

/// A text set in by two columns more than its head, the words that both sides have marked.
fn marked(
    words: &str,
    columns: u16,
    marks: Option<&BTreeSet<String>>,
    plain: Style,
    mark: Style,
) -> Vec<Line<'static>> {
    let safe = text::safe(words);
    let lines = text::wrap(&safe, usize::from(columns).saturating_sub(4).max(2));
    lines
        .into_iter()
        .map(|line| {
            let mut spans: Vec<Span<'static>> = vec!["    ".into()];
            let mut from = 0;
            for word in text::words(&line) {
                let is_marked = marks.is_some_and(|marks| marks.contains(&text::fold(word.text)));
                if is_marked {
                    spans
                        .push(Span::styled(line.get(from..word.start).unwrap_or_default().to_owned(), plain));
                    spans.push(Span::styled(word.text.to_owned(), mark));
                    from = word.end();
                }
            }
            spans.push(Span::styled(line.get(from..).unwrap_or_default().to_owned(), plain));
            Line::from(spans)
        })
        .collect()
}
