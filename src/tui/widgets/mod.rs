//! Small parts that several screens are made of.

pub mod choices;
pub mod days;
pub mod focus;
pub mod footer;
pub mod found;
pub mod globe;
pub mod opening;
pub mod page;
pub mod paper;
pub mod reader;
pub mod rows;
pub mod scroll;
pub mod sheet;
pub mod window;
