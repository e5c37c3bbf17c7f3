//! Meaning: what is well written and cannot be meant.

use super::{accepted, accepted_or_later, refused};

#[test]
fn duplicates_of_everything() {
    refused("types:\n  T: { enum: [a, a] }\nserver:\n  e: { fields: { x: T } }\n", &[("SW206", 4, 18)]);
    refused(
        "types:\n  T: { enum: { A: a, B: a } }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW206", 4, 25)],
    );
    refused(
        "types:\n  T: { enum: { A: 1, B: 1 } }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW206", 4, 22)],
    );
    refused(
        "types:\n  T: { flags: { A: 1, B: 1 << 0 } }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW206", 4, 23)],
    );
    refused("server:\n  A: { wire: x }\n  x: {}\n", &[("SW206", 5, 3)]);
    refused("server:\n  e: { fields: { a: { type: u8, wire: x }, x: u8 } }\n", &[("SW206", 4, 44)]);
    refused("server:\n  e: {}\nserver:\n  f: {}\n", &[("SW011", 5, 1)]);
    accepted("server:\n  e: {}\nclient:\n  e: {}\n");
}

#[test]
fn old_names_of_others() {
    refused("server:\n  a: { was: b }\n  b: {}\n", &[("SW207", 4, 13)]);
    refused("server:\n  a: { was: c }\n  b: { was: c }\n", &[("SW207", 5, 13)]);
    refused("server:\n  a: { was: a }\n", &[("SW207", 4, 13)]);
    refused("server:\n  e: { fields: { a: { type: u8, was: b }, b: u8 } }\n", &[("SW207", 4, 38)]);
    refused(
        "types:\n  T: { enum: [{ value: a, was: b }, b] }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW207", 4, 32)],
    );
    accepted("server:\n  a: { was: [b, c] }\n  d: { was: e }\n");
}

#[test]
fn reserved_names_that_come_back() {
    refused("reserved: { server: [e] }\nserver:\n  e: {}\n", &[("SW208", 5, 3)]);
    refused("server:\n  e: { fields: { x: u8 }, reserved: [x] }\n", &[("SW208", 4, 18)]);
    refused(
        "types:\n  T: { enum: [a], reserved: [a] }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW208", 4, 15)],
    );
    refused(
        "types:\n  T: { enum: { A: 1 }, reserved: [1] }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW208", 4, 16)],
    );
    accepted("reserved: { client: [e] }\nserver:\n  e: { fields: { x: u8 }, reserved: [y] }\n");
}

#[test]
fn a_tag_or_content_key_that_is_a_field() {
    refused("server:\n  e: { fields: { type: u8 } }\n", &[("SW402", 4, 18)]);
    refused("server:\n  e: { fields: { x: { type: u8, wire: type } } }\n", &[("SW402", 4, 18)]);
    refused("server:\n  e: { fields: { x: { type: u8, was: type } } }\n", &[("SW402", 4, 18)]);
    refused("types:\n  T: { fields: { type: u8 } }\nserver:\n  e: { type: T }\n", &[("SW402", 6, 3)]);
    refused(
        "wire:\n  frame: { id?: string, op: <name>, ...<payload>: }\nserver:\n  e: { fields: { id: u8 } }\n",
        &[("SW402", 6, 18)],
    );
    accepted_or_later(
        "wire:\n  frame: { type: <name>, data: <payload> }\nserver:\n  e: { fields: { type: u8, data: u8 } }\n",
    );
    accepted("types:\n  T: { fields: { type: u8 } }\nserver:\n  e: { fields: { x: T } }\n");
}

#[test]
fn a_scalar_payload_under_an_internal_tag() {
    for ty in ["u8", "string", "list<u8>", "string | null", "json"] {
        let (model, found) = super::diagnostics(&format!("{}server:\n  e: {{ type: {ty} }}\n", super::HEAD));
        let spread = found.iter().any(|(code, line, _)| code == "SW404" && *line == 4);
        assert!(model.is_none() && spread, "{ty}: {found:?}");
    }
    accepted("server:\n  e: { type: map<u8> }\n");
    accepted("wire:\n  frame: { type: <name>, data: <payload> }\nserver:\n  e: { type: u8 }\n");
}

/// An event without payload beside its content: absent, null, `{}`; each picture says which is written.
#[test]
fn adjacent_units() {
    for content in ["data: <payload>", "data?: <payload>", "data: <payload> | null"] {
        accepted_or_later(&format!(
            "wire:\n  frame: {{ type: <name>, {content} }}\nserver:\n  e: {{}}\n  f: {{ fields: {{ x: u8 }} }}\n"
        ));
    }
}

