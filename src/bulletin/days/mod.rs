//! Days: how bulletins write them, and the bulletins whose entries belong to days.

pub mod calendar;
pub mod dateline;
pub mod dates;
pub mod diary;
pub mod hours;
pub mod opening;
pub mod quarters;
pub mod ranges;
