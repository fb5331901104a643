//! Telling how a request was answered, going on with what was told of it before. What is told is kept as it is typed.
//!
//! ```text
//!           How was it answered
//!           Clean water before the school term opens
//!
//!         > Answer   answered   partly   otherwise   set back
//!           Words    The pump ran on Saturday.
//!           Day      2026-05-04
//!           Praise   Thank God for the pump.
//! ```

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use crate::journal::{AnswerEntry, Change, ItemId, ItemRow, Verdict};
use crate::text::days;
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Answer, Command, Query, Target};
use crate::tui::screens::praises::Praises;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, sheet};

/// The verdicts, each with its word and what it means.
const VERDICTS: [(Verdict, &str, &str); 4] = [
    (Verdict::Answered, "answered", "it came as it was asked"),
    (Verdict::Partly, "partly", "a part of it came; it stays open"),
    (Verdict::Otherwise, "otherwise", "it came in another way than asked"),
    (Verdict::SetBack, "set back", "it went the other way; it stays open"),
];

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Verdict,
    Words,
    Day,
    Praise,
}

/// The parts from above to below, with their labels.
const PARTS: [(Part, &str); 4] =
    [(Part::Verdict, "Answer"), (Part::Words, "Words"), (Part::Day, "Day"), (Part::Praise, "Praise")];

/// What the screen knows.
#[derive(Debug)]
pub struct Answering {
    item: ItemId,
    title: String,
    /// What stands already, and how the form opens on it.
    before: Option<AnswerEntry>,
    begun: Draft,
    /// Whether it was left with something on it, which is gone on with instead.
    drafted: bool,
    verdict: usize,
    words: Field,
    /// Empty: the usual day.
    day: Field,
    /// The praise that told of it.
    praise: Option<Told>,
    part: Part,
}

/// A praise, and how it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    id: ItemId,
    title: String,
}

/// What is kept of an unfinished answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Draft {
    verdict: Verdict,
    words: String,
    /// As it was typed; `None`: the usual day.
    day: Option<String>,
    praise: Option<Told>,
}

impl Draft {
    /// Nothing is told yet.
    const NONE: Draft = Draft { verdict: Verdict::Answered, words: String::new(), day: None, praise: None };
}

impl Answering {
    /// Opens the form for a request: as it was left, else on what was told before.
    pub fn open(state: &mut State, row: &ItemRow) -> Vec<Command> {
        let form = Answering {
            item: row.id.clone(),
            title: row.title.clone(),
            before: None,
            begun: Draft::NONE,
            drafted: false,
            verdict: 0,
            words: Field::default(),
            day: Field::default(),
            praise: None,
            part: Part::Verdict,
        };
        let queries = [Query::Verdict(row.id.clone()), Query::Kept(form.key())];
        state.above.push(Screen::Answering(Box::new(form)));
        state.settling = true;
        queries.into_iter().map(|query| state.ask(query)).collect()
    }

    /// The name its draft is kept under.
    fn key(&self) -> String {
        format!("draft:answer:{}", self.item)
    }

    fn verdict(&self) -> Verdict {
        VERDICTS.get(self.verdict).map_or(Verdict::Answered, |(verdict, ..)| *verdict)
    }

    /// The day that is meant where none is typed: that of the verdict which stands already, else today.
    fn usual_day(&self, today: NaiveDate) -> NaiveDate {
        let same = self.before.as_ref().filter(|before| before.verdict == self.verdict());
        same.map_or(today, |before| before.day)
    }

    /// What is told now.
    fn told(&self) -> Draft {
        let day = Some(self.day.text()).filter(|day| !day.trim().is_empty());
        Draft { verdict: self.verdict(), words: self.words.text(), day, praise: self.praise.clone() }
    }

    /// Keeps what is told so far; nothing is kept where it is no more than stands already.
    fn keep(&self) -> Command {
        let draft = self.told();
        let body = (draft != self.begun).then(|| serde_json::to_string(&draft).ok()).flatten();
        Command::Keep { key: self.key(), body }
    }