#[test]
fn integers_at_their_edges() {
    let field = |ty: &str, value: &str| format!("server:\n  e: {{ fields: {{ x: {ty} = {value} }} }}\n");
    for (ty, least, most) in [
        ("u8", "0", "255"),
        ("i8", "-128", "127"),
        ("u16", "0", "65535"),
        ("i16", "-32768", "32767"),
        ("u32", "0", "4294967295"),
        ("i32", "-2147483648", "2147483647"),
        ("u64", "0", "9007199254740991"),
        ("i64", "-9007199254740991", "9007199254740991"),
        ("string<u64>", "0", "18446744073709551615"),
        ("string<i64>", "-9223372036854775808", "9223372036854775807"),
        ("string<u128>", "0", "340282366920938463463374607431768211455"),
    ] {
        accepted(&field(ty, least));
        accepted(&field(ty, most));
        let beyond = |value: &str, step: i128| match value.parse::<i128>() {
            Ok(value) => (value + step).to_string(),
            Err(_) => "340282366920938463463374607431768211456".to_owned(),
        };
        let column = 18 + 3 + ty.len() + 3;
        refused(&field(ty, &beyond(least, -1)), &[("SW301", 4, column)]);
        refused(&field(ty, &beyond(most, 1)), &[("SW301", 4, column)]);
    }
}

/// u64::MAX, i64::MIN and 2^53 are no numbers that every reader of JSON keeps.
#[test]
fn integers_beyond_what_json_keeps() {
    for value in ["18446744073709551615", "9007199254740992", "9007199254740993"] {
        refused(&format!("server:\n  e: {{ fields: {{ x: u64 = {value} }} }}\n"), &[("SW301", 4, 27)]);
        accepted(&format!("wire: {{ int64: string }}\nserver:\n  e: {{ fields: {{ x: u64 = {value} }} }}\n"));
    }
    refused("server:\n  e: { fields: { x: i64 = -9223372036854775808 } }\n", &[("SW301", 4, 27)]);
    accepted("wire: { int64: string }\nserver:\n  e: { fields: { x: i64 = -9223372036854775808 } }\n");
    refused(
        "types:\n  T: { enum: { A: 340282366920938463463374607431768211456 } }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW015", 4, 19)],
    );
}

#[test]
fn minus_zero() {
    accepted("server:\n  e: { fields: { x: i8 = -0, y: u8 = -0, z: f64 = -0.0, f: f32 = -0.0 } }\n");
}

#[test]
fn numbers_that_are_none() {
    for value in [
        "1.0", "1e3", "0x1F", "0o17", "1_000", "+1", "01", ".5", "5.", "1e400", ".nan", ".inf", "NaN",
        "Infinity", "true",
    ] {
        refused(&format!("server:\n  e: {{ fields: {{ x: u8 = {value} }} }}\n"), &[("SW301", 4, 26)]);
        refused(
            &format!("server:\n  e: {{ fields: {{ x: {{ type: u8, default: {value} }} }} }}\n"),
            &[("SW301", 4, 42)],
        );
    }
    for value in ["1e400", "-1e400", ".nan", ".inf", "NaN", "0x1F", "+1", "01", ".5", "5."] {
        refused(&format!("server:\n  e: {{ fields: {{ x: f64 = {value} }} }}\n"), &[("SW301", 4, 27)]);
    }
    refused("server:\n  e: { fields: { x: f32 = 1e39 } }\n", &[("SW301", 4, 27)]);
    accepted("server:\n  e: { fields: { x: f64 = 1e3, y: f64 = 1.0, z: f32 = 1e38, w: f64 = 5e-324 } }\n");
}

#[test]
fn recursion() {
    let of = |ty: &str| {
        format!("types:\n  T: {{ fields: {{ x: {ty} }} }}\nserver:\n  e: {{ fields: {{ x: T }} }}\n")
    };
    refused(&of("T"), &[("SW210", 4, 3)]);
    for indirect in ["list<T>", "map<T>", "T | null"] {
        accepted(&of(indirect));
    }
    accepted("types:\n  T: { fields: { x?: T } }\nserver:\n  e: { fields: { x: T } }\n");
}

#[test]
fn mutual_recursion() {
    let of = |back: &str| {
        format!(
            "types:\n  A: {{ fields: {{ b: B }} }}\n  B: {{ fields: {{ {back} }} }}\nserver:\n  e: {{ fields: {{ x: A }} }}\n"
        )
    };
    refused(&of("a: A"), &[("SW210", 4, 3)]);
    accepted(&of("a: list<A>"));
    accepted(&of("a?: A"));
    refused("types:\n  A: B\n  B: A\nserver:\n  e: { fields: { x: A } }\n", &[("SW210", 4, 3)]);
}

