//! What a member holds before anybody gave it a value: the manifest's default, none, or zero.

use serde_json::Value;

use super::types::{self, Types};
use super::{literals, names};
use crate::backend::rust::types::unaliased;
use crate::model::{Field, Int, Payload, Shape, StringEnum, StringPattern, Struct, Type, TypeId};
use crate::name::Name;

/// What a member is initialised with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Initial {
    /// Its type takes care of that.
    Nothing,
    /// `{}`: none, or zero.
    Empty,
    /// This expression.
    Value(String),
    /// What the static function of this name gives: [`functions`] has them all.
    Made(String),
}

/// What a field is initialised with.
pub fn initial(types: Types<'_>, field: &Field) -> Initial {
    match &field.default {
        None if types::is_mark(field) || field.nullable || field.optional => Initial::Empty,
        None => unset(types, &field.ty),
        Some(Value::Null) if field.nullable => Initial::Empty,
        Some(value) => {
            let is_boxed = types.of_field(field).is_boxed(&field.ty);
            let plain = plain(types, &field.ty, value).filter(|_| !is_boxed);
            // A collection that may be null as well is there, and empty.
            plain.map_or_else(
                || Initial::Made(format!("default_{}_", field.name.snake())),
                |plain| match plain {
                    Initial::Nothing if field.nullable => {
                        Initial::Value(format!("{}{{}}", types.of_field(field).cpp(&field.ty)))
                    }
                    plain => plain,
                },
            )
        }
    }
}

/// What a value of a type is initialised with that has no default.
pub fn unset(types: Types<'_>, ty: &Type) -> Initial {
    match unaliased(types.model, ty) {
        Type::Bool | Type::F32 | Type::F64 | Type::Timestamp(_) | Type::Nullable(_) => Initial::Empty,
        Type::Int(int) if *int != Int::U128 => Initial::Empty,
        Type::Text(item) => unset(types, item),
        Type::Named(id) => match &types.model.type_def(*id).shape {
            Shape::StringEnum(shape) if !shape.open && !types::has_holes(shape) => Initial::Empty,
            Shape::IntEnum(shape) if !shape.open => Initial::Empty,
            Shape::Flags(shape) if shape.repr.int != Int::U128 => Initial::Empty,
            _ => Initial::Nothing,
        },
        _ => Initial::Nothing,
    }
}

/// A value that is written as a literal.
fn plain(types: Types<'_>, ty: &Type, value: &Value) -> Option<Initial> {
    let ty = unaliased(types.model, ty);
    Some(match (ty, value) {
        (Type::String, Value::String(text)) if text.is_empty() => Initial::Nothing,
        (Type::List(_) | Type::Set(_), Value::Array(items)) if items.is_empty() => Initial::Nothing,
        (Type::Map(..), Value::Object(entries)) if entries.is_empty() => Initial::Nothing,
        (Type::Null, Value::Null) => Initial::Nothing,
        _ => Initial::Value(literal(types, ty, value)?),
    })
}

fn literal(types: Types<'_>, ty: &Type, value: &Value) -> Option<String> {
    Some(match (ty, value) {
        (Type::Bool, Value::Bool(value)) => literals::boolean(*value).to_owned(),
        (Type::String | Type::Date, Value::String(text)) => text_literal(text),
        (Type::Uuid, Value::String(text)) => text_literal(&text.to_ascii_lowercase()),
        (Type::Int(Int::U128), _) => text_literal(&whole(value)?.to_string()),
        (Type::Int(int), _) => literals::integer(*int, i128::try_from(whole(value)?).ok()?),
        (Type::Text(item), Value::String(_)) => match **item {
            Type::Int(_) => literal(types, item, value)?,
            _ => return None,
        },
        (Type::F32, Value::Number(number)) => literals::float(number.as_f64()? as f32),
        (Type::F64, Value::Number(number)) => literals::double(number.as_f64()?),
        (Type::Named(id), _) => named(types, *id, value)?,
        _ => return None,
    })
}

fn text_literal(text: &str) -> String {
    if text.contains('\0') { literals::owned(text) } else { literals::string(text) }
}

/// An integer, which is a text where it may be beyond what numbers of JSON are.
fn whole(value: &Value) -> Option<Whole> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Every integer of the manifest: `u128` reaches further than `i128`.
#[derive(Clone, Copy)]
enum Whole {
    Signed(i128),
    Beyond(u128),
}

