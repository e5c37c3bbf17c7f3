//! Names: words of the targets, names that mean something to JavaScript, names that meet, names that are none.

use samewire_codegen::model::Model;

use super::{accepted, quoted, refused};

/// Strict keywords, reserved words and names of other targets.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn", "for",
    "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static",
    "struct", "trait", "true", "type", "unsafe", "use", "where", "while", "abstract", "become", "box", "do", "final",
    "macro", "override", "priv", "try", "typeof", "unsized", "virtual", "yield", "union", "auto", "raw", "safe",
    "default", "macro_rules", "class", "delete", "export", "function", "import", "instanceof", "interface", "new",
    "null", "package", "private", "protected", "public", "switch", "this", "throw", "var", "void", "with",
    "arguments", "eval", "undefined", "NaN", "Infinity", "alignas", "and", "bool", "case", "catch", "char", "concept",
    "constexpr", "double", "explicit", "float", "friend", "goto", "inline", "int", "long", "mutable", "namespace",
    "not", "operator", "or", "register", "short", "signed", "sizeof", "template", "typedef", "typename", "unsigned",
    "using", "volatile", "xor", "nullptr",
];

/// What every object of JavaScript has, and what makes one a promise.
#[rustfmt::skip]
const PROTOTYPES: &[&str] = &[
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "toJSON", "then",
    "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "__defineGetter__", "__lookupSetter__", "length",
    "name",
];

/// Types of Rust's and TypeScript's own, and names that generated code has for itself.
#[rustfmt::skip]
const TYPES: &[&str] = &[
    "Object", "Date", "Promise", "Error", "Map", "String", "Array", "Event", "Record", "Option", "Result", "Vec",
    "Box", "Unknown", "Some", "None", "Ok", "Err", "Default", "Clone", "Debug", "PartialEq", "Iterator", "Set",
    "Symbol", "Function", "Boolean", "Number", "BigInt", "Uint8Array", "Partial", "Pick", "ServerFrame",
    "ClientFrame", "ServerHandler", "ClientHandler", "Refusal", "EventInfo", "Uuid", "Timestamp", "Value", "Limits",
    "Struct",
];

/// Each name as an event, a field, a value of an enum and a key of a map.
fn everywhere(names: &[&str]) -> Model {
    let list =
        |form: &dyn Fn(&str) -> String| names.iter().map(|name| form(&quoted(name))).collect::<String>();
    let events = list(&|name| format!("  {name}: {{ fields: {{ x: u8 }} }}\n"));
    let fields = list(&|name| format!("      {name}: u8\n"));
    let values = list(&|name| format!("{name}, "));
    let keys = list(&|name| format!("{name}: 1, "));
    accepted(&format!(
        "types:\n  Word: {{ enum: [{values}] }}\n  Fields:\n    fields:\n{fields}client:\n{events}server:\n  all:\n    \
         fields:\n      fields: Fields\n      by_word: {{ type: \"map<Word, u8>\", default: {{ {keys} }} }}\n      \
         by_text: {{ type: map<u8>, default: {{ {keys} }} }}\n"
    ))
}

#[test]
fn keywords_of_each_target() {
    let model = everywhere(KEYWORDS);
    assert_eq!(model.client.len(), KEYWORDS.len());
}

/// Rust can write all keywords but these four; `_` is no name at all.
#[test]
fn the_four_that_cannot_be_raw() {
    for name in ["self", "super", "crate"] {
        refused(&format!("server:\n  e: {{ fields: {{ {name}: u8 }} }}\n"), &[("SW601", 4, 18)]);
        accepted(&format!("server:\n  e: {{ fields: {{ own: {{ type: u8, wire: {name} }} }} }}\n"));
    }
    for name in ["self", "Self"] {
        refused(&format!("server:\n  {name}: {{}}\n"), &[("SW601", 4, 3)]);
        refused(
            &format!("types:\n  T: {{ enum: [{name}] }}\nserver:\n  e: {{ fields: {{ x: T }} }}\n"),
            &[("SW601", 4, 15)],
        );
    }
    accepted("types:\n  T: { enum: [super, crate] }\nserver:\n  super: {}\n  crate: { fields: { x: T } }\n");
    refused("server:\n  _: {}\n", &[("SW204", 4, 3)]);
    refused("server:\n  e: { fields: { _: u8 } }\n", &[("SW204", 4, 18)]);
}

