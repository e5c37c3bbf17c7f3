//! How large a type expression becomes when the names of other expressions in it are followed: targets write it out.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Model, Shape, Type, TypeDef, TypeId};

/// The most levels, and the most places.
const DEEPEST: usize = 64;
const LARGEST: usize = 4096;

/// A named expression, written out.
#[derive(Clone, Copy)]
struct Extent {
    depth: usize,
    size: usize,
}

pub fn check_extents(model: &Model, diagnostics: &mut Diagnostics) {
    let extents = extents(model);
    let beyond = |TypeId(id): TypeId| extents[id].is_some_and(is_beyond);
    for (index, def) in model.types.iter().enumerate() {
        let Shape::Alias(ty) = &def.shape else { continue };
        let mut told = false;
        named(ty, &mut |id| told |= beyond(id));
        // What is made of something too large is not told again.
        if beyond(TypeId(index)) && !told {
            let message = format!(
                "written out, `{}` has more than {DEEPEST} levels or {LARGEST} places",
                def.name.pascal()
            );
            let help = "put a struct on the way: it is not written out";
            diagnostics.push(Diagnostic::new(&codes::TOO_DEEP, def.span, message).help(help));
        }
    }
}

fn is_beyond(extent: Extent) -> bool {
    extent.depth > DEEPEST || extent.size > LARGEST
}

/// The extent of each named expression, without recursion over names: a chain of them may be as long as the manifest.
fn extents(model: &Model) -> Vec<Option<Extent>> {
    let mut extents: Vec<Option<Extent>> = vec![None; model.types.len()];
    let mut open = vec![false; model.types.len()];
    for start in 0..model.types.len() {
        let mut stack = vec![start];
        while let Some(&top) = stack.last() {
            let Some(ty) = written_out(&model.types[top]) else {
                stack.pop();
                continue;
            };
            open[top] = true;
            let mut next = None;
            named(ty, &mut |TypeId(id)| {
                let due = written_out(&model.types[id]).is_some() && extents[id].is_none() && !open[id];
                next = next.or(due.then_some(id));
            });
            match next {
                Some(id) => stack.push(id),
                None => {
                    extents[top] = Some(extent(ty, &extents));
                    stack.pop();
                }
            }
        }
    }
    extents
}

/// What stands for a name; one that is made of itself is a type of its own.
fn written_out(def: &TypeDef) -> Option<&Type> {
    match &def.shape {
        Shape::Alias(ty) if !def.endless => Some(ty),
        _ => None,
    }
}

fn named(ty: &Type, visit: &mut impl FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::Nullable(item) | Type::List(item) | Type::Set(item) | Type::Text(item) => named(item, visit),
        Type::Map(key, item) => {
            named(key, visit);
            named(item, visit);
        }
        Type::Tuple(items) => items.iter().for_each(|item| named(item, visit)),
        _ => {}
    }
}

fn extent(ty: &Type, extents: &[Option<Extent>]) -> Extent {
    let parts: Vec<Extent> = match ty {
        Type::Named(TypeId(id)) => extents[*id].into_iter().collect(),
        Type::Nullable(item) | Type::List(item) | Type::Set(item) | Type::Text(item) => {
            vec![extent(item, extents)]
        }
        Type::Map(key, item) => vec![extent(key, extents), extent(item, extents)],
        Type::Tuple(items) => items.iter().map(|item| extent(item, extents)).collect(),
        _ => Vec::new(),
    };
    Extent {
        depth: 1 + parts.iter().map(|part| part.depth).max().unwrap_or_default(),
        size: parts.iter().fold(1, |size: usize, part| size.saturating_add(part.size)),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::path::Path;

    use crate::load_text;

    /// A chain as long as this fills a stack when its names are followed by recursion.
    #[test]
    fn a_long_chain_is_told_once() {
        let mut text = "samewire: 1\nprotocol: t\ntypes:\n".to_owned();
        for number in 0..3000 {
            writeln!(text, "  T{number}: list<T{}>", number + 1).unwrap();
        }
        text += "  T3000: u8\nserver:\n  e: { fields: { a: T0 } }\n";
        let rejected = load_text(Path::new("/t.yaml"), &text).expect_err("too deep");
        let codes: Vec<_> = rejected.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(codes, ["SW014"]);
    }
}
