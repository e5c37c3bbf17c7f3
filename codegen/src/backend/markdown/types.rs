//! Type expressions in words.

use super::Page;
use super::outline::Part;
use super::text::{code, link, listed};
use crate::backend::markdown::json;
use crate::model::{Direction, Shape, StringEnum, StringPattern, TimestampForm, Type, TypeId};

/// A piece of a type in words.
enum Word {
    Text(&'static str),
    Code(String),
    Named(TypeId),
    Frame(Direction),
    /// One of these texts, or any other.
    OneOf(Vec<String>, Option<&'static str>),
}

/// A type as Markdown on one line, in tables too.
pub fn markdown(page: &Page, ty: &Type) -> String {
    let words = words(page, ty);
    let word = |word: &Word| match word {
        Word::Text(text) => (*text).to_owned(),
        Word::Code(text) => code(text),
        Word::Named(id) => named(page, *id),
        Word::Frame(direction) => frame(page, *direction),
        Word::OneOf(values, other) => {
            let values = values.iter().map(|value| code(value)).chain(other.map(str::to_owned));
            listed(&values.collect::<Vec<_>>(), "or")
        }
    };
    words.iter().map(word).collect()
}

/// A type as text of one line, for comments in code.
pub fn text(page: &Page, ty: &Type) -> String {
    let word = |word: &Word| match word {
        Word::Text(text) => (*text).to_owned(),
        Word::Code(text) => text.clone(),
        Word::Named(id) => page.model.type_def(*id).name.pascal(),
        Word::Frame(direction) => format!("a frame of the {}", sender(*direction)),
        Word::OneOf(values, other) => {
            listed(&values.iter().cloned().chain(other.map(str::to_owned)).collect::<Vec<_>>(), "or")
        }
    };
    words(page, ty).iter().map(word).collect()
}

/// A type with a name, as a link to what it is.
pub fn named(page: &Page, id: TypeId) -> String {
    let name = page.model.type_def(id).name.pascal();
    match page.anchor(Part::Type(id)) {
        Some(anchor) => link(&name, anchor),
        None => name,
    }
}

/// A frame, as a link to what frames look like.
fn frame(page: &Page, direction: Direction) -> String {
    let text = format!("frame of the {}", sender(direction));
    page.anchor(Part::Frames).map_or(text.clone(), |anchor| link(&text, anchor))
}

/// Who sends what goes into a direction.
pub fn sender(direction: Direction) -> &'static str {
    match direction {
        Direction::Server => "server",
        Direction::Client => "client",
    }
}

fn words(page: &Page, ty: &Type) -> Vec<Word> {
    let mut words = Vec::new();
    add(page, ty, &mut words);
    words
}

fn add(page: &Page, ty: &Type, words: &mut Vec<Word>) {
    match ty {
        Type::Nullable(inner) => {
            add(page, inner, words);
            words.extend([Word::Text(" or "), Word::Code("null".to_owned())]);
        }
        Type::List(item) => {
            words.push(Word::Text("list of "));
            inside(page, item, words);
        }
        Type::Set(item) => {
            words.push(Word::Text("set of "));
            inside(page, item, words);
        }
        Type::Map(key, value) => {
            words.push(Word::Text("map "));
            if **key != Type::String {
                words.push(Word::Text("from "));
                add(page, key, words);
                words.push(Word::Text(" to "));
            } else {
                words.push(Word::Text("of "));
            }
            inside(page, value, words);
        }
        Type::Tuple(items) => {
            for (index, item) in items.iter().enumerate() {
                words.push(Word::Text(if index == 0 { "(" } else { ", " }));
                add(page, item, words);
            }
            words.push(Word::Text(")"));
        }
        Type::Text(inner) if matches!(**inner, Type::Int(_)) => {
            add(page, inner, words);
            words.push(Word::Text(" in a string"));
        }
        Type::Text(inner) => {
            words.push(Word::Text("string that holds the JSON of "));
            inside(page, inner, words);
        }
        Type::Event(direction) => words.push(Word::Frame(*direction)),
        Type::Named(id) => match &page.model.type_def(*id).shape {
            Shape::StringEnum(values) if page.inline.has(*id) => words.push(one_of(values)),
            _ => words.push(Word::Named(*id)),
        },
        scalar => words.push(Word::Code(self::scalar(scalar).to_owned())),
    }
}

/// In parentheses, where it could be read otherwise.
fn inside(page: &Page, ty: &Type, words: &mut Vec<Word>) {
    let is_clear = !matches!(ty, Type::Nullable(_));
    words.extend((!is_clear).then_some(Word::Text("(")));
    add(page, ty, words);
    words.extend((!is_clear).then_some(Word::Text(")")));
}

fn one_of(values: &StringEnum) -> Word {
    let fixed = values.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(text) => Some(json::text(text)),
        StringPattern::Hole { .. } => None,
    });
    Word::OneOf(fixed.collect(), values.open.then_some("another string"))
}

/// The manifest's word for a scalar.
pub fn scalar(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::String => "string",
        Type::Int(int) => int.name(),
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Uuid => "uuid",
        Type::Timestamp(TimestampForm::Rfc3339) => "timestamp",
        Type::Timestamp(TimestampForm::Millis) => "timestamp<ms>",
        Type::Timestamp(TimestampForm::Seconds) => "timestamp<s>",
        Type::Date => "date",
        Type::Bytes => "bytes",
        Type::Json => "json",
        Type::Null => "null",
        _ => "value",
    }
}
