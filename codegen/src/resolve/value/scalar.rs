//! Values of the scalar types.

use serde_json::{Number, Value};

use super::{Reader, range};
use crate::diagnostic::shown;
use crate::manifest::read_integer;
use crate::model::{Int, Int64, Shape, StringEnum, StringPattern, StringValue, TimestampForm, Type, TypeDef};
use crate::resolve::{behind, shape_of};
use crate::yaml::{Node, Scalar, Style};

/// The greatest integer that every reader of JSON keeps.
const MAX_SAFE: i128 = (1 << 53) - 1;

pub fn boolean(reader: &mut Reader, node: &Node) -> Option<Value> {
    match plain(node) {
        Some("true") => Some(Value::Bool(true)),
        Some("false") => Some(Value::Bool(false)),
        _ => mismatch(reader, "`true` or `false`", node),
    }
}

pub fn null(reader: &mut Reader, node: &Node) -> Option<Value> {
    match plain(node) {
        Some("null") => Some(Value::Null),
        _ => mismatch(reader, "null", node),
    }
}

pub fn text(reader: &mut Reader, node: &Node) -> Option<Value> {
    let scalar = readable(reader, "a string", node)?;
    if !quoted(reader, scalar, node) {
        return None;
    }
    Some(Value::String(scalar.text.clone()))
}

/// A text behind ` = ` is written in quotes: a word there is the value of an enum.
fn quoted(reader: &mut Reader, scalar: &Scalar, node: &Node) -> bool {
    let quoted = !reader.bare || scalar.style != Style::Plain;
    if !quoted {
        let text = shown(&scalar.text);
        let message = "a text behind ` = ` stands in quotes; only values of enums do not";
        reader.refuse_with(node.span, message, Some(format!("write = \"{text}\"")));
    }
    quoted
}

/// A scalar that is text where text is due.
fn readable<'n>(reader: &mut Reader, what: &str, node: &'n Node) -> Option<&'n Scalar> {
    let Some(scalar) = node.scalar().filter(|scalar| scalar.style != Style::Missing) else {
        mismatch(reader, what, node);
        return None;
    };
    match crate::manifest::misread(scalar) {
        None => Some(scalar),
        Some(other) => {
            let message = format!("expected {what}, and YAML reads this as {other}");
            let help = format!("write it in quotes: \"{}\"", shown(&scalar.text));
            reader.refuse_with(node.span, &message, Some(help));
            None
        }
    }
}

/// An integer; `as_text` says that it is written as a string.
pub fn integer(reader: &mut Reader, int: Int, as_text: bool, node: &Node) -> Option<Value> {
    let as_text = as_text || (is_wide(int) && reader.int64 == Int64::String);
    written_integer(reader, int, as_text, node)
}

fn is_wide(int: Int) -> bool {
    matches!(int, Int::I64 | Int::U64)
}

/// An integer that is written as a string or a number, whatever the manifest says of wide ones.
fn written_integer(reader: &mut Reader, int: Int, as_text: bool, node: &Node) -> Option<Value> {
    let scalar = node.scalar().filter(|scalar| as_text || scalar.style == Style::Plain);
    let Some(text) = scalar.map(|scalar| scalar.text.as_str()) else {
        return mismatch(reader, "an integer", node);
    };
    if int == Int::U128 {
        return u128_text(reader, text, node);
    }
    let Some(integer) = read_integer(text) else { return mismatch(reader, "an integer", node) };
    let (least, most) = range(int);
    let (least, most) =
        if is_wide(int) && !as_text { (least.max(-MAX_SAFE), most.min(MAX_SAFE)) } else { (least, most) };
    if !(least..=most).contains(&integer) {
        return reader.refuse(node.span, &format!("{integer} is not between {least} and {most}"));
    }
    if as_text {
        return Some(Value::String(integer.to_string()));
    }
    i64::try_from(integer).ok().map(Value::from)
}

fn u128_text(reader: &mut Reader, text: &str, node: &Node) -> Option<Value> {
    let canonical = text == "0" || !text.starts_with(['0', '+']);
    match text.parse::<u128>() {
        Ok(integer) if canonical => Some(Value::String(integer.to_string())),
        _ => mismatch(reader, "an integer from 0 to 2^128 - 1", node),
    }
}

/// A number in JSON's syntax.
pub fn number(text: &str) -> Option<Number> {
    let number: Number = serde_json::from_str(text).ok()?;
    // serde_json may read the neighbour of a float of many digits.
    let exact = if number.is_f64() { text.parse().ok().and_then(Number::from_f64) } else { None };
    Some(exact.unwrap_or(number))
}

pub fn float(reader: &mut Reader, single: bool, node: &Node) -> Option<Value> {
    let Some(number) = plain(node).and_then(number) else { return mismatch(reader, "a number", node) };
    let value = number.as_f64().unwrap_or(f64::INFINITY);
    if !value.is_finite() || (single && !(value as f32).is_finite()) {
        return reader.refuse(node.span, "the number is too large for its type");
    }
    Some(Value::Number(number))
}

/// Texts of a form: uuid, timestamp, date, bytes.
pub fn formed(reader: &mut Reader, what: &str, fits: fn(&str) -> bool, node: &Node) -> Option<Value> {
    match node.scalar() {
        Some(scalar) if scalar.style != Style::Missing && fits(&scalar.text) => {
            quoted(reader, scalar, node).then(|| Value::String(scalar.text.clone()))
        }
        _ => mismatch(reader, what, node),
    }
}

