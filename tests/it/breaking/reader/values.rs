//! Values of each type.

use jiff::Timestamp;
use samewire_codegen::model::{Int, Int64, TimestampForm, Type};
use serde_json::Value;

use super::super::meaning::{Meaning, Member};
use super::super::writer::{range, text};
use super::objects::behind;
use super::{Heard, Read, Reader};

impl Reader<'_> {
    pub fn value(&self, ty: &Type, value: &Value) -> Read<Meaning> {
        let refused = || format!("expected {ty:?}, got {value}");
        let string = || value.as_str().map(|text| Meaning::Text(text.to_owned())).ok_or_else(refused);
        let matches = |pattern: &str| {
            value.as_str().filter(|text| shaped(text, pattern)).map(|text| Meaning::Text(text.to_owned()))
        };
        match ty {
            Type::Bool => value.as_bool().map(Meaning::Bool).ok_or_else(refused),
            Type::String => string(),
            Type::Int(int) => self.integer(*int, value, false).map(Meaning::Integer),
            Type::F32 => value.as_f64().and_then(single).map(Meaning::number).ok_or_else(refused),
            Type::F64 => value.as_f64().map(Meaning::number).ok_or_else(refused),
            Type::Uuid => matches("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx").ok_or_else(refused),
            Type::Timestamp(TimestampForm::Rfc3339) => instant(value).ok_or_else(refused),
            Type::Timestamp(form) => {
                let unit = if *form == TimestampForm::Millis { "ms" } else { "s" };
                value.as_i64().map(|at| Meaning::Instant(unit, at.to_string())).ok_or_else(refused)
            }
            Type::Date => matches("9999-99-99").ok_or_else(refused),
            Type::Bytes if value.as_str().is_some_and(is_base64) => {
                let standard = text(value).trim_end_matches('=').replace('-', "+").replace('_', "/");
                Ok(Meaning::Instant("base64", standard))
            }
            Type::Bytes => Err(refused()),
            Type::Json => Ok(Meaning::Json(value.clone())),
            Type::Null => value.is_null().then_some(Meaning::None).ok_or_else(refused),
            Type::Nullable(_) if value.is_null() => Ok(Meaning::None),
            Type::Nullable(of) => self.value(of, value),
            Type::List(of) => self.items(of, value).map(Meaning::List),
            Type::Set(of) => self.items(of, value).map(distinct).map(Meaning::Set),
            Type::Map(key, of) => {
                let entries = value.as_object().ok_or_else(refused)?.iter();
                let read = entries.map(|(name, own)| self.entry(key, of, name, own));
                read.collect::<Read<_>>().map(Meaning::Map)
            }
            Type::Tuple(types) => match value.as_array() {
                Some(items) if items.len() == types.len() => {
                    let read = types.iter().zip(items).map(|(ty, item)| self.value(ty, item));
                    read.collect::<Read<_>>().map(Meaning::List)
                }
                _ => Err(refused()),
            },
            Type::Text(of) => self.quoted(of, value).map(|own| Meaning::Quoted(Box::new(own))),
            Type::Named(id) => self.shape(&self.model.type_def(*id).shape, value),
            Type::Event(direction) => match self.frame(*direction, value)? {
                Heard::Unknown => Ok(Meaning::Unknown),
                // What stands beside an event that is inside of another one is nobody's.
                Heard::Event { name, meaning: Meaning::Object(mut members), .. } => {
                    members.retain(Member::is_payload);
                    Ok(Meaning::Object(vec![Member::new(&name, &[], &name, Meaning::Object(members))]))
                }
                Heard::Event { meaning, .. } => Ok(meaning),
            },
        }
    }

    fn items(&self, of: &Type, value: &Value) -> Read<Vec<Meaning>> {
        let items = value.as_array().ok_or_else(|| format!("expected a list, got {value}"))?;
        items.iter().map(|item| self.value(of, item)).collect()
    }

    /// What a text holds.
    fn quoted(&self, of: &Type, value: &Value) -> Read<Meaning> {
        let text = value.as_str().ok_or_else(|| format!("expected a text, got {value}"))?;
        match behind(self.model, of) {
            Type::Int(int) => self.integer(*int, value, true).map(Meaning::Integer),
            of => {
                let inner = serde_json::from_str(text).map_err(|_| format!("{text:?} holds no JSON"))?;
                self.value(of, &inner)
            }
        }
    }

    pub fn entry(&self, key: &Type, of: &Type, name: &str, value: &Value) -> Read<(String, Meaning)> {
        match behind(self.model, key) {
            Type::Int(int) => drop(self.integer(*int, &Value::from(name), true)?),
            key => drop(self.value(key, &Value::from(name))?),
        }
        Ok((name.to_owned(), self.value(of, value)?))
    }

    pub fn integer(&self, int: Int, value: &Value, text: bool) -> Read<i128> {
        let wide = matches!(int, Int::I64 | Int::U64) && self.model.wire.int64 == Int64::String;
        let read = match text || wide {
            true => value.as_str().and_then(digits),
            false => value.as_i64().map(i128::from).or_else(|| {
                let whole = value.as_f64().filter(|own| own.fract() == 0.0 && own.abs() <= 9.007e15)?;
                Some(whole as i128)
            }),
        };
        let (least, most) = range(int);
        read.filter(|own| (least..=most).contains(own))
            .ok_or_else(|| format!("expected {int:?}, got {value}"))
    }
}

/// What is larger than all that is compared counts as the largest.
fn digits(text: &str) -> Option<i128> {
    text.parse().ok().or_else(|| text.parse::<u128>().ok().map(|_| i128::MAX))
}

/// The nearest number of half the width, if it is not infinite.
fn single(own: f64) -> Option<f64> {
    let near = own as f32;
    near.is_finite().then_some(f64::from(near))
}

/// A set keeps the first of equals.
fn distinct(items: Vec<Meaning>) -> Vec<Meaning> {
    let mut kept: Vec<Meaning> = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn instant(value: &Value) -> Option<Meaning> {
    let at: Timestamp = value.as_str()?.parse().ok()?;
    Some(Meaning::Instant("", at.to_string()))
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    // Of both alphabets, and padding may be left out.
    let is_whole = digits.len() == text.len() || text.len().is_multiple_of(4);
    is_whole && digits.len() % 4 != 1 && digits.chars().all(is_digit)
}

/// Whether each character is of the kind that the pattern has at its place: `9` a digit, `x` a hexadecimal one.
fn shaped(text: &str, pattern: &str) -> bool {
    let fits = |(own, wanted): (char, char)| match wanted {
        '9' => own.is_ascii_digit(),
        'x' => own.is_ascii_hexdigit(),
        wanted => own == wanted,
    };
    text.chars().count() == pattern.chars().count() && text.chars().zip(pattern.chars()).all(fits)
}
