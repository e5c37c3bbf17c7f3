//! How type expressions are written.

use super::{Codecs, ints, order, readers};
use crate::model::{Shape, Type};

/// What writes a type, as an expression.
pub fn expression(codecs: &Codecs<'_>, ty: &Type) -> String {
    let of = |name: &str, item: &Type| format!("{}({})", codecs.write(name), expression(codecs, item));
    match codecs.unaliased(ty) {
        Type::Nullable(item) => of("nullable", item),
        Type::List(item) => of("list", item),
        Type::Set(item) => match order::order(codecs, item) {
            Some(order) => format!("{}({}, {order})", codecs.write("set"), expression(codecs, item)),
            None => of("set", item),
        },
        Type::Map(key, item) => match order::keys(codecs, key) {
            Some((key, order)) => {
                format!("{}({}, {key}, {order})", codecs.write("map"), expression(codecs, item))
            }
            None => of("map", item),
        },
        Type::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| expression(codecs, item)).collect();
            format!("{}({})", codecs.write("tuple"), items.join(", "))
        }
        Type::Text(item) => match **item {
            Type::Int(int) if ints::is_text(codecs, int, true) => codecs.write(ints::text_name(int)),
            _ => of("text", item),
        },
        Type::Int(int) if ints::is_text(codecs, *int, false) => codecs.write(ints::text_name(*int)),
        Type::Event(direction) => codecs.codec((*direction).into(), "eventText", ""),
        Type::Named(id) => {
            let def = codecs.model.type_def(*id);
            match &def.shape {
                Shape::Flags(shape) => ints::flags_writer(codecs, shape),
                _ => codecs.of(def, "write"),
            }
        }
        scalar => codecs.write(readers::scalar_name(scalar)),
    }
}
