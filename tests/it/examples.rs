//! Frames that are made to show an event: what is sensitive is hidden, and what is too large is not shown. That they are
//! read is tested in `tests/consumers/cases`.

use std::path::Path;

use samewire_codegen::example::Examples;
use samewire_codegen::load_text;
use samewire_codegen::model::{Direction, Model};
use serde_json::{Value, json};

fn small(text: &str) -> Model {
    load_text(Path::new("/events.yaml"), &format!("samewire: 1\nprotocol: t\n{text}")).expect("valid").model
}

fn first(model: &Model) -> Vec<Value> {
    Examples::new(model).frames(Direction::Server, &model.server[0])
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
