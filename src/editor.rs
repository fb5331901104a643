//! A text written in the editor of the person's choice.
