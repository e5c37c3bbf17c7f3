//! The Rust that each construct of the manifest becomes, as snapshots of the items concerned.

use std::path::Path;

use quote::ToTokens;
use samewire_codegen::backend::rust;
use syn::{File, Item};

/// The printed items of the generated Rust that concern `name`: in the modules, or at the root.
fn fragment(manifest: &str, name: &str) -> String {
    let text = format!("samewire: 1\nprotocol: small\n{manifest}");
    let loaded =
        samewire_codegen::load_text(Path::new("/nowhere/events.yaml"), &text).unwrap_or_else(|rejected| {
            panic!("{}", rejected.diagnostics.render_human(&rejected.sources, None, false))
        });
    let printed = rust::inline(&loaded.model);
    let file = syn::parse_file(&printed).expect("what is generated is Rust");
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(module) => module.content.as_ref().map(|(_, items)| items),
        _ => None,
    });
    let items: Vec<_> =
        modules.flatten().chain(&file.items).filter(|item| concerns(item, name)).cloned().collect();
    assert!(!items.is_empty(), "nothing in here concerns {name}:\n{printed}");
    prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items })
}

fn concerns(item: &Item, name: &str) -> bool {
    match item {
        Item::Struct(item) => item.ident == name,
        Item::Enum(item) => item.ident == name,
        Item::Trait(item) => item.ident == name,
        Item::Fn(item) => item.sig.ident == name,
        Item::Static(item) => item.ident == name,
        Item::Type(item) => item.ident == name,
        Item::Impl(block) => block.self_ty.to_token_stream().to_string() == name,
        Item::Macro(call) => call.mac.tokens.clone().into_iter().any(|token| token.to_string() == name),
        _ => false,
    }
}

#[track_caller]
fn check(snapshot: &str, manifest: &str, name: &str) {
    insta::with_settings!({ description => manifest.trim(), omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(snapshot, fragment(manifest, name));
    });
}

#[test]
fn structs() {
    check(
        "struct",
        "
types:
  Point: { doc: A place., fields: { x: i32, type: f64, seen_at: timestamp, by: uuid, tags: list<string>, any: json } }
server:
  moved: { fields: { to: Point } }
",
        "Point",
    );
}

#[test]
fn payloads() {
    check("payload", "server:\n  moved: { doc: It moved., category: places, fields: { x: i32 } }\n", "Moved");
    check("payload_unit", "server:\n  pong: {}\n", "Pong");
    check(
        "payload_named",
        "types:\n  Point: { fields: { x: i32 } }\nserver:\n  moved: { type: Point }\n",
        "Moved",
    );
}

#[test]
fn presence() {
    check(
        "presence",
        "
server:
  shown:
    fields:
      always: u8
      left_out?: u8
      maybe_null: u8 | null
      both?: u8 | null
      default: u8 = 7
      default_left_out?: u8 = 7
      text_default: string = \"a\"
",
        "Shown",
    );
}

#[test]
fn old_names_of_fields() {
    check(
        "field_was",
        "server:\n  shown: { fields: { title: { type: string, was: [name, label] }, count?: { type: u8, was: number } } }\n",
        "Shown",
    );
}

#[test]
fn enums() {
    let owner = "server:\n  set: { fields: { to: Level } }\n";
    check(
        "enum_closed",
        &format!(
            "types:\n  Level: {{ enum: {{ Low: {{ value: low, doc: The least. }}, High: {{ value: hi, was: high }} }} }}\n{owner}"
        ),
        "Level",
    );
    check("enum_open", &format!("types:\n  Level: {{ open: true, enum: [low, high] }}\n{owner}"), "Level");
    check(
        "enum_hole",
        &format!("types:\n  Level: {{ enum: [off, screen:<uuid>, step:<u8>/n] }}\n{owner}"),
        "Level",
    );
}

#[test]
fn deprecation() {
    check(
        "deprecated",
        "
server:
  seen: { deprecated: { since: \"2.0\", reason: It says too little., use: read }, fields: { by: { type: uuid, deprecated: Nobody sets it. } } }
  read: {}
",
        "Seen",
    );
}

#[test]
fn sensitive_fields() {
    check(
        "sensitive",
        "client:\n  sign_in: { fields: { user: string, password: { type: string, sensitive: true } } }\n",
        "SignIn",
    );
}

const EVENTS: &str = "
wire: { frame: { id?: string, type: <name>, ...<payload> }, correlation: id, error: error }
server:
  joined: { was: [entered, came], fields: { room: u32 } }
  error: { fields: { code: string, message: string } }
client:
  join: { reply: joined, fields: { room: u32 } }
  leave: { deprecated: Close the connection., fields: { room: u32 } }
";

#[test]
fn events_and_frames() {
    check("events", EVENTS, "ServerEvent");
    check("frame", EVENTS, "ServerFrame");
    check("table", EVENTS, "EVENTS");
}

#[test]
fn handlers() {
    check("handler", EVENTS, "ClientHandler");
    check("dispatch", EVENTS, "dispatch");
    check("answer", EVENTS, "answer");
}

#[test]
#[should_panic(expected = "nothing in here concerns Absent")]
fn a_fragment_without_items_is_noticed() {
    fragment("server:\n  pong: {}\n", "Absent");
}
