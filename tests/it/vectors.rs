//! Values cross every pair: both consumers, the oracle, and the formats of serde.

use std::collections::BTreeSet;

use samewire_codegen::model::{Direction, Event, Shape, StringPattern};
use serde_json::{Map, Value, json};

use crate::coverage::{State, state, states};
use crate::frames::{BOTH, MODEL, wire_name};
use crate::places::{Place, declared, places};
use crate::sample::{Sampler, most_edges};
use crate::sides::{assert_same_text, oracle, oracle_value, sides};

const SEED: u64 = 0x5a3e_1e57;

/// One frame, as it is written.
struct Vector {
    event: &'static Event,
    direction: Direction,
    payload: Map<String, Value>,
    text: String,
}

/// The examples of the manifest, and samples at the edges.
fn vectors() -> Vec<Vector> {
    let mut vectors = Vec::new();
    for direction in BOTH {
        for event in MODEL.events(direction) {
            let mut sampler = Sampler::new(&MODEL, SEED);
            for example in &event.examples {
                let payload = example.as_object().expect("payloads are objects").clone();
                vectors.push(vector(direction, event, None, payload));
            }
            let samples =
                if event.payload == samewire_codegen::model::Payload::Unit { 3 } else { most_edges() };
            for _ in 0..samples {
                let id = sampler.request_id();
                let payload = sampler.payload(event);
                vectors.push(vector(direction, event, id, payload));
            }
        }
    }
    vectors
}

fn vector(
    direction: Direction,
    event: &'static Event,
    id: Option<Value>,
    payload: Map<String, Value>,
) -> Vector {
    let mut frame = Map::new();
    frame.extend(id.map(|id| ("id".to_owned(), id)));
    frame.insert("type".to_owned(), json!(wire_name(event)));
    frame.extend(payload.clone());
    Vector { event, direction, payload, text: Value::Object(frame).to_string() }
}

#[test]
fn both_consumers_and_the_oracle_write_what_each_other_read() {
    let vectors = vectors();
    for Vector { direction, text, .. } in &vectors {
        assert_same_text(&oracle(*direction, text).unwrap(), text, "oracle");
        let by_hand = oracle_value(*direction, text);
        for side in sides(*direction) {
            assert_same_text(&(side.rewrite)(text).unwrap(), text, side.door);
            let value = (side.value)(text);
            assert!(value == by_hand, "{}: {text}", side.door);
            assert_same_text(&value.to_string(), &by_hand.to_string(), side.door);
        }
    }
    println!("{} vectors", vectors.len());
    assert!(vectors.len() > 3_000, "only {}", vectors.len());
}

#[test]
fn frames_and_events_cross_every_format() {
    let mut runs = 0;
    for Vector { direction, text, .. } in &vectors() {
        for side in sides(*direction) {
            for (way, written) in (side.all_ways)(text) {
                assert_same_text(&written, text, way);
                runs += 1;
            }
        }
    }
    println!("{runs} ways");
}

#[test]
fn payloads_cross_every_format() {
    for Vector { direction, event, payload, .. } in &vectors() {
        let payload = Value::Object(payload.clone()).to_string();
        for side in sides(*direction) {
            for (way, written) in (side.payload)(&event.name.pascal(), &payload) {
                assert_same_text(&written, &payload, way);
            }
        }
    }
}

/// Each state of each field, and each value of each enum, stands in some vector.
#[test]
fn the_vectors_show_every_state_and_every_value() {
    let gaps = gaps(&vectors());
    assert!(gaps.is_empty(), "{gaps:#?}");
}

#[test]
fn vectors_that_are_taken_away_are_noticed() {
    let mut vectors = vectors();
    vectors.retain(|vector| !vector.text.contains("\"premium\""));
    let gaps = gaps(&vectors);
    assert!(gaps.contains(&"Client voice_webcam_start.quality: premium".to_owned()), "{gaps:#?}");
}

fn gaps(vectors: &[Vector]) -> Vec<String> {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for Vector { direction, event, payload, .. } in vectors {
        let payload = Value::Object(payload.clone());
        for place in places(&MODEL, event, &payload) {
            let at = format!("{direction:?} {}.{}", wire_name(event), place.pattern());
            shown.insert(format!("{at}: {:?}", state(&place, &payload)));
            shown.extend(enum_value(&place, &payload).map(|value| format!("{at}: {value}")));
        }
    }
    let mut due = BTreeSet::new();
    for direction in BOTH {
        for event in MODEL.events(direction) {
            for place in declared(&MODEL, event) {
                let at = format!("{direction:?} {}.{}", wire_name(event), place.pattern());
                due.extend(states(&place).iter().map(|state: &State| format!("{at}: {state:?}")));
                due.extend(enum_values(&place).iter().map(|value| format!("{at}: {value}")));
            }
        }
    }
    due.difference(&shown).cloned().collect()
}

/// The values of an enum: a hole stands for all that may stand there.
fn enum_values(place: &Place<'_>) -> Vec<String> {
    let samewire_codegen::model::Type::Named(id) = place.ty else { return Vec::new() };
    let Shape::StringEnum(shape) = &MODEL.type_def(*id).shape else { return Vec::new() };
    let values = shape.values.iter().map(|value| match &value.wire {
        StringPattern::Fixed(text) => text.clone(),
        StringPattern::Hole { prefix, suffix, .. } => format!("{prefix}…{suffix}"),
    });
    values.chain(shape.open.then(|| "another".to_owned())).collect()
}

fn enum_value(place: &Place<'_>, payload: &Value) -> Option<String> {
    let values = enum_values(place);
    let text = place.value(payload)?.as_str().filter(|_| !values.is_empty())?;
    let fits = |value: &&String| {
        let (start, end) = value.split_once('…').unwrap_or((value, ""));
        **value == text || value.contains('…') && text.starts_with(start) && text.ends_with(end)
    };
    Some(values.iter().find(fits).map_or_else(|| "another".to_owned(), String::clone))
}
