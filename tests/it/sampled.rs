//! Frames made from the model: the examples of the manifest, and samples at the edges, from a fixed seed.
//!
//! `tests/desktop/vectors` writes them to files, and has this module too.

use samewire_codegen::model::{Direction, Event, Model, Payload};
use serde_json::{Map, Value, json};

use crate::places::wire_name;
use crate::sample::{Sampler, most_edges};

const SEED: u64 = 0x5a3e_1e57;

/// One frame, as it is written.
pub struct Vector<'m> {
    pub event: &'m Event,
    pub direction: Direction,
    pub payload: Map<String, Value>,
    pub text: String,
}

/// The examples of each event, and samples at the edges.
pub fn vectors(model: &Model) -> Vec<Vector<'_>> {
    let mut vectors = Vec::new();
    for direction in [Direction::Server, Direction::Client] {
        for event in model.events(direction) {
            let mut sampler = Sampler::new(model, SEED);
            for example in &event.examples {
                let payload = example.as_object().expect("payloads are objects").clone();
                vectors.push(vector(direction, event, None, payload));
            }
            let samples = if event.payload == Payload::Unit { 3 } else { most_edges() };
            for _ in 0..samples {
                let id = sampler.request_id();
                let payload = sampler.payload(event);
                vectors.push(vector(direction, event, id, payload));
            }
        }
    }
    vectors
}

fn vector(direction: Direction, event: &Event, id: Option<Value>, payload: Map<String, Value>) -> Vector<'_> {
    let mut frame = Map::new();
    frame.extend(id.map(|id| ("id".to_owned(), id)));
    frame.insert("type".to_owned(), json!(wire_name(event)));
    frame.extend(payload.clone());
    Vector { event, direction, payload, text: Value::Object(frame).to_string() }
}
