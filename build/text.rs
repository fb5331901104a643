//! What is needed here of the room `text`, under its name there.
#![allow(dead_code, reason = "more is asked of texts when kneel runs")]

#[path = "../src/text/fold.rs"]
mod fold;
#[path = "../src/text/key.rs"]
mod key;
#[path = "../src/text/table.rs"]
mod table;
#[path = "../src/text/words.rs"]
mod words;

pub(crate) use fold::fold_word;
pub(crate) use key::Signs;
pub(crate) use table::{Table, bucket};
pub(crate) use words::{Word, words};
