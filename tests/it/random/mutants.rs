//! Frames of which one member is another.
//!
//! `tests/consumers/cases/examples/verdicts` has this module too.

use serde_json::{Value, json};

/// The value with each member and each item deleted, null, and of each other kind in turn.
pub fn mutants(value: &Value) -> Vec<Value> {
    let places = places(value);
    let mut mutants = Vec::new();
    for place in &places {
        let mut deleted = value.clone();
        delete(&mut deleted, place);
        mutants.push(deleted);
        for other in
            [json!(null), json!(true), json!(-7), json!(2.5), json!(1e300), json!("~"), json!([]), json!({})]
        {
            let mut mutant = value.clone();
            if let Some(inside) = mutant.pointer_mut(place) {
                *inside = other;
            }
            mutants.push(mutant);
        }
    }
    mutants.retain(|mutant| mutant != value);
    mutants
}

/// The pointers to everything inside a value.
pub fn places(value: &Value) -> Vec<String> {
    let mut places = Vec::new();
    list(value, "", &mut places);
    places
}

fn list(value: &Value, path: &str, places: &mut Vec<String>) {
    let mut inside = |key: &str, value: &Value| {
        let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        places.push(path.clone());
        list(value, &path, places);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| inside(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| inside(&index.to_string(), value));
        }
        _ => {}
    }
}

fn delete(value: &mut Value, place: &str) {
    let (parent, key) = place.rsplit_once('/').expect("a pointer begins with a slash");
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            items.remove(key.parse().expect("an index"));
        }
        _ => {}
    }
}
