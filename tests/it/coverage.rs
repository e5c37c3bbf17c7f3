//! The hand-written frames hold what they must: one for each event, and two for each field that may be absent, null
//! or a default.

use std::collections::{BTreeMap, BTreeSet};

use samewire_codegen::model::{Direction, Event, Model};
use serde_json::Value;

use crate::frames::{BOTH, CANONICAL, Canonical, MODEL, wire_name};
use crate::places::{Place, declared, places};

/// How a field may stand in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Absent,
    Null,
    Default,
    Value,
}

/// The states of a field in frames as they are written; one state only for a field that is always there.
pub fn states(place: &Place<'_>) -> Vec<State> {
    let Some(field) = place.field else { return vec![State::Value] };
    let default = field.default.is_some() && !field.optional;
    let states = [
        (field.optional, State::Absent),
        (field.nullable, State::Null),
        (default, State::Default),
        (true, State::Value),
    ];
    states.into_iter().filter(|(may, _)| *may).map(|(_, state)| state).collect()
}

/// The state of a place in a frame.
pub fn state(place: &Place<'_>, frame: &Value) -> State {
    let default = place.field.and_then(|field| field.default.as_ref());
    match place.value(frame) {
        None => State::Absent,
        Some(Value::Null) if place.nullable => State::Null,
        Some(value) if Some(value) == default => State::Default,
        Some(_) => State::Value,
    }
}

/// What the frames do not show: events, and states of fields.
fn gaps(model: &Model, frames: &[&Canonical]) -> Vec<String> {
    let mut gaps = Vec::new();
    for direction in BOTH {
        for event in model.events(direction) {
            gaps.extend(gaps_of_event(model, direction, event, frames));
        }
    }
    gaps
}

fn gaps_of_event(model: &Model, direction: Direction, event: &Event, frames: &[&Canonical]) -> Vec<String> {
    let name = wire_name(event);
    let values: Vec<Value> = frames
        .iter()
        .filter(|frame| frame.direction == direction && frame.event == name)
        .map(|frame| serde_json::from_str(&frame.text).expect(&frame.text))
        .collect();
    if values.is_empty() {
        return vec![format!("{direction:?} {name}: no frame")];
    }
    let mut seen: BTreeMap<String, BTreeSet<State>> = BTreeMap::new();
    for frame in &values {
        for place in places(model, event, frame) {
            seen.entry(place.pattern()).or_default().insert(state(&place, frame));
        }
    }
    let mut gaps = Vec::new();
    for place in declared(model, event) {
        let pattern = place.pattern();
        let shown = seen.get(&pattern);
        let missing =
            states(&place).into_iter().filter(|state| !shown.is_some_and(|seen| seen.contains(state)));
        gaps.extend(missing.map(|state| format!("{direction:?} {name}.{pattern}: {state:?}")));
    }
    gaps
}

#[test]
fn every_event_and_every_state_of_every_field_has_a_frame() {
    let gaps = gaps(&MODEL, &CANONICAL.iter().collect::<Vec<_>>());
    assert!(gaps.is_empty(), "{gaps:#?}");
}

#[test]
fn every_frame_stands_in_the_file_of_its_event() {
    for frame in CANONICAL.iter() {
        let value: Value = serde_json::from_str(&frame.text).unwrap();
        assert_eq!(value["type"], frame.event.as_str());
    }
}

#[test]
fn frames_that_are_taken_away_are_noticed() {
    #[track_caller]
    fn check(removed: impl Fn(&Canonical) -> bool, gap: &str) {
        let frames: Vec<_> = CANONICAL.iter().filter(|frame| !removed(frame)).collect();
        assert!(frames.len() < CANONICAL.len());
        assert_eq!(gaps(&MODEL, &frames), [gap]);
    }
    check(|frame| frame.direction == Direction::Client && frame.event == "ping", "Client ping: no frame");
    check(
        |frame| frame.event == "call_ended" && frame.text.contains(r#""duration_secs":null"#),
        "Server call_ended.duration_secs: Null",
    );
    check(
        |frame| frame.event == "incoming_call" && !frame.text.contains("capabilities"),
        "Server incoming_call.capabilities: Absent",
    );
}
