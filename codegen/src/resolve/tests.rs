//! What the model says of versions and of the desktop, whether or not a target makes something of it yet.

use super::{Resolved, resolve};
use crate::diagnostic::{Diagnostics, Severity};
use crate::manifest::{self, Context};
use crate::model::{Source, TauriPayload, Upgrade};
use crate::yaml;

fn resolved(text: &str) -> (Resolved, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = format!("samewire: 1\nprotocol: t\n{text}");
    let node = yaml::parse(0, &text, &mut diagnostics).expect("YAML");
    let file =
        manifest::read(&mut Context { source: &text, diagnostics: &mut diagnostics, first: true }, &node);
    (resolve(&[file], &mut diagnostics), diagnostics)
}

fn errors(diagnostics: &Diagnostics) -> Vec<&'static str> {
    let errors = diagnostics.iter().filter(|found| found.severity() == Severity::Error);
    errors.map(|found| found.code.id).collect()
}

fn sound(text: &str) -> Resolved {
    let (resolved, diagnostics) = resolved(text);
    assert_eq!(errors(&diagnostics), [""; 0], "{text}");
    resolved
}

#[test]
fn each_field_of_the_next_version_has_a_source() {
    let text = "wire:\n  frame: { type: <name>, version: <version>, ...<payload> }\n\
                types:\n  Actor: { fields: { id: string } }\n\
                server:\n  session_update:\n    version: 2\n    fields:\n      \
                session_id: { type: string, was: session }\n      action: { enum: [created, updated] }\n      \
                pinned: bool = false\n      actor: Actor\n      note?: string\n    versions:\n      v1:\n        \
                by_hand: [actor]\n        fields: { session: string, user: string, action: { enum: [created] } }\n";
    let model = sound(text).model;
    let event = &model.server[0];
    assert_eq!((event.version, event.versions.len()), (2, 1));
    let older = &event.versions[0];
    assert_eq!((older.number, older.name.pascal().as_str()), (1, "SessionUpdateV1"));
    let sources = [Source::Was(0), Source::Same(2), Source::Default, Source::ByHand, Source::None];
    assert_eq!(older.upgrade, Upgrade::Fields(sources.to_vec()));
    let names: Vec<String> = model.types.iter().map(|def| def.name.pascal()).collect();
    assert_eq!(names, ["Actor", "SessionUpdateAction", "SessionUpdateV1Action"]);
}

const TYPES: &str = r#"
types:
  Low: { enum: [a, b] }
  More: { enum: [a, b, c] }
  Renamed: { enum: { A: { value: x, was: a }, B: b } }
  Open: { enum: [a], open: true }
  Rooms: { enum: ["room:<u8>"] }
  AllRooms: { enum: [a, "room:<u16>"] }
  Ints: { enum: { A: 1, B: 300 } }
  MoreInts: { enum: { A: 1, B: 300, C: 2 } }
  Bits: { repr: u8, flags: { A: 1 } }
  WideBits: { repr: u16, flags: { A: 1 } }
  One: { fields: { x: u8, y?: string } }
  Two: { fields: { x: u16, y?: string, z?: bool } }
  Three: { fields: { x: u16 } }
  Tree: { fields: { down: list<Tree> } }
  Other: { fields: { down: list<Other> } }
  Bush: { fields: { down: list<Bush>, n: u8 } }
  Shape: { union: { dot: {}, line: { fields: { n: u8 } } } }
  Shapes: { union: { dot: {}, line: { fields: { n: u16 } }, box: {} } }
  Framed: { frame: { kind: <name>, data: <payload> }, union: { dot: {}, line: { fields: { n: u8 } } } }
  Digits: { repr: string<u8>, flags: { A: 1 } }
  MoreDigits: { repr: string<u16>, flags: { A: 1 } }
  Alias: u16
  Timed: { fields: { at: timestamp<s> } }
  Finer: { fields: { at: timestamp<ms> } }
  Nulls: { fields: { x: u8 | null } }
  Maybes: { fields: { x?: u8 } }
  Ones: { fields: { x?: u8 = 1 } }
  Twos: { fields: { x?: u8 = 2 } }
  MoreOnes: { fields: { x?: u16 = 1 } }
  AlwaysOnes: { fields: { x: u8 = 1 } }
  Rest2: { fields: { b: u8 } }
  OpenShape: { union: { dot: {} }, open: true }
  OpenShapes: { union: { dot: {}, line: { fields: { n: u8 } } }, open: true }
  Swapped: { enum: { A: 300, B: 1 } }
  OtherBits: { repr: u8, flags: { B: 1, A: 1 << 1 } }
  Joined: { enum: { A: { value: x, was: [a, b] } } }
  Secret: { fields: { x: { type: string, sensitive: true } } }
  Told2: { fields: { x: string } }
  Rest: { fields: { a: u8, ...rest: map<u8> } }
  WiderRest: { fields: { a: u16, ...rest: map<u16> } }
  RestAndMore: { fields: { a: u8, b?: string, ...rest: map<u8> } }
  Told: { union: { when: timestamp<s> }, frame: { kind: <name>, at: <payload> } }
  ToldFiner: { union: { when: timestamp<ms> }, frame: { kind: <name>, at: <payload> } }
