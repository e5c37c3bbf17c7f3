//! What is checked, and nothing is made of yet.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// It should surprise nobody what the targets that are there make nothing of.
pub fn warn(model: &Model, diagnostics: &mut Diagnostics) {
    desktop(model, diagnostics);
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

/// Events that only a desktop app sends to its page cross no wire.
fn desktop(model: &Model, diagnostics: &mut Diagnostics) {
    let [first, others @ ..] = model.desktop.as_slice() else { return };
    let more = if others.is_empty() { "this event" } else { "the events" };
    let message =
        format!("nothing is made of {more} under `desktop` yet: the target for desktop apps is not there");
    diagnostics.push(
        Diagnostic::new(&codes::NOT_MADE_YET, first.span, message)
            .help("names, types and examples are checked; all other events are generated as ever"),
    );
}
