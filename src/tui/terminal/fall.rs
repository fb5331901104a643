//! What is said when kneel falls over a mistake of its own: where in its code that is, and what to do. Never the panic's
//! own message, which may hold a text of the journal.

use std::io::{self, Write};
use std::panic::{self, Location};
use std::sync::Once;

/// Has a panic give the terminal back, if it is ours, and then say no more than that.
pub fn speak_plainly() {
    static ONCE: Once = Once::new(); // whoever guards work that may panic stands before it
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|fallen| {
            super::leave();
            // where nothing can be written, there is nobody to tell
            let _ = writeln!(io::stderr(), "{}", words(fallen.location()));
        }));
    });
}

fn words(place: Option<&Location<'_>>) -> String {
    let place = place.map(|place| format!(", at {}:{}", place.file(), place.line())).unwrap_or_default();
    format!(
        "kneel met a mistake of its own{place}. What was saved is safe; start kneel again. If you report it, this line is \
         what helps: nothing of what you wrote is in it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_told_and_what_to_do() {
        let told = words(Some(Location::caller()));
        assert!(told.contains("at src/tui/terminal/fall.rs:"), "{told}");
        assert!(told.contains("What was saved is safe; start kneel again."), "{told}");
        assert!(words(None).starts_with("kneel met a mistake of its own. "));
    }
}
