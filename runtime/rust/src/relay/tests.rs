//! The relay decides as the decoder does, and sends nothing on that a page must not see as an object.

mod agreement;
mod corpus;
mod page;
mod pictures;

use super::{Form, Name, Reason, Relayed, TextOnly, relay, relay_bytes, relay_payload};
use crate::error::DecodeError;
use crate::limits::Limits;
use pictures::{Bare, Chat, External, Gateway, Protocol};

fn relayed<P: Protocol>(text: &str) -> Result<Relayed<'_>, DecodeError> {
    relay(text, P::PICTURES, Limits::default())
}

fn unknown(name: &str) -> Name<'_> {
    Name::Unknown(name.into())
}

/// The frame goes under its own name, and its payload alone is this.
#[track_caller]
fn goes<P: Protocol>(text: &str, name: &Name<'_>, alone: &str) {
    match relayed::<P>(text) {
        Ok(Relayed::Event { name: own, json }) => {
            assert_eq!(own, *name, "{text}");
            assert_eq!((json.frame(), &*json.in_form(Form::Object)), (text, text));
            assert_eq!(json.in_form(Form::Alone), alone, "{text}");
            assert_eq!(serde_json::from_str::<String>(&json.in_form(Form::Text)).unwrap(), text);
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn goes_as_text<P: Protocol>(text: &str, name: Option<&Name<'_>>, reason: Reason) {
    match relayed::<P>(text) {
        Ok(Relayed::Text(frame)) => {
            assert_eq!((frame.name.as_ref(), frame.reason, frame.frame()), (name, reason, text));
            assert_eq!(serde_json::from_str::<String>(&frame.quoted()).unwrap(), text);
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn is_refused<P: Protocol>(text: &str, error: &str) {
    assert_eq!(relayed::<P>(text).expect_err(text).to_string(), error, "{text}");
}

#[test]
fn the_name_is_found_wherever_it_stands() {
    for text in [
        r#"{"type":"pong"}"#,
        r#"{"id":"r1","type":"pong"}"#,
        r#"{"novel":[{"type":"ready"}],"type":"pong","id":"r1"}"#,
        " {\n\t\"type\" :\r \"pong\" } ",
        r#"{"t\u0079pe":"p\u006fng"}"#,
        r#"{"id":"\"type\":\"ready\"","type":"pong"}"#,
    ] {
        goes::<Chat>(text, &Name::Known(0), text);
    }
    let old = r#"{"type":"message_create","text":"x"}"#;
    goes::<Chat>(old, &Name::Known(2), old);
    let novel = r#"{"type":"n\u006fvel \"event\"","text":"x"}"#;
    goes::<Chat>(novel, &unknown("novel \"event\""), novel);
    goes::<Chat>(r#"{"type":"__proto__"}"#, &unknown("__proto__"), r#"{"type":"__proto__"}"#);
}

#[test]
fn the_payload_alone_is_what_stands_under_its_key() {
    goes::<Gateway>(
        r#"{"op":0,"s":1,"d":{"name":"scene","data": {"x":[1]} }}"#,
        &Name::Known(0),
        r#"{"x":[1]}"#,
    );
    goes::<Gateway>(r#"{"d":{"data":"late","name":"novel"},"op":0.0}"#, &unknown("novel"), r#""late""#);
    goes::<Gateway>(r#"{"op":0,"d":{"name":"scene","data":1,"data":2}}"#, &Name::Known(0), "2");
    goes::<Gateway>(r#"{"op":0,"d":{"name":"exit"}}"#, &Name::Known(1), "null");
    goes::<Bare>(r#""closed""#, &Name::Known(1), "null");
    goes::<Bare>(r#"{"closed":{}}"#, &Name::Known(1), "{}");
    goes::<Gateway>(r#"{"op":7,"d":{"id":"r1","name":"scene","data":null}}"#, &Name::Known(2), "null");
    goes::<External>(r#"{"id":"r1","created":{"x":1}}"#, &Name::Known(0), r#"{"x":1}"#);
    goes::<External>(r#"{"novel":[],"id":"r1"}"#, &unknown("novel"), "[]");
    goes::<External>(r#"{"novel":[],"created":3}"#, &Name::Known(0), "3");
    goes::<External>(r#"{"t":4.0,"v":1,"d":5}"#, &Name::Known(3), "5");
    goes::<External>(r#"{"t":true,"d":5}"#, &Name::Known(4), "5");
    goes::<External>(r#"{"t":18446744073709551615,"d":5}"#, &unknown("18446744073709551615"), "5");
}

#[test]
fn a_payload_whose_name_came_by_another_way() {
    let chat = |name, text| relay_payload(name, text, Chat::PICTURES, Limits::default());
    let Ok(Relayed::Event { name, json }) = chat("ready", " [1] ") else { panic!() };
    assert_eq!((name, &*json.in_form(Form::Alone)), (Name::Known(1), "[1]"));
    assert!(matches!(chat("novel", "1"), Ok(Relayed::Event { name, .. }) if name == unknown("novel")));
    let hostile = chat("ready", r#"{"__proto__":1}"#);
    let is_text = matches!(
        &hostile,
        Ok(Relayed::Text(TextOnly { name: Some(Name::Known(1)), reason: Reason::Proto, .. }))
    );
    assert!(is_text, "{hostile:?}");
    assert_eq!(
        chat("ready", "[1").unwrap_err().to_string(),
        "[1]: expected a comma or the end of the array at line 1 column 3"
    );
}

#[test]
fn a_frame_in_no_picture_has_no_name() {
    for text in
        ["{}", "null", "[]", r#""pong""#, r#"{"type":1}"#, r#"{"type":["pong"]}"#, r#"[{"type":"pong"}]"#]
    {
        goes_as_text::<Chat>(text, None, Reason::Nameless);
    }
    goes_as_text::<Gateway>(r#"{"op":1,"d":{"name":"scene"}}"#, None, Reason::Nameless);
    goes_as_text::<Gateway>(r#"{"op":1,"d":{"name":"scene","name":"scene"}}"#, None, Reason::Nameless);
    goes_as_text::<Gateway>(r#"{"op":8,"d":{"code":"BUSY"}}"#, None, Reason::Nameless);
    goes_as_text::<External>(r#"{"novel":1,"other":2}"#, None, Reason::Nameless);
    let nothing = relay("{}", &[], Limits::default());
    assert!(matches!(nothing, Ok(Relayed::Text(TextOnly { name: None, .. }))), "{nothing:?}");
    assert!(relay("{", &[], Limits::default()).is_err());
}

#[test]
fn a_name_is_given_once() {
    is_refused::<Chat>(r#"{"type":"pong","type":"pong"}"#, "type: given twice at line 1 column 23");
    is_refused::<Chat>(r#"{"type":"novel","a":1,"t\u0079pe":7}"#, "type: given twice at line 1 column 35");
    is_refused::<Gateway>(
        r#"{"op":0,"d":{"name":"scene","name":"scene"}}"#,
        "d.name: given twice at line 1 column 36",
    );
    is_refused::<Gateway>(
        r#"{"op":0,"d":{"name":"scene"},"d":{"name":"exit"}}"#,
        "d.name: given twice at line 1 column 42",
    );
    is_refused::<Bare>(r#"{"created":1,"closed":2}"#, "closed: given twice at line 1 column 23");
}

/// What is no JSON is told as the decoder tells it, with the path to it, and without any value.
#[test]
fn what_is_no_json_is_refused() {
    is_refused::<Chat>("", "the frame ends too early at line 1 column 1");
    is_refused::<Chat>("alert(1)", "expected a JSON value at line 1 column 1");
    is_refused::<Chat>(r#"{"type":"pong"};alert(1)"#, "expected the end of the frame at line 1 column 16");
    is_refused::<Chat>(r#"{"type":alert(1)}"#, "type: expected a JSON value at line 1 column 9");
    is_refused::<Chat>("{type:'pong'}", "expected a key in quotes at line 1 column 2");
    is_refused::<Chat>(
        "{\"type\":\"pong\",\n\"a\":{\"b\":[0,{\"c\":\"secret\\ud83d\"}]}}",
        "a.b[1].c: a surrogate without its partner at line 2 column 31",
    );
    is_refused::<Chat>(
        r#"{"a":[1e400],"type":"pong"}"#,
        "a[0]: a number too large to hold at line 1 column 12",
    );
    is_refused::<Chat>("{\"a\u{1}\":1}", "a control character inside a string at line 1 column 4");
    is_refused::<Chat>(
        &format!(r#"{{"{}":x}}"#, "k\\n".repeat(100)),
        &format!("{}…: expected a JSON value at line 1 column 305", "k\\n".repeat(32)),
    );
}

#[test]
fn line_separators_are_text() {
    let text = "{\"type\":\"pong\",\"a\":\"\u{2028}\u{2029}\\u2028</script>\"}";
    goes::<Chat>(text, &Name::Known(0), text);
    is_refused::<Chat>("{\"type\":\u{2028}\"pong\"}", "type: expected a JSON value at line 1 column 9");
}

#[test]
fn bytes_are_text() {
    let bytes = |bytes| relay_bytes(bytes, Chat::PICTURES, Limits::default()).map(drop);
    assert_eq!(bytes(r#"{"type":"é"}"#.as_bytes()), Ok(()));
    let refused = [
        (&b"{\"type\":\n\"p\xffng\"}"[..], "not UTF-8 at line 2 column 3"),
        (b"{\"type\":\"\xed\xa0\xbd\"}", "not UTF-8 at line 1 column 10"),
        (b"{\"type\":\"\xc3", "not UTF-8 at line 1 column 10"),
        (b"\xef\xbb\xbf{\"type\":\"pong\"}", "expected a JSON value at line 1 column 1"),
    ];
    for (text, error) in refused {
        assert_eq!(bytes(text).unwrap_err().to_string(), error);
    }
}

#[test]
fn size_and_depth_are_limited() {
    let text = |bytes: usize| format!(r#"{{"type":"pong","a":"{}"}}"#, "x".repeat(bytes - 22));
    assert_eq!(text(1 << 20).len(), 1 << 20);
    assert!(relayed::<Chat>(&text(1 << 20)).is_ok());
    is_refused::<Chat>(&text((1 << 20) + 1), "larger than 1048576 bytes");
    let too_large = relay_bytes(&[0xff; 2], Chat::PICTURES, Limits { bytes: 1, depth: 64 });
    assert_eq!(too_large.unwrap_err().to_string(), "larger than 1 bytes");

    let nested = |depth: usize, open: &str, close: &str| {
        format!(r#"{{"type":"pong","a":{}1{}}}"#, open.repeat(depth - 1), close.repeat(depth - 1))
    };
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let per_level = open.matches(['[', '{']).count();
        assert!(relayed::<Chat>(&nested(63 / per_level + 1, open, close)).is_ok(), "{open}");
        for depth in [65, 10_000] {
            let error = relayed::<Chat>(&nested(depth, open, close)).unwrap_err();
            assert_eq!(error.reason(), "nested deeper than 64");
        }
    }
}

/// More levels than a machine word has bits, each with something behind what lies in it.
#[test]
fn the_limit_of_depth_is_the_callers() {
    let nested = |levels: usize| {
        (0..levels).fold("1".to_owned(), |inner, level| match level % 3 {
            0 => format!("[{inner},[]]"),
            _ => format!(r#"{{"a":{inner},"b":{{"c":[]}}}}"#),
        })
    };
    let limits = Limits { depth: 203, ..Limits::default() };
    for levels in [1, 62, 63, 64, 65, 66, 127, 128, 129, 130, 199, 200, 201] {
        let text = nested(levels);
        assert!(relay(&text, Chat::PICTURES, limits).is_ok(), "{levels}");
        assert!(relay(&text[..text.len() - 1], Chat::PICTURES, limits).is_err(), "{levels}");
        let unbalanced = text.replacen("[]]", "[]}", 1);
        assert!(relay(&unbalanced, Chat::PICTURES, limits).is_err(), "{levels}");
    }
    assert!(relay(&nested(204), Chat::PICTURES, limits).is_err());
}

#[test]
fn hostile_keys_go_as_text() {
    let known = Name::Known(0);
    for key in [
        "__proto__",
        r"\u005f_proto__",
        r"_\u005fproto_\u005F",
        r"\u005f\u005f\u0070\u0072\u006f\u0074\u006f\u005f\u005f",
        r"__prot\u006F__",
    ] {
        for text in [
            format!(r#"{{"type":"pong","{key}":{{"admin":true}}}}"#),
            format!(r#"{{"{key}":null,"type":"pong"}}"#),
            format!(r#"{{"id":"r1","type":"pong","a":[[{{"b":{{"c":1,"{key}":[]}}}}]]}}"#),
            format!(r#"{{"a":{}{{ "{key}" : 1 }}{},"type":"pong"}}"#, "[".repeat(61), "]".repeat(61)),
            format!(r#"{{"id":{{"{key}":1}},"type":"pong"}}"#),
        ] {
            goes_as_text::<Chat>(&text, Some(&known), Reason::Proto);
        }
        goes_as_text::<Chat>(&format!(r#"{{"{key}":1}}"#), None, Reason::Proto);
        goes_as_text::<Chat>(&format!(r#"[{{"{key}":1}}]"#), None, Reason::Proto);
        goes_as_text::<Chat>(&format!(r#"{{"type":{{"{key}":1}}}}"#), None, Reason::Proto);
        goes_as_text::<Gateway>(
            &format!(r#"{{"op":0,"d":{{"name":"exit","data":{{"{key}":1}}}}}}"#),
            Some(&Name::Known(1)),
            Reason::Proto,
        );
        goes_as_text::<Gateway>(&format!(r#"{{"op":{{"{key}":1}}}}"#), None, Reason::Proto);
        goes_as_text::<External>(&format!(r#"{{"{key}":1}}"#), Some(&unknown("__proto__")), Reason::Proto);
    }
}

/// What only looks like it goes as it is.
#[test]
fn harmless_keys_and_values_go_as_they_are() {
    for member in [
        r#""a":"__proto__""#,
        r#""a":["__proto__"]"#,
        r#""__proto_":1"#,
        r#""__proto___":1"#,
        r#""__PROTO__":1"#,
        r#""\\u005f_proto__":1"#,
        r#""__pro\u0000to__":1"#,
        r#""constructor":{"prototype":{}}"#,
    ] {
        let text = format!(r#"{{"type":"pong",{member}}}"#);
        goes::<Chat>(&text, &Name::Known(0), &text);
    }
}
