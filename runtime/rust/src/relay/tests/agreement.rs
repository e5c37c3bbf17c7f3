//! The relay is held against the decoder, over texts written by hand and over garbled ones.

use serde::de::{Deserialize, IgnoredAny};
use serde_json::Value;

use super::corpus;
use super::pictures::{Bare, Chat, External, Gateway, Protocol, decoded};
use super::{Name, Reason, Relayed, TextOnly, relay_bytes, relayed, unknown};
use crate::json::{Error, Reader};
use crate::limits::Limits;
use crate::relay::walk::{Found, Judged, walk};

/// What the runtime's reader says where it makes a value of each part of a text.
fn read(text: &str) -> Result<Value, (String, (usize, usize))> {
    let mut reader = Reader::new(text, Limits::default().depth);
    let value = Value::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| (error.to_string(), reader.position()))
}

/// The walk by itself, before a refused text is read again.
fn walked<P: Protocol>(text: &str) -> Result<(), (String, (usize, usize))> {
    let mut reader = Reader::new(text, Limits::default().depth);
    let picture = &P::PICTURES[0];
    let (mut judged, mut found) = (Judged::default(), Found::default());
    let result = walk(&mut reader, picture.root, picture.names.as_ref(), &mut judged, &mut found);
    result.map_err(|error| (error.to_string(), reader.position()))
}

fn has_proto(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_proto),
        Value::Object(members) => members.iter().any(|(key, value)| key == "__proto__" || has_proto(value)),
        _ => false,
    }
}

/// The same verdict, reason and place as the reader's; the same name as the decoder's.
#[track_caller]
fn check<P: Protocol>(text: &str) {
    let read = read(text);
    assert_eq!(walked::<P>(text).err(), read.clone().err(), "{text}");
    let relayed = relayed::<P>(text);
    let value = match read {
        Ok(value) => value,
        Err((reason, position)) => {
            let error = relayed.expect_err(text);
            return assert_eq!((error.reason(), error.position()), (&*reason, Some(position)), "{text}");
        }
    };
    let decoded = decoded::<P>(text);
    if let Err(error) = &relayed {
        assert_eq!(error.reason(), "given twice", "{text}");
        let decoded = decoded.expect_err(text);
        return assert_eq!((decoded.reason(), decoded.path()), (error.reason(), error.path()), "{text}");
    }
    let relayed = relayed.expect("it was looked at");
    let is_hostile = matches!(&relayed, Relayed::Text(TextOnly { reason: Reason::Proto, .. }));
    assert_eq!(is_hostile, has_proto(&value), "{text}");
    let name = name(relayed);
    match decoded {
        Ok(decoded) => assert_eq!(told(&name, P::TAGS), told(&decoded, P::TAGS), "{text}"),
        // Whether what must be there is there is for the page's decoder to say.
        Err(error) => assert_eq!(error.reason(), "missing", "{text}"),
    }
}

fn name(relayed: Relayed<'_>) -> Option<Name<'_>> {
    match relayed {
        Relayed::Event { name, .. } => Some(name),
        Relayed::Text(frame) => frame.name,
    }
}

/// A known event of another version is an unknown one for the decoder.
fn told(name: &Option<Name<'_>>, tags: &[crate::frame::Tag]) -> Option<String> {
    name.as_ref().map(|name| match name {
        Name::Known(index) => tags[*index].name.text().to_owned(),
        Name::Unknown(text) => text.clone().into_owned(),
    })
}

fn check_all(text: &str) {
    check::<Chat>(text);
    check::<Gateway>(text);
    check::<External>(text);
    check::<Bare>(text);
}

const FRAMES: &[&str] = &[
    r#"{"id":"r1","type":"pong","a":[1,-2.5e3,{"b":"x\u00e9\\y \ud83d\ude00"}],"c":"plain text that is long"}"#,
    r#"{"op":0,"s":1,"d":{"name":"scene","data":{"x":[true,null,"😀"],"__proto_\u005f":0}}}"#,
    r#"{"op":7,"d":{"id":"r1","name":"scene","data":null}}"#,
    r#"{"op":8,"d":{"code":"BUSY"}}"#,
    r#"{"id":"r1","created":{"x":1e3}}"#,
    r#"{"id":"r1","novel":{"x":1}}"#,
    r#"{"created":1,"closed":2}"#,
    r#"{"op":0,"d":{"name":"scene"},"d":{"name":"exit"}}"#,
    r#"{"type":"pong","type":7}"#,
    r#"{"type":7,"type":"pong"}"#,
    r#"{"t":4,"v":1,"d":"text"}"#,
    r#"{"t":true,"v":2,"d":[0]}"#,
    r#""closed""#,
    r#"{"op":7,"d":{"data":{"long":"so that it is not read again along the second picture","a":[[]]},"name":"scene","id":0}}"#,
    r#"{"d" : [ "long, so that it is not read again along the second picture" , {"a":{}} ] , "t":true,"v":2}"#,
];

const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "0",
    "1",
    ".",
    "e",
    "E9",
    "-",
    "+",
    "true",
    "null",
    " ",
    "\n",
    "\u{1}",
    "é",
    "\\u0000",
    "\\ud83d",
    "\\ude00",
    "\\u005f",
    "{}",
    "[]",
    "\"\"",
    "\"type\"",
    "\"type\":\"pong\",",
    "\"id\":\"x\",",
    "\"__proto__\":1,",
    "\"x\":null,",
    "1e400",
    "\"name\":\"exit\",",
    "\"t\":4,",
    "\"d\":1,",
    "\"d\":{\"name\":\"exit\"},",
    "\"op\":0,",
    "\"created\":1,",
];

