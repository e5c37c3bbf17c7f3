//! What goes where, and in which form.

use samewire::relay::Form;
use samewire::{Limits, Unknown};
use serde_json::{Value, json};

use super::{Detour, Message};
use crate::emit::{Emitted, emits};
use crate::testing::{Channel, Chat, Gateway, Text, channel, chat, gateway};
use crate::{Emit, Listen, Protocol};

fn sent(message: Message) -> Vec<(String, Value)> {
    let parsed = |(name, json): Emitted| (name.into_owned(), serde_json::from_str(&json).expect(&json));
    emits(message, "samewire:frame").map(parsed).collect()
}

fn relayed<P: Protocol>(name: Option<&str>, text: &str) -> (Vec<(String, Value)>, Option<Detour>) {
    let (message, detour) = Message::relayed::<P>(name, text, Limits::default()).expect(text);
    (sent(message), detour)
}

fn pairs(expected: Value) -> Vec<(String, Value)> {
    let pair = |pair: &Value| (pair[0].as_str().unwrap().to_owned(), pair[1].clone());
    expected.as_array().unwrap().iter().map(pair).collect()
}

#[track_caller]
fn goes<P: Protocol>(text: &str, detour: Option<Detour>, expected: Value) {
    assert_eq!(relayed::<P>(None, text), (pairs(expected), detour), "{text}");
}

