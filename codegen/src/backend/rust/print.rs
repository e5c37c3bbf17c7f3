//! Rust as text. Items are built, parsed and printed one by one and in threads: a whole file at once takes minutes
//! and gigabytes for large manifests, and token streams do not cross threads.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Module, Unit, units};
use crate::files::MARKER;
use crate::model::Model;

/// One file that holds all modules, for a build script's `OUT_DIR`.
pub fn inline(model: &Model) -> String {
    let printed = print_all(model);
    let mut text = preamble();
    for module in Module::ALL {
        match module.name() {
            None => text.push_str(&printed.of(module)),
            Some(name) => {
                text.push_str(&attributes(module));
                text.push_str(&format!("pub mod {name} {{\n{}}}\n\n", indented(&printed.of(module))));
            }
        }
    }
    text
}

/// A file for each module, for reviewers and for apps that build without a build script.
pub fn files(model: &Model) -> Vec<(String, String)> {
    let printed = print_all(model);
    let mut root = preamble();
    let mut files = Vec::new();
    for module in Module::ALL {
        let Some(name) = module.name() else { continue };
        root.push_str(&format!("{}pub mod {name};\n\n", attributes(module)));
        files.push((format!("{name}.rs"), preamble() + printed.of(module).trim_end() + "\n"));
    }
    root.push_str(printed.of(Module::Root).trim_end());
    files.push(("mod.rs".to_owned(), root + "\n"));
    files
}

fn preamble() -> String {
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
    let (units, next) = (units(model), AtomicUsize::new(0));
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(8);
    let mut printed: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> =
            (0..threads).map(|_| scope.spawn(|| print_units(model, &units, &next))).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("printing does not panic")).collect()
    });
    printed.sort_unstable_by_key(|(index, _)| *index);
    Printed(printed.into_iter().map(|(index, text)| (units[index].module(), text)).collect())
}

/// Each thread takes the next unit when it is done with one: units differ in size by far.
fn print_units(model: &Model, units: &[Unit<'_>], next: &AtomicUsize) -> Vec<(usize, String)> {
    let mut printed = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(unit) = units.get(index) else { return printed };
        printed.push((index, print(unit.tokens(model))));
    }
}

fn print(tokens: proc_macro2::TokenStream) -> String {
    let file = syn::parse2(tokens).expect("what is generated is Rust");
    let text = prettyplease::unparse(&file);
    if text.is_empty() { text } else { text + "\n" }
}
