//! What the environment says of the terminal: the one place where the screens ask it.

use crate::config::Config;
use crate::tui::theme::{Means, Theme};

/// What the environment says of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// What can be shown.
    means: Means,
    /// Whether it can only print lines.
    pub dumb: bool,
    /// Whether it knows shapes of the cursor. Old ones write the order on the screen instead.
    pub shapes: bool,
}

impl Surroundings {
    /// Those of this process.
    pub fn here() -> Self {
        Surroundings::of(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    fn of(var: impl Fn(&str) -> Option<String>) -> Self {
        let said = |name: &str| var(name).filter(|value| !value.is_empty());
        let term = said("TERM").unwrap_or_default();
        let dumb = term == "dumb";
        let locale = said("LC_ALL").or_else(|| said("LC_CTYPE")).or_else(|| said("LANG"));
        let unicode = locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        let exact = said("COLORTERM").is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit"));
        let old = ["linux", "ansi", "cons25", "vt52", "vt100", "vt102", "vt220"].contains(&term.as_str());
        let means = Means { colour: said("NO_COLOR").is_none(), exact, ascii: dumb || old || !unicode };
        Surroundings { means, dumb, shapes: !(dumb || old) }
    }

    /// How things look that are set so, as far as the terminal can show it.
    pub fn theme(self, config: &Config) -> Theme {
        let means = Means { ascii: self.means.ascii || config.ascii, ..self.means };
        Theme::named(config.theme, means)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &[(&str, &str)]) -> Surroundings {
        Surroundings::of(|name| said.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_is_understood() {
        let means = |said| of(said).means;
        assert_eq!(means(&[]), Means { colour: true, exact: false, ascii: false });
        assert!(!means(&[("NO_COLOR", "1")]).colour);
        assert!(means(&[("NO_COLOR", "")]).colour, "an empty one says nothing");
        assert!(means(&[("COLORTERM", "truecolor")]).exact && means(&[("COLORTERM", "24bit")]).exact);
        assert!(!means(&[("LANG", "de_DE.UTF-8")]).ascii && !means(&[("LC_CTYPE", "C.utf8")]).ascii);
        assert!(means(&[("LANG", "C")]).ascii);
        assert!(means(&[("LC_ALL", "POSIX"), ("LANG", "de_DE.UTF-8")]).ascii);
        assert!(means(&[("TERM", "linux"), ("LANG", "de_DE.UTF-8")]).ascii);
        assert!(!of(&[("TERM", "linux")]).shapes && of(&[("TERM", "foot")]).shapes);
        assert!(of(&[("TERM", "dumb")]).dumb && !of(&[("TERM", "xterm-256color")]).dumb);
    }

    #[test]
    fn the_settings_choose_and_the_terminal_limits() {
        let config = Config { theme: "dark", ascii: true, ..Config::default() };
        let theme = of(&[("COLORTERM", "truecolor")]).theme(&config);
        assert!(theme.ascii && theme.ground.bg.is_some());
        let theme = of(&[("NO_COLOR", "1")]).theme(&config);
        assert!(theme.ground.bg.is_none() && theme.text.fg.is_none());
    }
}
