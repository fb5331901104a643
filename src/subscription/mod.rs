//! Bulletins that come by themselves: what a person subscribed to, by name, and how it is fetched.
//!
//! ```text
//! store --subscription--> fetch --> follow --> http    (a page, a feed)
//!                           |  \--> folder             (a folder, a Maildir)
//!                           v
//!                        journal
//! ```
//!
//! Only `http` opens connections, and only to what the person named: nothing is ever fetched because a document
//! mentions it. When a server may be asked again is in `schedule`, what its answers mean in `follow`.

mod address;
mod fetch;
mod folder;
mod follow;
#[cfg(feature = "net")]
mod http;
#[cfg(not(feature = "net"))]
#[path = "no_http.rs"]
mod http;
mod schedule;
mod store;

/// Whether this kneel can open connections at all.
pub const CAN_ASK: bool = cfg!(feature = "net");

pub use address::Address;
pub use fetch::{Document, Fetch, Fetched, Outcome};
pub use schedule::{Chance, spread};
pub use store::{Memory, Place, Subscription, add, all, memory, remove};
