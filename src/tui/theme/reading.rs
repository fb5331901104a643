//! Themes from their files: for each kind of text a weight, a colour, both or nothing.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::Theme;

/// The themes by their names in the settings, the usual one first.
pub(super) const THEMES: [(&str, &str); 5] = [
    ("default", include_str!("../../../assets/themes/default.toml")),
    ("light", include_str!("../../../assets/themes/light.toml")),
    ("dark", include_str!("../../../assets/themes/dark.toml")),
    ("high-contrast", include_str!("../../../assets/themes/high-contrast.toml")),
    ("none", include_str!("../../../assets/themes/none.toml")),
];

/// A file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Styles {
    #[serde(default)]
    ground: Option<String>,
    text: String,
    strong: String,
    quiet: String,
    accent: String,
    due: String,
    answered: String,
    praise: String,
    private: String,
    trouble: String,
}

/// The theme of a name, or the usual one; `None` where its file cannot be read, which a test rules out.
pub(super) fn theme(name: &str) -> Option<Theme> {
    let file = THEMES.iter().find(|(known, _)| *known == name).or(THEMES.first())?;
    let styles: Styles = toml::from_str(file.1).ok()?;
    let ground = match &styles.ground {
        Some(ground) => Style::new().bg(ground.parse().ok()?),
        None => Style::new(),
    };
    let read = |words: &str| style(words).map(|style| ground.patch(style));
    let text = read(&styles.text)?;
    Some(Theme {
        ground: text,
        text,
        strong: read(&styles.strong)?,
        quiet: read(&styles.quiet)?,
        accent: read(&styles.accent)?,
        due: read(&styles.due)?,
        answered: read(&styles.answered)?,
        praise: read(&styles.praise)?,
        private: read(&styles.private)?,
        trouble: read(&styles.trouble)?,
        ascii: false,
    })
}

fn style(words: &str) -> Option<Style> {
    words.split_whitespace().try_fold(Style::new(), |style, word| match word {
        "bold" => Some(style.add_modifier(Modifier::BOLD)),
        "dim" => Some(style.add_modifier(Modifier::DIM)),
        colour => colour.parse::<Color>().ok().map(|colour| style.fg(colour)),
    })
}
