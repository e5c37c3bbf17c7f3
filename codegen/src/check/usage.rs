//! Types that nothing uses.

use std::collections::HashSet;

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{Expr, ExprKind, File, visit};
use crate::model::{Model, Scope};
use crate::name::Name;

pub fn check_types(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    let derived_from = derived_from(files);
    let used = walk::reached(model, |visit| {
        model.all_events().for_each(|event| walk::event(event, visit));
        walk::wire(model, visit);
    });
    for (def, used) in model.types.iter().zip(used) {
        // A shape in place is used where it stands, or not at all with its owner.
        let named = def.scope == Scope::Types && !used;
        if named && !derived_from.contains(&def.name.pascal()) {
            let message = format!("no event uses the type `{}`", def.name.pascal());
            diagnostics.push(Diagnostic::new(&codes::UNUSED_TYPE, def.span, message));
        }
    }
}

/// The code names of types that `partial` and `keyof` are made from.
fn derived_from(files: &[File]) -> HashSet<String> {
    let mut names = HashSet::new();
    visit::expressions(files, &mut |expr, _| {
        let ExprKind::Generic(generic, arguments) = &expr.kind else { return };
        if let ("partial" | "keyof", [Expr { kind: ExprKind::Name(name), .. }]) =
            (generic.as_str(), arguments.as_slice())
        {
            names.extend(Name::derive(name).map(|name| name.pascal()));
        }
    });
    names
}
