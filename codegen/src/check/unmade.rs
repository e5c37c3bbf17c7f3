//! What is checked, and nothing is made of yet.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// It should surprise nobody what the targets that are there make nothing of.
pub fn warn(model: &Model, diagnostics: &mut Diagnostics) {
    if diagnostics.errors() == 0 {
        versions(model, diagnostics);
    }
}

/// A reader that knows one version takes no other for it.
fn versions(model: &Model, diagnostics: &mut Diagnostics) {
    let mut events = model.server.iter().chain(&model.client).filter(|event| event.version > 1);
    let Some(first) = events.next() else { return };
    let message = "nothing is made of older versions yet: frames that hold one are kept as unknown";
    diagnostics.push(
        Diagnostic::new(&codes::NOT_MADE_YET, first.span, message)
            .help("shapes and upgrades are checked; the newest version is read and written"),
    );
}
