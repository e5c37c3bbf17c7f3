//! Unions and spread fields where there is no text to read: in other formats, under limits of the caller's, and when
//! what is to be written cannot be read again.

use std::collections::BTreeMap;
use std::fs;

use consumer_cases::{
    case_spread_map, case_spread_tagged_union, case_spread_union, case_string_of_repeats, case_union_exact,
};
use samewire::Limits;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::folder;

/// The frames of a case that are objects, and that are read.
fn accepted(case: &str) -> Vec<Value> {
    let files = fs::read_dir(folder().join(case).join("accept")).unwrap();
    let frame = |path: std::path::PathBuf| {
        let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        Some(file["frame"].clone()).filter(Value::is_object)
    };
    files.filter_map(|file| frame(file.unwrap().path())).collect()
}

/// Reads each frame from a tree, and, over MessagePack, from what is no text.
fn check<Event: DeserializeOwned + Serialize + std::fmt::Debug>(case: &str, decode: impl Fn(&str) -> Event) {
    let frames = accepted(case);
    assert!(frames.len() > 5, "{case}");
    for frame in frames {
        let expected = format!("{:?}", decode(&frame.to_string()));
        let of_tree: Event =
            serde_json::from_value(frame.clone()).unwrap_or_else(|why| panic!("{frame}: {why}"));
        assert_eq!(format!("{of_tree:?}"), expected);
        let bytes = rmp_serde::to_vec_named(&of_tree).unwrap();
        let of_bytes: Event = rmp_serde::from_slice(&bytes).unwrap_or_else(|why| panic!("{frame}: {why}"));
        assert_eq!(format!("{of_bytes:?}"), expected);
    }
}

macro_rules! check {
    ($($case:literal $module:ident;)*) => {$(
        check($case, |text| consumer_cases::$module::ServerEvent::decode(text).unwrap());
    )*};
}

#[test]
fn other_formats_hold_the_same() {
    check! {
        "union-kinds" case_union_kinds;
        "union-objects" case_union_objects;
        "union-objects-alike" case_union_objects_alike;
        "union-exact" case_union_exact;
        "union-places" case_union_places;
        "union-recursion" case_union_recursion;
        "union-nested" case_union_nested;
        "hostile-unions" case_hostile_unions;
        "spread-struct" case_spread_struct;
        "spread-map" case_spread_map;
        "spread-union" case_spread_union;
        "nullable-alias" case_nullable_alias;
        "alias-endless" case_alias_endless;
        "set-of-anything" case_set_of_anything;
    }
}

#[test]
fn errors_in_other_formats_name_the_path() {
    let error = |frame: Value| {
        serde_json::from_value::<case_union_exact::ServerEvent>(frame).unwrap_err().to_string()
    };
    assert_eq!(error(json!({"type": "e", "x": {"u": 256, "left": null}})), "x.u: out of range of u8");
    assert_eq!(
        error(json!({"type": "e", "x": {"left": null, "right": null}})),
        "x: has members of several alternatives"
    );
    assert_eq!(
        error(json!({"type": "e", "x": {}})),
        "x: expected a member that tells which alternative it is: `left`, `right`"
    );
    assert_eq!(error(json!({"type": "e", "x": 5})), "x: expected object, got number");
}

#[test]
fn errors_hold_no_value() {
    use consumer_cases::case_union_kinds::ServerEvent;
    let error = |x: &str| ServerEvent::decode(&format!(r#"{{"type":"e","z":{x}}}"#)).unwrap_err();
    assert_eq!(error("\"secret\"").reason(), "not a valid uuid");
    assert_eq!(error("true").reason(), "expected uuid, number or array, got boolean");
    assert_eq!(error("{\"secret\":1}").reason(), "expected uuid, number or array, got object");
    let error = ServerEvent::decode(r#"{"type":"e","y":["secret"]}"#).unwrap_err();
    assert_eq!(error.reason(), "expected string, number or object, got array");
}

#[test]
fn a_text_inside_a_string_keeps_to_the_limits_of_the_caller() {
    let frame = |depth: usize| {
        json!({"type": "e", "z": format!("{{\"k\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1))})
            .to_string()
    };
    let reason = |depth: usize, limit: usize| {
        let limits = Limits { depth: limit, ..Limits::default() };
        let error = case_string_of_repeats::ServerFrame::decode_within(&frame(depth), limits).unwrap_err();
        assert_eq!(error.path(), "z.k");
        error.reason().to_owned()
    };
    assert_eq!(reason(4, 3), "nested deeper than 3");
    assert_eq!(reason(3, 3), "expected u8, got array");
    assert_eq!(reason(100, 200), "expected u8, got array");
    assert_eq!(reason(100, 64), "nested deeper than 64");
}

/// Members that a reader would take for others.
#[test]
fn a_member_of_a_map_is_not_written_under_a_name_that_is_declared() {
    use case_spread_map::types::{Base, Labels};
    use case_spread_map::{ServerEvent, server};
    let rest = |key: &str| {
        let rest = BTreeMap::from([("fine".to_owned(), json!(1)), (key.to_owned(), json!(2))]);
        ServerEvent::from(server::E { a: 1, base: Base { known: 2, old: None }, rest, z: None })
    };
    rest("more").encode().unwrap();
    rest("rest").encode().unwrap();
    for key in ["a", "known", "old", "older", "z", "type", "id"] {
        assert_eq!(rest(key).encode().unwrap_err().path(), key);
    }
    let labels =
        |key: &str| ServerEvent::from(server::L { labels: Labels::from([(key.to_owned(), String::new())]) });
    labels("a").encode().unwrap();
    assert_eq!(labels("type").encode().unwrap_err().path(), "type");
}

#[test]
fn an_alternative_with_a_map_does_not_write_the_members_of_the_struct_around_it() {
    use case_spread_union::types::Open;
    use case_spread_union::{ServerEvent, server};
    let event = |key: &str| {
        let rest = BTreeMap::from([(key.to_owned(), json!(1))]);
        ServerEvent::from(server::O { id: 1, wide: Open { open: 2, rest }.into() })
    };
    event("more").encode().unwrap();
    for key in ["id", "open", "text", "bold", "type"] {
        assert_eq!(event(key).encode().unwrap_err().path(), key);
    }
}

#[test]
fn a_variant_with_a_map_does_not_write_the_members_around_it() {
    use case_spread_tagged_union::types::{Drawn, Shape};
    use case_spread_tagged_union::{ServerEvent, server};
    let bag = |key: &str| Shape::Bag(BTreeMap::from([(key.to_owned(), 1)]));
    let within = |key: &str| ServerEvent::from(server::E { id: 1, shape: bag(key), last: true });
    let drawn = |key: &str| Drawn { color: "red".to_owned(), shape: bag(key) };
    let alone = |key: &str| ServerEvent::from(server::Drawn(drawn(key)));
    within("more").encode().unwrap();
    for key in ["id", "last", "shape", "type"] {
        assert_eq!(within(key).encode().unwrap_err().path(), key);
    }
    alone("more").encode().unwrap();
    for key in ["color", "shape", "type"] {
        assert_eq!(alone(key).encode().unwrap_err().path(), key);
    }
}