    /// Takes what stands already, and a draft that was kept, in either order. A draft that a newer kneel wrote
    /// otherwise is left alone.
    pub fn deliver(&mut self, answer: Answer) {
        match answer {
            Answer::Verdict(Some(told)) => {
                let (before, title) = *told;
                let praise = before.praise.clone().map(|id| {
                    let title = title.unwrap_or_else(|| "a praise that is not in this journal".to_owned());
                    Told { id, title }
                });
                // a field has one line, where what stands may have several
                let words = Field::new(&before.words).text();
                self.begun = Draft { verdict: before.verdict, words, day: None, praise };
                self.before = Some(before);
                if !self.drafted {
                    self.fill(self.begun.clone());
                }
            }
            Answer::Kept(Some(body)) => {
                if let Ok(draft) = serde_json::from_str::<Draft>(&body) {
                    self.drafted = true;
                    self.fill(draft);
                }
            }
            _ => {}
        }
    }

    fn fill(&mut self, draft: Draft) {
        self.verdict =
            VERDICTS.iter().position(|(verdict, ..)| *verdict == draft.verdict).unwrap_or_default();
        self.words = Field::new(&draft.words);
        self.day = Field::new(&draft.day.unwrap_or_default());
        self.praise = draft.praise;
    }

    /// A key that goes into the form; letters in the field of the praise look for one.
    pub fn input(state: &mut State, key: KeyEvent) -> Vec<Command> {
        let Some(Screen::Answering(form)) = state.above.last_mut() else { return Vec::new() };
        match (form.part, key.code) {
            (Part::Verdict, KeyCode::Char(' ')) => form.choose(1),
            (Part::Words, _) => form.words.input(key),
            (Part::Day, _) => form.day.input(key),
            (Part::Praise, KeyCode::Backspace | KeyCode::Delete) => form.praise = None,
            (Part::Praise, KeyCode::Char(' ')) => return Answering::look_for_praise(state, ""),
            (Part::Praise, KeyCode::Char(letter)) => {
                return Answering::look_for_praise(state, &letter.to_string());
            }
            (Part::Verdict | Part::Praise, _) => {}
        }
        vec![form.keep()]
    }

    /// Opens the list of praises with some letters typed already.
    fn look_for_praise(state: &mut State, typed: &str) -> Vec<Command> {
        let Some(Screen::Answering(form)) = state.above.last() else { return Vec::new() };
        let (item, about) = (form.item.clone(), form.title.clone());
        Praises::open(state, item, about, typed)
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) -> Vec<Command> {
        match self.part {
            Part::Day => self.day.paste(words),
            Part::Praise => {}
            Part::Verdict | Part::Words => self.words.paste(words),
        }
        vec![self.keep()]
    }

    /// Links the praise that told of the answer.
    pub fn link(&mut self, praise: ItemRow) -> Vec<Command> {
        self.praise = Some(Told { id: praise.id, title: praise.title });
        vec![self.keep()]
    }

    /// Puts the cursor on a part.
    pub fn point(&mut self, at: usize) {
        self.part = PARTS.get(at).map_or(self.part, |(part, _)| *part);
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::NextChoice || matches!(self.part, Part::Verdict | Part::Praise)
    }

    fn choose(&mut self, by: usize) {
        self.verdict = (self.verdict + by) % VERDICTS.len();
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let Some(Screen::Answering(form)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::NextField => {
                form.part = match form.part {
                    Part::Verdict => Part::Words,
                    Part::Words => Part::Day,
                    Part::Day => Part::Praise,
                    Part::Praise => Part::Verdict,
                }
            }
            Action::PreviousField => {
                form.part = match form.part {
                    Part::Verdict => Part::Praise,
                    Part::Words => Part::Verdict,
                    Part::Day => Part::Words,
                    Part::Praise => Part::Day,
                }
            }
            Action::NextChoice if form.part == Part::Verdict => {
                form.choose(1);
                return vec![form.keep()];
            }
            Action::PreviousChoice if form.part == Part::Verdict => {
                form.choose(VERDICTS.len() - 1);
                return vec![form.keep()];
            }
            Action::NextChoice if form.part == Part::Praise => return Answering::look_for_praise(state, ""),
            Action::NextChoice => {
                return Answering::input(state, KeyEvent::new(KeyCode::Right, KeyModifiers::NONE));
            }
            Action::PreviousChoice => {
                return Answering::input(state, KeyEvent::new(KeyCode::Left, KeyModifiers::NONE));
            }
            Action::Back => {
                let kept = matches!(form.keep(), Command::Keep { body: Some(_), .. });
                state.above.pop();
                if kept {
                    state.say(Tone::Plain, "what you wrote is kept for later");
                }
            }
            Action::Save => return Answering::save(state),
            _ => {}
        }
        Vec::new()
    }

