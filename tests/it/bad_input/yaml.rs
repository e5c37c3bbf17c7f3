//! YAML itself: what it offers and a manifest may not use, and what looks like something else.

use std::fs;

use samewire_codegen::load;

use super::{HEAD, accepted, diagnostics, refused};

/// Any bytes as a manifest: the code with its line and column.
#[track_caller]
fn refused_bytes(bytes: &[u8], code: &str, place: (usize, usize)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.yaml");
    fs::write(&path, bytes).unwrap();
    let rejected = load(&path, None).unwrap_err();
    let found: Vec<_> = rejected.diagnostics.iter().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code.id, code);
    let at = rejected.sources.place(found[0].span().unwrap()).unwrap();
    assert_eq!((at.line, at.column), place);
}

#[test]
fn aliases() {
    refused("server:\n  a: &a {}\n  b: *a\n", &[("SW006", 4, 6)]);
    refused("doc: *a\n", &[("SW006", 3, 6)]);
}

#[test]
fn merge_keys() {
    refused("server:\n  e: { fields: { <<: x } }\n", &[("SW008", 4, 18)]);
    accepted("server:\n  e: { fields: { x: { type: map<u8>, default: { \"<<\": 1 } } } }\n");
}

#[test]
fn many_documents() {
    refused("---\nserver: {}\n", &[("SW010", 3, 1)]);
    refused("...\n---\nserver: {}\n", &[("SW010", 4, 1)]);
}

#[test]
fn tabs() {
    refused("server:\n\te: {}\n", &[("SW005", 4, 1)]);
    refused("server:\n  e:\n  \tdoc: x\n", &[("SW005", 5, 3)]);
    accepted("server:\n  e:\t{}\n");
}

/// Norway: `no`, `on`, `off`, `yes`, `y`, `n` are names.
#[test]
fn norway() {
    let model = accepted(
        "types:\n  Country: { enum: [no, on, off, yes, y, n] }\nserver:\n  no: {}\n  on: { fields: { yes: Country, off: u8, y: u8, n: u8 } }\n",
    );
    assert_eq!(model.server.len(), 2);
}

#[test]
fn numbers_as_names() {
    for (name, column) in [
        ("1.0", 3),
        ("0x1F", 3),
        ("0o17", 3),
        ("1e3", 3),
        (".inf", 3),
        ("5", 3),
        ("-0", 3),
        ("~", 3),
        ("null", 3),
        ("True", 3),
    ] {
        refused(&format!("server:\n  {name}: {{}}\n"), &[("SW015", 4, column)]);
        refused(&format!("server:\n  e: {{ fields: {{ {name}: u8 }} }}\n"), &[("SW015", 4, 18)]);
        refused(&format!("server:\n  e: {{ since: {name} }}\n"), &[("SW015", 4, 15)]);
        accepted(&format!("server:\n  e: {{ since: \"{name}\" }}\n"));
        accepted(&format!("server:\n  E: {{ wire: \"{name}\" }}\n"));
    }
    // These are no numbers in YAML 1.2.
    accepted("server:\n  e: { since: 5.1.0, category: 1_000 }\n");
}

#[test]
fn nothing_at_all() {
    refused("server:\n  e:\n", &[("SW013", 4, 4)]);
    refused("server:\n  e: { doc: , fields: { x: u8 } }\n", &[("SW013", 4, 11)]);
    refused("server:\n  e: { fields: { x: ~ } }\n", &[("SW201", 4, 21)]);
}

#[test]
fn not_utf8() {
    refused_bytes(b"samewire: 1\nprotocol: \xff\n", "SW001", (2, 11));
    refused_bytes(b"samewire: 1\nprotocol: t\xc3", "SW001", (2, 12));
    // Surrogates and overlong forms are no UTF-8 either; nor is UTF-16.
    refused_bytes(b"samewire: 1\nprotocol: \xed\xa0\x80\n", "SW001", (2, 11));
    refused_bytes(b"samewire: 1\nprotocol: \xc0\xaf\n", "SW001", (2, 11));
    refused_bytes(b"\xff\xfes\0a\0", "SW001", (1, 1));
}

#[test]
fn byte_order_marks() {
    let text = format!("\u{feff}{HEAD}server: {{ e: {{}} }}\n");
    assert!(diagnostics(&text).0.is_some());
    let (model, found) = diagnostics(&format!("{HEAD}\u{feff}server: {{ e: {{}} }}\n"));
    assert!(model.is_none() && found[0].1 == 3, "{found:?}");
}

#[test]
fn crlf() {
    let text = format!("{HEAD}server:\n  e:\n    doc: |\n      a\n      b\n    fields: {{ x: Nothing }}\n");
    let (_, found) = diagnostics(&text.replace('\n', "\r\n"));
    assert_eq!(found, diagnostics(&text).1);
    assert_eq!(found, [("SW202".to_owned(), 8, 18)]);
}

#[test]
fn nul() {
    refused_bytes(b"samewire: 1\nprotocol: a\0b\n", "SW002", (2, 12));
    refused_bytes(b"\0", "SW002", (1, 1));
}

#[test]
fn tags_and_directives() {
    refused("doc: !!str x\n", &[("SW007", 3, 6)]);
    refused("doc: !<tag:yaml.org,2002:binary> x\n", &[("SW007", 3, 6)]);
    refused("server: !!python/object:os.system {}\n", &[("SW007", 3, 9)]);
    let (model, found) = diagnostics(&format!("%YAML 1.1\n---\n{HEAD}"));
    assert!(model.is_none() && found[0].0 == "SW009", "{found:?}");
}

#[test]
fn keys_that_are_no_text() {
    refused("server:\n  ? [a]\n  : {}\n", &[("SW012", 4, 5)]);
    refused("server:\n  ? { a: b }\n  : {}\n", &[("SW012", 4, 5)]);
    refused("server: { [a]: {} }\n", &[("SW012", 3, 11)]);
}

#[test]
fn keys_twice() {
    refused("server:\n  e: {}\n  \"e\": {}\n", &[("SW011", 5, 3)]);
    refused("server:\n  e: { fields: { x: u8, x?: u8 } }\n", &[("SW011", 4, 25)]);
}
