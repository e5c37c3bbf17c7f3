//! Tauri: the events on their way to the page of a desktop app.
//!
//! The enums may live in a crate that a server shares and that knows no Tauri, so that all this is a file of its own,
//! for the desktop crate: the traits of `samewire-tauri` for the enums and for each payload, the table of names, and
//! the payloads of the events that only the desktop app sends.

mod bridge;
#[cfg(feature = "build-script")]
mod capability;
mod carried;

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{Module, frames, idents, payloads, types};
use crate::model::{Direction, Event, Model, Scope, TypeDef, TypeId};
#[cfg(feature = "build-script")]
use crate::outputs::TauriOutput;

#[cfg(feature = "build-script")]
use super::rust::print;

/// What is said where a dispatch is asked for and there is nothing for it.
pub const NOTHING_CARRIED: &str =
    "no event reaches the page of a desktop app: write `tauri: ws:<name>` at the top of the manifest";

/// All items, for the macro. `events` is the module of the enums.
pub fn tokens(model: &Model, events: &str) -> TokenStream {
    let items = |module| {
        let of = units(model).into_iter().filter(move |unit| unit.module() == module);
        of.map(|unit| unit.tokens(model, events)).collect::<TokenStream>()
    };
    let (desktop, root) = (Module::Desktop.wrap(&items(Module::Desktop)), items(Module::Root));
    let desktop = has_desktop(model).then_some(desktop);
    quote!(#desktop #root)
}

/// One file, for a build script's `OUT_DIR`.
#[cfg(feature = "build-script")]
pub fn inline(model: &Model, events: &str) -> String {
    let [root, desktop] = printed(model, events);
    let desktop = if has_desktop(model) { print::in_place(Module::Desktop, &desktop) } else { String::new() };
    print::file(&(desktop + &root))
}

/// The files of an output: Rust, and the capability.
#[cfg(feature = "build-script")]
pub fn files(model: &Model, output: &TauriOutput) -> Vec<(String, String)> {
    let [root, desktop] = printed(model, &output.events);
    let mut files = vec![("capability.toml".to_owned(), capability::capability(model, output))];
    if has_desktop(model) {
        files.push(("desktop.rs".to_owned(), print::file(&desktop)));
        files.push(("mod.rs".to_owned(), print::file(&(print::declaration(Module::Desktop) + &root))));
    } else {
        files.push(("mod.rs".to_owned(), print::file(&root)));
    }
    files
}

/// The text of the root, and that of the module of the desktop's own events.
#[cfg(feature = "build-script")]
fn printed(model: &Model, events: &str) -> [String; 2] {
    let units = units(model);
    let texts = print::print_each(&units, |unit| unit.tokens(model, events));
    [Module::Root, Module::Desktop].map(|module| {
        let of = units.iter().zip(&texts).filter(|(unit, _)| unit.module() == module);
        of.map(|(_, text)| text.as_str()).collect()
    })
}

fn has_desktop(model: &Model) -> bool {
    !model.desktop.is_empty()
}

/// What is built, parsed and printed on its own.
#[derive(Clone, Copy)]
enum Unit<'m> {
    Imports,
    Protocol,
    Emits,
    Relay,
    /// An event of the server, with its index.
    Server(usize, &'m Event),
    Desktop(&'m Event),
    Type(TypeId, &'m TypeDef),
    Payload(&'m Event),
}

impl Unit<'_> {
    fn module(self) -> Module {
        match self {
            Unit::Type(..) | Unit::Payload(_) => Module::Desktop,
            _ => Module::Root,
        }
    }

    fn tokens(self, model: &Model, events: &str) -> TokenStream {
        match self {
            Unit::Imports => bridge::imports(model, events),
            Unit::Protocol => bridge::protocol(model),
            Unit::Emits => bridge::emits(model),
            Unit::Relay => bridge::relay(model),
            Unit::Server(index, event) => carried::server(model, index, event),
            Unit::Desktop(event) => carried::desktop(event),
            Unit::Type(id, def) => types::definition(model, id, def),
            Unit::Payload(event) => payloads::desktop(model, event),
        }
    }
}

fn units(model: &Model) -> Vec<Unit<'_>> {
    let server = model.server.iter().enumerate().filter(|(_, event)| event.tauri.is_some());
    let server = server.map(|(index, event)| Unit::Server(index, event));
    let types = model.types.iter().enumerate().filter(|(_, def)| def.scope == Scope::Desktop);
    let types = types.map(|(index, def)| Unit::Type(TypeId(index), def));
    let root = [Unit::Imports, Unit::Protocol, Unit::Emits, Unit::Relay]
        .into_iter()
        .chain(server)
        .chain(model.desktop.iter().map(Unit::Desktop));
    root.chain(types).chain(model.desktop.iter().map(Unit::Payload)).collect()
}

/// Whether the server's events travel by name, so that there are no frames.
fn is_channel(model: &Model) -> bool {
    frames::is_channel(model, Direction::Server)
}

/// The path of a payload's struct, as it is named at the root.
fn payload(module: Module, event: &Event) -> TokenStream {
    let (module, name) = (module.name().map(idents::ident), idents::pascal(&event.name));
    quote!(#module::#name)
}
