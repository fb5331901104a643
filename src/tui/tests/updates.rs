//! `update`: what a message changes, and the exact commands it asks for.

use crate::journal::{Anchor, Change, Key, Overview, Page, RegionRow, Scope, Step};
use crate::tui::fixture::{known, row, today};
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Answer, Command, Msg, Query, Seen, Turn};
use crate::tui::state::State;
use crate::tui::update::update;
use crate::tui::widgets::window::ROWS;

fn home() -> State {
    let mut state = State::new(today(), 8);
    let asked = state.refresh();
    let overview = Overview {
        open: 3,
        items: 3,
        regions: vec![RegionRow { name: Some("Asia, Central".into()), open: 3 }],
        ..Overview::default()
    };
    let rows = [("a", 1), ("b", 2), ("c", 3)];
    let rows: Vec<_> = rows
        .iter()
        .map(|(id, turn)| {
            let mut row = row(id, &format!("Request {id}"));
            row.key = Key { sort: *turn, row: *turn };
            row
        })
        .collect();
    let page = Page { total: 3, rows, ..Page::default() };
    for command in asked {
        let Command::Ask { generation, query } = command else { panic!("{command:?}") };
        let answer = match query {
            Query::Overview { .. } => {
                Answer::Overview { overview: overview.clone(), portion: page.rows.clone() }
            }
            Query::Page { anchor, .. } => Answer::Page { anchor, page: page.clone() },
            other => panic!("{other:?}"),
        };
        for command in update(&mut state, Msg::Answered { generation, answer }) {
            let Command::Ask { generation, query: Query::Detail(_) } = command else { panic!("{command:?}") };
            let detail = known(row("a", "Request a"), "Pray for a.");
            let answer = Answer::Detail(Some(Box::new(detail)));
            assert_eq!(update(&mut state, Msg::Answered { generation, answer }), []);
        }
    }
    assert!(!state.is_waiting());
    state
}

#[test]
fn a_start_asks_for_what_home_shows_and_nothing_more() {
    let mut state = State::new(today(), 8);
    assert_eq!(
        state.refresh(),
        [
            Command::Ask { generation: 1, query: Query::Overview { today: today(), portion: 8 } },
            Command::Ask {
                generation: 2,
                query: Query::Page { scope: Scope::Everything, anchor: Anchor::First, limit: ROWS / 2 }
            },
        ]
    );
    assert!(state.is_waiting());
}

#[test]
fn moving_reads_the_row_under_the_cursor() {
    let mut state = home();
    let commands = update(&mut state, Msg::Do(Action::Down));
    assert_eq!(commands, [Command::Ask { generation: 4, query: Query::Detail(row("b", "").id) }]);
    update(&mut state, Msg::Do(Action::Last));
    assert_eq!(state.home.list.cursor, 2);
    assert_eq!(update(&mut state, Msg::Do(Action::Down)), [], "the end of the list");
}

#[test]
fn a_late_answer_is_dropped() {
    let mut state = home();
    update(&mut state, Msg::Do(Action::Down));
    let commands = update(&mut state, Msg::Do(Action::Down));
    let late = Answer::Detail(Some(Box::new(known(row("b", "Request b"), "Pray for b."))));
    assert_eq!(update(&mut state, Msg::Answered { generation: 4, answer: late }), []);
    assert_eq!(state.home.known.as_ref().unwrap().detail.text, "Pray for a.");
    assert!(state.is_waiting());
    let [Command::Ask { generation, .. }] = commands.as_slice() else { panic!("{commands:?}") };
    let newest = Answer::Detail(Some(Box::new(known(row("c", "Request c"), "Pray for c."))));
    update(&mut state, Msg::Answered { generation: *generation, answer: newest });
    assert_eq!(state.home.known.as_ref().unwrap().detail.text, "Pray for c.");
    assert!(!state.is_waiting());
}

#[test]
fn a_mark_is_told_only_when_the_disk_has_it() {
    let mut state = home();
    let commands = update(&mut state, Msg::Do(Action::Prayed));
    assert_eq!(
        commands,
        [Command::Act { changes: vec![Change::Prayed { item: row("a", "").id }], after: After::Stay }]
    );
    assert!(state.saving);
    assert_eq!(state.status, None);
    let acted = Msg::Acted { what: "prayed: Request a".into(), added: false, after: After::Stay };
    let commands = update(&mut state, acted);
    assert_eq!(commands.len(), 2, "the counts and the list, afresh: {commands:?}");
    assert_eq!(state.status.as_ref().unwrap().words, "prayed: Request a");
    assert!(!state.saving);
}

#[test]
fn an_act_that_failed_says_so_and_lets_go_on() {
    let mut state = home();
    update(&mut state, Msg::Do(Action::Prayed));
    update(&mut state, Msg::Failed("the disk is full; nothing was lost".into()));
    assert!(!state.saving);
    assert_eq!(state.status.as_ref().unwrap().words, "the disk is full; nothing was lost");
}

#[test]
fn undo_asks_for_one_turn() {
    let mut state = home();
    assert_eq!(update(&mut state, Msg::Do(Action::Undo)), [Command::Turn(Turn::Undo)]);
    update(&mut state, Msg::Turned { turn: Turn::Undo, what: None });
    assert_eq!(state.status.as_ref().unwrap().words, "there is nothing to take back");
}

#[test]
fn a_text_scrolls_to_its_end_and_not_beyond() {
    let mut state = home();
    update(&mut state, Msg::Seen(Seen { list: 5, reader: 10, text: 14 }));
    update(&mut state, Msg::Do(Action::Right));
    for _ in 0..9 {
        update(&mut state, Msg::Do(Action::Down));
    }
    assert_eq!(state.home.scroll, 4);
    update(&mut state, Msg::Do(Action::Up));
    assert_eq!(state.home.scroll, 3);
}

#[test]
fn a_search_asks_with_every_letter() {
    let mut state = home();
    let query = |words: &str| Query::Search { words: words.into(), step: Step::default(), today: today() };
    let commands = update(&mut state, Msg::Do(Action::Search));
    let before = Command::Ask { generation: 4, query: query("") };
    assert_eq!(commands, [before], "what a search needs is read before the first letter");
    let key = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char('x'));
    let commands = update(&mut state, Msg::Type(key));
    assert_eq!(commands, [Command::Ask { generation: 5, query: query("x") }]);
}

#[test]
fn a_new_day_asks_for_its_portion() {
    let mut state = home();
    let tomorrow = today().succ_opt().unwrap();
    let commands = update(&mut state, Msg::Day(tomorrow));
    let overview = Query::Overview { today: tomorrow, portion: 8 };
    assert_eq!(commands.first(), Some(&Command::Ask { generation: 4, query: overview }));
}
