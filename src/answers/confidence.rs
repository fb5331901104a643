//! How sure one can be of a candidate: its score alone does not say, the distance to the next one does as much.

use serde::Serialize;

/// How sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Worth a look.
    Possible,
    /// At least nine in ten of such are right.
    Likely,
}

impl Confidence {
    /// Its name: "likely".
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Possible => "possible",
            Confidence::Likely => "likely",
        }
    }
}

/// What certainty is told from, in the order of [`Signs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// 1 for every candidate.
    Always,
    /// The score.
    Score,
    /// Its odds against all other stories together, as a logarithm.
    Odds,
    /// The part of what is told that the request has.
    Coverage,
    /// Subjects that both speak of.
    Topics,
    /// How far the score is above the best of another story; below zero where it is under it.
    Margin,
    /// The praise calls back to what was asked.
    CallsBack,
    /// It tells of an end.
    Ends,
    /// It says that the story goes on.
    GoesOn,
    /// It tells that it went the other way.
    SetBack,
    /// A name that both have.
    Name,
    /// The words of a need and of its outcome.
    NeedOutcome,
    /// Both name people or places: none is the same, or only the first name of another.
    Strangers,
}

impl Sign {
    /// All of them, in order.
    pub const ALL: [Sign; 13] = [
        Sign::Always,
        Sign::Score,
        Sign::Odds,
        Sign::Coverage,
        Sign::Topics,
        Sign::Margin,
        Sign::CallsBack,
        Sign::Ends,
        Sign::GoesOn,
        Sign::SetBack,
        Sign::Name,
        Sign::NeedOutcome,
        Sign::Strangers,
    ];

    /// Whether it makes surer (1) or less sure (-1); 0 where it may do either. No weight has the other sign.
    pub fn side(self) -> i8 {
        match self {
            Sign::Always | Sign::GoesOn | Sign::SetBack => 0,
            Sign::Strangers => -1,
            _ => 1,
        }
    }

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Always => "always",
            Sign::Score => "score",
            Sign::Odds => "odds",
            Sign::Coverage => "coverage",
            Sign::Topics => "topics",
            Sign::Margin => "margin",
            Sign::CallsBack => "calls_back",
            Sign::Ends => "ends",
            Sign::GoesOn => "goes_on",
            Sign::SetBack => "set_back",
            Sign::Name => "name",
            Sign::NeedOutcome => "need_outcome",
            Sign::Strangers => "strangers",
        }
    }
}

/// One number for each [`Sign`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signs(pub(super) [f64; Sign::ALL.len()]);

impl Signs {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Sign, f64)> + '_ {
        Sign::ALL.into_iter().zip(self.0)
    }
}
