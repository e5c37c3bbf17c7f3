//! Answers in pictures of their own, with the request's id inside them, and answers to and on channels.

#[path = "../../../../it/handler/ready.rs"]
mod run;

use consumer_cases::{case_answers_nested, case_answers_on_channels, case_answers_to_channels};
use serde_json::{Value, json};

use run::ready;

/// Refuses what the handler's context says; acts on all else.
struct Handler;

/// What the client asked for.
fn unless<R>(refused: bool, refusal: R) -> Result<(), R> {
    if refused { Err(refusal) } else { Ok(()) }
}

mod nested {
    use super::{Handler, unless};
    use consumer_cases::case_answers_nested::{ClientEvent, ClientHandler, Refusal, client};

    impl ClientHandler for Handler {
        type Context = bool;

        async fn before(&self, _: &ClientEvent, refused: &bool) -> Result<(), Refusal> {
            unless(*refused, Refusal::new("BUSY", "later"))
        }

        async fn on_get_scene(
            &self,
            asked: client::GetScene,
            _: &bool,
        ) -> Result<client::GetSceneReply, Refusal> {
            Ok(client::GetSceneReply { scene: asked.uuid.to_string() })
        }

        async fn on_sleep(&self, _: client::Sleep, _: &bool) -> Result<client::SleepReply, Refusal> {
            Ok(client::SleepReply)
        }

        async fn on_forget(&self, _: client::Forget, _: &bool) -> Result<(), Refusal> {
            Ok(())
        }
    }

    /// The frame that answers a text.
    pub fn answer(text: &str, refused: bool) -> Option<String> {
        let answer = super::ready(super::case_answers_nested::dispatch(&Handler, text, &refused))?;
        Some(answer.encode().expect("an answer can be written"))
    }
}

#[track_caller]
fn check(text: &str, refused: bool, answer: Option<Value>) {
    let own = nested::answer(text, refused);
    assert_eq!(own, answer.map(|answer| answer.to_string()), "{text}");
}

const UUID: &str = "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d";

#[test]
fn a_reply_is_in_its_picture_and_carries_the_request_id() {
    check(
        &format!(
            r#"{{"op":6,"d":{{"requestType":"get_scene","requestId":"r","requestData":{{"uuid":"{UUID}"}}}}}}"#
        ),
        false,
        Some(json!({
            "op": 7, "d": { "requestType": "get_scene", "requestId": "r", "responseData": { "scene": UUID } }
        })),
    );
    check(
        r#"{"d":{"requestId":"","requestType":"sleep"},"op":6}"#,
        false,
        Some(json!({ "op": 7, "d": { "requestType": "sleep", "requestId": "" } })),
    );
    check(r#"{"op":6,"d":{"requestType":"forget","requestId":"r"}}"#, false, None);
}

#[test]
fn a_refusal_is_in_its_picture_and_carries_the_request_id() {
    let refusal = |id: Option<&str>, code: &str, message: &str| {
        let comment = json!({ "message": message });
        Some(match id {
            Some(id) => json!({ "op": 8, "d": { "requestId": id, "code": code, "comment": comment } }),
            None => json!({ "op": 8, "d": { "code": code, "comment": comment } }),
        })
    };
    let sleep = r#"{"op":6,"d":{"requestType":"sleep","requestId":"r"}}"#;
    check(sleep, true, refusal(Some("r"), "BUSY", "later"));
    let unknown = "the server does not know this event";
    let no_such = r#"{"op":6,"d":{"requestType":"dream","requestId":"r"}}"#;
    check(no_such, false, refusal(Some("r"), "UNKNOWN_EVENT", unknown));
    check(r#"{"op":5,"d":{"requestId":"r"}}"#, false, refusal(Some("r"), "UNKNOWN_EVENT", unknown));
    check("[]", false, refusal(None, "UNKNOWN_EVENT", unknown));
    let missing = r#"{"op":6,"d":{"requestType":"sleep"}}"#;
    check(missing, false, refusal(None, "VALIDATION_ERROR", "d.requestId: missing at line 1 column 36"));
    let bad = r#"{"op":6,"d":{"requestType":"get_scene","requestData":{"uuid":5},"requestId":"r"}}"#;
    let why = "d.requestData.uuid: expected uuid, got number at line 1 column 62";
    check(bad, false, refusal(Some("r"), "VALIDATION_ERROR", why));
}

mod on_channels {
    use super::{Handler, unless};
    use consumer_cases::case_answers_on_channels::{ClientEvent, ClientHandler, Refusal, client};

    impl ClientHandler for Handler {
        type Context = bool;

        async fn before(&self, _: &ClientEvent, _: &bool) -> Result<(), Refusal> {
            Ok(())
        }

        async fn on_count(&self, count: client::Count, _: &bool) -> Result<(), Refusal> {
            unless(count.0 > 5, Refusal::new("TOO_MANY", "at most five"))
        }

        async fn on_ping(&self, _: client::Ping, _: &bool) -> Result<(), Refusal> {
            Ok(())
        }
    }
}

/// The name and the text of an answer on a channel.
fn on_channel(name: &str, text: &str) -> Option<(String, Value)> {
    let answer = ready(case_answers_on_channels::dispatch(&Handler, name, text, &false))?;
    let name = answer.name().expect("an answer has a name").to_owned();
    let text = answer.encode().expect("an answer can be written");
    Some((name, serde_json::from_str(&text).expect("an answer is JSON")))
}

#[test]
fn on_channels_the_name_travels_beside_the_text() {
    assert_eq!(on_channel("count", "5"), None);
    assert_eq!(on_channel("ping", "null"), None);
    let refused =
        |code: &str, message: &str| Some(("refused".to_owned(), json!({ "code": code, "message": message })));
    assert_eq!(on_channel("count", "6"), refused("TOO_MANY", "at most five"));
    assert_eq!(on_channel("none", "{}"), refused("UNKNOWN_EVENT", "the server does not know this event"));
    let (name, answer) = on_channel("count", "-6").expect("a refusal");
    assert_eq!((name.as_str(), &answer["code"]), ("refused", &json!("VALIDATION_ERROR")));
}

mod to_channels {
    use super::{Handler, unless};
    use consumer_cases::case_answers_to_channels::{ClientEvent, ClientHandler, Refusal, client};

    impl ClientHandler for Handler {
        type Context = bool;

        async fn before(&self, _: &ClientEvent, refused: &bool) -> Result<(), Refusal> {
            unless(*refused, Refusal::new("BUSY", "later"))
        }

        async fn on_ping(&self, _: client::Ping, _: &bool) -> Result<(), Refusal> {
            Ok(())
        }
    }
}

/// Without `wire.error` a refusal is the caller's to answer.
#[test]
fn a_refusal_without_an_answer_is_handed_back() {
    let dispatch =
        |name, text, refused: bool| ready(case_answers_to_channels::dispatch(&Handler, name, text, &refused));
    assert_eq!(dispatch("ping", "{}", false), Ok(None));
    let code = |answer: Result<_, case_answers_to_channels::Refusal>| answer.map_err(|refusal| refusal.code);
    assert_eq!(code(dispatch("ping", "{}", true)), Err("BUSY".to_owned()));
    assert_eq!(code(dispatch("pong", "{}", false)), Err("UNKNOWN_EVENT".to_owned()));
    assert_eq!(code(dispatch("ping", "1", false)), Err("VALIDATION_ERROR".to_owned()));
}
