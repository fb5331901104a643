//! A disk that is full or broken at any step of any act: the journal is as it was, and the reason is said.

use std::path::Path;

use crate::cli_common::{Home, Ran};
use crate::disk::records;
use crate::layer::{Act, Storm, acts, copy, held, id_of, layer, log_of, over};
use crate::{dice, times};

/// An act, the home in which it was done as it was before, how many steps it took and what there was then.
struct Before {
    act: Act,
    home: Home,
    steps: usize,
    held: [String; 2],
}

fn every_act(layer: &Path) -> Vec<Before> {
    let home = Home::new();
    let state = |home: &Home| if home.journal().exists() { held(&home.data()) } else { String::new() };
    let mut all = Vec::new();
    let mut perform = |act: Act| {
        let before = Home::new();
        copy(&home.path(""), &before.path(""));
        let was = state(&home);
        over(layer, &home, &act.args(), None).unwrap().done();
        let steps = records(&log_of(&home)).iter().filter(|record| record.kind != b'A').count();
        std::fs::remove_file(log_of(&home)).unwrap();
        all.push(Before { act, home: before, steps, held: [was, state(&home)] });
    };
    acts(&home, None).into_iter().for_each(&mut perform);
    let id = id_of("Nilufa", &home);
    acts(&home, Some(&id)).into_iter().for_each(&mut perform);
    // what the acts name stays where it is
    std::mem::forget(home);
    all
}

/// One sentence that says what happened and that nothing is lost, and no more.
#[track_caller]
fn said(ran: &Ran, name: &str) {
    let lines: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("kneel: ")).collect();
    assert_eq!(lines.len(), 1, "{name}: {ran:?}");
    let why =
        ["full", "space", "disk I/O", "error", "may not be written"].iter().any(|why| lines[0].contains(why));
    assert!(why && !ran.err.contains("panic"), "{name}: {ran:?}");
}

#[test]
fn a_full_or_broken_disk_costs_the_act_and_nothing_else() {
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let every = std::env::var("KNEEL_WEATHER").is_ok_and(|form| form == "long");
    let (mut failed, mut done, mut there) = (0, 0, 0);
    let all = every_act(layer);
    for before in &all {
        let most = before.steps.min(200);
        let steps: Vec<usize> = if every { (1..=most).collect() } else { vec![1 + dice.below(most)] };
        for storm in steps.into_iter().flat_map(|step| [Storm::Full(step), Storm::Broken(step)]) {
            let home = Home::new();
            copy(&before.home.path(""), &home.path(""));
            let name = format!("{:?} with {storm:?} of {}", before.act.args, before.steps);
            let ran = over(layer, &home, &before.act.args(), Some(storm)).expect("nobody killed it");
            let now = if home.journal().exists() { held(&home.data()) } else { String::new() };
            // ids are new each time, so what is done is known by its lines
            let undone =
                now == before.held[0] || !now.contains("\"text\"") && !before.held[0].contains("\"text\"");
            let whole = now != before.held[0] && now.lines().count() == before.held[1].lines().count();
            let changes = before.held[0] != before.held[1];
            match ran.code {
                0 => {
                    assert!(
                        whole || !changes && undone,
                        "{name}: said to be done, and is not there: {ran:?}"
                    );
                    done += 1;
                }
                code => {
                    let forgotten = code == 4 && ran.err.contains("it is forgotten, but") && !undone;
                    assert!(code == 1 || forgotten, "{name}: {ran:?}");
                    if code == 1 {
                        said(&ran, &name);
                    }
                    assert!(undone || whole, "{name}: there in part: {ran:?}");
                    // a sync that failed behind the last word: whole, though nobody promised it
                    there += u64::from(!undone);
                    failed += 1;
                }
            }
            // with room again, the next act works
            let doctor = home.kneel(&["doctor"]);
            assert!(matches!(doctor.code, 0 | 3), "{name}: {doctor:?}");
        }
    }
    println!(
        "{} acts, {} failed steps: {failed} refused in one sentence with nothing lost ({there} of them whole in the journal \
         all the same), {done} done and there",
        all.len(),
        failed + done
    );
    assert!(failed > times(10, 100), "hardly a step failed: this proves nothing");
}
