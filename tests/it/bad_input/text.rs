//! Text that reaches output: every hostile text in every place that a manifest has for texts.

use samewire_codegen::model::Model;

use super::{HEAD, accepted, accepted_or_later, diagnostics, quoted, refused};

/// Texts that end a comment, a string, an attribute or a page; that rustdoc would run; or that nobody sees.
pub(crate) const HOSTILE: &[&str] = &[
    "*/",
    "/*",
    "*/ /* // -->",
    "`",
    "```",
    "``",
    "a`b``c",
    "${x}",
    "`${process.exit()}`",
    "\"",
    "'",
    "\"\"\"",
    "\"#\"##",
    "r#\"x\"#",
    "b'x'",
    "\\",
    "\\\\",
    "\\\"",
    "ends with \\",
    "\\n",
    "\\u{202e}",
    "\\u0000",
    "\"]",
    "\")]",
    "]]>",
    "<![CDATA[",
    "</script>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "@deprecated",
    "{@link x}",
    "#![allow(warnings)]",
    "#[doc = \"x\"]",
    "#[cfg(x)]",
    "{}",
    "{0}{x:?}%s%n",
    "'static",
    "$crate",
    "$(rm -rf /)",
    "; panic!(\"run\")",
    "macro_rules! x { () => {} }",
    "//! x",
    "/// x",
    "~~~",
    "    panic!(\"run\")",
    "é ü ß 日本語 🎉",
    "e\u{301}",
    "𝔞",
];

/// Texts over several lines, or with characters that nobody sees: no names, but prose and values.
pub(crate) const UNSEEN: &[&str] = &[
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\n\n",
    "\n#![allow(warnings)]\n",
    "x\n\n```\npanic!(\"run\");\n```\n",
    "x\n\n```rust\npanic!(\"run\");\n",
    "x\n\n~~~\npanic!(\"run\");\n~~~",
    "x\n\n    panic!(\"run\");\n",
    "x\n\n\tpanic!(\"run\");\n",
    "x\n> ```\n> panic!()\n> ```\n",
    "x\n1. ```\n   panic!()\n   ```\n",
    "x\n*/\ny",
    "x\n\"]\ny",
    "a\u{2028}b\u{2029}c",
    "a\u{85}b",
    "\t",
    "a\tb",
    "\u{0}",
    "a\u{0}b",
    "\u{1}\u{1f}\u{7f}\u{80}\u{9f}",
    "\u{feff}",
    "a\u{feff}b",
    "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}",
    "\u{2066}\u{2067}\u{2068}\u{2069}",
    "\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}",
    "a\u{202e}*/\u{202c}",
    "\u{1b}[31mred",
    "\u{8}\u{c}\u{b}",
    "👩\u{200d}👩\u{200d}👧",
];

