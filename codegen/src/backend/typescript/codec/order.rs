//! How the items of sets and the keys of maps are ordered and told apart, which is as Rust does it.

use super::{Codecs, enums, ints, readers, untagged, writers};
use crate::model::{Shape, TimestampForm, Type};

/// What equal items of a set have in common, as a function for readers.
pub fn same(codecs: &Codecs<'_>, item: &Type) -> String {
    let item = codecs.unaliased(item);
    let is_itself = match item {
        Type::Named(id) => {
            let shape = &codecs.model.type_def(*id).shape;
            matches!(shape, Shape::StringEnum(_) | Shape::IntEnum(_) | Shape::Flags(_))
        }
        Type::Bool | Type::String | Type::Int(_) | Type::F64 | Type::Date | Type::Null => true,
        Type::Timestamp(form) => *form != TimestampForm::Rfc3339,
        Type::Text(inner) => matches!(**inner, Type::Int(_)),
        _ => false,
    };
    if is_itself { codecs.read("itself") } else { writers::expression(codecs, item) }
}

/// What values are ordered by, as a function; nothing for those that have no order in Rust.
pub fn order(codecs: &Codecs<'_>, ty: &Type) -> Option<String> {
    Some(match codecs.unaliased(ty) {
        Type::F32 | Type::F64 | Type::Json | Type::Event(_) | Type::Map(..) => return None,
        ty @ (Type::Uuid | Type::Timestamp(TimestampForm::Rfc3339)) => {
            format!("{}({})", codecs.write("written"), codecs.write(readers::scalar_name(ty)))
        }
        Type::Bytes => format!("{}({})", codecs.write("each"), codecs.write("same")),
        Type::Nullable(item) => format!("{}({})", codecs.write("noneFirst"), order(codecs, item)?),
        Type::List(item) | Type::Set(item) => format!("{}({})", codecs.write("each"), order(codecs, item)?),
        Type::Tuple(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| order(codecs, item)).collect();
            format!("{}({})", codecs.write("each"), items?.join(", "))
        }
        Type::Text(item) => return order(codecs, item),
        Type::Named(id) => {
            let def = codecs.model.type_def(*id);
            let values = match &def.shape {
                Shape::StringEnum(shape) => enums::in_order(codecs, def, shape),
                Shape::IntEnum(_) => Some(codecs.of(def, "values")),
                Shape::Flags(_) => None,
                Shape::Alias(_) => return Some(codecs.write("deep")),
                Shape::Untagged(shape) => return untagged::order(codecs, shape),
                _ => return None,
            };
            match values {
                Some(values) => format!("{}({values})", codecs.write("declared")),
                None => codecs.write("same"),
            }
        }
        _ => codecs.write("same"),
    })
}

/// How the keys of a map are written, and what they are ordered by; nothing for plain texts.
pub fn keys(codecs: &Codecs<'_>, key: &Type) -> Option<(String, String)> {
    match codecs.unaliased(key) {
        Type::Int(int) => Some((
            format!("{}({})", codecs.write("integers"), ints::keys(codecs, *int)),
            codecs.write("numeric"),
        )),
        ty @ (Type::Uuid | Type::Date | Type::Named(_)) => {
            Some((writers::expression(codecs, ty), order(codecs, ty)?))
        }
        _ => None,
    }
}
