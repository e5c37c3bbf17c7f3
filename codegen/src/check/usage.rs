//! Types that nothing uses.

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Model, Scope};

pub fn check_types(model: &Model, diagnostics: &mut Diagnostics) {
    let used = walk::reached(model, |visit| {
        model.server.iter().chain(&model.client).for_each(|event| walk::event(event, visit));
        walk::wire(model, visit);
    });
    for (def, used) in model.types.iter().zip(used) {
        // A shape in place is used where it stands, or not at all with its owner.
        let named = def.scope == Scope::Types && !used;
        if named {
            let message = format!("no event uses the type `{}`", def.name.pascal());
            diagnostics.push(Diagnostic::new(&codes::UNUSED_TYPE, def.span, message));
        }
    }
}