impl std::str::FromStr for Whole {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Whole, Self::Err> {
        text.parse().map(Whole::Signed).or_else(|_| text.parse().map(Whole::Beyond))
    }
}

impl std::fmt::Display for Whole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Whole::Signed(value) => value.fmt(f),
            Whole::Beyond(value) => value.fmt(f),
        }
    }
}

impl TryFrom<Whole> for i128 {
    type Error = ();

    fn try_from(whole: Whole) -> Result<i128, ()> {
        match whole {
            Whole::Signed(value) => Ok(value),
            Whole::Beyond(_) => Err(()),
        }
    }
}

/// A value of an enum, or flags.
fn named(types: Types<'_>, id: TypeId, value: &Value) -> Option<String> {
    let (def, name) = (types.model.type_def(id), types.declared(id));
    match &def.shape {
        Shape::StringEnum(shape) => {
            let fixed = fixed(shape, value.as_str()?)?;
            let own = &shape.values[fixed].name;
            Some(match types::has_holes(shape) {
                true => format!("{name}::{}{{}}", names::alternative(&def.name, own)),
                false => format!("{name}::{}", names::pascal(own)),
            })
        }
        Shape::IntEnum(shape) => {
            let integer = i128::try_from(whole(value)?).ok()?;
            let known = shape.values.iter().find(|known| known.value == integer)?;
            Some(format!("{name}::{}", names::pascal(&known.name)))
        }
        Shape::Flags(shape) if shape.repr.int != Int::U128 => {
            let bits = literals::integer(shape.repr.int, i128::try_from(whole(value)?).ok()?);
            Some(format!("static_cast<{name}>({bits})"))
        }
        _ => None,
    }
}

fn fixed(shape: &StringEnum, text: &str) -> Option<usize> {
    let is_it = |pattern: &StringPattern| matches!(pattern, StringPattern::Fixed(own) if own == text);
    shape.values.iter().position(|value| is_it(&value.wire))
}

/// A static function of a struct, which gives the default of a field: it is declared there, and defined where JSON is
/// read.
#[derive(Debug, Clone)]
pub struct Function<'m> {
    /// The struct, by its full name.
    pub owner: String,
    /// `default_tags_`
    pub name: String,
    /// The type of its result: that of the field.
    pub result: String,
    /// The field, whose default is its result.
    pub field: &'m Field,
    /// How types are named in the struct.
    pub types: Types<'m>,
}

/// All such functions.
pub fn functions<'m>(types: Types<'m>) -> Vec<Function<'m>> {
    let mut found = Vec::new();
    for (types, owner, shape) in structs(types) {
        for field in &shape.fields {
            let Initial::Made(name) = initial(types, field) else { continue };
            let result = types.field(field);
            found.push(Function { owner: owner.clone(), name, result, field, types });
        }
    }
    found
}

/// All structs with fields, each with its full name and how types are named in it.
fn structs<'m>(types: Types<'m>) -> Vec<(Types<'m>, String, &'m Struct)> {
    use crate::model::{Direction, Scope};
    let model = types.model;
    let mut found = Vec::new();
    for (index, def) in model.types.iter().enumerate().filter(|(_, def)| def.scope != Scope::Desktop) {
        let (id, inside) = (TypeId(index), types.inside(TypeId(index)));
        match &def.shape {
            Shape::Struct(shape) => found.push((inside, types.declared(id), shape)),
            Shape::Union(union) => found.extend(union.variants.iter().filter_map(|variant| {
                let shape = variant.payload.as_struct()?;
                Some((inside, names::part(&types.declared(id), &variant.name), shape))
            })),
            _ => {}
        }
    }
    let mut add = |direction, name: &'m Name, payload: &'m Payload| {
        found.extend(payload.as_struct().map(|shape| (types, types.payload(direction, name), shape)));
    };
    for direction in [Direction::Server, Direction::Client] {
        for event in model.events(direction) {
            add(direction, &event.name, &event.payload);
            event.versions.iter().for_each(|version| add(direction, &version.name, &version.payload));
        }
    }
    for (event, payload) in model.replies() {
        let owner = types.payload(Direction::Client, &names::reply(event));
        found.extend(payload.as_struct().map(|shape| (types, owner, shape)));
    }
    found
}
