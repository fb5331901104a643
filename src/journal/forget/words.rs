//! What is said before an item is forgotten: what goes with it, what stays, and what nobody reaches from here. The
//! screens and the command line say it alike.

use super::{Forgetting, Gone};
use crate::journal::Journal;
use crate::journal::error::Result;
use crate::text::counted;

/// What nobody can remove from here.
pub const OUT_OF_REACH: &str = "\
out of reach: copies that you made elsewhere, your other machines (`kneel forget` on each), folders that you share or \
sync, exports, printed sheets; and a disk may keep what was deleted for a while";

impl Journal {
    /// What goes with an item and what of it stays, a line each, each without a full stop.
    pub fn forgetting_words(&self, what: &Forgetting) -> Result<Vec<String>> {
        let mut goes = vec!["its words".to_owned()];
        let counts = [(what.notes, "note"), (what.drafts, "draft")];
        goes.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| counted(*count, name)));
        let mut told = vec![format!("goes for good: {}, and all that its history says", goes.join(", "))];
        told.extend(what.originals.iter().map(Gone::words));
        for id in &what.alike {
            told.push(format!(
                "stays: {} says the same in another bulletin, and is an item of its own",
                self.short_id(id)?
            ));
        }
        Ok(told)
    }
}

impl Gone {
    fn words(&self) -> String {
        let stays = match self.others {
            0 => "nothing else was read in it".to_owned(),
            1 => "1 other item of it stays as it was read, and cannot be read again from it".to_owned(),
            others => {
                format!("{others} other items of it stay as they were read, and cannot be read again from it")
            }
        };
        format!("goes as a whole: the original {}, because its words stand in it; {stays}", self.name)
    }
}
