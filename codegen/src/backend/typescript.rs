//! TypeScript: types and event maps, readers and writers, listeners, and the runtime beside them.
//!
//! Each file is lowered first, into structs that hold finished names, types and literals; a template under
//! `templates/typescript` places them.

mod declarations;
mod docs;
pub mod events;
mod literals;
mod modules;
pub mod names;
mod runtime;
mod types;

use crate::files::MARKER;
use crate::model::{Direction, Model};
use crate::outputs::TypeScriptOutput;

/// The files, each with its path in the target's folder.
pub fn files(model: &Model, output: &TypeScriptOutput) -> Vec<(String, String)> {
    let generated = [
        ("types.ts", modules::types(model)),
        ("server.ts", modules::direction(model, Direction::Server)),
        ("client.ts", modules::direction(model, Direction::Client)),
    ];
    let generated = generated.into_iter().map(|(path, text)| (path.to_owned(), preamble() + &text));
    generated.chain(runtime::files(model, output)).collect()
}

/// The first line of every file.
pub fn preamble() -> String {
    format!("// {MARKER} from the manifest of the events. Edit the manifest, not this file.\n\n")
}
