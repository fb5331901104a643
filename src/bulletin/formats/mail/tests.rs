//! Whole mails, as they come.
