//! Events that only a desktop app sends to its page.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// They cross no wire, so the targets that are there make nothing of them, which should surprise nobody.
pub fn warn(model: &Model, diagnostics: &mut Diagnostics) {
    let [first, others @ ..] = model.desktop.as_slice() else { return };
    let more = if others.is_empty() { "this event" } else { "the events" };
    let message =
        format!("nothing is made of {more} under `desktop` yet: the target for desktop apps is not there");
    diagnostics.push(
        Diagnostic::new(&codes::NOT_MADE_YET, first.span, message)
            .help("names, types and examples are checked; all other events are generated as ever"),
    );
}
