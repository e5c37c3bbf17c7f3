//! A server's handler: what it is asked, in which order, and what the client gets to hear.

mod ready;
mod server;

use serde_json::{Value, json};

use crate::frames::CANONICAL;
use crate::oracle::by_hand::CLIENT_NAMES;
use samewire_codegen::model::Direction;
use server::{DOORS, Server};

const CHANNEL: &str = "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d";

/// The answer to a frame, and what the handler was asked; both doors do the same.
fn ask(server: fn() -> Server, text: &str) -> (Option<Value>, Vec<String>) {
    let answers = DOORS.map(|door| {
        let server = server();
        let answer = door(&server, text, "the context");
        (answer.map(|answer| serde_json::from_str(&answer).expect("an answer is JSON")), server.asked())
    });
    assert_eq!(answers[0], answers[1], "{text}");
    let [answer, _] = answers;
    answer
}

#[track_caller]
fn check(server: fn() -> Server, text: &str, answer: Option<Value>, asked: &[&str]) {
    assert_eq!(
        ask(server, text),
        (answer, asked.iter().map(|asked| (*asked).to_owned()).collect()),
        "{text}"
    );
}

fn permissive() -> Server {
    Server::default()
}

/// Refuses in `before`.
fn closed() -> Server {
    Server { closed: true, ..Server::default() }
}

/// Lets everything in, and refuses to act on it.
fn refusing() -> Server {
    Server { refusing: true, ..Server::default() }
}

#[test]
fn replies_carry_the_request_id() {
    check(
        permissive,
        r#"{"id":"req-1","type":"ping"}"#,
        Some(json!({ "id": "req-1", "type": "pong" })),
        &["before ping", "on_ping in the context"],
    );
    check(
        permissive,
        r#"{"type":"ping"}"#,
        Some(json!({ "type": "pong" })),
        &["before ping", "on_ping in the context"],
    );
    check(
        permissive,
        &format!(r#"{{"type":"subscribe","channel_id":"{CHANNEL}","id":""}}"#),
        Some(json!({ "id": "", "type": "subscribed", "channel_id": CHANNEL })),
        &["before subscribe", "on_subscribe in the context"],
    );
}

#[test]
fn what_asks_for_no_reply_gets_none() {
    check(
        permissive,
        &format!(r#"{{"id":"req-1","type":"typing","channel_id":"{CHANNEL}"}}"#),
        None,
        &["before typing", "on_typing in the context"],
    );
}

#[test]
fn refusals_become_the_error_event() {
    check(
        closed,
        r#"{"id":"req-2","type":"ping"}"#,
        Some(json!({ "id": "req-2", "type": "error", "code": "RATE_LIMITED", "message": "slow down" })),
        &["before ping"],
    );
    check(
        refusing,
        r#"{"id":"req-3","type":"admin_subscribe"}"#,
        Some(
            json!({ "id": "req-3", "type": "error", "code": "NOT_IN_THE_MANIFEST", "message": "not today" }),
        ),
        &["before admin_subscribe", "on_admin_subscribe in the context"],
    );
    check(
        refusing,
        r#"{"type":"ping"}"#,
        Some(json!({ "type": "error", "code": "NOT_IN_THE_MANIFEST", "message": "not today" })),
        &["before ping", "on_ping in the context"],
    );
}

#[test]
fn unknown_events_are_answered_after_before_was_asked() {
    let unknown = "the server does not know this event";
    check(
        permissive,
        r#"{"id":"req-4","type":"VoiceStats","x":1}"#,
        Some(json!({ "id": "req-4", "type": "error", "code": "UNKNOWN_EVENT", "message": unknown })),
        &["before VoiceStats"],
    );
    for text in [r#"{"id":"req-4"}"#, r#"{"type":7,"id":"req-4"}"#, r#"{"id":"req-4","type":null}"#] {
        check(
            permissive,
            text,
            Some(json!({ "id": "req-4", "type": "error", "code": "UNKNOWN_EVENT", "message": unknown })),
            &["before no name"],
        );
    }
    check(
        permissive,
        "[]",
        Some(json!({ "type": "error", "code": "UNKNOWN_EVENT", "message": unknown })),
        &["before no name"],
    );
    check(
        closed,
        r#"{"type":"whatever"}"#,
        Some(json!({ "type": "error", "code": "RATE_LIMITED", "message": "slow down" })),
        &["before whatever"],
    );
}

#[test]
fn frames_that_cannot_be_read_are_answered() {
    let bad = |text: &str, id: Option<&str>, start: &str| {
        let (answer, asked) = ask(permissive, text);
        let answer = answer.expect("a bad frame is answered");
        assert!(asked.is_empty(), "{asked:?}");
        assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!("VALIDATION_ERROR")));
        assert_eq!(answer.get("id").and_then(Value::as_str), id, "{text}");
        let message = answer["message"].as_str().expect("a message is text");
        assert!(message.starts_with(start), "{message}");
    };
    bad(
        r#"{"id":"req-5","type":"subscribe","channel_id":5}"#,
        Some("req-5"),
        "channel_id: expected uuid, got number",
    );
    bad(
        r#"{"type":"subscribe","channel_id":5,"id":"req-5"}"#,
        Some("req-5"),
        "channel_id: expected uuid, got number",
    );
    bad(
        r#"{"channel_id":5,"id":"req-5","type":"subscribe"}"#,
        Some("req-5"),
        "channel_id: expected uuid, got number",
    );
    bad(r#"{"id":"req-5","type":"subscribe"}"#, Some("req-5"), "channel_id: missing");
    bad(
        r#"{"id":"req-5","type":"subscribe","channel_id":"#,
        Some("req-5"),
        "channel_id: the frame ends too early",
    );
    bad(r#"{"id":null,"type":"ping"}"#, None, "id: expected string, got null");
    bad(r#"{"id":5,"type":"ping"}"#, None, "id: expected string, got number");
    bad(r#"{"id":"a","id":"b","type":"ping","type":"ping"}"#, Some("b"), "type: given twice");
    bad("", None, "the frame ends too early");
    bad("{", None, "");
    bad("no JSON", None, "");
}

/// Every frame that clients send: `before` once, then the method of that event once.
#[test]
fn every_event_reaches_its_method() {
    let mut seen = std::collections::BTreeSet::new();
    for frame in CANONICAL.iter().filter(|frame| frame.direction == Direction::Client) {
        let (answer, asked) = ask(permissive, &frame.text);
        let method = format!("on_{} in the context", frame.event);
        assert_eq!(asked, [format!("before {}", frame.event), method]);
        let sent: Value = serde_json::from_str(&frame.text).unwrap();
        if let Some(answer) = answer {
            assert_eq!(answer.get("id"), sent.get("id"));
        }
        let (answer, asked) = ask(closed, &frame.text);
        assert_eq!(asked, [format!("before {}", frame.event)]);
        assert_eq!(answer.unwrap().get("id"), sent.get("id"));
        seen.insert(frame.event.clone());
    }
    assert_eq!(seen.len(), CLIENT_NAMES.len());
}

#[test]
#[should_panic(expected = "before ping")]
fn a_question_that_was_not_asked_is_noticed() {
    check(permissive, r#"{"type":"ping"}"#, Some(json!({ "type": "pong" })), &["on_ping in the context"]);
}

/// What no Rust programmer can forget. The message names the event's method.
#[test]
fn a_handler_that_lacks_an_event_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile_fail/handler_lacks_an_event.rs");
}
