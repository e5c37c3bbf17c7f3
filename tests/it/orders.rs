//! Texts of one frame that mean the same, and texts that are cut off.

use samewire_codegen::model::Direction;
use serde_json::{Map, Value};

use crate::frames::CANONICAL;
use crate::sides::sides;

/// A text that a frame is read from gives the frame.
#[track_caller]
fn check_same(direction: Direction, text: &str, canonical: &str) {
    for side in sides(direction) {
        assert_eq!((side.rewrite)(text).as_deref(), Ok(canonical), "{}: {text}", side.door);
        assert_eq!((side.rewrite_with_serde)(text).as_deref(), Ok(canonical), "{}: {text}", side.door);
        let value: Value = serde_json::from_str(text).expect("it is JSON");
        let bytes = rmp_serde::to_vec(&value).expect("MessagePack writes it");
        assert_eq!((side.rewrite_from_bytes)(&bytes).as_deref(), Ok(canonical), "{}: {text}", side.door);
    }
}

#[track_caller]
fn check_refused(direction: Direction, text: &str, path: &str) {
    for side in sides(direction) {
        let error = (side.rewrite)(text).expect_err(text);
        assert_eq!(error.path(), path, "{}: {text}: {error}", side.door);
        let with_serde = (side.rewrite_with_serde)(text).expect_err(text);
        assert!(with_serde.starts_with(&format!("{path}: ")), "{}: {text}: {with_serde}", side.door);
    }
}

#[test]
fn members_may_come_in_any_order() {
    let mut runs = 0;
    for frame in CANONICAL.iter() {
        let Value::Object(members) = serde_json::from_str(&frame.text).unwrap() else { panic!() };
        let count = members.len();
        for rotation in 0..count {
            check_same(frame.direction, &rotated(&members, rotation).to_string(), &frame.text);
        }
        let name_last: Map<_, _> = members
            .iter()
            .filter(|(key, _)| *key != "type")
            .chain(members.get_key_value("type"))
            .map(owned)
            .collect();
        check_same(frame.direction, &Value::Object(name_last).to_string(), &frame.text);
        runs += count + 1;
    }
    println!("{runs} orders of members");
    assert!(runs > 800);
}

/// The members inside a frame turn round too, except in values that the protocol does not look into.
#[test]
fn members_inside_may_come_in_any_order() {
    let mut runs = 0;
    for frame in CANONICAL.iter().filter(|frame| !frame.holds_json()) {
        let value: Value = serde_json::from_str(&frame.text).unwrap();
        check_same(frame.direction, &reversed(&value).to_string(), &frame.text);
        runs += 1;
    }
    assert!(runs > 150, "only {runs}");
}

impl crate::frames::Canonical {
    fn holds_json(&self) -> bool {
        ["diff", "preferences", "workspace", "workspaces", "entry", "entries", "thread_info"]
            .iter()
            .any(|key| self.text.contains(&format!("\"{key}\":")))
    }
}

fn owned((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

fn rotated(members: &Map<String, Value>, by: usize) -> Value {
    Value::Object(members.iter().skip(by).chain(members.iter().take(by)).map(owned).collect())
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

#[test]
fn white_space_is_free_between_tokens() {
    for frame in CANONICAL.iter() {
        let value: Value = serde_json::from_str(&frame.text).unwrap();
        check_same(frame.direction, &serde_json::to_string_pretty(&value).unwrap(), &frame.text);
        for space in [" ", "\n", "\t", "\r", " \r\n\t "] {
            check_same(frame.direction, &spaced(&frame.text, space), &frame.text);
        }
    }
}

/// What other languages call white space is none in JSON.
#[test]
fn other_white_space_is_refused() {
    for space in ["\u{b}", "\u{c}", "\u{a0}", "\u{feff}", "\u{2028}", "\u{3000}", "\0"] {
        let text = spaced(r#"{"type":"ping"}"#, space);
        for side in sides(Direction::Client) {
            (side.rewrite)(&text).expect_err(&text);
            (side.rewrite)(&format!("{{\"type\":\"ping\"}}{space}")).expect_err(&text);
            (side.rewrite)(&format!("{space}{{\"type\":\"ping\"}}")).expect_err(&text);
        }
    }
}

/// Puts white space around every token outside of strings.
fn spaced(text: &str, space: &str) -> String {
    let (mut out, mut inside, mut escaped) = (String::new(), false, false);
    for character in text.chars() {
        let structural = !inside && "{}[],:".contains(character);
        if structural {
            out.push_str(space);
        }
        out.push(character);
        if structural {
            out.push_str(space);
        }
        inside ^= character == '"' && !escaped;
        escaped = inside && character == '\\' && !escaped;
    }
    out
}

#[test]
fn a_frame_that_is_cut_off_is_refused() {
    let mut runs = 0;
    for frame in CANONICAL.iter() {
        for (end, _) in frame.text.char_indices() {
            let text = &frame.text[..end];
            for side in sides(frame.direction) {
                let error = (side.rewrite)(text).expect_err(text);
                assert!(error.position().is_some(), "{text}");
                (side.rewrite_with_serde)(text).expect_err(text);
                runs += 1;
            }
        }
    }
    println!("{runs} frames that are cut off");
    assert!(runs > 50_000, "only {runs}");
}

#[test]
fn what_follows_a_frame_is_refused() {
    for frame in CANONICAL.iter() {
        for more in ["x", "{}", ",", "]", "}", "null", "\0", "//"] {
            let text = format!("{}{more}", frame.text);
            for side in sides(frame.direction) {
                (side.rewrite)(&text).expect_err(&text);
                (side.rewrite_with_serde)(&text).expect_err(&text);
            }
        }
    }
}

#[test]
fn a_second_name_is_refused() {
    for frame in CANONICAL.iter() {
        let text = frame.text.strip_suffix('}').unwrap();
        for second in [frame.event.as_str(), "pong", "ping", "no_such_event"] {
            check_refused(frame.direction, &format!("{text},\"type\":\"{second}\"}}"), "type");
            let first = frame.text.replacen('{', &format!("{{\"type\":\"{}\",", frame.event), 1);
            check_refused(frame.direction, &first, "type");
        }
        check_refused(frame.direction, &format!("{text},\"t\\u0079pe\":\"{}\"}}", frame.event), "type");
    }
}

/// Keys that mean something to the objects of other languages are members that nobody declared.
#[test]
fn keys_of_prototypes_are_unknown_members() {
    for frame in CANONICAL.iter() {
        for key in ["__proto__", "constructor", "prototype", "toString", "then", "hasOwnProperty", ""] {
            for value in ["null", "{\"type\":\"pong\",\"id\":\"other\"}", "[1]", "\"x\"", "true", "-0.5e3"] {
                let first = frame.text.replacen('{', &format!("{{\"{key}\":{value},"), 1);
                check_same(frame.direction, &first, &frame.text);
                let last = format!("{},\"{key}\":{value}}}", frame.text.strip_suffix('}').unwrap());
                check_same(frame.direction, &last, &frame.text);
            }
        }
    }
}
