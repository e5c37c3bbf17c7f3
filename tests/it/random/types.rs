//! Types of a random manifest: how each is written, and values of it.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// A type expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Ty {
    Plain(&'static str),
    List(Box<Ty>),
    Set(Box<Ty>),
    Map(Box<Ty>, Box<Ty>),
    Tuple(Vec<Ty>),
    /// `string<T>`
    Text(Box<Ty>),
    Nullable(Box<Ty>),
    /// `A | B`
    Either(Vec<Ty>),
    Named(usize),
    Partial(usize),
    KeyOf(usize),
}

/// A type with a name, or one written in place.
#[derive(Debug, Clone)]
pub struct Def {
    pub name: String,
    pub shape: Shape,
    /// Under `types`, where it has a name.
    pub declared: bool,
}

#[derive(Debug, Clone)]
pub enum Shape {
    Struct(Vec<Field>),
    /// Fixed values, and those with a hole: what stands around it, and its type.
    Texts {
        fixed: Vec<String>,
        holes: Vec<(String, Ty, String)>,
        open: bool,
    },
    Ints {
        values: Vec<i64>,
        text: bool,
    },
    Flags {
        bits: Vec<u64>,
    },
    Alias(Ty),
    /// A wire name and what the variant carries.
    Union(Vec<(String, Option<Vec<Field>>)>),
}

/// A field as far as its values are concerned.
#[derive(Debug, Clone)]
pub struct Field {
    pub wire: String,
    /// Old names.
    pub was: Vec<String>,
    pub ty: Ty,
    pub optional: bool,
    pub nullable: bool,
    pub spread: bool,
    pub default: Option<Value>,
}

/// All types of a manifest, and what decides how their values are written.
pub struct Types {
    pub defs: Vec<Def>,
    /// `int64: string`
    pub wide_as_text: bool,
}

impl Types {
    /// The expression, as it stands in a manifest.
    pub fn written(&self, ty: &Ty) -> String {
        let of = |ty: &Ty| self.written(ty);
        match ty {
            Ty::Plain(name) => (*name).to_owned(),
            Ty::List(item) => format!("list<{}>", of(item)),
            Ty::Set(item) => format!("set<{}>", of(item)),
            Ty::Map(key, item) if **key == Ty::Plain("string") => format!("map<{}>", of(item)),
            Ty::Map(key, item) => format!("map<{}, {}>", of(key), of(item)),
            Ty::Tuple(items) => format!("[{}]", items.iter().map(of).collect::<Vec<_>>().join(", ")),
            Ty::Text(item) => format!("string<{}>", of(item)),
            Ty::Nullable(item) => format!("{} | null", of(item)),
            Ty::Either(items) => items.iter().map(of).collect::<Vec<_>>().join(" | "),
            Ty::Named(id) => self.defs[*id].name.clone(),
            Ty::Partial(id) => format!("partial<{}>", self.defs[*id].name),
            Ty::KeyOf(id) => format!("keyof<{}>", self.defs[*id].name),
        }
    }

    /// The fields of a struct.
    pub fn fields(&self, id: usize) -> Option<&[Field]> {
        match &self.defs[id].shape {
            Shape::Struct(fields) => Some(fields),
            Shape::Alias(Ty::Named(id)) => self.fields(*id),
            _ => None,
        }
    }

    /// All names of a struct on the wire, the old ones and those of spread fields among them.
    pub fn names(&self, fields: &[Field]) -> Vec<String> {
        let of_field = |field: &Field| match &field.ty {
            Ty::Named(id) if field.spread => {
                self.fields(*id).map(|fields| self.names(fields)).unwrap_or_default()
            }
            _ => std::iter::once(&field.wire).chain(&field.was).cloned().collect(),
        };
        fields.iter().flat_map(of_field).collect()
    }

