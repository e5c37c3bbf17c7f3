//! Other texts of a frame that is read: some mean the same, others nothing.

#[path = "../../../../it/garbled/text.rs"]
mod garbled;

use serde_json::{Map, Value, json};

use crate::mutants::places;

/// How many garbled texts are made of a frame.
const GARBLED: usize = 20;

/// The same members in other orders, more than once, with others between them and with white space; the text cut off at
/// every character, and garbled. Always the same for the same text.
pub fn texts(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        texts.extend(orders(&value));
        texts.extend(repeated(&value));
        texts.push(strangers(&value).to_string());
        texts.extend(serde_json::to_string_pretty(&value));
    }
    texts.extend(text.char_indices().map(|(end, _)| text[..end].to_owned()));
    let mut state = text.len() as u64;
    texts.extend((0..GARBLED).map(|_| garbled::garbled(text, &mut state)));
    texts
}

/// Each member of the frame first in turn, so that each is last once, and all members everywhere in reverse.
fn orders(value: &Value) -> Vec<String> {
    let Value::Object(members) = value else { return Vec::new() };
    let rotated = |by: usize| {
        let (start, end) = (members.iter().take(by), members.iter().skip(by));
        Value::Object(end.chain(start).map(|(key, value)| (key.clone(), value.clone())).collect())
    };
    let mut orders: Vec<Value> = (1..members.len()).map(rotated).collect();
    orders.push(reversed(value));
    orders.iter().map(Value::to_string).collect()
}

fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect()
        }
        Value::Array(items) => items.iter().map(reversed).collect(),
        other => other.clone(),
    }
}

/// Each member twice: after itself, and after a null.
fn repeated(value: &Value) -> Vec<String> {
    // A map has no key twice: a key that no frame has stands for the first of them.
    const FIRST: &str = "\u{1}first";
    let mut repeated = Vec::new();
    for place in places(value) {
        let (parent, key) = place.rsplit_once('/').expect("a pointer begins with a slash");
        let Some(Value::Object(members)) = value.pointer(parent) else { continue };
        let key = key.replace("~1", "/").replace("~0", "~");
        for first in [&members[&key], &Value::Null] {
            let mut twice = value.clone();
            let Some(Value::Object(members)) = twice.pointer_mut(parent) else { continue };
            members.shift_insert(0, FIRST.to_owned(), first.clone());
            repeated.push(twice.to_string().replace(&json!(FIRST).to_string(), &json!(key).to_string()));
        }
    }
    repeated
}

/// In every object, members that are no business of the protocol, with names that mean something to JavaScript.
fn strangers(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut all = Map::new();
            all.insert("__proto__".to_owned(), json!({ "a": [1, "x"] }));
            all.extend(members.iter().map(|(key, value)| (key.clone(), strangers(value))));
            all.insert("constructor".to_owned(), Value::Null);
            Value::Object(all)
        }
        Value::Array(items) => items.iter().map(strangers).collect(),
        other => other.clone(),
    }
}