pub fn timestamp(reader: &mut Reader, form: TimestampForm, node: &Node) -> Option<Value> {
    let moment = match form {
        TimestampForm::Rfc3339 => {
            return formed(reader, "a timestamp like 2026-03-01T12:00:00Z", is_timestamp, node);
        }
        TimestampForm::Millis => jiff::Timestamp::from_millisecond,
        TimestampForm::Seconds => jiff::Timestamp::from_second,
    };
    let value = written_integer(reader, Int::I64, false, node)?;
    match moment(value.as_i64().unwrap_or(i64::MAX)) {
        Ok(_) => Some(value),
        Err(_) => reader.refuse(node.span, "no moment between the years -9999 and 9999"),
    }
}

pub fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

/// What the runtime reads: jiff alone reads more (leap seconds, `T123000`, offsets of a day).
fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let marked = |(at, mark): (usize, u8)| bytes.get(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&mark));
    let time = marks.into_iter().all(marked) && bytes.get(17).is_some_and(|second| *second < b'6');
    let zone = text.get(19..).map(|rest| rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()));
    let zone = zone.is_some_and(|zone| {
        zone.eq_ignore_ascii_case("z")
            || (zone.len() == 6 && zone.as_bytes()[3] == b':' && zone[1..3] < *"24")
    });
    time && zone && text.parse::<jiff::Timestamp>().is_ok()
}

pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let dashes = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    dashes && bytes[..4].iter().all(u8::is_ascii_digit) && text.parse::<jiff::civil::Date>().is_ok()
}

/// Base64 in either alphabet, with or without padding.
pub fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let letters = |more: [u8; 2]| data.bytes().all(|b| b.is_ascii_alphanumeric() || more.contains(&b));
    let padded = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    // The last letter of a group that is not full has bits to spare, which are zero.
    let last = match data.len() % 4 {
        0 => true,
        2 => data.ends_with(['A', 'Q', 'g', 'w']),
        3 => data.ends_with(|c| "AEIMQUYcgkosw048".contains(c)),
        _ => false,
    };
    (letters(*b"+/") || letters(*b"-_")) && padded && last
}

pub fn string_enum<'a>(reader: &mut Reader<'a>, values: &'a StringEnum, node: &Node) -> Option<Value> {
    let scalar = readable(reader, "one of the values of its enum", node)?;
    let text = &scalar.text;
    let now = values.values.iter().find(|value| value.meta.was.contains(text));
    if let Some(now) = now.and_then(fixed) {
        return old_value(reader, text, now, node);
    }
    if values.open || reader.is_text_of(values, text) || fills_hole(reader.types, values, text) {
        return Some(Value::String(text.clone()));
    }
    let known = values.values.iter().filter_map(fixed);
    let help = reader.diagnostics.did_you_mean(text, known);
    reader.refuse_with(node.span, &format!("`{}` is not a value of its enum", shown(text)), help)
}

/// Refuses a value under a name that is read, and never written.
pub fn old_value(reader: &mut Reader, old: &str, now: &str, node: &Node) -> Option<Value> {
    let message = format!("`{}` is an old value of its enum", shown(old));
    reader.refuse_with(node.span, &message, Some(format!("write `{}`", shown(now))))
}

/// The text of a value without a hole.
pub fn fixed(value: &StringValue) -> Option<&str> {
    match &value.wire {
        StringPattern::Fixed(text) => Some(text),
        StringPattern::Hole { .. } => None,
    }
}

fn fills_hole(types: &[TypeDef], values: &StringEnum, text: &str) -> bool {
    values.values.iter().any(|value| match &value.wire {
        StringPattern::Fixed(_) => false,
        StringPattern::Hole { prefix, hole, suffix } => text
            .strip_prefix(prefix.as_str())
            .and_then(|rest| rest.strip_suffix(suffix.as_str()))
            .is_some_and(|inner| fits_key(types, hole, inner)),
    })
}

/// Whether a text can be the key of a map, or stand in a hole.
pub fn fits_key(types: &[TypeDef], ty: &Type, text: &str) -> bool {
    match behind(types, ty) {
        Type::Int(Int::U128) => text.parse::<u128>().is_ok_and(|integer| integer.to_string() == text),
        Type::Int(int) => {
            let (least, most) = range(*int);
            text.parse::<i128>().is_ok_and(|i| i.to_string() == text && (least..=most).contains(&i))
        }
        Type::Uuid => is_uuid(text),
        Type::Date => is_date(text),
        named @ Type::Named(_) => match shape_of(types, named) {
            Some(Shape::StringEnum(values)) => {
                let fixed = values.values.iter().filter_map(fixed).any(|value| value == text);
                values.open || fixed || fills_hole(types, values, text)
            }
            _ => true,
        },
        _ => true,
    }
}

pub fn mismatch(reader: &mut Reader, expected: &str, node: &Node) -> Option<Value> {
    let found = match node.scalar() {
        Some(Scalar { style: Style::Missing, .. }) | None => node.describe().to_owned(),
        Some(Scalar { style: Style::Plain, text }) => format!("`{}`", shown(text)),
        Some(Scalar { text, .. }) => format!("the text `{}`", shown(text)),
    };
    reader.refuse(node.span, &format!("expected {expected}, found {found}"))
}

fn plain(node: &Node) -> Option<&str> {
    node.scalar().filter(|scalar| scalar.style == Style::Plain).map(|scalar| scalar.text.as_str())
}