    /// Whether values are written otherwise than they are said in a manifest, or cannot be said at all.
    pub fn is_plain(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Plain(name) => !self.wide_as_text || !["i64", "u64"].contains(name),
            Ty::List(item) | Ty::Set(item) | Ty::Nullable(item) => self.is_plain(item),
            Ty::Map(key, item) => self.is_plain(key) && self.is_plain(item),
            Ty::Tuple(items) => items.iter().all(|item| self.is_plain(item)),
            Ty::Text(_) | Ty::Either(_) | Ty::Partial(_) => false,
            Ty::KeyOf(_) => true,
            Ty::Named(id) => match &self.defs[*id].shape {
                Shape::Alias(ty) => self.is_plain(ty),
                Shape::Texts { holes, .. } => holes.is_empty(),
                Shape::Ints { text, .. } => !text,
                Shape::Flags { .. } => true,
                Shape::Struct(_) | Shape::Union(_) => false,
            },
        }
    }

    /// A value as it is written on the wire; deep inside the least there is.
    pub fn value(&self, ty: &Ty, depth: usize, rng: &mut Rng) -> Value {
        let inner = |ty: &Ty, rng: &mut Rng| self.value(ty, depth + 1, rng);
        let few = depth < 4 && rng.u8(..3) > 0;
        match ty {
            Ty::Plain(name) => self.scalar(name, rng),
            Ty::Nullable(_) if !few => Value::Null,
            Ty::Nullable(item) => inner(item, rng),
            Ty::List(_) | Ty::Set(_) if !few => json!([]),
            Ty::List(item) => (0..rng.usize(1..3)).map(|_| inner(item, rng)).collect(),
            Ty::Set(item) => json!([inner(item, rng)]),
            Ty::Map(..) if !few => json!({}),
            Ty::Map(key, item) => {
                let key = match inner(key, rng) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                let value = inner(item, rng);
                Value::Object(Map::from_iter([(key, value)]))
            }
            Ty::Tuple(items) => items.iter().map(|item| inner(item, rng)).collect(),
            Ty::Text(item) => json!(self.in_text(item, depth, rng)),
            Ty::Either(items) => inner(&items[rng.usize(..items.len())], rng),
            Ty::Named(id) => self.of_def(*id, depth, rng),
            Ty::Partial(id) => {
                let fields = self.fields(*id).unwrap_or_default();
                let fields: Vec<_> = fields
                    .iter()
                    .map(|field| Field { optional: true, default: None, ..field.clone() })
                    .collect();
                Value::Object(self.object(&fields, depth, rng))
            }
            Ty::KeyOf(id) => {
                let fields = self.fields(*id).unwrap_or_default();
                json!(fields[rng.usize(..fields.len())].wire)
            }
        }
    }

    /// A string that holds the JSON text of a value; integers in it are no texts of their own.
    fn in_text(&self, item: &Ty, depth: usize, rng: &mut Rng) -> String {
        match item {
            Ty::Plain("u128") => u128::MAX.to_string(),
            Ty::Plain("u64") => u64::MAX.to_string(),
            Ty::Plain("i64") => i64::MIN.to_string(),
            other => self.value(other, depth + 1, rng).to_string(),
        }
    }

    fn of_def(&self, id: usize, depth: usize, rng: &mut Rng) -> Value {
        match &self.defs[id].shape {
            Shape::Struct(fields) => Value::Object(self.object(fields, depth + 1, rng)),
            Shape::Alias(ty) => self.value(ty, depth, rng),
            Shape::Ints { values, text } => {
                let value = values[rng.usize(..values.len())];
                if *text { json!(value.to_string()) } else { json!(value) }
            }
            Shape::Flags { bits } => json!(bits.iter().filter(|_| rng.bool()).fold(0, |all, bit| all | bit)),
            Shape::Texts { fixed, holes, open } => {
                match rng.usize(..fixed.len() + holes.len() + usize::from(*open)) {
                    at if at < fixed.len() => json!(fixed[at]),
                    at if at < fixed.len() + holes.len() => {
                        let (before, hole, behind) = &holes[at - fixed.len()];
                        let value = match self.value(hole, depth + 1, rng) {
                            Value::String(text) => text,
                            other => other.to_string(),
                        };
                        json!(format!("{before}{value}{behind}"))
                    }
                    _ => json!("not known \u{202e} yet"),
                }
            }
            Shape::Union(variants) => {
                let (name, fields) = &variants[rng.usize(..variants.len())];
                let mut members = Map::from_iter([("type".to_owned(), json!(name))]);
                members.extend(self.object(fields.as_deref().unwrap_or_default(), depth + 1, rng));
                Value::Object(members)
            }
        }
    }

    /// An object as it is written: what equals its default is left out where it may be.
    pub fn object(&self, fields: &[Field], depth: usize, rng: &mut Rng) -> Map<String, Value> {
        let mut members = Map::new();
        for field in fields {
            if field.spread {
                if let Value::Object(spread) = self.value(&field.ty, depth, rng) {
                    members.extend(spread);
                }
                continue;
            }
            let absent = field.optional && (depth > 4 || rng.u8(..3) == 0);
            if absent {
                continue;
            }
            let null = field.nullable && (depth > 4 || rng.u8(..3) == 0);
            let value = if null { Value::Null } else { self.value(&field.ty, depth + 1, rng) };
            if !(field.optional && field.default.as_ref() == Some(&value)) {
                members.insert(field.wire.clone(), value);
            }
        }
        members
    }

    fn scalar(&self, name: &str, rng: &mut Rng) -> Value {
        const SAFE: i64 = (1 << 53) - 1;
        let edge =
            |least: i64, most: i64, rng: &mut Rng| [least, least / 3, 0, 1, most / 7, most][rng.usize(..6)];
        let wide = |value: i64| if self.wide_as_text { json!(value.to_string()) } else { json!(value) };
        match name {
            "bool" => json!(rng.bool()),
            "i8" => json!(edge(i8::MIN.into(), i8::MAX.into(), rng)),
            "i16" => json!(edge(i16::MIN.into(), i16::MAX.into(), rng)),
            "i32" => json!(edge(i32::MIN.into(), i32::MAX.into(), rng)),
            "u8" => json!(edge(0, u8::MAX.into(), rng)),
            "u16" => json!(edge(0, u16::MAX.into(), rng)),
            "u32" => json!(edge(0, u32::MAX.into(), rng)),
            "i64" => wide(edge(-SAFE, SAFE, rng)),
            "u64" => wide(edge(0, SAFE, rng)),
            "f32" => json!([0.5, -1.5, 65_536.25][rng.usize(..3)]),
            "f64" => json!([0.5, -1.5, 1.25e300, 5e-324][rng.usize(..4)]),
            "uuid" => json!(format!("01936e9a-4b7e-7f3c-8d5a-{:012x}", rng.u32(..))),
            "timestamp" => json!(["2026-03-01T12:30:00.123Z", "1969-12-31T23:59:59.999Z"][rng.usize(..2)]),
            "timestamp<ms>" | "timestamp<s>" => json!(edge(-62_000_000_000, 253_402_207_200, rng)),
            "date" => json!(["2026-03-01", "0001-01-01", "2024-02-29"][rng.usize(..3)]),
            "bytes" => json!(["", "aGk=", "//79"][rng.usize(..3)]),
            "json" => {
                [json!(1), json!({ "a": [null, "*/"] }), json!("x"), json!([[]])][rng.usize(..4)].clone()
            }
            "null" => Value::Null,
            "string" => json!(super::names::texts(rng)),
            other => panic!("no values of {other}"),
        }
    }
}