"#;

/// Whether a field of the type `new` takes what one of the type `old` holds.
fn takes(old: &str, new: &str) -> bool {
    let text = format!(
        "wire:\n  frame: {{ type: <name>, version: <version>, ...<payload> }}\n{TYPES}server:\n  e:\n    version: 2\n    \
         fields:\n      {}\n    versions:\n      v1:\n        fields:\n          {}\n",
        field(new),
        field(old)
    );
    let (resolved, diagnostics) = resolved(&text);
    assert!(errors(&diagnostics).iter().all(|code| *code == "SW224"), "{old} to {new}");
    resolved.model.server[0].versions[0].upgrade == Upgrade::Fields(vec![Source::Same(0)])
}

/// `?u8` is `x?: u8`.
fn field(ty: &str) -> String {
    match ty.strip_prefix('?') {
        Some(ty) => format!("x?: \"{ty}\""),
        None => format!("x: \"{ty}\""),
    }
}

#[test]
fn what_is_wider_takes_all_of_the_narrower() {
    for (narrow, wide) in [
        ("u8", "u16"),
        ("u8", "i16"),
        ("u16", "Alias | null"),
        ("u32", "f64"),
        ("i16", "f32"),
        ("f32", "f64"),
        ("u64", "string<u128>"),
        ("timestamp<s>", "timestamp<ms>"),
        ("timestamp<ms>", "timestamp"),
        ("uuid", "string"),
        ("u8", "json"),
        ("list<u8>", "list<u16>"),
        ("set<u8>", "list<u8>"),
        ("map<uuid, u8>", "map<string, u16 | null>"),
        ("[u8, Low]", "[u16, More]"),
        ("Low", "More"),
        ("Low", "Renamed"),
        ("More", "Open"),
        ("Low", "string"),
        ("string", "Open"),
        ("Rooms", "AllRooms"),
        ("Ints", "MoreInts"),
        ("Ints", "u16"),
        ("Bits", "WideBits"),
        ("One", "Two"),
        ("Tree", "Other"),
        ("Shape", "Shapes"),
        ("u8", "string | u16"),
        ("Low | u8", "string | u16"),
        ("string<u8>", "string<u64>"),
        ("timestamp<s>", "timestamp"),
        ("u8 | null", "string<u8> | null"),
        ("Digits", "MoreDigits"),
        ("Digits", "string<u16>"),
        ("u8", "?u8"),
        ("?u8", "u8 | null"),
        ("u8 | null", "?u8"),
        ("?u8", "u8 = 1"),
        ("Ones", "MoreOnes"),
        ("Ones", "AlwaysOnes"),
        ("AlwaysOnes", "Twos"),
        ("Maybes", "Nulls"),
        ("Rest", "WiderRest"),
    ] {
        assert!(takes(narrow, wide), "{narrow} to {wide}");
    }
}

