//! Types that nothing uses.

use std::collections::HashSet;

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{Expr, ExprKind, File, visit};
use crate::model::{Model, Scope, Type, TypeId};
use crate::name::Name;
use crate::resolve::behind;

pub fn check_types(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    let (derived_from, written_out) = (derived_from(files), written_out(model, files));
    let used = walk::reached(model, |visit| {
        model.all_events().for_each(|event| walk::event(event, visit));
        walk::wire(model, visit);
    });
    for (def, used) in model.types.iter().zip(used) {
        // A shape in place is used where it stands, or not at all with its owner.
        let named = def.scope == Scope::Types && !used;
        let name = def.name.pascal();
        if named && !derived_from.contains(&name) && !written_out.contains(&name) {
            let message = format!("no event uses the type `{name}`");
            diagnostics.push(Diagnostic::new(&codes::UNUSED_TYPE, def.span, message));
        }
    }
}

/// The code names of types that may be null and that something names: fields hold what they stand for.
fn written_out(model: &Model, files: &[File]) -> HashSet<String> {
    let is_null = |index: usize| {
        matches!(behind(&model.types, &Type::Named(TypeId(index))), Type::Nullable(_) | Type::Null)
    };
    let types = model.types.iter().enumerate();
    let nulls = types.filter(|(index, _)| is_null(*index)).map(|(_, def)| def.name.pascal());
    let nulls: HashSet<String> = nulls.collect();
    let mut names = HashSet::new();
    visit::expressions(files, &mut |expr, _| {
        if let ExprKind::Name(name) = &expr.kind {
            names.extend(Name::derive(name).map(|name| name.pascal()).filter(|name| nulls.contains(name)));
        }
    });
    names
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