#[test]
fn names_of_prototypes() {
    let model = everywhere(PROTOTYPES);
    assert_eq!(model.client.len(), PROTOTYPES.len());
}

#[test]
fn names_of_types() {
    let types: String = TYPES.iter().map(|name| format!("  {name}: {{ fields: {{ x: u8 }} }}\n")).collect();
    let fields: String = TYPES.iter().map(|name| format!("      of{name}: {name}\n")).collect();
    let model = accepted(&format!("types:\n{types}server:\n  e:\n    fields:\n{fields}"));
    assert_eq!(model.types.len(), TYPES.len());
    for name in ["ServerEvent", "ClientEvent"] {
        let text = format!(
            "types:\n  {name}: {{ fields: {{ x: u8 }} }}\nserver:\n  e: {{ fields: {{ x: {name} }} }}\n"
        );
        refused(&text, &[("SW602", 4, 3)]);
    }
}

#[test]
fn names_that_meet_after_case_conversion() {
    for (one, other) in
        [("user_id", "userId"), ("URLChanged", "UrlChanged"), ("a.b", "a_b"), ("a-b", "a b"), ("_id", "id")]
    {
        let (one, other) = (quoted(one), quoted(other));
        refused(&format!("server:\n  {one}: {{}}\n  {other}: {{}}\n"), &[("SW205", 5, 3)]);
        refused(
            &format!("server:\n  e:\n    fields:\n      {one}: u8\n      {other}: u8\n"),
            &[("SW205", 7, 7)],
        );
        accepted(&format!("server:\n  One: {{ wire: {one} }}\n  Other: {{ wire: {other} }}\n"));
    }
    refused(
        "types:\n  T: { enum: [in_call, InCall] }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW205", 4, 24)],
    );
    refused(
        "types:\n  T: { flags: { AB: 1, aB: 2, a_b: 4 } }\nserver:\n  e: { fields: { x: T } }\n",
        &[("SW205", 4, 31)],
    );
}

/// Handlers, buses and sockets have methods of these names.
#[test]
fn events_named_like_what_is_generated() {
    let names = [
        "on", "emit", "send", "before", "handle", "handler", "decode", "encode", "from", "into", "new",
        "default", "event", "frame", "info", "types", "server", "client", "dispatch", "answer", "respond",
        "call",
    ];
    let events: String = names.iter().map(|name| format!("  {name}: {{}}\n")).collect();
    accepted(&format!("server:\n{events}client:\n{events}"));
    refused("server:\n  unknown: {}\n", &[("SW602", 4, 3)]);
}

/// A type beside what is derived of another; a shape in place beside a type.
#[test]
fn derived_names_that_meet() {
    let types = |more: &str| {
        format!(
            "types:\n  Foo: {{ fields: {{ x: u8, kind: {{ enum: [a] }} }} }}\n  {more}: {{ fields: {{ y: u8 }} }}\nserver:\n  e: {{ fields: {{ a: Foo, b: partial<Foo>, c: keyof<Foo>, d: {more} }} }}\n"
        )
    };
    accepted(&types("FooDecoder"));
    accepted(&types("Part"));
    refused(&types("FooKind"), &[("SW205", 4, 27)]);
    for (more, column) in [("PartialFoo", 29), ("FooKey", 46)] {
        refused(&types(more), &[("SW205", 7, column)]);
    }
    // Events and types have a scope each.
    accepted(
        "types:\n  Ready: { fields: { x: u8 } }\nserver:\n  ready: { fields: { ready: Ready } }\nclient:\n  ready: {}\n",
    );
}

