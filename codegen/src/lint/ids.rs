//! Fields that name something by its id.

use std::collections::BTreeMap;

use super::linting::Linting;
use crate::breaking::spelling;
use crate::diagnostic::shown;
use crate::model::{Field, Type};
use crate::name::Name;

/// A field that holds an id, or several.
struct Id<'m> {
    field: &'m Field,
    /// The type of one id.
    ty: &'m Type,
}

/// Ids by what they are called: `user_id`, which is the `id` of a type `User` and one of `user_ids` too.
fn ids<'m>(cx: &Linting<'m>) -> BTreeMap<String, Vec<Id<'m>>> {
    let mut ids: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    for own in cx.structs() {
        for field in own.members.fields.iter().filter(|field| !field.spread) {
            let name = field.name.snake();
            let (name, ty) = match (name, own.declared) {
                ("id", Some(def)) => (def.name.join(&field.name).snake().to_owned(), single(&field.ty)),
                _ if name.ends_with("_ids") => (name.trim_end_matches('s').to_owned(), several(&field.ty)),
                _ if name.ends_with("_id") => (name.to_owned(), single(&field.ty)),
                _ => continue,
            };
            if let Some(ty) = ty {
                ids.entry(name).or_default().push(Id { field, ty });
            }
        }
    }
    ids
}

fn single(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Nullable(ty) => single(ty),
        Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Tuple(_) | Type::Json => None,
        _ => Some(ty),
    }
}

fn several(ty: &Type) -> Option<&Type> {
    match ty {
        Type::List(ty) | Type::Set(ty) => single(ty),
        Type::Nullable(ty) => several(ty),
        _ => None,
    }
}

fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::String | Type::Int(_) => true,
        Type::Text(ty) => matches!(**ty, Type::Int(_)),
        _ => false,
    }
}

/// Ids that have no type of their own, though there are some.
pub fn has_type(cx: &mut Linting) {
    for (name, ids) in ids(cx) {
        let plain: Vec<_> = ids.iter().filter(|id| is_plain(id.ty)).collect();
        // Where a type is there, or others have one, that is a mistake of another kind.
        let differ = plain.iter().any(|id| id.ty != plain[0].ty);
        if plain.len() < 2 || plain.len() < ids.len() || differ || declared(cx, &name).is_some() {
            continue;
        }
        let Some(own) = Name::derive(&name).map(|name| name.pascal()) else { continue };
        let first = spelling::ty(&cx.model.types, plain[0].ty);
        for id in plain {
            let ty = spelling::ty(&cx.model.types, id.ty);
            let message = format!("`{}` is a plain `{ty}`", shown(&name));
            let help =
                format!("declare `{own}: {first}` under `types` and write `{own}` here; a UUID is a `uuid`");
            cx.report(id.field.span, message, help);
        }
    }
}

/// Ids of one name and several types.
pub fn same_type(cx: &mut Linting) {
    for (name, ids) in ids(cx) {
        let spelled: Vec<String> = ids.iter().map(|id| spelling::ty(&cx.model.types, id.ty)).collect();
        let count = |ty: &String| spelled.iter().filter(|other| *other == ty).count();
        let most = spelled.iter().map(count).max().unwrap_or_default();
        let of_most = spelled.iter().position(|ty| count(ty) == most);
        let declared = declared(cx, &name);
        let Some(usual) = declared.clone().or_else(|| of_most.map(|index| spelled[index].clone())) else {
            continue;
        };
        let like = of_most.filter(|_| declared.is_none()).map(|index| ids[index].field.span);
        for (id, own) in ids.iter().zip(&spelled).filter(|(_, own)| **own != usual) {
            let name = shown(&name);
            let help = format!("write `{usual}`, or call it otherwise if it names something else");
            match like {
                Some(other) => {
                    let message = format!("`{name}` is `{own}` here, and `{usual}` elsewhere");
                    cx.report_both(id.field.span, message, help, (other, "as here"));
                }
                None => {
                    let message = format!("`{name}` is `{own}` here, and there is a type `{usual}`");
                    cx.report(id.field.span, message, help);
                }
            }
        }
    }
}

/// The declared type of an id, if there is one.
fn declared(cx: &Linting, id: &str) -> Option<String> {
    let mut all = cx.declared().map(|(_, def)| &def.name);
    all.find(|name| name.snake() == id).map(Name::pascal)
}
