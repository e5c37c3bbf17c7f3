//! What must hold for a model as a whole; one function for each rule.

mod defaults;
mod enums;
mod expansion;
mod frames;
mod recursion;
mod replies;
mod rust;
mod secrets;
mod spread;
mod sticky;
mod types;
mod unsupported;
mod usage;
pub(crate) mod walk;

use crate::diagnostic::Diagnostics;
use crate::manifest::File;
use crate::resolve::Resolved;

pub use frames::{beside_payload, payload_names};
pub use recursion::recursion;

/// Checks a model, and what the manifest has that is not part of it.
pub fn check(resolved: &Resolved, files: &[File], diagnostics: &mut Diagnostics) {
    let model = &resolved.model;
    if resolved.finite {
        expansion::check_extents(model, diagnostics);
        types::check_types(model, files, diagnostics);
        enums::check_patterns(model, diagnostics);
        defaults::check_ends(model, diagnostics);
        spread::check_spreads(model, diagnostics);
        frames::check_payloads(model, diagnostics);
        frames::check_events_inside(model, diagnostics);
        sticky::check_paths(model, files, diagnostics);
    }
    enums::check_numbers(model, diagnostics);
    replies::check_replies(model, files, diagnostics);
    rust::check_names(model, diagnostics);
    secrets::check_secrets(model, diagnostics);
    unsupported::refuse(model, files, resolved.finite, diagnostics);
    // What is used is not known while something is wrong.
    if diagnostics.errors() == 0 {
        usage::check_types(model, files, diagnostics);
    }
}
