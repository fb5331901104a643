//! A handout as plain text, for mails and for whoever listens to it.

use super::wording::{Leaflet, Line, Told};
use crate::text::{width, wrap};

/// What a mail shows without breaking lines itself.
const COLUMNS: usize = 78;

pub(super) fn write(leaflet: &Leaflet) -> String {
    let mut page = Page(String::new());
    page.put("", &leaflet.name.to_uppercase());
    page.put("", leaflet.about.as_deref().unwrap_or_default());
    page.put("", &leaflet.period);
    page.gap();
    page.put("", leaflet.confidential);
    for part in &leaflet.parts {
        page.gap();
        page.gap();
        page.put("", &part.heading.to_uppercase());
        page.put("", &"=".repeat(width(part.heading)));
        for told in &part.entries {
            entry(told, &mut page);
        }
        if let Some(more) = &part.more {
            page.gap();
            page.put("", more);
        }
    }
    page.gap();
    page.put("", leaflet.nothing.unwrap_or_default());
    if let Some(held_back) = &leaflet.held_back {
        page.gap();
        page.put("", held_back);
    }
    page.0.trim_end().to_owned() + "\n"
}

fn entry(told: &Told, page: &mut Page) {
    page.gap();
    let region = told.region.as_ref().map(|region| format!(" ({region})"));
    page.put("", &format!("{}{}", told.title, region.unwrap_or_default()));
    page.lines("  ", &told.asked);
    if !told.heard.is_empty() {
        page.gap();
        page.lines("  | ", &told.heard);
    }
    if !told.notes.is_empty() {
        page.gap();
        page.lines("  ", &told.notes);
    }
    for _ in 0..told.room {
        page.gap();
        page.put("  ", &"_".repeat(COLUMNS - 2));
    }
}

/// Lines that are written so far.
struct Page(String);

impl Page {
    /// An empty line.
    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn lines(&mut self, indent: &str, lines: &[Line]) {
        for line in lines {
            self.put(indent, &line.text);
        }
    }

    /// A text, wrapped, each line after the indent; nothing for an empty one.
    fn put(&mut self, indent: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        for line in wrap(text, COLUMNS - indent.len()) {
            self.0.push_str(indent);
            self.0.push_str(&line);
            self.0.push('\n');
        }
    }
}
