//! All files of the target.

use super::{codec, functions, index, modules, runtime, upgrades};
use crate::files::MARKER;
use crate::model::{Direction, Model};
use crate::outputs::TypeScriptOutput;

/// The files, each with its path in the target's folder.
pub fn files(model: &Model, output: &TypeScriptOutput) -> Vec<(String, String)> {
    let upgrades = upgrades::specifier(&output.dir.join("codec"), &output.upgrades);
    let generated = [
        ("types.ts", modules::types(model)),
        ("server.ts", modules::direction(model, Direction::Server)),
        ("client.ts", modules::direction(model, Direction::Client)),
        ("codec/types.ts", codec::types(model)),
        ("codec/server.ts", codec::direction(model, Direction::Server, &upgrades)),
        ("codec/client.ts", codec::direction(model, Direction::Client, &upgrades)),
        ("index.ts", index::index(model)),
        ("listeners.ts", functions::listeners(model)),
        ("senders.ts", functions::senders(model)),
    ];
    let desktop: &[Made] = match model.desktop.is_empty() {
        true => &[],
        false => &[("desktop.ts", modules::desktop), ("codec/desktop.ts", codec::desktop)],
    };
    let desktop = desktop.iter().map(|(path, made)| (*path, made(model)));
    let generated =
        generated.into_iter().chain(desktop).map(|(path, text)| (path.to_owned(), preamble() + &text));
    generated.chain(runtime::files(model, output)).collect()
}

/// A file, and what makes its text.
type Made = (&'static str, fn(&Model) -> String);

/// The first line of every file that is generated.
fn preamble() -> String {
    format!("// {MARKER} from the manifest of the events. Edit the manifest, not this file.\n\n")
}