#[test]
fn empty_things() {
    refused("types:\n  T: { enum: [] }\nserver:\n  e: { fields: { x: T } }\n", &[("SW112", 4, 14)]);
    refused("types:\n  T: { enum: {} }\nserver:\n  e: { fields: { x: T } }\n", &[("SW112", 4, 14)]);
    refused("types:\n  T: { flags: {} }\nserver:\n  e: { fields: { x: T } }\n", &[("SW112", 4, 15)]);
    let (model, found) = super::diagnostics(&format!(
        "{}types:\n  T: {{ union: {{}} }}\nserver:\n  e: {{ fields: {{ x: T }} }}\n",
        super::HEAD
    ));
    assert!(model.is_none() && found.iter().any(|(code, ..)| code == "SW112"), "{found:?}");
    accepted("server:\n  e: { fields: {} }\n  f: {}\n");
    accepted("");
    accepted("server: {}\nclient: {}\ntypes: {}\n");
}

#[test]
fn an_empty_file() {
    for text in ["", "\n", "# nothing\n", "\u{feff}"] {
        let (model, found) = super::diagnostics(text);
        assert!(model.is_none());
        assert_eq!(found, [("SW016".to_owned(), 1, 1)], "{text:?}");
    }
}

/// As a model and as Rust; `memory.rs` has them under a limit.
#[test]
fn ten_thousand_events() {
    let events: String = (0..10_000).map(|number| format!("  event_{number}: {{}}\n")).collect();
    let (model, _) = super::diagnostics(&format!("{}server:\n{events}", super::HEAD));
    let model = model.unwrap();
    assert_eq!(model.server.len(), 10_000);
    let rust = samewire_codegen::backend::rust::tokens(&model).to_string();
    assert!(rust.contains("Event9999"));
}

#[test]
fn defaults_outside_of_type_or_enum() {
    let of = |ty: &str, default: &str| {
        format!(
            "types:\n  E: {{ enum: [a] }}\n  S: {{ fields: {{ y: u8 }} }}\nserver:\n  e: {{ fields: {{ s: S, k: E, x: {{ type: \"{ty}\", default: {default} }} }} }}\n"
        )
    };
    for (ty, default) in [
        ("u8", "a"),
        ("u8", "\"1\""),
        ("bool", "1"),
        ("bool", "yes"),
        ("string", "1"),
        ("string", "[]"),
        ("E", "b"),
        ("E", "A"),
        ("uuid", "x"),
        ("date", "2026-13-01"),
        ("date", "2026-02-29"),
        ("timestamp", "yesterday"),
        ("bytes", "\"%\""),
        ("list<u8>", "1"),
        ("map<u8>", "[]"),
        ("[u8, u8]", "[1]"),
        ("S", "5"),
        ("u8", "null"),
        ("timestamp<ms>", "1.5"),
    ] {
        refused(&of(ty, default), &[("SW301", 7, 54 + ty.len())]);
    }
    refused(&of("list<u8>", "[1, 300]"), &[("SW301", 7, 66)]);
    accepted(&of("list<u8>", "[1, 30]"));
}

#[test]
fn examples_that_fail_their_own_event() {
    let of = |example: &str| {
        format!("server:\n  e: {{ fields: {{ x: u8, y?: string }}, examples: [{example}] }}\n")
    };
    accepted(&of("{ x: 1 }"));
    refused(&of("{ x: 300 }"), &[("SW301", 4, 55)]);
    refused(&of("{ x: 1, y: 2 }"), &[("SW301", 4, 61)]);
    refused(&of("{ x: 1, z: 2 }"), &[("SW301", 4, 58)]);
    refused(&of("{ y: a }"), &[("SW301", 4, 50)]);
    refused(&of("5"), &[("SW301", 4, 50)]);
    refused("server:\n  e: { examples: [{ x: 1 }] }\n", &[("SW303", 4, 19)]);
}

#[test]
fn deprecations_that_point_nowhere_or_in_a_circle() {
    refused("server:\n  a: { deprecated: { use: b } }\n", &[("SW214", 4, 27)]);
    refused("server:\n  a: { deprecated: { use: a } }\n", &[("SW214", 4, 27)]);
    refused(
        "server:\n  a: { deprecated: { use: b } }\n  b: { deprecated: { use: a } }\n",
        &[("SW214", 4, 27), ("SW214", 5, 27)],
    );
    // The other direction has no sibling of it.
    refused("server:\n  a: { deprecated: { use: b } }\nclient:\n  b: {}\n", &[("SW214", 4, 27)]);
    accepted("server:\n  a: { deprecated: { use: b } }\n  b: {}\n");
}
