//! Which differences break somebody, and which of these are wanted.

use super::{Difference, Level};
use crate::model::Approval;

/// A difference, and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What changed.
    pub difference: Difference,
    /// Whether it stands in the way.
    pub verdict: Verdict,
}

/// Whether a difference stands in the way.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It breaks somebody.
    Breaks,
    /// It breaks somebody, and is wanted.
    Approved(Approval),
    /// It breaks nobody at this level.
    Compatible,
}

/// An approval that is of no use.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    /// The approval.
    pub approval: Approval,
    /// It approves a change that is there, and its last day is over; otherwise it approves nothing.
    pub expired: bool,
}

/// What a comparison came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Who is asked to be able to go on.
    pub level: Level,
    /// Every difference; first what breaks, then what is approved, then what breaks nobody.
    pub findings: Vec<Finding>,
    /// Approvals that are over, or approve nothing.
    pub stale: Vec<Stale>,
}

impl Judged {
    /// The differences that stand in the way.
    pub fn breaking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Breaks)
    }

    /// The differences that break somebody and are wanted.
    pub fn approved(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| matches!(finding.verdict, Verdict::Approved(_)))
    }

    /// The differences that break nobody.
    pub fn compatible(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Compatible)
    }

    /// Whether nothing stands in the way.
    pub fn is_fine(&self) -> bool {
        self.breaking().next().is_none() && self.stale.iter().all(|stale| !stale.expired)
    }
}

/// Judges what changed at a level, by the approvals of the current manifest. `as_of` is the day on which this is asked,
/// as `2027-03-01`; the last day of an approval is the one that it names.
pub fn judge(differences: Vec<Difference>, approvals: &[Approval], level: Level, as_of: &str) -> Judged {
    let is_over = |approval: &Approval| approval.until.as_str() < as_of;
    let of = |difference: &Difference, approval: &Approval| {
        difference.rule == Some(approval.rule.as_str())
            && difference.at == approval.at
            && !difference.harms.is_empty()
    };
    let stale = approvals.iter().filter_map(|approval| {
        let is_used = differences.iter().any(|difference| of(difference, approval));
        let expired = is_used && is_over(approval);
        (expired || !is_used).then(|| Stale { approval: approval.clone(), expired })
    });
    let stale = stale.collect();
    let verdict = |difference: &Difference| {
        if !difference.breaks(level) {
            return Verdict::Compatible;
        }
        let own = approvals.iter().find(|approval| of(difference, approval) && !is_over(approval));
        own.map_or(Verdict::Breaks, |approval| Verdict::Approved(approval.clone()))
    };
    let findings =
        differences.into_iter().map(|difference| Finding { verdict: verdict(&difference), difference });
    let mut findings: Vec<Finding> = findings.collect();
    findings.sort_by_key(|finding| match finding.verdict {
        Verdict::Breaks => 0,
        Verdict::Approved(_) => 1,
        Verdict::Compatible => 2,
    });
    Judged { level, findings, stale }
}
