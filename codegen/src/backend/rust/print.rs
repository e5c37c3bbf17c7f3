//! Rust as text. Items are built, parsed and printed one by one and in threads: a whole file at once takes minutes
//! and gigabytes for large manifests, and token streams do not cross threads.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

use super::{Module, units};
use crate::files::MARKER;
use crate::model::Model;

/// One file that holds all modules, for a build script's `OUT_DIR`.
pub fn inline(model: &Model) -> String {
    let printed = print_all(model);
    let modules = Module::ALL.map(|module| in_place(module, &printed.of(module)));
    preamble() + &modules.concat()
}

/// A module within the file.
pub fn in_place(module: Module, items: &str) -> String {
    match module.name() {
        None => items.to_owned(),
        Some(name) => format!("{}pub mod {name} {{\n{}}}\n\n", attributes(module), indented(items)),
    }
}

/// A file for each module, for reviewers and for apps that build without a build script.
pub fn files(model: &Model) -> Vec<(String, String)> {
    let printed = print_all(model);
    let mut root = String::new();
    let mut files = Vec::new();
    for module in Module::ALL {
        let Some(name) = module.name() else { continue };
        root.push_str(&declaration(module));
        files.push((format!("{name}.rs"), file(&printed.of(module))));
    }
    files.push(("mod.rs".to_owned(), file(&(root + &printed.of(Module::Root)))));
    files
}

/// A module that has a file of its own, as its parent names it.
pub fn declaration(module: Module) -> String {
    let name = module.name().unwrap_or_default();
    format!("{}pub mod {name};\n\n", attributes(module))
}

/// A file of these items.
pub fn file(items: &str) -> String {
    preamble() + items.trim_end() + "\n"
}

/// What every file of Rust begins with.
pub fn preamble() -> String {
    format!("// {MARKER} from the manifest of the events. Edit the manifest, not this file.\n\n")
}

fn attributes(module: Module) -> String {
    let attributes = module.attributes();
    let item = print(quote::quote!(#attributes mod placeholder;));
    item.trim_end().trim_end_matches("mod placeholder;").to_owned()
}

fn indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + text.len() / 4);
    for line in text.trim_end().lines() {
        if !line.is_empty() {
            indented.push_str("    ");
            indented.push_str(line);
        }
        indented.push('\n');
    }
    indented
}

struct Printed(Vec<(Module, String)>);

impl Printed {
    fn of(&self, module: Module) -> String {
        self.0.iter().filter(|(own, _)| *own == module).map(|(_, text)| text.as_str()).collect()
    }
}

fn print_all(model: &Model) -> Printed {
    let units = units(model);
    let printed = print_each(&units, |unit| unit.tokens(model));
    Printed(units.iter().map(|unit| unit.module()).zip(printed).collect())
}

/// The text of each unit.
pub fn print_each<U: Sync>(units: &[U], tokens: impl Fn(&U) -> TokenStream + Sync) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(8);
    let mut printed: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..threads).map(|_| scope.spawn(|| print_units(units, &tokens, &next))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("printing does not panic")).collect()
    });
    printed.sort_unstable_by_key(|(index, _)| *index);
    printed.into_iter().map(|(_, text)| text).collect()
}

/// Each thread takes the next unit when it is done with one: units differ in size by far.
fn print_units<U>(
    units: &[U],
    tokens: impl Fn(&U) -> TokenStream,
    next: &AtomicUsize,
) -> Vec<(usize, String)> {
    let mut printed = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(unit) = units.get(index) else { return printed };
        printed.push((index, print(tokens(unit))));
    }
}

fn print(tokens: TokenStream) -> String {
    let file = syn::parse2(tokens).expect("what is generated is Rust");
    let text = prettyplease::unparse(&file);
    if text.is_empty() { text } else { text + "\n" }
}