#[test]
fn variants_named_like_their_payloads() {
    super::accepted_or_later(
        "types:\n  Circle: { fields: { r: f64 } }\n  Shape:\n    union:\n      circle: Circle\n      Point: {}\nserver:\n  shape: { fields: { shape: Shape } }\n",
    );
    let model = accepted("types:\n  Ready: { fields: { x: u8 } }\nserver:\n  ready: { type: Ready }\n");
    assert_eq!(model.server[0].name.pascal(), "Ready");
}

/// Whatever stands on the wire, as long as somebody sees it; a name in code is given beside it.
#[test]
fn odd_wire_names() {
    let odd = [
        "5",
        "2fa",
        "-1",
        "a-b",
        "a.b",
        "a b",
        " ",
        " a",
        "a ",
        "🎉",
        "é",
        "e\u{301}",
        "ﬁ",
        "а",
        "ａ",
        "Ω",
        "ключ",
        "日本",
        "שלום",
        "العربية",
        "…",
        "\u{a0}",
        "..",
        "/",
        "a/b",
        "#",
        "?",
        "&",
        "%00",
        "*",
        "**",
        "$",
        "@",
        "~",
        "null",
        "true",
        "NaN",
    ];
    let events: String = odd
        .iter()
        .enumerate()
        .map(|(index, name)| format!("  Ev{index}: {{ wire: {} }}\n", quoted(name)))
        .collect();
    let fields: String = odd
        .iter()
        .enumerate()
        .map(|(index, name)| format!("      f{index}: {{ type: u8, wire: {} }}\n", quoted(name)))
        .collect();
    let model = accepted(&format!("server:\n{events}client:\n  e:\n    fields:\n{fields}"));
    assert_eq!(model.server.len(), odd.len());
    for name in ["5", "2fa", "-1", "🎉", "é", "ключ", "日本", "שלום", "а", "ａ", " ", "…"] {
        refused(&format!("server:\n  {}: {{}}\n", quoted(name)), &[("SW204", 4, 3)]);
    }
}

/// Texts that look alike are other names, and are kept apart.
#[test]
fn names_that_look_alike() {
    accepted(
        "server:\n  A: { wire: \"caf\\u00e9\" }\n  B: { wire: \"cafe\\u0301\" }\n  C: { wire: a }\n  D: { wire: \"\\u0430\" }\n",
    );
    refused("server:\n  A: { wire: x }\n  B: { wire: x }\n", &[("SW206", 5, 14)]);
}

#[test]
fn names_that_nobody_sees() {
    for name in [
        "",
        "\u{200b}",
        "a\u{200b}",
        "\u{202e}a",
        "\u{feff}",
        "a\u{2060}",
        "\u{ad}",
        "\u{61c}a",
        "\u{0}",
        "a\u{7}",
        "\u{85}",
    ] {
        refused(&format!("server:\n  A: {{ wire: {} }}\n", quoted(name)), &[("SW218", 4, 14)]);
    }
}

/// Tauri takes letters, digits, `-`, `/`, `:` and `_`; and an empty name, which we do not.
#[test]
fn names_on_the_desktop() {
    refused("tauri: ws:<name>\nserver:\n  A: { wire: a.b }\n", &[("SW220", 5, 3)]);
    refused("tauri: <name>\nserver:\n  e: { tauri: \"a b\" }\n", &[("SW220", 5, 15)]);
    refused("tauri: ws:<name>\nserver:\n  e: { tauri: \"\" }\n", &[("SW220", 5, 15)]);
    refused("tauri: \"\"\nserver:\n  e: {}\n", &[("SW222", 3, 8)]);
    let replaced = "tauri: { event: ws:<name>, replace: { \".\": \"/\" } }\nserver:\n  A: { wire: a.b }\n";
    refused(&format!("{replaced}  B: {{ wire: a/b }}\n"), &[("SW221", 6, 3)]);
    super::accepted_or_later(replaced);
    let (model, found) = super::diagnostics(&format!("{}desktop:\n  \"a.b\": {{}}\n", super::HEAD));
    assert!(model.is_none() && found.iter().any(|(code, ..)| code == "SW220"), "{found:?}");
}
