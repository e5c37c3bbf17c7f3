//! Frames that mean harm: too large, too deep, or after what an error may give away.

use std::error::Error;

use samewire::{Limits, Timestamp};
use samewire_codegen::model::Direction;
use serde_json::{Value, json};

use crate::frames::{CANONICAL, MODEL, event};
use crate::places::places;
use crate::sides::{Side, sides};

const SECRET: &str = "hunter2";
const SECRET_NUMBER: &str = "48151623";

/// Neither a value nor a key of the frame stands in an error.
#[track_caller]
fn check_keeps_secret(side: &Side, text: &str) -> usize {
    let mut told = Vec::new();
    if let Err(error) = (side.rewrite)(text) {
        assert!(error.source().is_none());
        told.extend([
            error.to_string(),
            format!("{error:?}"),
            error.path().to_owned(),
            error.reason().to_owned(),
        ]);
    }
    told.extend((side.rewrite_with_serde)(text).err());
    for told in &told {
        assert!(!told.contains(SECRET) && !told.contains(SECRET_NUMBER), "{}: {text}: {told}", side.door);
    }
    told.len()
}

#[test]
fn errors_hold_no_value() {
    let secrets = [
        json!(SECRET),
        json!(48151623),
        json!(-48151623.5),
        json!([SECRET, 48151623]),
        json!({ SECRET: SECRET }),
        json!(format!("screen_video:{SECRET}")),
        json!(format!("2026-03-01T12:30:00Z {SECRET}, expected uuid at line 1 column 2")),
    ];
    let mut errors = 0;
    for frame in CANONICAL.iter() {
        let value: Value = serde_json::from_str(&frame.text).unwrap();
        let mut frames = vec![
            json!({ "type": frame.event, "id": [SECRET] }),
            json!({ "type": frame.event, "id": { SECRET: 1 } }),
        ];
        for place in places(&MODEL, event(frame.direction, &frame.event), &value) {
            frames.extend(secrets.iter().map(|secret| place.with(&value, Some(secret.clone()))));
        }
        for side in sides(frame.direction) {
            errors += frames.iter().map(|frame| check_keeps_secret(side, &frame.to_string())).sum::<usize>();
        }
    }
    println!("{errors} errors were read");
    assert!(errors > 10_000, "only {errors}");
}

/// Errors of JSON itself show nothing of the text either.
#[test]
fn errors_of_syntax_hold_no_value() {
    for frame in CANONICAL.iter() {
        let start = frame.text.strip_suffix('}').unwrap();
        for end in [
            format!(",\"{SECRET}\""),
            format!(",\"{SECRET}\":\"{SECRET}"),
            format!(",\"{SECRET}\":{SECRET}}}"),
            format!(",\"x\":\"{SECRET}\\q\"}}"),
            format!(",\"x\":\"{SECRET}\n\"}}"),
            format!(",\"x\":{SECRET_NUMBER}.}}"),
            format!(",\"x\":0{SECRET_NUMBER}}}"),
            format!("}}{SECRET}"),
            format!(",\"type\":\"{SECRET}\"}}"),
        ] {
            for side in sides(frame.direction) {
                assert!(check_keeps_secret(side, &format!("{start}{end}")) > 0, "{end} is no error");
            }
        }
    }
}

#[test]
#[should_panic(expected = "hunter2")]
fn an_error_that_tells_is_noticed() {
    let telling = Side {
        rewrite_with_serde: |text| Err(format!("bad: {text}")),
        ..*sides(Direction::Client).next().unwrap()
    };
    check_keeps_secret(&telling, &json!({ "type": "subscribe", "channel_id": SECRET }).to_string());
}

