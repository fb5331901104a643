//! The left of home: the lists, and below them the views that the person saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::view::name_of;
use super::{Focus, Home};
use crate::journal::{Scope, YearsAgo};
use crate::text;
use crate::tui::msg::Target;
use crate::tui::screens::views::Saved;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::paper;

/// A line on the left.
enum Line<'a> {
    /// A list, by its place among them.
    List(usize, &'a Scope),
    /// A view whose filter is not understood.
    Lost(&'a Saved),
    Heading(&'static str),
    Gap,
}

impl Home {
    pub(super) fn side_view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(3).min(40), ..area };
        paper::put(buffer, inner, 0, 0, "Regions", theme.strong);
        paper::put_right(buffer, inner, 0, 8, "due/all", theme.quiet);
        let below = paper::inset(inner, 1, 0);
        let (scopes, at) = (self.scopes(), self.side());
        let lines = self.side_lines(&scopes);
        let here = lines.iter().position(|line| matches!(line, Line::List(list, _) if *list == at));
        let height = usize::from(below.height);
        let skip = (here.unwrap_or(0) + 1).saturating_sub(height);
        for (line, y) in lines.iter().skip(skip).zip(0..below.height) {
            match line {
                Line::Gap => {}
                Line::Heading(words) => {
                    paper::put(buffer, below, 0, y, words, theme.strong);
                }
                Line::Lost(saved) => {
                    side_line(buffer, below, y, &saved.name, &saved.told(), theme.quiet, theme);
                }
                Line::List(index, scope) => {
                    let focused = self.focus == Focus::Side;
                    let style = if *index == at && focused { theme.strong } else { theme.text };
                    if *index == at {
                        paper::put(
                            buffer,
                            below,
                            0,
                            y,
                            ">",
                            if focused { theme.accent } else { theme.quiet },
                        );
                    }
                    side_line(buffer, below, y, name_of(scope), &self.count(scope), style, theme);
                    memory.hits.push((Rect { y: below.y + y, height: 1, ..area }, Target::Side(*index)));
                }
            }
        }
        paper::more(buffer, below, skip > 0, lines.len() > skip + height, theme.quiet);
    }

    fn side_lines<'a>(&'a self, scopes: &'a [Scope]) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        let (views, lists): (Vec<_>, Vec<_>) =
            scopes.iter().enumerate().partition(|(_, scope)| matches!(scope, Scope::View(_)));
        lines.extend(lists.into_iter().map(|(at, scope)| Line::List(at, scope)));
        let lost: Vec<&Saved> = self.saved.iter().filter(|saved| saved.count.is_none()).collect();
        if !views.is_empty() || !lost.is_empty() {
            lines.extend([Line::Gap, Line::Heading("Saved views")]);
        }
        lines.extend(views.into_iter().map(|(at, scope)| Line::List(at, scope)));
        lines.extend(lost.into_iter().map(Line::Lost));
        lines
    }
}

fn side_line(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    name: &str,
    count: &str,
    style: ratatui::style::Style,
    theme: &Theme,
) {
    let room = Rect { width: area.width.saturating_sub(count.len() as u16 + 1), ..area };
    let taken = paper::put(buffer, room, 2, y, name, style);
    paper::put_right(buffer, area, y, taken + 2, count, theme.quiet);
}

/// "A year ago: the well at Moyale, answered", in so many columns.
pub fn remembered(told: &YearsAgo, columns: usize) -> String {
    const NUMBERS: [&str; 9] = ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
    let ago = match told.years {
        1 => "A year ago".to_owned(),
        years => match NUMBERS.get(years as usize - 2) {
            Some(number) => format!("{number} years ago"),
            None => format!("{years} years ago"),
        },
    };
    let how = told.verdict.words();
    let room = columns.saturating_sub(text::width(&ago) + text::width(how) + 4);
    format!("{ago}: {}, {how}", text::truncate(&told.title, room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{ItemId, Verdict};

    #[test]
    fn what_was_answered_is_remembered_in_one_line() {
        let told = |years, columns| {
            let title = "The well at Moyale".to_owned();
            let told = YearsAgo { years, item: ItemId(String::new()), title, verdict: Verdict::Answered };
            remembered(&told, columns)
        };
        assert_eq!(told(1, 60), "A year ago: The well at Moyale, answered");
        assert_eq!(told(2, 60), "Two years ago: The well at Moyale, answered");
        assert_eq!(told(12, 60), "12 years ago: The well at Moyale, answered");
        assert!(told(1, 30).ends_with(", answered") && text::width(&told(1, 30)) <= 30);
    }
}
