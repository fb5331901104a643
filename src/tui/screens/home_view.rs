//! How home looks. Three areas from 100 columns, two from 60, one below.
//!
//! ```text
//!  REGIONS       due/all │ Asia, Central                          5 requests
//!    Everything     8/61 │ > due   9 days    Pastor R.: hearing moved ...
//!    Answered         17 │   due   new       Aigul's family: heating ...
//!  > Asia, Central   3/5 │─────────────────────────────────────────────────
//!    Asia, South    2/11 │ The court has put off the hearing for a third
//!    My own          0/6 │ time. His wife Nargiza asks that we pray ...
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Focus, Home};
use crate::journal::{Is, ItemRow, Scope};
use crate::place;
use crate::tui::keymap::{Action, Keymap};
use crate::tui::msg::Target;
use crate::tui::screens::inbox::told_of;
use crate::tui::screens::views::Saved;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{page, paper, reader, rows, sheet};

impl Home {
    /// Draws home.
    pub fn view(
        &self,
        state: &State,
        keymap: &Keymap,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        if self.is_empty() {
            return first_run(keymap, state, theme, buffer, area);
        }
        if area.width >= paper::BESIDE {
            let width = area.width / 4;
            let side = Rect { width, ..area };
            let rest = Rect { x: area.x + width + 2, width: area.width - width - 3, ..area };
            paper::divide(buffer, area, width, theme.quiet);
            self.side_view(theme, memory, buffer, side);
            self.two(state, theme, memory, buffer, rest);
        } else if self.is_side_alone(area.width) {
            self.side_view(theme, memory, buffer, area);
        } else if area.width >= paper::ABOVE && area.height >= 10 {
            self.two(state, theme, memory, buffer, paper::within(area));
        } else if self.focus == Focus::Reader {
            self.reader_view(state, theme, memory, buffer, sheet::column(area));
        } else {
            self.list_view(state, theme, memory, buffer, paper::within(area));
        }
    }

    fn two(&self, state: &State, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let rows = self.list.page.rows.len() as u16 + 1;
        let upper = (area.height / 2).min(rows.max(4));
        self.list_view(state, theme, memory, buffer, Rect { height: upper, ..area });
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
        let total = self.list.page.total;
        let (one, many) = match &self.scope {
            Scope::Praises | Scope::Inbox => ("praise", "praises"),
            Scope::Answered => ("answer", "answers"),
            Scope::View(view) if !view.filter.is.contains(&Is::Open) => ("item", "items"),
            _ => ("request", "requests"),
        };
        let order = match &self.scope {
            Scope::Praises | Scope::Answered | Scope::Inbox => ", newest first",
            Scope::View(view) if !view.filter.is.contains(&Is::Open) => ", newest first",
            _ => ", longest wait first",
        };
        let name = name_of(&self.scope);
        let taken = paper::put(buffer, area, 0, 0, name, theme.strong) + 2;
        // how many a view holds is counted elsewhere, as far as is done in an instant
        let counted = match &self.scope {
            Scope::View(_) if total > 0 => Some(self.count(&self.scope)).filter(|count| !count.is_empty()),
            _ => None,
        };
        let counted = counted.unwrap_or_else(|| total.to_string());
        let count = format!("{counted} {}", if total == 1 { one } else { many });
        let told = format!("{count}{}", if total > 1 { order } else { "" });
        let fits = paper::put_right(buffer, area, 0, taken, &told, theme.quiet);
        if !fits {
            paper::put_right(buffer, area, 0, taken, &count, theme.quiet);
        }
        let below = paper::inset(area, 1, 0);
        if total == 0 && self.told {
            let words = match self.list.page.unread_after {
                Some(_) => "nothing yet; more is being looked through",
                None => nothing(&self.scope),
            };
            paper::put(buffer, below, 2, 0, words, theme.quiet);
            return;
        }
        let look = rows::Look {
            today: state.today,
            portion: &self.portion,
            focused: self.focus == Focus::List,
            verdicts: self.scope == Scope::Answered,
        };
        rows::draw(buffer, below, &self.list.page.rows, self.list.cursor, look, theme, memory);
    }

    fn reader_view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        memory.hits.push((area, Target::Reader));
        let Some(row) = self.list.row() else { return };
        let Some(known) = self.known.as_ref().filter(|known| known.detail.row.id == row.id) else {
            paper::put(buffer, area, 0, 0, &row.title, theme.text);
            return;
        };
        let parts = reader::parts(known, usize::from(area.width), state.today, theme);
        page::draw(buffer, area, parts, self.scroll, theme.quiet, memory);
    }

    /// "2/11": due today, and all that are open.
    pub(super) fn count(&self, scope: &Scope) -> String {
        let due = |of: &dyn Fn(&ItemRow) -> bool| self.portion.iter().filter(|row| of(row)).count();
        match scope {
            Scope::Everything => format!("{}/{}", self.portion.len(), self.overview.open),
            Scope::Answered => self.overview.answered.to_string(),
            Scope::Praises => self.overview.praises.to_string(),
            Scope::Inbox => told_of(self.overview.waiting),
            Scope::Own => format!("{}/{}", due(&|row| row.own), self.overview.own),
            Scope::Country(_) | Scope::Publisher(_) => String::new(),
            Scope::View(view) => {
                let saved = self.saved.iter().find(|saved| saved.name == view.name);
                saved.map(Saved::told).unwrap_or_default()
            }
            Scope::Region(name) => {
                let open = self.overview.regions.iter().find(|region| region.name == *name);
                format!(
                    "{}/{}",
                    due(&|row| row.region == *name && !(row.own && name.is_none())),
                    open.map_or(0, |region| region.open)
                )
            }
        }
    }
}

pub(super) fn name_of(scope: &Scope) -> &str {
    match scope {
        Scope::Everything => "Everything",
        Scope::Answered => "Answered",
        Scope::Praises => "Praises",
        Scope::Inbox => "Inbox",
        Scope::Own => "My own",
        Scope::Region(Some(name)) | Scope::Publisher(name) => name,
        Scope::Country(code) => place::country_name(code).unwrap_or(code),
        Scope::View(view) => &view.name,
        Scope::Region(None) => "No region",
    }
}

fn nothing(scope: &Scope) -> &'static str {
    match scope {
        Scope::Answered => "nothing was answered yet; a marks a request as answered",
        Scope::Praises => "no praises yet",
        Scope::Inbox => "no praise waits that may be an answer",
        Scope::Own => "no request of your own yet",
        Scope::View(_) => "nothing is in this view now",
        _ => "nothing waits here",
    }
}

/// What an empty journal offers.
fn first_run(keymap: &Keymap, state: &State, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let body = sheet::draw(buffer, area, "A quiet place to begin", "the journal is empty", theme);
    let key = |action| keymap.key(action, state.sections()).unwrap_or_default();
    let offers = [
        (key(Action::Import), "read prayer bulletins you have saved as files"),
        (key(Action::Own), "write a request of your own"),
        (key(Action::Help), "all that can be done, with its keys"),
    ];
    for ((key, words), y) in offers.iter().zip((0..).step_by(1 + usize::from(body.height >= 8))) {
        let x = 4 + paper::put(buffer, body, 0, y as u16, key, theme.accent).saturating_sub(1);
        paper::put(buffer, body, x, y as u16, words, theme.text);
    }
    let told = "To look around first, leave and type: kneel demo. It opens a journal of invented bulletins, \
                apart from yours.";
    let below = paper::inset(body, 6, 0);
    let lines = paper::wrapped(told, usize::from(below.width), 0, theme.quiet);
    paper::lines(buffer, below, &lines, 0, theme.quiet);
}