/// A frame of exactly so many bytes.
fn of_size(bytes: usize) -> String {
    let frame = |content: &str| format!(r#"{{"type":"voice_error","code":"x","message":"{content}"}}"#);
    frame(&"x".repeat(bytes - frame("").len()))
}

#[test]
fn a_frame_may_have_a_mebibyte() {
    for side in sides(Direction::Server) {
        assert_eq!((side.rewrite)(&of_size(1 << 20)).unwrap().len(), 1 << 20);
        let error = (side.rewrite)(&of_size((1 << 20) + 1)).unwrap_err();
        assert_eq!((error.path(), error.reason(), error.position()), ("", "larger than 1048576 bytes", None));
        let spaces = " ".repeat(1 << 20) + r#"{"type":"pong"}"#;
        assert_eq!((side.rewrite)(&spaces).unwrap_err().reason(), "larger than 1048576 bytes");
    }
}

#[test]
fn limits_may_be_set() {
    use consumer_build_script::chat::ServerFrame;
    let text = r#"{"type":"patch","entity_type":"user","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","diff":[[]]}"#;
    assert!(ServerFrame::decode_within(text, Limits { bytes: text.len(), depth: 3 }).is_ok());
    let error = ServerFrame::decode_within(text, Limits { bytes: text.len() - 1, depth: 3 }).unwrap_err();
    assert!(error.reason().starts_with("larger than "), "{error}");
    let error = ServerFrame::decode_within(text, Limits { depth: 2, ..Limits::default() }).unwrap_err();
    assert_eq!((error.path(), error.reason()), ("diff", "nested deeper than 2"));
}

/// Places in a frame into which a value of any depth is put; the path that an error names.
const DEPTHS: [(&str, &str, usize); 7] = [
    (
        r#"{"type":"patch","entity_type":"user","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","diff":@}"#,
        "diff",
        1,
    ),
    (r#"{"type":"pong","ignored":@}"#, "", 1),
    (r#"{"ignored":@,"type":"pong"}"#, "", 1),
    (r#"{"type":"no_such_event","x":@}"#, "", 1),
    (r#"{"x":[@],"y":0}"#, "", 2),
    (r#"{"type":@}"#, "type", 1),
    ("@", "", 0),
];

fn arrays(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

fn objects(depth: usize) -> String {
    "{\"a\":".repeat(depth) + "0" + &"}".repeat(depth)
}

#[test]
fn frames_may_be_64_deep() {
    for (frame, path, around) in DEPTHS {
        for side in sides(Direction::Server) {
            for nested in [arrays, objects] {
                let text = frame.replace('@', &nested(64 - around));
                (side.rewrite)(&text).unwrap_or_else(|error| panic!("{frame}: {error}"));
                for depth in [65, 66, 128, 10_000] {
                    let text = frame.replace('@', &nested(depth - around));
                    let error = (side.rewrite)(&text).expect_err(frame);
                    assert_eq!((error.path(), error.reason()), (path, "nested deeper than 64"), "{frame}");
                }
                // serde_json passes over any depth and builds values up to its own.
                drop((side.rewrite_with_serde)(&frame.replace('@', &nested(10_000))));
            }
        }
    }
}

#[test]
fn a_megabyte_of_brackets_overflows_nothing() {
    for bracket in ["[", "{\"a\":", "[{\"a\":"] {
        let brackets = bracket.repeat(1_000_000 / bracket.len());
        for (frame, ..) in DEPTHS {
            for side in sides(Direction::Server) {
                let text = frame.replace('@', &brackets);
                let error = (side.rewrite)(&text).expect_err(frame);
                assert_eq!(error.reason(), "nested deeper than 64", "{frame}");
                (side.rewrite_with_serde)(&text).expect_err(frame);
            }
        }
    }
}

/// At every member, where a value of a fixed kind is due.
#[test]
fn a_megabyte_of_brackets_is_refused_in_every_member() {
    let brackets = "[".repeat(1_000_000);
    let mut seen = std::collections::BTreeSet::new();
    for frame in CANONICAL.iter() {
        let value: Value = serde_json::from_str(&frame.text).unwrap();
        for place in places(&MODEL, event(frame.direction, &frame.event), &value) {
            if !seen.insert((frame.event.clone(), place.pattern())) {
                continue;
            }
            let text = place.with(&value, Some(json!("@"))).to_string().replace("\"@\"", &brackets);
            let side = sides(frame.direction).next().unwrap();
            let error = (side.rewrite)(&text).expect_err(&place.path());
            assert!(error.path().starts_with(&place.path()), "{}: {error}", place.path());
        }
    }
    assert!(seen.len() > 250, "only {}", seen.len());
}

/// Line and column, from 1, of the value that is refused.
#[test]
fn errors_name_the_position() {
    #[track_caller]
    fn check(text: &str, line_and_column: (usize, usize)) {
        for side in sides(Direction::Server) {
            let error = (side.rewrite)(text).unwrap_err();
            assert_eq!(error.position(), Some(line_and_column), "{error}");
            let place = format!(" at line {} column {}", line_and_column.0, line_and_column.1);
            assert!(error.to_string().ends_with(&place), "{error}");
        }
    }
    check(r#"{"type":"ready","user_id":5}"#, (1, 27));
    check("{\"type\":\"ready\",\n\t\"user_id\":\r\n  true}", (3, 3));
    check("{\"type\":\"ready\"", (1, 16));
    check("", (1, 1));
}

/// Whoever reads a request id reads it from frames that may be anything.
#[test]
fn request_ids_are_read_from_anything() {
    use consumer_build_script::chat::ClientFrame;
    for frame in CANONICAL.iter() {
        for (end, _) in frame.text.char_indices() {
            ClientFrame::correlation(&frame.text[..end]);
        }
    }
    assert_eq!(ClientFrame::correlation(&"[".repeat(1_000_000)), None);
    assert_eq!(
        ClientFrame::correlation(&("{\"id\":\"a\",\"x\":".to_owned() + &"[".repeat(1_000_000))).as_deref(),
        Some("a")
    );
    assert_eq!(ClientFrame::correlation(&("{\"id\":".to_owned() + &"[".repeat(1_000_000))), None);
}

/// Writers refuse what readers cannot hold, and say where.
#[test]
fn what_readers_refuse_is_not_written() {
    use consumer_build_script::chat::{ClientEvent, ServerEvent};
    #[track_caller]
    fn check(error: Result<String, samewire::EncodeError>, path: &str) {
        assert_eq!(error.unwrap_err().path(), path);
    }
    let stats = CANONICAL.iter().find(|frame| frame.event == "voice_stats").unwrap();
    let Ok(ClientEvent::VoiceStats(stats)) = ClientEvent::decode(&stats.text) else { panic!() };
    for packet_loss in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        check(
            ClientEvent::from(consumer_build_script::chat::client::VoiceStats {
                packet_loss,
                ..stats.clone()
            })
            .encode(),
            "packet_loss",
        );
    }
    for timestamp in [1 << 53, -(1 << 53), i64::MAX, i64::MIN] {
        check(
            ClientEvent::from(consumer_build_script::chat::client::VoiceStats { timestamp, ..stats.clone() })
                .encode(),
            "timestamp",
        );
    }
    let message = CANONICAL.iter().find(|frame| frame.text.contains("\"size_bytes\"")).unwrap();
    let Ok(ServerEvent::MessageNew(mut message)) = ServerEvent::decode(&message.text) else { panic!() };
    message.message.attachments[0].size_bytes = 1 << 53;
    check(ServerEvent::from(message.clone()).encode(), "message.attachments[0].size_bytes");
    message.message.attachments.clear();
    // RFC 3339 has no years before 0.
    message.message.created_at = Timestamp::MIN;
    check(ServerEvent::from(message).encode(), "message.created_at");
}

#[test]
fn nothing_is_looked_for_in_what_is_too_large() {
    use consumer_build_script::chat::ClientFrame;
    let frame = |length: usize| format!(r#"{{"id":"r1","type":"{}"}}"#, "x".repeat(length));
    assert_eq!(ClientFrame::correlation(&frame(1_000)).as_deref(), Some("r1"));
    assert_eq!(ClientFrame::correlation(&frame(Limits::default().bytes)), None);
}
