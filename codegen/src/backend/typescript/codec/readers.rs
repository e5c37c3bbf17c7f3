//! How type expressions are read: a check of a value, or, of what is replaced where it stands, a place.

use super::{Codecs, enums, ints, order};
use crate::backend::typescript::literals;
use crate::model::{Direction, Shape, TimestampForm, Type};

/// Whether reading replaces a value of a type by another one.
pub fn replaces(codecs: &Codecs<'_>, ty: &Type) -> bool {
    match ty {
        Type::Bytes | Type::Text(_) | Type::Event(_) => true,
        Type::Int(int) => ints::is_text(codecs, *int, false),
        Type::Nullable(item) => replaces(codecs, item),
        Type::Named(id) => match &codecs.model.type_def(*id).shape {
            Shape::StringEnum(shape) => enums::has_old(shape),
            Shape::IntEnum(shape) => ints::is_replaced(codecs, shape),
            Shape::Flags(shape) => ints::are_bigints(shape),
            Shape::Union(_) => true,
            Shape::Untagged(shape) => {
                shape.items.iter().any(|item| item.ty != *ty && replaces_once(codecs, &item.ty))
            }
            Shape::Alias(aliased) => replaces_once(codecs, aliased),
            Shape::Struct(_) => false,
        },
        _ => false,
    }
}

/// As [`replaces`], for types that may lead back to themselves: these do so by way of a container.
fn replaces_once(codecs: &Codecs<'_>, ty: &Type) -> bool {
    !matches!(ty, Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Tuple(_)) && replaces(codecs, ty)
}

/// A call that checks `value`, and says on failure that it stands under `key`.
pub fn check(codecs: &Codecs<'_>, ty: &Type, value: &str, key: Option<&str>) -> String {
    let ty = codecs.unaliased(ty);
    let behind = key.map(|key| format!(", {key}")).unwrap_or_default();
    match ty {
        Type::Nullable(item) => format!("({value} === null || {})", check(codecs, item, value, key)),
        Type::List(item) => match replaces(codecs, item) {
            true => format!("{}({value}, {}{behind})", codecs.read("listOf"), in_list(codecs, item)),
            false => format!("{}({value}, {}{behind})", codecs.read("list"), checker(codecs, item)),
        },
        Type::Set(item) => {
            let (place, same) = (place(codecs, item), order::same(codecs, item));
            format!("{}({value}, {place}, {same}{behind})", codecs.read("set"))
        }
        Type::Map(..) => map(codecs, ty, value, key, None),
        Type::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| place(codecs, item)).collect();
            format!("{}({value}, [{}]{behind})", codecs.read("tuple"), items.join(", "))
        }
        Type::Named(id) => {
            let def = codecs.model.type_def(*id);
            match &def.shape {
                Shape::StringEnum(shape) => enums::check(codecs, def, shape, value, &behind),
                Shape::IntEnum(shape) => ints::check(codecs, def, shape, value, &behind),
                Shape::Flags(shape) => format!("{}({value}{behind})", ints::reader(codecs, shape.repr)),
                _ => format!("{}({value}{behind})", codecs.of(def, "read")),
            }
        }
        scalar => format!("{}({value}{behind})", codecs.read(scalar_name(scalar))),
    }
}

/// What a function of the runtime that reads or writes a scalar is called.
pub fn scalar_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::String => "string",
        Type::Int(int) => int.name(),
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Uuid => "uuid",
        Type::Timestamp(TimestampForm::Rfc3339) => "timestamp",
        Type::Timestamp(TimestampForm::Millis) => "millis",
        Type::Timestamp(TimestampForm::Seconds) => "seconds",
        Type::Date => "date",
        Type::Null => "nil",
        Type::Bytes => "bytes",
        _ => "json",
    }
}

