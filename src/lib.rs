//! kneel, a prayer journal for the terminal.
//!
//! The map of the house, each floor knowing only those below it:
//!
//! | floor | room | what it is for |
//! | --- | --- | --- |
//! | 6 | [`cli`], [`tui`] | what a person types and sees |
//! | 5 | [`group`] | praying together: evenings, sheets, what is shared and with whom |
//! | 5 | [`reflect`] | looking back: charts and words of what was prayed and answered |
//! | 5 | [`subscription`] | bulletins that come by themselves; the only room that opens connections |
//! | 4 | [`journal`] | the only room that knows SQL: events, what they fold to, queries |
//! | 4 | [`ledger`] | what a person kept elsewhere, a table or a list |
//! | 3 | [`answers`], [`walk`] | which request a praise answers; what to pray next |
//! | 2 | [`bulletin`] | bytes in, bulletins out |
//! | 1 | [`text`], [`place`] | untrusted text made safe; regions and countries |
//!
//! Beside the floors stand [`clock`], [`paths`], [`config`], [`profiles`], [`editor`], [`passphrase`], [`lasting`] and [`intake`], which
//! meet the machine, and [`regions`], which asks about names. `text`, `place`, `bulletin`, `answers`, `walk`, `ledger` and `reflect` are pure: values in, values out.

pub mod answers;
pub mod bulletin;
pub mod cli;
pub mod clock;
pub mod config;
pub mod editor;
pub mod group;
pub mod intake;
pub mod journal;
pub mod lasting;
pub mod ledger;
pub mod passphrase;
pub mod paths;
pub mod place;
pub mod profiles;
pub mod reflect;
pub mod regions;
pub mod subscription;
pub mod text;
pub mod tui;
pub mod walk;
