//! Answers about what happened, and takes any one act back.

use crate::clock::Moment;
use crate::journal::{ActId, Error, Journal};
use crate::tui::msg::{Msg, Turn};

/// Takes one act back, or does it again. Where later acts stand on what it brought, it is asked first, unless the person
/// is sure.
pub fn turn_one(
    journal: &mut Journal,
    now: Moment,
    act: ActId,
    turn: Turn,
    sure: bool,
) -> Result<Msg, Error> {
    if turn == Turn::Undo && !sure {
        let later = journal.standing_on(act)?;
        if later > 0 {
            return Ok(Msg::Doubted { act, later });
        }
    }
    let turned = match turn {
        Turn::Undo => journal.undo_act(now, act)?,
        Turn::Redo => journal.redo_act(now, act)?,
    };
    Ok(Msg::Turned { turn, what: turned.map(|turned| turned.what) })
}
