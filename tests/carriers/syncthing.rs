//! Two machines over two nodes of Syncthing, which are cut off, held up and killed while both write.

use std::fs;

use crate::cli_common::LETTER;
use crate::machine::{Machine, are_alike, corrected_letter, kept, skipped, until};
use crate::syncthing_node::{Node, carry, is_here};

/// Until what was written at both ends has come to both.
fn come_together(nodes: (&Node, &Node), machines: (&Machine, &Machine)) {
    // what one writes, then what the other writes having read it, then nothing more
    for _ in 0..2 {
        machines.0.sync();
        machines.1.sync();
        carry(nodes.0, nodes.1);
    }
    machines.0.sync();
    machines.1.sync();
}

#[test]
fn two_machines_come_together_over_syncthing() {
    if !is_here() {
        skipped("syncthing");
        return;
    }
    let mut one = Machine::new("2026-03-12T09:14:00+01:00", "Sync/kneel");
    let mut other = Machine::new("2026-03-13T21:40:00+01:00", "Sync/kneel");
    one.make_folder();
    other.make_folder();

    // one begins before there is a carrier; the other has read the same bulletin by itself
    one.import("letter.txt", LETTER);
    one.add("Grandmother Wilhelmina's operation");
    one.enter();
    other.import("same.txt", LETTER);
    other.add("The roof of the Quillby hall");
    let (mut a, mut b) = (Node::new(&one.folder), Node::new(&other.folder));
    let (at_a, at_b) = (a.address(), b.address());
    a.meet(&at_b);
    b.meet(&at_a);
    a.start();
    b.start();
    until("the nodes know each other", 40, || a.is_connected(&at_b) && b.is_connected(&at_a));
    carry(&a, &b);
    let entered = other.enter();
    assert_eq!(entered["came"]["documents"], 0, "the bulletin was there: {entered:#}");
    assert!(entered["came"]["events"].as_u64() >= Some(2), "{entered:#}");
    assert!(other.finds("Wilhelmina"));
    carry(&a, &b);
    assert!(one.sync()["came"]["events"].as_u64() >= Some(1));
    assert!(one.finds("Quillby"));

    // cut off from each other, both go on, with one item too
    a.pause(&at_b);
    one.prayed("Tolmere");
    one.note("Tolmere", "Clouds over Ferrowmoor");
    one.import("letter-again.txt", &corrected_letter());
    other.prayed("Tolmere");
    other.note("Tolmere", "A truck came from Brindlecombe");
    other.answer("Nilufa", "A new judge, Osterhagen, was named");
    one.sync();
    other.sync();
    assert!(!one.finds("Brindlecombe") && !other.finds("Ferrowmoor"), "the line was not cut");
    a.resume(&at_b);
    until("the nodes find each other again", 60, || a.is_connected(&at_b));
    come_together((&a, &b), (&one, &other));
    assert!(one.finds("Osterhagen") && other.finds("Ilmari"));

    // one node dies while it is being sent to; writing goes on at both ends
    one.add(&format!("Tamsin's long letter {}", "with many words ".repeat(4000)));
    one.sync();
    a.look();
    b.kill();
    other.add("A mistake about Pennywhistle");
    other.kneel(&["undo"]).done();
    other.add("Rest for Zebulon");
    other.sync();
    one.note("Wilhelmina", "It went well, says Hesketh");
    one.sync();
    one.sync();
    assert!(!other.finds("Hesketh"), "the node was not dead");
    b.start();
    until("the node that was started again is found", 60, || b.is_connected(&at_a));
    come_together((&a, &b), (&one, &other));
    assert!(other.finds("Tamsin") && one.finds("Zebulon"));

    // what comes late comes all at once
    b.hold(true);
    for text in ["Bread for Wexcombe", "Sleep for Yolande", "Peace in Undermere"] {
        one.add(text);
        one.sync();
    }
    other.prayed("Quillby");
    other.sync();
    assert!(!other.finds("Undermere"), "the folder was not held");
    b.hold(false);
    come_together((&a, &b), (&one, &other));
    assert!(other.finds("Undermere"));

    // a log deleted by hand at one end is deleted at the other by the carrier, and comes again
    let name = one.log_name();
    fs::remove_file(other.folder.join(name)).unwrap();
    carry(&a, &b);
    assert!(!one.log().exists(), "the carrier has deleted it here");
    let words = other.sync_in_words();
    assert!(words.contains(&format!("{name} is not here any more; nothing was deleted for it")), "{words}");
    assert!(other.finds("Wilhelmina"));
    one.add("After the loss, Corisande");
    let words = one.sync_in_words();
    assert!(words.contains("this machine's log was gone, or an older one; it was written again"), "{words}");
    come_together((&a, &b), (&one, &other));
    assert!(kept(&other.folder).contains_key(name));

    let written = [
        "Wilhelmina",
        "Quillby",
        "Ferrowmoor",
        "Brindlecombe",
        "Osterhagen",
        "Ilmari",
        "Suvarna",
        "Tamsin",
        "Zebulon",
        "Hesketh",
        "Wexcombe",
        "Yolande",
        "Undermere",
        "Corisande",
    ];
    are_alike(&one, &other, &written);
    assert!(
        !one.finds("Pennywhistle") && !other.finds("Pennywhistle"),
        "what was undone is undone at both ends"
    );
}
