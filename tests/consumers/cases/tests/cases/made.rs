//! Frames that are made to show an event: of every case, Rust reads each as that event, and writes one that is the same.

use consumer_cases::{CASES, Case, Direction};
use samewire_codegen::example::Examples;
use samewire_codegen::load;
use samewire_codegen::model::{self, Event, Model, WireName};
use serde_json::{Value, json};

use crate::{folder, root};

const DIRECTIONS: [(model::Direction, Direction); 2] =
    [(model::Direction::Server, Direction::Server), (model::Direction::Client, Direction::Client)];

fn case_model(case: &str) -> Model {
    load(&folder().join(case).join("events.yaml"), Some(&root())).expect("the case is valid").model
}

/// What is otherwise than it should be with a frame of an event.
fn check(case: &Case, direction: Direction, channel: Option<&str>, frame: &Value) -> Result<(), String> {
    let text = frame.to_string();
    let read = (case.run)(direction, channel, &text).map_err(|refused| format!("{text}: {refused:?}"))?;
    if read.unknown {
        return Err(format!("{text}: unknown: {}", read.debug));
    }
    let written = read.written.map_err(|refused| format!("{text}: not written: {refused:?}"))?;
    match (case.run)(direction, channel, &written) {
        Ok(again) if again.debug == read.debug => Ok(()),
        again => Err(format!("{text}: written as {written}, which is {again:?}")),
    }
}

fn channel<'m>(model: &Model, direction: model::Direction, event: &'m Event) -> Option<&'m str> {
    match &event.wire {
        WireName::Text(name) if model.frames(direction).pictures[event.picture].is_channel() => Some(name),
        _ => None,
    }
}

#[test]
fn every_frame_that_is_made_is_read() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for case in CASES {
        let model = case_model(case.name);
        let examples = Examples::new(&model);
        let mut note = |event: &str, direction, channel: Option<&str>, frame: &Value| {
            count += 1;
            if let Err(why) = check(case, direction, channel, frame) {
                wrong.push(format!("{} {event}: {why}", case.name));
            }
        };
        for (of_model, direction) in DIRECTIONS {
            for event in model.events(of_model) {
                let name = event.name.snake();
                let frames = examples.frames(of_model, event);
                assert!(!frames.is_empty(), "{} {name}: no frame", case.name);
                let channel = channel(&model, of_model, event);
                frames.iter().for_each(|frame| note(name, direction, channel, frame));
            }
        }
        for (request, _) in model.replies() {
            let answer = examples.answer(request).expect("it can be made");
            note(request.name.snake(), Direction::Server, None, &answer);
        }
        examples.refusal().iter().for_each(|frame| note("refusal", Direction::Server, None, frame));
    }
    println!("{count} frames");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert!(count > 300, "{count}");
}

/// A wrong frame is noticed by what all this rests on.
#[test]
fn a_wrong_frame_is_noticed() {
    let case = CASES.iter().find(|case| case.name == "presence-required").expect("the case is there");
    let noticed = |frame: Value| check(case, Direction::Server, None, &frame).is_err();
    assert!(!noticed(json!({ "type": "e", "x": "a" })));
    assert!(noticed(json!({ "type": "e" })));
    assert!(noticed(json!({ "type": "none", "x": "a" })));
    assert!(noticed(json!({ "type": "e", "x": 1 })));
}
