//! Keys of the person's own that mean two things on one screen, named in words; and keys that must never be lost: those
//! that lead out, and to the list of all actions.

use std::collections::BTreeSet;

use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyModifiers};

use super::actions::{Action, Section};
use super::bindings::{BINDINGS, Known};
use super::holding::TOGETHER;
use super::keymap::{Keymap, parse, shown};

/// Keys that the person's config gives to an action.
pub(super) struct Asked {
    pub known: &'static Known,
    pub keys: Vec<KeyCombination>,
    /// Where in the config: "keys.home.own".
    pub place: String,
}

/// What stays where no other key does it.
const STAYS: [(Action, &str, &str); 2] =
    [(Action::Quit, "ctrl-c", "leave kneel"), (Action::Help, "f1", "list all actions")];

/// Whether a key is needed for typing: where one types a text, letters go into it.
pub(super) fn is_typed(section: Section, key: KeyCombination) -> bool {
    let typed_in = matches!(
        section,
        Section::Writing
            | Section::Answering
            | Section::Choosing
            | Section::Picking
            | Section::Searching
            | Section::Importing
            | Section::Naming
            | Section::AllActions
            | Section::Locked
    );
    let held = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let mut codes = key.codes.iter();
    typed_in && !held && codes.any(|code| matches!(code, KeyCode::Char(_) | KeyCode::Backspace))
}

/// What is said of keys that something else has too, where one stands.
pub(super) fn clashes(map: &Keymap, defaults: &Keymap, asked: &[Asked]) -> Vec<String> {
    let mut told = Vec::new();
    for Asked { known, keys, place } in asked {
        let fresh = |key: &&KeyCombination| !defaults.keys_of(known.section, known.action).contains(key);
        for key in keys.iter().filter(fresh) {
            told.extend(in_section(map, defaults, asked, known, *key).map(|told| format!("{place}: {told}")));
            let on_screens: BTreeSet<String> = TOGETHER
                .iter()
                .filter(|sections| sections.contains(&known.section))
                .filter_map(|sections| on_screen(map, sections, known, *key))
                .collect();
            told.extend(on_screens.into_iter().map(|told| format!("{place}: {told}")));
        }
    }
    told
}

/// Another action of the same section wants the key, too.
fn in_section(
    map: &Keymap,
    defaults: &Keymap,
    asked: &[Asked],
    known: &Known,
    key: KeyCombination,
) -> Option<String> {
    if map.at(known.section, key) != Some(known.action) {
        return None; // told where it is taken away
    }
    let mut others =
        BINDINGS.iter().filter(|other| other.section == known.section && other.action != known.action);
    let other = others.find(|other| {
        let wanted = asked
            .iter()
            .find(|asked| asked.known.section == other.section && asked.known.action == other.action);
        let wanted = wanted.map_or(defaults.keys_of(other.section, other.action), |asked| &asked.keys);
        wanted.contains(&key)
    })?;
    let lost = if map.keys_of(other.section, other.action).is_empty() {
        format!("; `{}` has no key left and is done from the list of all actions", other.name)
    } else {
        String::new()
    };
    Some(format!("{} also does `{}`; it does `{}` now{lost}", shown(key), other.name, known.name))
}

/// Another section that holds on the same screen has the key, too.
fn on_screen(map: &Keymap, sections: &[Section], known: &Known, key: KeyCombination) -> Option<String> {
    let having: Vec<(Section, Action)> = sections
        .iter()
        .filter_map(|section| Some((*section, map.at(*section, key)?)))
        .filter(|(section, action)| *section == known.section || *action != known.action)
        .collect();
    let place = having.iter().position(|(section, _)| *section == known.section)?;
    let nearest = sections.first()?;
    let name = |(section, action): &(Section, Action)| {
        let mut all = BINDINGS.iter();
        all.find(|other| other.section == *section && other.action == *action).map(|other| other.name)
    };
    let key = shown(key);
    if place > 0 {
        let (first, _) = having.split_first()?;
        return Some(format!(
            "under \"{}\" {key} does `{}`, which comes first there",
            nearest.title(),
            name(first)?
        ));
    }
    let behind = having.get(1)?;
    Some(format!(
        "{key} also does `{}` under \"{}\"; where both hold it does `{}`",
        name(behind)?,
        behind.0.title(),
        known.name
    ))
}

