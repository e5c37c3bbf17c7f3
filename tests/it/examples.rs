//! Frames that are made to show an event: of every case and of the chat protocol, Rust reads each as that event, and
//! writes one that is the same.

use std::path::Path;

use consumer_cases::{CASES, Case, Direction};
use samewire_codegen::example::Examples;
use samewire_codegen::model::{self, Event, Model, WireName};
use samewire_codegen::{load, load_text};
use serde_json::{Value, json};

use crate::cases::folder;

const DIRECTIONS: [(model::Direction, Direction); 2] =
    [(model::Direction::Server, Direction::Server), (model::Direction::Client, Direction::Client)];

fn case_model(case: &str) -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    load(&folder().join(case).join("events.yaml"), Some(root)).expect("the case is valid").model
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

fn small(text: &str) -> Model {
    load_text(Path::new("/events.yaml"), &format!("samewire: 1\nprotocol: t\n{text}")).expect("valid").model
}

fn first(model: &Model) -> Vec<Value> {
    Examples::new(model).frames(model::Direction::Server, &model.server[0])
}

#[test]
fn what_is_sensitive_is_hidden() {
    let text = "types:\n  Login: { fields: { user: string, key: { type: string, sensitive: true } } }\n\
                server:\n  e:\n    fields: { login: Login, all: list<Login>, pin: { type: u32, sensitive: true }, plain: u8 }\n";
    let hidden = |count: u32, user: &str| {
        let login = json!({ "user": user, "key": "(hidden)" });
        json!({ "type": "e", "login": login, "all": [login], "pin": 0, "plain": count })
    };
    let example = "    examples:\n      - { login: { user: bob, key: hunter2 }, all: [{ user: bob, key: x }], pin: 12, plain: 7 }\n";
    assert_eq!(first(&small(&format!("{text}{example}"))), [hidden(7, "bob")]);
    let made = first(&small(text));
    let plain = made[0]["plain"].as_u64().expect("a number") as u32;
    assert_eq!(made, [hidden(plain, "user")]);
}

/// Where it cannot be told which part of an author's value is sensitive, the value is not shown at all.
#[test]
fn what_is_sensitive_inside_a_union_is_hidden() {
    let text = "types:\n  Way:\n    union: { password: { fields: { text: { type: string, sensitive: true } } }, none: {} }\n\
                server:\n  e:\n    fields: { way: Way }\n    examples: [{ way: { type: password, text: hunter2 } }]\n";
    let frame = json!({ "type": "e", "way": { "type": "password", "text": "(hidden)" } });
    assert_eq!(first(&small(text)), [frame]);
}

#[test]
fn what_is_too_large_is_not_shown_and_what_may_be_left_out_makes_nothing_too_large() {
    let doubled = |mark: &str| {
        let types: String = (0..30)
            .map(|i| format!("  T{i}: {{ fields: {{ a{mark}: T{0}, b{mark}: T{0} }} }}\n", i + 1))
            .collect();
        small(&format!(
            "types:\n{types}  T30: {{ fields: {{ x: u8 }} }}\nserver:\n  e: {{ fields: {{ t: T0 }} }}\n"
        ))
    };
    assert_eq!(first(&doubled("")), [] as [Value; 0]);
    let frames = first(&doubled("?"));
    assert!(frames.len() == 1 && frames[0].to_string().len() < 5_000, "{frames:?}");
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
