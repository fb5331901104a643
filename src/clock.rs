//! The one place that asks the machine what time it is.
//!
//! Everything else is handed a [`Moment`], so that a test or `KNEEL_NOW` can say when it is.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// A moment where the person is: the instant, and with it the local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// The moment in local time.
    pub fn new(local: DateTime<FixedOffset>) -> Self {
        Moment(local)
    }

    /// The person's local day.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Milliseconds since 1970 in UTC.
    pub fn unix_ms(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// The local time with its offset.
    pub fn local(self) -> DateTime<FixedOffset> {
        self.0
    }
}

/// Tells the moment: the machine's, or always the same one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    fixed: Option<Moment>,
}

/// What was wrong with `KNEEL_NOW`.
#[derive(Debug, thiserror::Error)]
#[error("KNEEL_NOW is not a moment such as 2026-03-12T09:14:00+01:00")]
pub struct NotAMoment;

impl Clock {
    /// A clock that stands still, for tests.
    pub fn fixed(moment: Moment) -> Self {
        Clock { fixed: Some(moment) }
    }

    /// The machine's clock, unless `KNEEL_NOW` (RFC 3339) says when it is.
    pub fn from_env() -> Result<Self, NotAMoment> {
        match std::env::var("KNEEL_NOW") {
            Ok(text) => {
                let local = DateTime::parse_from_rfc3339(text.trim()).map_err(|_| NotAMoment)?;
                Ok(Clock::fixed(Moment(local)))
            }
            Err(_) => Ok(Clock::default()),
        }
    }

    /// The moment now.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that may ask")]
    pub fn now(&self) -> Moment {
        self.fixed.unwrap_or_else(|| Moment(chrono::Local::now().fixed_offset()))
    }
}