/// Prose and values: any text may stand at `@`.
const TEXTS: &[(&str, &str)] = &[
    ("protocol", "server: {}\n"),
    ("doc of the manifest", "doc: @\n"),
    ("doc of a type", "types:\n  T: { doc: @, enum: [a] }\nserver:\n  e: { fields: { x: T } }\n"),
    ("doc of an alias", "types:\n  T: { doc: @, type: u8 }\nserver:\n  e: { fields: { x: T } }\n"),
    ("doc of a struct", "types:\n  T: { doc: @, fields: { x: u8 } }\nserver:\n  e: { fields: { x: T } }\n"),
    ("doc of flags", "types:\n  T: { doc: @, flags: { A: 1 } }\nserver:\n  e: { fields: { x: T } }\n"),
    ("doc of an event", "server:\n  e: { doc: @ }\n"),
    ("doc of an event of the client", "client:\n  e: { doc: @ }\n"),
    ("doc of a field", "server:\n  e: { fields: { x: { type: u8, doc: @ } } }\n"),
    (
        "doc of a value",
        "types:\n  T:\n    enum: [{ value: a, doc: @ }]\nserver:\n  e: { fields: { x: T } }\n",
    ),
    (
        "doc of an integer",
        "types:\n  T: { enum: { A: { value: 1, doc: @ } } }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    (
        "doc of a bit",
        "types:\n  T: { flags: { A: { value: 1, doc: @ } } }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    ("doc of a shape in place", "server:\n  e: { fields: { x: { doc: @, enum: [a] } } }\n"),
    ("doc of a variant", "types:\n  T: { union: { a: { doc: @ } } }\nserver:\n  e: { fields: { x: T } }\n"),
    ("doc of a desktop event", "desktop:\n  e: { doc: @ }\n"),
    (
        "doc of an older version",
        "wire: { frame: { type: <name>, v: <version>, ...<payload>: } }\nserver:\n  e: { version: 2, fields: { x: u8 }, versions: { v1: { doc: @, fields: { x: u8 } } } }\n",
    ),
    (
        "doc of a reply",
        "wire: { correlation: id, client: { id?: string, type: <name>, ...<payload>: }, reply: { id: string, answer: <name>, ...<payload>: } }\nclient:\n  e: { reply: { doc: @, fields: { x: u8 } } }\n",
    ),
    ("deprecated event", "server:\n  e: { deprecated: @ }\n"),
    (
        "deprecated type",
        "types:\n  T: { deprecated: @, fields: { x: u8 } }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    ("deprecated field", "server:\n  e: { fields: { x: { type: u8, deprecated: @ } } }\n"),
    (
        "deprecated value",
        "types:\n  T: { enum: [{ value: a, deprecated: @ }] }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    (
        "deprecated bit",
        "types:\n  T: { flags: { A: { value: 1, deprecated: @ } } }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    ("deprecated since", "server:\n  e: { deprecated: { since: @ } }\n"),
    ("deprecated reason", "server:\n  e: { deprecated: { reason: @ } }\n"),
    (
        "deprecated since with a reason",
        "server:\n  e: { fields: { x: { type: u8, deprecated: { since: @, reason: b } } } }\n",
    ),
    ("since of an event", "server:\n  e: { since: @ }\n"),
    ("since of a type", "types:\n  T: { since: @, fields: { x: u8 } }\nserver:\n  e: { fields: { x: T } }\n"),
    ("since of a field", "server:\n  e: { fields: { x: { type: u8, since: @ } } }\n"),
    (
        "since of a value",
        "types:\n  T: { enum: [{ value: a, since: @ }] }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    ("category", "server:\n  e: { category: @ }\n"),
    ("default", "server:\n  e: { fields: { x: { type: string, default: @ } } }\n"),
    ("optional default", "server:\n  e: { fields: { x?: { type: string, default: @ } } }\n"),
    ("nullable default", "server:\n  e: { fields: { x: { type: string | null, default: @ } } }\n"),
    ("default in a list", "server:\n  e: { fields: { x: { type: list<string>, default: [@] } } }\n"),
    ("default in a map", "server:\n  e: { fields: { x: { type: map<string>, default: { @: @ } } } }\n"),
    ("default in JSON", "server:\n  e: { fields: { x: { type: json, default: { @: [@, { a: @ }] } } } }\n"),
    (
        "default in a struct",
        "types:\n  T: { fields: { y: string } }\nserver:\n  e: { fields: { x: { type: T, default: { y: @ } } } }\n",
    ),
    (
        "default of an open enum",
        "types:\n  T: { enum: [a], open: true }\nserver:\n  e: { fields: { x: { type: T, default: @ } } }\n",
    ),
    ("default as JSON text", "server:\n  e: { fields: { x: { type: string<string>, default: @ } } }\n"),
    ("example", "server:\n  e: { fields: { x: string }, examples: [{ x: @ }] }\n"),
    ("example in JSON", "server:\n  e: { fields: { x: json }, examples: [{ x: { @: @ } }] }\n"),
    ("reserved field", "server:\n  e: { fields: { x: u8 }, reserved: [@] }\n"),
    ("reserved value", "types:\n  T: { enum: [a], reserved: [@] }\nserver:\n  e: { fields: { x: T } }\n"),
    ("reserved event", "reserved: { server: [@], client: [@] }\n"),
    ("reason of a suppression", "types:\n  T: { allow: { TYPE_USED: @ }, fields: { x: u8 } }\n"),
    (
        "reason of an approval",
        "breaking: [{ rule: FIELD_SAME_TYPE, at: server.e, reason: @, until: 2027-03-01 }]\n",
    ),
];

/// Wire names: a text that can be seen may stand at `@`.
const NAMES: &[(&str, &str)] = &[
    ("event", "server:\n  Ev: { wire: @ }\n"),
    ("event of the client", "client:\n  Ev: { wire: @, fields: { x: u8 } }\n"),
    ("old event", "server:\n  e: { was: @ }\n"),
    ("old events", "client:\n  e: { was: [a, @] }\n"),
    ("field", "server:\n  e: { fields: { x: { type: u8, wire: @ } } }\n"),
    ("optional field", "server:\n  e: { fields: { x?: { type: u8, wire: @ } } }\n"),
    ("field with a default", "server:\n  e: { fields: { x: { type: u8 = 1, wire: @ } } }\n"),
    ("sensitive field", "server:\n  e: { fields: { x: { type: u8, wire: @, sensitive: true } } }\n"),
    ("old field", "server:\n  e: { fields: { x: { type: u8, was: @ } } }\n"),
    ("value", "types:\n  T: { enum: { A: @ } }\nserver:\n  e: { fields: { x: T } }\n"),
    (
        "value of an open enum",
        "types:\n  T: { enum: { A: @ }, open: true }\nserver:\n  e: { fields: { x: T } }\n",
    ),
    (
        "value that is a default",
        "types:\n  T: { enum: { A: @ } }\nserver:\n  e: { fields: { x: { type: T, default: @ } } }\n",
    ),
    (
        "value that is a key",
        "types:\n  T: { enum: { A: @ } }\nserver:\n  e: { fields: { x: { type: \"map<T, u8>\", default: { @: 1 } } } }\n",
    ),
    ("old value", "types:\n  T: { enum: [{ value: a, was: @ }] }\nserver:\n  e: { fields: { x: T } }\n"),
    ("use", "server:\n  Ev: { wire: @ }\n  old: { deprecated: { use: @ } }\n"),
    (
        "keyof",
        "types:\n  T: { fields: { x: { type: u8, wire: @ } } }\nserver:\n  e: { fields: { y: keyof<T> } }\n",
    ),
    (
        "partial",
        "types:\n  T: { fields: { x: { type: u8, wire: @ } } }\nserver:\n  e: { fields: { y: partial<T> } }\n",
    ),
    ("variant", "types:\n  T: { union: { A: { wire: @ } } }\nserver:\n  e: { fields: { x: T } }\n"),
    (
        "answer to errors",
        "wire: { error: @ }\nserver:\n  Ev: { wire: @, fields: { code: string, message: string } }\n",
    ),
    (
        "heartbeat",
        "wire: { heartbeat: { send: @, expect: @ } }\nserver:\n  Ev: { wire: @ }\nclient:\n  Ev: { wire: @ }\n",
    ),
    (
        "reply",
        "wire: { correlation: id, frame: { id?: string, type: <name>, ...<payload>: } }\nserver:\n  Ev: { wire: @ }\nclient:\n  e: { reply: @ }\n",
    ),
    ("key of the name", "wire: { frame: { @: <name>, ...<payload>: } }\nserver:\n  e: {}\n"),
];

/// Texts around a hole.
const AROUND_A_HOLE: &[(&str, &str)] = &[
    ("before", "types:\n  T: { enum: { A: @<u8> } }\nserver:\n  e: { fields: { x: T } }\n"),
    ("behind", "types:\n  T: { enum: { A: <u8>@ } }\nserver:\n  e: { fields: { x: T } }\n"),
    ("beside another", "types:\n  T: { enum: { A: @<uuid>@, B: b } }\nserver:\n  e: { fields: { x: T } }\n"),
];

fn put(template: &str, text: &str) -> String {
    template.replace('@', &quoted(text))
}

/// Inside of one text in quotes.
fn put_inside(template: &str, text: &str) -> String {
    let quoted = quoted(text);
    let inside = &quoted[1..quoted.len() - 1];
    let value = |value: &str| format!("\"{}\"", value.replace('@', inside));
    let (start, rest) = template.split_once("A: ").unwrap();
    let end = rest.find([' ', ',']).unwrap();
    format!("{start}A: {}{}", value(&rest[..end]), &rest[end..])
}

/// Generates, and says whether a text of the model is the one that was put there.
#[track_caller]
fn check(place: &str, manifest: &str, text: &str) {
    if let Some(model) = accepted_or_later(manifest) {
        holds(&model, place, text);
    }
}

/// The text came into the model as it is.
#[track_caller]
fn holds(model: &Model, place: &str, text: &str) {
    // What nothing is generated of is no part of the model; a text in a text is written with its quotes.
    if ["protocol", "reason of", "default as JSON text", "doc of a reply"]
        .iter()
        .any(|start| place.starts_with(start))
    {
        return;
    }
    assert!(format!("{model:?}").contains(&format!("{text:?}")), "{place}: {text:?} is not in the model");
}

#[test]
fn every_text_in_every_place_for_texts() {
    for (place, template) in TEXTS {
        // A reason has to say something.
        let says = |text: &&&str| !place.starts_with("reason") || !text.trim().is_empty();
        for text in HOSTILE.iter().chain(UNSEEN).filter(says) {
            check(place, &put(template, text), text);
        }
    }
}

#[test]
fn every_text_that_can_be_seen_in_every_place_for_names() {
    for (place, template) in NAMES {
        for text in HOSTILE {
            // That would be a hole.
            if text.contains('<') && (place.contains("value") || place.starts_with("key of")) {
                continue;
            }
            check(place, &put(template, text), text);
        }
    }
}

#[test]
fn every_text_that_can_be_seen_around_a_hole() {
    for (place, template) in AROUND_A_HOLE {
        for text in HOSTILE.iter().filter(|text| !text.contains(['<', '>'])) {
            check(place, &put_inside(template, text), text);
        }
    }
}

/// All at once, so that no text leaves its place through another; and as text, as it is printed.
#[test]
fn all_texts_at_once() {
    let all = HOSTILE.iter().chain(UNSEEN).copied().collect::<Vec<_>>().join(" ");
    let seen = HOSTILE.join(" ").replace(['<', '>'], "");
    let texts = TEXTS.iter().map(|place| (place, &all));
    for ((place, template), text) in texts.chain(NAMES.iter().map(|place| (place, &seen))) {
        let manifest = put(template, text);
        // A key of YAML has at most 1024 characters.
        if !template.contains("@:") && accepted_or_later(&manifest).is_some() {
            holds(&accepted(&manifest), place, text);
        }
    }
}

/// Names that nobody sees are refused where they stand.
#[test]
fn names_with_characters_that_nobody_sees_are_refused() {
    let behind = format!("{}\u{202e}", "x".repeat(100));
    for text in UNSEEN.iter().copied().chain(["", "\\u{202e} \u{202e}", &behind]) {
        let quoted = quoted(text);
        refused(&format!("server:\n  Ev: {{ wire: {quoted} }}\n"), &[("SW218", 4, 15)]);
        refused(
            &format!("server:\n  e:\n    fields:\n      x: {{ type: u8, wire: {quoted} }}\n"),
            &[("SW218", 6, 28)],
        );
        refused(
            &format!("types:\n  T:\n    enum:\n      A: {quoted}\nserver:\n  e: {{ fields: {{ x: T }} }}\n"),
            &[("SW218", 6, 10)],
        );
    }
}

/// JSON and YAML can escape one half of a pair; no text holds it.
#[test]
fn lone_surrogates_are_refused() {
    for escape in ["\\ud800", "\\udfff", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud83cx"] {
        let (model, found) = diagnostics(&format!("{HEAD}doc: \"a {escape}\"\n"));
        assert!(model.is_none(), "{escape}");
        assert_eq!((found.len(), found[0].0.as_str(), found[0].1), (1, "SW004", 3), "{escape}: {found:?}");
    }
    let model = accepted("doc: \"\\ud83c\\udf89\"\n");
    assert_eq!(model.doc.as_deref(), Some("🎉"));
}

/// Examples and defaults are data: nothing in them is evaluated, looked up or put together.
#[test]
fn values_are_literals() {
    let model = accepted(
        "server:\n  e:\n    fields: { x: string, y: json }\n    examples: [{ x: \"1 + 1\", y: \"$(date)\" }]\n",
    );
    assert_eq!(model.server[0].examples[0].to_string(), r#"{"x":"1 + 1","y":"$(date)"}"#);
    refused("server:\n  e: { fields: { x: u8 = 1 + 1 } }\n", &[("SW301", 4, 26)]);
    let model = accepted("server:\n  e: { fields: { x: 'string = \"env!(PATH)\"' } }\n");
    holds(&model, "default", "env!(PATH)");
}