/// Gives the ways out their last key back, wherever the config left none.
pub(super) fn keep_ways_out(map: &mut Keymap, told: &mut Vec<String>) {
    for (action, name, what) in STAYS {
        let Some(key) = parse(name) else { continue };
        for sections in TOGETHER {
            let mut holding = sections.iter().rev();
            let home = holding.find(|section| {
                BINDINGS.iter().any(|known| known.section == **section && known.action == action)
            });
            let Some(home) = home.filter(|_| map.key(action, sections).is_none()) else { continue };
            for section in *sections {
                map.take_away(*section, key);
            }
            map.give(*home, action, key);
            let title = sections.first().map_or("", |section| section.title());
            told.push(format!("keys: no key would {what} under \"{title}\"; {} stays", shown(key)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    fn problems(config: &str) -> (Keymap, Vec<String>) {
        Keymap::new(&toml::from_str(config).unwrap())
    }

    fn does(map: &Keymap, key: &str, sections: &[Section]) -> Option<Action> {
        let key: KeyEvent = parse(key).unwrap().into();
        map.action(key, sections)
    }

    const HOME: [Section; 4] = [Section::Home, Section::Item, Section::Moving, Section::Everywhere];

    #[test]
    fn a_key_of_another_action_of_the_section_is_named() {
        let (map, told) = problems("[home]\nown = ['p']");
        assert_eq!(
            told,
            [
                "keys.home.own: p also does `pray`; it does `own` now; `pray` has no key left and is done from the \
              list of all actions"
            ]
        );
        assert_eq!(does(&map, "p", &HOME), Some(Action::Own));
    }

    #[test]
    fn two_wishes_for_one_key_are_named_once_and_one_holds() {
        let (map, told) = problems("[home]\nown = ['f9', 'f6']\npray = ['f9']");
        assert_eq!(told, ["keys.home.pray: F9 also does `own`; it does `pray` now"]);
        assert_eq!(does(&map, "f6", &HOME), Some(Action::Own));
    }

    #[test]
    fn keys_that_change_places_do_not_clash() {
        let (map, told) = problems("[home]\nown = ['p']\npray = ['+']");
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(does(&map, "p", &HOME), Some(Action::Own));
    }

    #[test]
    fn a_key_of_a_nearer_or_farther_section_is_named() {
        let (_, told) = problems("[item]\nsnooze = ['p']");
        assert!(
            told.contains(&"keys.item.snooze: under \"Home\" p does `pray`, which comes first there".into()),
            "{told:#?}"
        );
        let (_, told) = problems("[home]\nbulletins = ['n']");
        assert_eq!(
            told,
            [
                "keys.home.bulletins: n also does `note` under \"With a request or praise\"; where both hold it does \
              `bulletins`"
            ]
        );
    }

    #[test]
    fn no_letter_is_taken_from_a_text() {
        let (map, told) = problems("[writing]\nsave = ['s']\nback = ['ctrl-b']");
        assert_eq!(
            told,
            ["keys.writing.save: \"s\" is typed there; take a key with ctrl or alt, or one such as f9"]
        );
        assert_eq!(does(&map, "ctrl-s", &[Section::Writing]), Some(Action::Save), "the old key stays");
        assert_eq!(does(&map, "s", &[Section::Writing]), None);
    }

    #[test]
    fn there_is_always_a_way_out_and_to_all_actions() {
        let config = "[everywhere]\nquit = []\nhelp = []\nblank = ['ctrl-c']\n[writing]\nquit = []";
        let (map, told) = problems(config);
        for sections in
            [HOME.as_slice(), &[Section::Writing], &[Section::Links, Section::Moving, Section::Everywhere]]
        {
            assert_eq!(does(&map, "ctrl-c", sections), Some(Action::Quit), "{sections:?}");
            assert_eq!(does(&map, "f1", sections), Some(Action::Help), "{sections:?}");
        }
        assert!(
            told.contains(&"keys: no key would leave kneel under \"Home\"; Ctrl-c stays".into()),
            "{told:#?}"
        );
        assert!(
            told.contains(&"keys: no key would list all actions under \"Home\"; F1 stays".into()),
            "{told:#?}"
        );
    }
}
