//! Values cross every pair: both consumers, the oracle, and the formats of serde.

use std::collections::BTreeSet;

use samewire_codegen::model::{Shape, StringPattern};
use serde_json::Value;

use crate::coverage::{State, state, states};
use crate::frames::{BOTH, MODEL, wire_name};
use crate::places::{Place, declared, places};
use crate::sampled::{self, Vector};
use crate::sides::{assert_same_text, oracle, oracle_value, sides};

fn vectors() -> Vec<Vector<'static>> {
    sampled::vectors(&MODEL)
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

fn gaps(vectors: &[Vector<'_>]) -> Vec<String> {
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
