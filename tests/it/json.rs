//! What is JSON and what is not: a text for each class of the JSONTestSuite, and the suite itself where it is at hand.

use std::fs;
use std::path::Path;

use samewire_codegen::model::Direction;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::sides::sides;

/// The name of a file, its verdict before the first `_`, and its bytes.
fn texts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the folder is readable").path());
    let mut texts: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("the file is readable"))
        })
        .collect();
    texts.sort();
    texts
}

fn own() -> Vec<(String, Vec<u8>)> {
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/json"))
}

/// A frame of bytes: what is no UTF-8 does not reach the reader.
fn reads(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let verdicts: Vec<_> = sides(Direction::Server).map(|side| (side.unknown)(text).is_ok()).collect();
    assert!(verdicts.iter().all(|verdict| *verdict == verdicts[0]), "the doors do not agree");
    verdicts[0]
}

#[track_caller]
fn check(name: &str, bytes: &[u8]) {
    match name.split('_').next() {
        Some("y") => assert!(reads(bytes), "{name} is refused"),
        Some("n") => assert!(!reads(bytes), "{name} is read"),
        Some("i") => drop(reads(bytes)),
        _ => panic!("{name} has no verdict"),
    }
}

#[test]
fn every_class_of_text_has_its_verdict() {
    let texts = own();
    assert_eq!(texts.len(), 318);
    for (name, bytes) in &texts {
        assert!(!name.starts_with('i'), "{name}: samewire decides");
        check(name, bytes);
        assert_eq!(reads(bytes), serde_json::from_slice::<Value>(bytes).is_ok(), "{name}: serde_json");
    }
    println!("{} classes of text", texts.len());
}

/// Where nobody looks, numbers may be too large and surrogates without a partner, as with serde_json; depth counts.
#[test]
fn every_class_has_its_verdict_where_nobody_looks() {
    let mut passed_over = 0;
    for (name, bytes) in own().iter().filter(|(name, _)| !name.contains("500_nested")) {
        let member: &[u8] = b"\"diff\":";
        let Some(at) = bytes.windows(member.len()).position(|window| window == member) else { continue };
        let text = [&bytes[..at], b"\"diff\":null,\"ignored\":", &bytes[at + member.len()..]].concat();
        let valid = str::from_utf8(&text).is_ok() && serde_json::from_slice::<IgnoredAny>(&text).is_ok();
        assert_eq!(reads(&text), valid, "{name}");
        passed_over += 1;
    }
    assert!(passed_over > 220, "only {passed_over}");
}

/// The same verdicts hold for whole frames and in the free field of a frame. `SAMEWIRE_JSON_SUITE=…/test_parsing` puts
/// the JSONTestSuite itself in the place of the texts here.
#[test]
fn every_text_has_its_verdict_in_a_frame() {
    let suite = std::env::var_os("SAMEWIRE_JSON_SUITE");
    let texts = suite.as_ref().map_or_else(own, |folder| texts(Path::new(folder)));
    assert!(texts.len() > 300, "this is not the suite");
    for (name, bytes) in &texts {
        check(name, bytes);
        let start = br#"{"type":"patch","entity_type":"x","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","diff":"#;
        // What closes an object too early may be whole again inside another.
        if !name.contains("object_unclosed") && !name.contains("trailing") && !name.contains("500_nested") {
            check(name, &[&start[..], bytes, b"}"].concat());
        }
    }
    println!("{} texts", texts.len());
}

#[test]
#[should_panic(expected = "n_not_so.json is read")]
fn a_wrong_verdict_is_noticed() {
    check("n_not_so.json", br#"{"type":"pong"}"#);
}