#[test]
fn a_known_event_goes_under_its_name_in_the_form_of_the_manifest() {
    let text = r#"{"type":"message_new","text":"hi","novel":[1]}"#;
    let frame: Value = serde_json::from_str(text).unwrap();
    goes::<Chat>(text, None, json!([["ws:message_new", frame]]));
    goes::<Text>(text, None, json!([["ws:message_new", text]]));
    goes::<Chat>(r#"{"type":"call.ended"}"#, None, json!([["ws:call-ended", { "type": "call.ended" }]]));
    let text = r#"{"s":1,"t":"message","d":{"text":"hi","novel":1}}"#;
    goes::<Gateway>(text, None, json!([["gw/message", { "text": "hi", "novel": 1 }]]));
    goes::<Gateway>(r#"{"s":1,"t":"bye"}"#, None, json!([["gw/bye", null]]));
}

#[test]
fn another_version_goes_with_the_frame_that_tells_it() {
    let newest = r#"{"s":1,"v":2,"n":"moved","d":{"x":1,"y":2}}"#;
    goes::<Gateway>(newest, None, json!([["gw/moved", { "x": 1, "y": 2 }]]));
    let spread = json!({ "s": 1, "v": 2, "k": "spread", "x": 3 });
    goes::<Gateway>(&spread.to_string(), None, json!([["gw/spread", spread]]));
    for text in [
        r#"{"s":1,"v":1,"n":"moved","d":{"x":1}}"#,
        r#"{"s":1,"n":"moved","d":7,"v":3.0}"#,
        r#"{"s":1,"v":1,"k":"spread","x":3}"#,
    ] {
        goes::<Gateway>(text, Some(Detour::OtherVersion), json!([["samewire:frame", { "frame": text }]]));
    }
}

#[test]
fn an_unknown_event_goes_under_the_name_that_it_would_have_and_to_those_that_do_not_know_it() {
    let text = r#"{"type":"waved.at","who":"x"}"#;
    let named = json!(["ws:waved-at", { "type": "waved.at", "who": "x" }]);
    let framed = json!(["samewire:frame", { "frame": text, "event": "ws:waved-at" }]);
    goes::<Chat>(text, Some(Detour::Unknown), json!([named, framed]));
    let text = r#"{"s":1,"t":"novel","d":[1]}"#;
    let framed = json!(["samewire:frame", { "frame": text, "event": "gw/novel" }]);
    goes::<Gateway>(text, Some(Detour::Unknown), json!([["gw/novel", [1]], framed]));
}

#[test]
fn an_unknown_event_takes_no_name_that_is_taken_or_refused() {
    let names = ["call-ended", "dropped", "a b", "new\\nline", "ws\\\"x"];
    for name in names {
        let text = format!(r#"{{"type":"{name}"}}"#);
        goes::<Chat>(&text, Some(Detour::Unknown), json!([["samewire:frame", { "frame": text }]]));
    }
    let long = format!(r#"{{"type":"{}"}}"#, "x".repeat(300));
    goes::<Chat>(&long, Some(Detour::Unknown), json!([["samewire:frame", { "frame": long }]]));
    for name in ["tauri://close-requested", ""] {
        let (sent, _) = relayed::<Channel>(Some(name), "{}");
        assert_eq!(sent, pairs(json!([["samewire:frame", { "frame": "{}", "name": name }]])));
    }
}

#[test]
fn what_cannot_go_under_a_name_goes_as_text() {
    let cases = [
        (r#"{"type":"message_new","text":"x","__proto__":{"admin":true}}"#, Detour::Proto),
        (r#"{"type":"message_new","text":"x","extra":{"\u005f_proto__":1}}"#, Detour::Proto),
        (r#"{"type":"waved","__proto__":1}"#, Detour::Proto),
        (r#"[1,2]"#, Detour::Nameless),
        (r#"{"type":{}}"#, Detour::Nameless),
        (r#"{"type":"refused","reason":"x"}"#, Detour::NoName),
    ];
    for (text, detour) in cases {
        goes::<Chat>(text, Some(detour), json!([["samewire:frame", { "frame": text }]]));
        goes::<Text>(text, Some(detour), json!([["samewire:frame", { "frame": text }]]));
    }
}

#[test]
fn what_the_manifest_does_not_carry_goes_nowhere() {
    for text in [r#"{"type":"metrics","load":1}"#, r#"{"type":"metrics","__proto__":1}"#] {
        goes::<Chat>(text, Some(Detour::NotCarried), json!([]));
    }
}

#[test]
fn what_is_no_frame_is_an_error() {
    let deep = "[".repeat(10_000);
    let large = format!(r#"{{"type":"pong","x":"{}"}}"#, "x".repeat(1 << 20));
    let twice = r#"{"type":"pong","type":"metrics"}"#;
    for text in ["", "alert(1)", "{type:1}", "{\"type\":\"pong\"}\n;x", "'a'", &deep, &large, twice, "1e999"]
    {
        assert!(Message::relayed::<Chat>(None, text, Limits::default()).is_err(), "{text:.40}");
    }
}

#[test]
fn names_beside_payloads_stay_beside_them() {
    let (sent, _) = relayed::<Channel>(Some("app/progress"), r#"{"ratio":0.5}"#);
    assert_eq!(sent, pairs(json!([["app/progress", { "ratio": 0.5 }]])));
    let hostile = r#"{"ratio":1,"__proto__":{}}"#;
    let (sent, detour) = relayed::<Channel>(Some("app/progress"), hostile);
    let framed = json!([["samewire:frame", { "frame": hostile, "name": "app/progress" }]]);
    assert_eq!((sent, detour), (pairs(framed), Some(Detour::Proto)));
    let (sent, _) = relayed::<Channel>(Some("novel"), "[1]");
    let framed = json!({ "frame": "[1]", "name": "novel", "event": "novel" });
    assert_eq!(sent, pairs(json!([["novel", [1]], ["samewire:frame", framed]])));
}

#[test]
fn an_event_of_the_app_goes_as_the_same_event_from_the_network() {
    let event = chat::ServerEvent::from(chat::server::MessageNew { text: "hi".into(), extra: None });
    let text = event.encode().unwrap();
    for message in
        [Emit::<Chat>::message(&event), Emit::<Chat>::message(&chat::ServerFrame::from(event.clone()))]
    {
        assert_eq!((sent(message.unwrap()), None), relayed::<Chat>(None, &text));
    }
    assert_eq!((sent(Emit::<Text>::message(&event).unwrap()), None), relayed::<Text>(None, &text));
    let frame = chat::ServerFrame { id: Some("7".into()), event };
    let with_id = json!({ "id": "7", "type": "message_new", "text": "hi" });
    assert_eq!(sent(Emit::<Chat>::message(&frame).unwrap()), pairs(json!([["ws:message_new", with_id]])));
}

#[test]
fn a_payload_alone_needs_nothing_beside_it() {
    let message = gateway::server::Message { text: "hi".into() };
    assert_eq!(sent(message.message().unwrap()), pairs(json!([["gw/message", { "text": "hi" }]])));
    let scores = gateway::server::Scores(vec![1, 2]);
    assert_eq!(sent(scores.message().unwrap()), pairs(json!([["gw/scores", [1, 2]]])));
    assert_eq!(sent(gateway::server::Bye.message().unwrap()), pairs(json!([["gw/bye", {}]])));
    let event = channel::ServerEvent::from(channel::server::AppDone);
    let message = Message::on_channel::<Channel>(&event).unwrap();
    assert_eq!(sent(message), pairs(json!([["app/done", {}]])));
    let progress = channel::server::AppProgress { ratio: 0.5, note: None };
    let (json, limits) = (r#"{"ratio":0.5}"#, Limits::default());
    assert_eq!(<channel::server::AppProgress as Listen<Channel>>::decode(json, limits), Ok(progress));
}

#[test]
fn what_an_event_of_the_app_holds_is_judged_too() {
    let extra: Value = serde_json::from_str(r#"{"__proto__":{"admin":true}}"#).unwrap();
    let event = chat::server::MessageNew { text: "x".into(), extra: Some(extra.clone()) };
    let sent_chat = sent(Emit::<Chat>::message(event).unwrap());
    assert_eq!(sent_chat.len(), 1);
    assert_eq!(sent_chat[0].0, "samewire:frame");
    let alone = sent(gateway::server::Free(extra).message().unwrap());
    let framed = json!({ "frame": r#"{"__proto__":{"admin":true}}"#, "of": "gw/free" });
    assert_eq!(alone, pairs(json!([["samewire:frame", framed]])));
}

#[test]
fn an_unknown_event_goes_as_it_came_and_bad_text_goes_nowhere() {
    let unknown =
        |raw: &str| chat::ServerEvent::Unknown(Unknown { name: Some("waved".into()), raw: raw.into() });
    let text = r#"{"type":"waved","x":1}"#;
    assert_eq!(sent(Emit::<Chat>::message(&unknown(text)).unwrap()), relayed::<Chat>(None, text).0);
    let error = Emit::<Chat>::message(&unknown("alert(1)")).unwrap_err();
    assert!(error.reason().contains("expected"), "{error}");
    let payload = channel::ServerEvent::Unknown(Unknown { name: Some("novel".into()), raw: "[1]".into() });
    let message = Message::on_channel::<Channel>(&payload).unwrap();
    assert_eq!(sent(message), relayed::<Channel>(Some("novel"), "[1]").0);
}

#[test]
fn desktop_events_go_alone_and_are_judged() {
    let message = Message::desktop::<gateway::server::Message>(
        "app://dropped",
        &gateway::server::Message { text: "a".into() },
    );
    assert_eq!(sent(message.unwrap()), pairs(json!([["app://dropped", { "text": "a" }]])));
    let hostile: Value = serde_json::from_str(r#"[{"__proto__":1}]"#).unwrap();
    let message = Message::desktop::<Value>("app://free", &hostile).unwrap();
    let framed = json!({ "frame": r#"[{"__proto__":1}]"#, "name": "app://free", "desktop": true });
    assert_eq!(sent(message), pairs(json!([["samewire:frame", framed]])));
}

#[test]
fn the_forms_of_the_tests_are_those_of_the_manifests() {
    assert_eq!([Chat::FORM, Text::FORM, Gateway::FORM], [Form::Object, Form::Text, Form::Alone]);
    let named = |carried: &[crate::Carried]| carried.len();
    assert_eq!(named(Chat::CARRIED), chat::ServerEvent::NAMES.len());
    assert_eq!(named(Gateway::CARRIED), gateway::ServerEvent::NAMES.len());
}