    fn save(state: &mut State) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Answering(form)) = state.above.last_mut() else { return Vec::new() };
        let told = form.told();
        if form.before.is_some() && told == form.begun {
            state.above.pop();
            state.say(Tone::Plain, "nothing was changed");
            return Vec::new();
        }
        let day = match &told.day {
            None => Some(form.usual_day(today)),
            Some(typed) => days::past(typed, today).filter(|day| *day <= today),
        };
        let Some(day) = day else {
            form.part = Part::Day;
            state.say(Tone::Trouble, format!("type a day up to today, such as yesterday, friday or {today}"));
            return Vec::new();
        };
        let praise = form.praise.as_ref().map(|told| told.id.clone());
        let untouched = form.before.as_ref().filter(|_| told.words == form.begun.words);
        let words = untouched.map_or_else(|| told.words.trim().to_owned(), |before| before.words.clone());
        let change =
            Change::Answered { item: form.item.clone(), verdict: form.verdict(), words, day, praise };
        let after = After::Close { draft: Some(form.key()) };
        state.saving = true;
        vec![Command::Act { changes: vec![change], after }]
    }

    /// Draws the screen.
    pub fn view(
        &self,
        today: NaiveDate,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let body = sheet::draw(buffer, area, "How was it answered", &self.title, theme);
        let spread = if body.height >= 7 { 2 } else { 1 };
        for ((at, (part, label)), y) in PARTS.into_iter().enumerate().zip((0..body.height).step_by(spread)) {
            let here = part == self.part;
            memory.hits.push((Rect { y: body.y + y, height: 1, ..body }, Target::row(at, here)));
            let style = if here { theme.strong } else { theme.quiet };
            if here {
                paper::put(buffer, body, 0, y, ">", theme.accent);
            }
            paper::put(buffer, body, 2, y, label, style);
            let Some(room) = room(body, 10, y) else { continue };
            if here && spread > 1 {
                paper::put(buffer, body, 10, y + 1, self.hint(), theme.quiet);
            }
            match part {
                Part::Verdict => self.verdicts(theme, buffer, room, here),
                Part::Words => self.words.view(buffer, room, theme, here),
                Part::Day => {
                    let usual = self.usual_day(today).to_string();
                    self.day.view_or(&usual, buffer, room, theme, here);
                }
                Part::Praise => self.praise(theme, buffer, room, here),
            }
        }
    }

    /// What the part under the cursor is for.
    fn hint(&self) -> &'static str {
        match self.part {
            Part::Verdict => VERDICTS.get(self.verdict).map_or("", |(_, _, means)| means),
            Part::Words => "how it came, in your words; it may stay empty",
            Part::Day => "the day on which it came, such as yesterday or friday",
            Part::Praise => "",
        }
    }

    fn praise(&self, theme: &Theme, buffer: &mut Buffer, room: Rect, here: bool) {
        match &self.praise {
            Some(told) => paper::put(buffer, room, 0, 0, &told.title, theme.praise),
            None if here => {
                paper::put(buffer, room, 0, 0, "none; choose the one that told of it", theme.quiet)
            }
            None => paper::put(buffer, room, 0, 0, "none", theme.quiet),
        };
    }

    fn verdicts(&self, theme: &Theme, buffer: &mut Buffer, room: Rect, here: bool) {
        if room.width < 46 {
            let chosen = VERDICTS.get(self.verdict).map_or("", |(_, word, _)| word);
            paper::put(buffer, room, 0, 0, chosen, theme.strong);
            return;
        }
        let mut x = 0;
        for (at, (_, word, _)) in VERDICTS.iter().enumerate() {
            let chosen = at == self.verdict;
            let shown = if chosen { format!("[{word}]") } else { format!(" {word} ") };
            let style = match (chosen, here) {
                (true, true) => theme.accent,
                (true, false) => theme.strong,
                _ => theme.quiet,
            };
            x += paper::put(buffer, room, x, 0, &shown, style) + 1;
        }
    }
}

fn room(body: Rect, x: u16, y: u16) -> Option<Rect> {
    let fits = y < body.height && x < body.width;
    fits.then(|| Rect { x: body.x + x, y: body.y + y, width: body.width - x, height: 1 })
}