#[test]
fn what_is_not_wider_takes_not_all() {
    for (old, new) in [
        ("u16", "u8"),
        ("i8", "u8"),
        ("u32", "Alias | null"),
        ("u64", "f64"),
        ("i32", "f32"),
        ("f64", "f32"),
        ("timestamp", "timestamp<ms>"),
        ("string", "uuid"),
        ("json", "string"),
        ("list<u8>", "set<u8>"),
        ("[u8]", "[u8, u8]"),
        ("More", "Low"),
        ("Open", "More"),
        ("AllRooms", "Rooms"),
        ("MoreInts", "Ints"),
        ("Ints", "u8"),
        ("WideBits", "Bits"),
        ("Two", "One"),
        ("One", "Three"),
        ("Tree", "Bush"),
        ("Shapes", "Shape"),
        ("string<u64>", "u64"),
        ("string<u8>", "string"),
        ("list<u8>", "list<string<u8>>"),
        ("list<timestamp<s>>", "list<timestamp<ms>>"),
        ("Digits", "u16"),
        ("Digits", "Bits"),
        ("Shape", "Framed"),
        ("string | u16", "u16"),
        ("?u8", "u8"),
        ("u8 | null", "u8"),
        ("u8 | null", "u8 = 1"),
        ("?u8 | null", "?u8"),
        // Inside a type nobody makes a field of another: its reader has to take what was written.
        ("Timed", "Finer"),
        ("list<Timed>", "list<Finer>"),
        ("Told", "ToldFiner"),
        ("Nulls", "Maybes"),
        ("Maybes", "Ones"),
        ("Ones", "Twos"),
        ("Ones", "Maybes"),
        ("Rest", "RestAndMore"),
        ("Rest", "Rest2 | WiderRest"),
        ("OpenShape", "OpenShapes"),
        ("Ints", "Swapped"),
        ("Bits", "OtherBits"),
        ("map<Low, u8>", "map<Joined, u8>"),
        ("Secret", "Told2"),
    ] {
        assert!(!takes(old, new), "{old} to {new}");
    }
}

#[test]
fn chains_and_circles_of_types_come_to_an_end() {
    let chain = |name: &str, end: &str| {
        let link = |at: usize| format!("  {name}{at}: {{ fields: {{ x?: {name}{} }} }}\n", at + 1);
        (0..3000).map(link).collect::<String>() + &format!("  {name}3000: {end}\n")
    };
    let text = format!(
        "wire:\n  frame: {{ type: <name>, version: <version>, ...<payload> }}\ntypes:\n{}{}server:\n  e:\n    version: 2\n    \
         fields: {{ x: B0 }}\n    versions: {{ v1: {{ fields: {{ x: A0 }} }} }}\n",
        chain("A", "u8"),
        chain("B", "u8")
    );
    let (_, diagnostics) = resolved(&text);
    assert_eq!(errors(&diagnostics), ["SW224"]);
}

#[test]
fn every_event_that_reaches_the_page_has_its_name_and_form() {
    let text = "tauri: { event: \"ws:<name>\", replace: { \".\": \"/\" } }\nserver:\n  a.b: {}\n  own: { tauri: mine }\n  \
                Five: { wire: 5 }\n  silent: { tauri: false }\n\
                client:\n  c: {}\ndesktop:\n  app://ready: { fields: { level: { enum: [low] } } }\n";
    let model = sound(text).model;
    let carried: Vec<_> = model.all_events().map(|event| event.tauri.as_deref()).collect();
    assert_eq!(carried, [Some("ws:a/b"), Some("mine"), Some("ws:5"), None, None, Some("app://ready")]);
    assert_eq!(model.tauri.map(|tauri| tauri.payload), Some(TauriPayload::Object));
    assert_eq!(model.types[0].name.pascal(), "AppReadyLevel");
}

#[test]
fn the_form_follows_the_picture_unless_it_is_chosen() {
    let form = |tauri: &str| {
        let text = format!("wire: {{ frame: <payload> }}\ntauri: {tauri}\nserver:\n  a: {{}}\n");
        sound(&text).model.tauri.map(|tauri| tauri.payload)
    };
    assert_eq!(form("<name>"), Some(TauriPayload::Alone));
    assert_eq!(form("{ event: <name>, payload: object }"), Some(TauriPayload::Alone));
    assert_eq!(form("{ event: <name>, payload: text }"), Some(TauriPayload::Text));
}
