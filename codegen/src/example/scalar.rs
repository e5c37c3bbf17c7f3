//! Values of scalars.

use serde_json::{Number, Value, json};

use crate::model::{Int, Int64, Repr, TimestampForm, Type};

/// How scalars are chosen.
#[derive(Debug, Clone, Copy)]
pub struct Scalars {
    /// As values that tell nothing.
    pub hidden: bool,
    pub int64: Int64,
}

impl Scalars {
    /// The value of a scalar at a place that is called `key`; none of other types.
    pub fn value(self, ty: &Type, key: &str) -> Option<Value> {
        let value = if self.hidden { hidden(ty) } else { shown(ty, key) };
        match ty {
            Type::Int(int) if self.is_text(*int) => value.map(|value| json!(text(&value))),
            _ => value,
        }
    }

    /// An integer of an enum or of flags.
    pub fn integer(self, value: i128, repr: Repr) -> Value {
        let number = Number::from_i128(value).filter(|_| !repr.text && !self.is_text(repr.int));
        number.map_or_else(|| Value::String(value.to_string()), Value::Number)
    }

    fn is_text(self, int: Int) -> bool {
        self.int64 == Int64::String && matches!(int, Int::I64 | Int::U64)
    }
}

fn shown(ty: &Type, key: &str) -> Option<Value> {
    Some(match ty {
        Type::Bool => json!(true),
        Type::String => json!(words(key)),
        Type::Int(_) => json!(two_digits(key)),
        Type::F32 | Type::F64 => json!(0.5),
        Type::Uuid => json!(uuid(key)),
        Type::Timestamp(TimestampForm::Rfc3339) => json!("2026-03-01T12:30:00.000Z"),
        Type::Timestamp(TimestampForm::Millis) => json!(1_772_368_200_000_u64),
        Type::Timestamp(TimestampForm::Seconds) => json!(1_772_368_200_u64),
        Type::Date => json!("2026-03-01"),
        Type::Bytes => json!("c2FtZXdpcmU="),
        Type::Json => json!({ "any": "JSON" }),
        Type::Null => Value::Null,
        _ => return None,
    })
}

fn hidden(ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::Bool => json!(false),
        Type::String | Type::Json => json!("(hidden)"),
        Type::Int(_) => json!(0),
        Type::F32 | Type::F64 => json!(0.0),
        Type::Uuid => json!("00000000-0000-0000-0000-000000000000"),
        Type::Timestamp(TimestampForm::Rfc3339) => json!("1970-01-01T00:00:00.000Z"),
        Type::Timestamp(TimestampForm::Millis | TimestampForm::Seconds) => json!(0),
        Type::Date => json!("1970-01-01"),
        Type::Bytes => json!(""),
        Type::Null => Value::Null,
        _ => return None,
    })
}

/// A scalar as the key of a map, or in the hole of a text.
pub fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What people expect behind names that most protocols have.
const KNOWN: &[(&str, &str)] = &[
    ("url", "https://example.com/"),
    ("uri", "https://example.com/"),
    ("email", "ada@example.com"),
    ("username", "ada"),
    ("name", "Ada"),
    ("text", "Hello!"),
    ("emoji", "🎉"),
];

fn words(key: &str) -> String {
    let words: Vec<&str> =
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let last = words.last().map(|word| word.to_lowercase());
    match KNOWN.iter().find(|(word, _)| last.as_deref() == Some(word)) {
        Some((_, text)) => (*text).to_owned(),
        None if last.as_deref() == Some("id") => format!("{:06x}", hash(key) % (1 << 24)),
        None if words.is_empty() => "text".to_owned(),
        None => words.join(" "),
    }
}

/// So few that they fit every type.
fn two_digits(key: &str) -> u64 {
    hash(key) % 90 + 10
}

/// One for each name: what is equal in a frame looks equal.
fn uuid(key: &str) -> String {
    let random = u128::from(hash(key)) << 64 | u128::from(hash(&format!("{key} again")));
    uuid::Builder::from_random_bytes(random.to_be_bytes()).into_uuid().to_string()
}

/// FNV-1a, and a step that spreads what differs in the last letters.
fn hash(text: &str) -> u64 {
    let fnv = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (fnv ^ (fnv >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 29)
}