/// splitmix64
fn random(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) as usize
}

/// The text with a part put in, taken out, or put in the place of another.
fn garbled(text: &str, state: &mut u64) -> String {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let from = bounds[random(state) % bounds.len()];
    let until = match random(state) % 3 {
        0 => from,
        _ => *bounds.iter().find(|at| **at > from + random(state) % 8).unwrap_or(&text.len()),
    };
    let part = match random(state) % 4 {
        0 => "",
        _ => PARTS[random(state) % PARTS.len()],
    };
    format!("{}{part}{}", &text[..from], &text[until..])
}

#[test]
fn over_garbled_frames() {
    let mut state = 5;
    let (mut good, mut all) = (0, 0);
    for frame in FRAMES {
        check_all(frame);
        for _ in 0..1_500 {
            let mut text = garbled(frame, &mut state);
            if random(&mut state).is_multiple_of(3) {
                text = garbled(&text, &mut state);
            }
            check_all(&text);
            good += usize::from(read(&text).is_ok());
            all += 1;
        }
    }
    assert!(good * 10 > all && good * 10 < all * 9, "{good} of {all} are JSON");
}

#[test]
fn over_frames_cut_at_each_byte() {
    for frame in FRAMES {
        (0..frame.len()).filter(|at| frame.is_char_boundary(*at)).for_each(|at| check_all(&frame[..at]));
    }
}

#[test]
fn over_each_class_of_text() {
    let texts = corpus::json();
    assert_eq!(texts.len(), 318);
    for (name, bytes) in &texts {
        let is_text = relay_bytes(bytes, Chat::PICTURES, Limits::default()).is_ok();
        assert_eq!(is_text, name.starts_with("y_"), "{name}");
        let Ok(text) = str::from_utf8(bytes) else { continue };
        check_all(text);
        check_all(&format!(r#"{{"type":"pong","op":0,"d":{{"name":"scene","data":{text}}}}}"#));
    }
}

#[test]
fn over_the_frames_of_the_chat_protocol() {
    let written = corpus::written();
    assert!(written.len() > 100, "only {}", written.len());
    for (name, text) in &written {
        check_all(text);
        assert_eq!(told(&self::name(relayed::<Chat>(text).unwrap()), Chat::TAGS).as_ref(), Some(name));
    }
    for line in corpus::told("read", None).iter().chain(&corpus::told("reject", None)) {
        check_all(line["frame"].as_str().unwrap());
    }
}

#[test]
fn over_unknown_frames_and_repeated_names() {
    for line in corpus::told("unknown", None) {
        let text = line["frame"].as_str().unwrap();
        check_all(text);
        // The other side knows some of them.
        if line["direction"] == "server" {
            assert_eq!(name(relayed::<Chat>(text).unwrap()), line["name"].as_str().map(unknown), "{text}");
        }
    }
    for line in corpus::told("reject", Some("duplicate_name")) {
        let error = relayed::<Chat>(line["frame"].as_str().unwrap()).unwrap_err();
        assert_eq!((error.path(), error.reason()), ("type", "given twice"));
    }
}

/// The control: a judge that passes over values, as serde does where nobody looks, is noticed.
#[test]
fn a_lenient_judge_is_noticed() {
    let lenient = |text: &str| -> Result<(), Error> {
        let mut reader = Reader::new(text, Limits::default().depth);
        IgnoredAny::deserialize(&mut reader)?;
        reader.end()
    };
    let differs = |text: &&&str| lenient(text).is_ok() != read(text).is_ok();
    let texts = [r#"["\ud83d"]"#, "[1e400]", r#"{"\ude00":1}"#, "[1]", "[1"];
    assert_eq!(texts.iter().filter(differs).count(), 3);
}

/// The control: a relay that takes any name for that of the event is noticed.
#[test]
#[should_panic(expected = "assertion `left == right` failed")]
fn a_wrong_name_is_noticed() {
    assert_eq!(
        told(&Some(unknown("ready")), Chat::TAGS),
        told(&decoded::<Chat>(r#"{"type":"pong"}"#).unwrap(), Chat::TAGS)
    );
}
