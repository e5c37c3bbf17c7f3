//! What changed between two models, and whom that breaks.
//!
//! [`compare`] walks both models node by node. Each [`Difference`] says what changed, at which two places, and which
//! [`Harm`]s it does: who reads the events, and may be older or newer than who writes them. A [`Level`] decides which
//! harms count; [`judge`] applies the approvals.

pub mod against;
mod alternatives;
mod answers;
mod changelog;
mod comparing;
mod defaults;
mod difference;
mod enums;
mod events;
mod fields;
mod flags;
mod frames;
mod git;
mod joined;
mod judge;
mod kept;
mod moved;
mod names;
mod payloads;
mod presence;
pub mod report;
pub mod rules;
mod sections;
pub(crate) mod spelling;
mod tauri;
mod types;
mod unions;
mod versions;

use crate::model::Model;
use comparing::Comparing;
use joined::Joined;

pub use changelog::changelog;
pub use difference::{Difference, Harm, HarmKind, Kind, Level, Stream, Where};
pub use judge::{Finding, Judged, Stale, Verdict, judge};
pub use rules::Rule;

/// All that changed from `previous` to `current`, in the order of the sections of a manifest.
pub fn compare(previous: &Model, current: &Model) -> Vec<Difference> {
    compare_without(previous, current, &[])
}

/// As [`compare`], as if the rules with these ids did not exist: what they find is listed as harmless. For tests that
/// look whether a rule is needed.
pub fn compare_without(previous: &Model, current: &Model, off: &[&str]) -> Vec<Difference> {
    let joined = Joined::new(previous, current);
    let mut cx = Comparing::new(&joined, off);
    names::protocol(&mut cx);
    frames::wire(&mut cx);
    tauri::template(&mut cx);
    types::declared(&mut cx);
    events::all(&mut cx);
    names::reserved(&mut cx);
    cx.finish()
}
