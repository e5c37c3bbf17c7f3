//! Rust as text. Items are built, parsed and printed one by one and in threads: a whole file at once takes minutes
//! and gigabytes for large manifests, and token streams do not cross threads.

use std::num::NonZero;
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
    let item = print(&quote::quote!(#attributes mod placeholder;));
    item.trim_end().trim_end_matches("mod placeholder;").to_owned()
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    text.trim_end().lines().map(line).collect()
}

struct Printed(Vec<(Module, String)>);

impl Printed {
    fn of(&self, module: Module) -> String {
        self.0.iter().filter(|(own, _)| *own == module).map(|(_, text)| text.as_str()).collect()
    }
}

fn print_all(model: &Model) -> Printed {
    let units = units(model);
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(8);
    let share = units.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> =
            units.chunks(share).map(|units| scope.spawn(move || print_units(model, units))).collect();
        let texts = workers.into_iter().flat_map(|worker| worker.join().expect("printing does not panic"));
        Printed(texts.collect())
    })
}

fn print_units(model: &Model, units: &[Unit<'_>]) -> Vec<(Module, String)> {
    units.iter().map(|unit| (unit.module(), print(&unit.tokens(model)))).collect()
}

fn print(tokens: &proc_macro2::TokenStream) -> String {
    let file = syn::parse2(tokens.clone()).expect("what is generated is Rust");
    let text = prettyplease::unparse(&file);
    if text.is_empty() { text } else { text + "\n" }
}
