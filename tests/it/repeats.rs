//! Of a repeated key the last counts: for frames of text also when what came first is bad.

use consumer_build_script::chat::ClientFrame;

const GOOD: &str = r#""channel_id":"6f3b2b1e-0d5c-4a51-9f0e-1c2d3e4f5a6b""#;

#[track_caller]
fn check(frame: &str, expected: Result<&str, &str>) {
    let frame = frame.replace("GOOD", GOOD);
    let read = ClientFrame::decode(&frame);
    let read = read.as_ref().map(|frame| frame.encode().unwrap()).map_err(|error| error.path());
    assert_eq!(read, expected.map(|frame| frame.replace("GOOD", GOOD)), "{frame}");
}

#[test]
fn the_last_counts() {
    check(r#"{"type":"subscribe","channel_id":5,GOOD}"#, Ok(r#"{"type":"subscribe",GOOD}"#));
    check(r#"{"channel_id":[{"channel_id":0}],"type":"subscribe",GOOD}"#, Ok(r#"{"type":"subscribe",GOOD}"#));
    check(r#"{"id":7,"type":"subscribe",GOOD,"id":"r1"}"#, Ok(r#"{"id":"r1","type":"subscribe",GOOD}"#));
    check(r#"{"type":"subscribe",GOOD,"channel_id":5}"#, Err("channel_id"));
    check(r#"{"type":"subscribe","channel_id":5,"channel_id":6}"#, Err("channel_id"));
}

#[test]
fn but_a_name_stands_once() {
    check(r#"{"type":"subscribe",GOOD,"type":"subscribe"}"#, Err("type"));
    assert!(
        ClientFrame::decode(&format!(r#"{{"type":"subscribe","channel_id":5,"type":"subscribe",{GOOD}}}"#))
            .is_err()
    );
}
