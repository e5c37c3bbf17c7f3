//! The dispatch, parsed again: each event has the name that the model gives it, and nothing else is there.

use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use quote::ToTokens;
use samewire_codegen::backend::tauri::{inline, tokens};
use samewire_codegen::model::{ErrorAnswer, Event, Model};
use samewire_codegen::{load, load_text};
use syn::{Expr, ExprCall, ExprPath, Item, Lit};

use crate::cases::folder;
use crate::reparse::{expected, found};

/// What a dispatch says of names.
#[derive(Debug, Default, PartialEq)]
pub struct Dispatch {
    /// `ws:message_new`, `Frame` or `No` for each event of the server, and for the answers behind them.
    pub carried: Vec<String>,
    /// What is said of each payload: its path, then a line for each macro.
    pub payloads: BTreeMap<String, Vec<String>>,
}

impl Dispatch {
    /// What stands in the Rust of a dispatch.
    pub fn of(file: &syn::File) -> Dispatch {
        let mut dispatch = Dispatch::default();
        for item in &file.items {
            match item {
                Item::Impl(block) => {
                    let constants = block.items.iter().filter_map(|item| match item {
                        syn::ImplItem::Const(constant) if constant.ident == "CARRIED" => Some(&constant.expr),
                        _ => None,
                    });
                    dispatch.carried.extend(constants.flat_map(carried));
                }
                Item::Macro(call) => {
                    let (path, line) = line(&call.mac);
                    dispatch.payloads.entry(path).or_default().push(line);
                }
                _ => {}
            }
        }
        dispatch
    }

    /// What the model says of them.
    fn expected(model: &Model) -> Dispatch {
        let name = |event: &Event| event.tauri.clone().unwrap_or("No".to_owned());
        let answers =
            model.replies().count() + usize::from(matches!(model.wire.error, Some(ErrorAnswer::Picture(_))));
        let answer = if model.tauri.is_some() { "Frame" } else { "No" };
        let carried = model.server.iter().map(name).chain(std::iter::repeat_n(answer.to_owned(), answers));
        let server = model.server.iter().enumerate().filter(|(_, event)| event.tauri.is_some());
        let server = server.map(|(index, event)| {
            (format!("server::{}", event.name.pascal()), vec![format!("{} {index}", name(event))])
        });
        let desktop = model
            .desktop
            .iter()
            .map(|event| (format!("desktop::{}", event.name.pascal()), vec![name(event)]));
        Dispatch { carried: carried.collect(), payloads: server.chain(desktop).collect() }
    }
}

fn carried(table: &Expr) -> Vec<String> {
    let Expr::Reference(table) = table else { panic!("a slice") };
    let Expr::Array(rows) = &*table.expr else { panic!("an array") };
    rows.elems.iter().map(row).collect()
}

fn row(row: &Expr) -> String {
    let last = |path: &ExprPath| path.path.segments.last().expect("a path").ident.to_string();
    match row {
        Expr::Path(path) => last(path),
        Expr::Call(ExprCall { func, args, .. }) => match (&**func, args.first()) {
            (Expr::Path(path), Some(Expr::Lit(text))) if last(path) == "Named" => literal(&text.lit),
            _ => panic!("{}", row.to_token_stream()),
        },
        other => panic!("{}", other.to_token_stream()),
    }
}

/// The payload that a macro is about, and the rest of its arguments.
fn line(call: &syn::Macro) -> (String, String) {
    type Arguments = syn::punctuated::Punctuated<Expr, syn::Token![,]>;
    let arguments = call.parse_body_with(Arguments::parse_terminated).expect("arguments");
    let (mut path, mut said) = (String::new(), Vec::new());
    for argument in &arguments {
        match argument {
            Expr::Lit(text) => said.push(literal(&text.lit)),
            Expr::Path(named) if named.path.segments.len() > 1 => {
                path = named.to_token_stream().to_string().replace(' ', "");
            }
            _ => {}
        }
    }
    (path, said.join(" "))
}

fn literal(literal: &Lit) -> String {
    match literal {
        Lit::Str(text) => text.value(),
        other => other.to_token_stream().to_string(),
    }
}

/// Compares a dispatch with the model.
#[track_caller]
pub fn compare(model: &Model, file: &syn::File, path: &str) {
    assert_eq!(Dispatch::of(file), Dispatch::expected(model), "{path}");
    let desktop = file.items.iter().find_map(|item| match item {
        Item::Mod(module) => Some(found(&module.content.as_ref().expect("in place").1, path)),
        _ => None,
    });
    assert_eq!(desktop.unwrap_or_default(), expected(model)["desktop"], "{path}");
}

#[test]
fn the_dispatch_says_what_the_model_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path().join("events.yaml"));
    let mut compared = 0;
    for path in cases.chain([root.join("events.yaml")]).filter(|path| path.exists()) {
        let model = load(&path, Some(root)).unwrap().model;
        if model.reaches_page() {
            let (name, text) = (path.display().to_string(), inline(&model, "crate::events"));
            compare(&model, &syn::parse_file(&text).expect("Rust"), &name);
            compare(&model, &syn::parse2(tokens(&model, "crate::events")).expect("Rust"), &name);
            compared += 1;
        }
    }
    assert!(compared >= 4, "{compared} manifests reach a page");
}

/// Written by hand: names by the template, by the event itself, and none.
#[test]
fn names_of_a_small_manifest() {
    let text = "samewire: 1\nprotocol: t\ntauri: { event: ws:<name>, replace: { \".\": \"-\" } }\n\
                wire: { reply: { re: <name>, id: string, ...<payload> }, frame: { type: <name>, id?: string, ...<payload> } }\n\
                server:\n  a.b: {}\n  own: { tauri: mine }\n  quiet: { tauri: false }\n\
                client:\n  ask: { reply: {} }\ndesktop:\n  app://here: u8\n";
    let loaded = load_text(Path::new("/t.yaml"), text)
        .unwrap_or_else(|why| panic!("{}", why.diagnostics.render_human(&why.sources, None, false)));
    let dispatch = Dispatch::of(&syn::parse_file(&inline(&loaded.model, "crate::events")).unwrap());
    assert_eq!(dispatch.carried, ["ws:a-b", "mine", "No", "Frame"]);
    let payloads: Vec<_> = dispatch.payloads.keys().collect();
    assert_eq!(payloads, ["desktop::AppHere", "server::AB", "server::Own"]);
}

/// The negative control: another name is noticed.
#[test]
fn another_name_is_noticed() {
    let text = |name: &str| format!("samewire: 1\nprotocol: t\ntauri: ws:<name>\nserver:\n  {name}: {{}}\n");
    let model = |name| load_text(Path::new("/t.yaml"), &text(name)).expect("valid").model;
    let other = syn::parse2(tokens(&model("two"), "crate::events")).unwrap();
    assert!(catch_unwind(|| compare(&model("one"), &other, "another")).is_err());
}