/// A map; `around` is an expression for the names that are none of its keys.
pub fn map(codecs: &Codecs<'_>, ty: &Type, value: &str, key: Option<&str>, around: Option<&str>) -> String {
    let Type::Map(keys, item) = ty else { return check(codecs, ty, value, key) };
    let mut arguments = vec![value.to_owned(), place(codecs, item)];
    let keys = key_reader(codecs, keys);
    let given = [keys, key.map(str::to_owned), around.map(str::to_owned)];
    let last = given.iter().rposition(Option::is_some).map_or(0, |at| at + 1);
    arguments
        .extend(given.into_iter().take(last).map(|given| given.unwrap_or_else(|| "undefined".to_owned())));
    format!("{}({})", codecs.read("map"), arguments.join(", "))
}

/// What may be a key; nothing if any text may.
pub fn key_reader(codecs: &Codecs<'_>, key: &Type) -> Option<String> {
    match codecs.unaliased(key) {
        Type::Uuid => Some(codecs.read("UUIDS")),
        Type::Date => Some(codecs.read("DATES")),
        Type::Int(int) => Some(ints::keys(codecs, *int)),
        Type::Named(id) => {
            let def = codecs.model.type_def(*id);
            let Shape::StringEnum(shape) = &def.shape else { return None };
            enums::is_text(codecs, def, shape, "text").map(|is| {
                let expected = literals::string(&crate::backend::expected::one_of(shape));
                format!("{{ expected: {expected}, is: (text) => {is} }}")
            })
        }
        _ => None,
    }
}

/// A check as a function.
pub fn checker(codecs: &Codecs<'_>, ty: &Type) -> String {
    let ty = codecs.unaliased(ty);
    let call = check(codecs, ty, "value", Some("key"));
    match call.strip_suffix("(value, key)") {
        Some(function) if !function.contains(['(', ' ']) => function.to_owned(),
        _ => format!("(value, key) => {call}"),
    }
}

/// The items of a list: of events a bad one does not take the others with it.
fn in_list(codecs: &Codecs<'_>, item: &Type) -> String {
    match codecs.unaliased(item) {
        Type::Event(direction) => codecs.codec((*direction).into(), "eventInBatch", ""),
        item => place(codecs, item),
    }
}

/// A place as a function.
pub fn place(codecs: &Codecs<'_>, ty: &Type) -> String {
    let ty = codecs.unaliased(ty);
    if !replaces(codecs, ty) {
        return format!("{}({})", codecs.read("inPlace"), checker(codecs, ty));
    }
    match ty {
        Type::Bytes => codecs.read("bytes"),
        Type::Int(int) => codecs.read(ints::text_name(*int)),
        Type::Nullable(item) => format!("{}({})", codecs.read("nullablePlace"), place(codecs, item)),
        Type::Text(item) => match **item {
            Type::Int(int) if ints::is_text(codecs, int, true) => codecs.read(ints::text_name(int)),
            _ => format!("{}({})", codecs.read("text"), place(codecs, item)),
        },
        Type::Event(direction) => event(codecs, *direction),
        Type::Named(id) => {
            let def = codecs.model.type_def(*id);
            match &def.shape {
                Shape::Flags(shape) => ints::flags_place(codecs, shape),
                _ => codecs.of(def, "read"),
            }
        }
        _ => unreachable!("what is not replaced was checked"),
    }
}

fn event(codecs: &Codecs<'_>, direction: Direction) -> String {
    codecs.codec(direction.into(), "eventInside", "")
}

/// A call that reads the member `key` of an object that stands in the variable `value`.
pub fn member(codecs: &Codecs<'_>, ty: &Type, value: &str, access: &str, key: &str) -> String {
    match replaces(codecs, ty) {
        true => format!("{}({value}, {key}, {})", codecs.read("place"), place(codecs, ty)),
        false => check(codecs, ty, access, Some(key)),
    }
}

/// Whether what is read of an integer is a bigint.
pub fn place_is_bigint(codecs: &Codecs<'_>, ty: &Type) -> bool {
    match ty {
        Type::Int(int) => ints::is_text(codecs, *int, false),
        Type::Text(item) => matches!(**item, Type::Int(int) if ints::is_text(codecs, int, true)),
        _ => false,
    }
}
