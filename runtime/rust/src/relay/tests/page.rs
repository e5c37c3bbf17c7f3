//! What a page gets of an event is that event again.

use serde_json::json;

use super::pictures::{Bare, Chat, External, Gateway, Loose, LooseFrame, Protocol};
use super::relayed;
use crate::codec::List;
use crate::error::{DecodeError, EncodeError};
use crate::limits::Limits;
use crate::relay::{Form, Name, Relayed, is_spread, quoted, read, read_alone, read_payload, write_alone};

const FORMS: [Form; 3] = [Form::Object, Form::Alone, Form::Text];

/// The payload of the event with this index.
#[derive(Debug, PartialEq)]
struct Payload<const INDEX: usize>;

impl<P: Protocol, const INDEX: usize> TryFrom<Loose<P>> for Payload<INDEX> {
    type Error = Loose<P>;

    fn try_from(event: Loose<P>) -> Result<Self, Loose<P>> {
        match crate::frame::Event::index(&event) {
            Some(index) if index == INDEX => Ok(Payload),
            _ => Err(event),
        }
    }
}

fn again<P: Protocol, const INDEX: usize>(form: Form, json: &str) -> Result<Payload<INDEX>, DecodeError> {
    read::<LooseFrame<P>, Payload<INDEX>>(form, INDEX, json, Limits::default())
}

#[track_caller]
fn comes_back<P: Protocol, const INDEX: usize>(text: &str) {
    let Ok(Relayed::Event { name, json }) = relayed::<P>(text) else { panic!("{text}") };
    assert_eq!(name, Name::Known(INDEX), "{text}");
    for form in FORMS {
        assert_eq!(again::<P, INDEX>(form, &json.in_form(form)), Ok(Payload), "{form:?} {text}");
    }
}

#[test]
fn each_form_is_read_again() {
    comes_back::<Chat, 2>(r#"{"id":"r1","type":"message_create","text":"\u0041"}"#);
    comes_back::<Chat, 0>(r#"{"type":"pong"}"#);
    comes_back::<Gateway, 0>(r#"{"op":0,"s":1,"d":{"name":"scene","data":{"x":[1]}}}"#);
    comes_back::<Gateway, 1>(r#"{"op":0,"d":{"name":"exit"}}"#);
    comes_back::<Gateway, 2>(r#"{"op":7,"d":{"id":"r1","name":"scene","data":null}}"#);
    comes_back::<External, 0>(r#"{"id":"r1","created":{"x":1}}"#);
    comes_back::<External, 4>(r#"{"t":true,"d":5}"#);
    comes_back::<Bare, 1>(r#""closed""#);
}

#[test]
fn another_event_is_an_error() {
    let other = "expected the event message_new, got another";
    for (form, json) in [
        (Form::Object, r#"{"type":"pong"}"#),
        (Form::Object, r#"{"type":"novel"}"#),
        (Form::Object, "[]"),
        (Form::Alone, r#"{"type":"ready"}"#),
        (Form::Text, r#""{\"type\":\"pong\"}""#),
    ] {
        assert_eq!(again::<Chat, 2>(form, json).unwrap_err().to_string(), other, "{json}");
    }
}

#[test]
fn what_is_no_json_is_an_error() {
    for form in FORMS {
        for json in ["", "alert(1)", r#"{"type":"message_new""#, "'x'"] {
            assert!(again::<Chat, 2>(form, json).is_err(), "{form:?} {json}");
            assert!(again::<Gateway, 0>(form, json).is_err(), "{form:?} {json}");
        }
    }
    assert!(again::<Chat, 2>(Form::Text, r#"{"type":"message_new"}"#).is_err());
    assert!(again::<Gateway, 0>(Form::Alone, "1 2").is_err());
}

#[test]
fn limits_are_those_of_the_frame() {
    let limits = Limits { bytes: 40, depth: 2 };
    let read = |form, json: &str| read::<LooseFrame<Chat>, Payload<2>>(form, 2, json, limits).is_ok();
    let frame = r#"{"type":"message_new","text":"\"\"\"\""}"#;
    assert_eq!((frame.len(), quoted(frame).len() > 40), (40, true));
    assert!(read(Form::Object, frame) && read(Form::Text, &quoted(frame)));
    let longer = frame.replace("text", "text__");
    assert!(!read(Form::Object, &longer) && !read(Form::Text, &quoted(&longer)));
    assert!(!read(Form::Object, r#"{"type":"message_new","x":[[]]}"#));
    let payload =
        |json: &str| read_payload::<Loose<Gateway>, Payload<0>>(Form::Alone, 0, json, limits).is_ok();
    assert!(payload("[[]]") && !payload("[[[]]]") && !payload(&quoted(&"x".repeat(40))));
    let text = |json: &str| read_payload::<Loose<Gateway>, Payload<0>>(Form::Text, 0, json, limits).is_ok();
    assert!(text(&quoted("[[]]")) && !text(&quoted("[[[]]]")) && !text("[[]]"));
    assert!(read_alone::<serde_json::Value>("[[[]]]", limits).is_err());
}

#[test]
fn values_alone_are_read_and_written_by_their_codecs() {
    let json = write_alone::<List<u8>>(&vec![1, 2]).unwrap();
    assert_eq!(json, "[1,2]");
    assert_eq!(read_alone::<List<u8>>(&json, Limits::default()), Ok(vec![1, 2]));
    let error = read_alone::<List<u8>>("[1,300]", Limits::default()).unwrap_err();
    assert_eq!((error.path(), error.position().is_some()), ("[1]", true));
    let error = write_alone::<List<f64>>(&vec![1.0, f64::NAN]).unwrap_err();
    assert_eq!(error.path(), "[1]");
    assert_eq!(read_alone::<serde_json::Value>(r#"{"a":1}"#, Limits::default()), Ok(json!({ "a": 1 })));
}

#[test]
fn a_payload_among_the_members_of_its_frame_is_the_frame() {
    assert!(is_spread::<Loose<Chat>>(2));
    assert!(!is_spread::<Loose<Gateway>>(0) && !is_spread::<Loose<Bare>>(0));
    assert!(!is_spread::<Loose<Chat>>(99), "there is none of this index");
}

#[test]
fn what_a_reader_refuses_is_an_error_of_the_writer() {
    let refused = relayed::<Chat>(r#"{"type":"pong","x":[1,]}"#).unwrap_err();
    let error = EncodeError::from(refused.clone());
    assert_eq!((error.path(), error.reason()), (refused.path(), refused.reason()));
}
