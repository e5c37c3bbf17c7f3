//! Bad input, line by line of the list that the design gives: what a text, a name, a meaning, a file may hold that
//! other generators of this kind have stumbled over. Each is refused at its place, or generates Rust whose model,
//! read back, is the manifest's.

mod files;
mod meaning;
mod memory;
mod names;
pub(crate) mod text;
mod yaml;

use std::path::Path;

use samewire_codegen::backend::rust::{inline, tokens};
use samewire_codegen::diagnostic::codes::{DEEP_FLOW, NOT_SUPPORTED_YET};
use samewire_codegen::load_text;
use samewire_codegen::model::Model;

use crate::{guide, reparse};

/// What every manifest begins with: the test's own text begins in line 3.
const HEAD: &str = "samewire: 1\nprotocol: t\n";

/// A code with the line and column that it points at.
type Found = (String, usize, usize);

/// All diagnostics of a whole manifest, warnings too.
fn diagnostics(text: &str) -> (Option<Model>, Vec<Found>) {
    let (model, sources, diagnostics) = match load_text(Path::new("/events.yaml"), text) {
        Ok(loaded) => (Some(loaded.model), loaded.sources, loaded.warnings),
        Err(rejected) => (None, rejected.sources, rejected.diagnostics),
    };
    let found = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.span().and_then(|span| sources.place(span)).expect("a place in the text");
        (diagnostic.code.id.to_owned(), place.line, place.column)
    });
    (model, found.collect())
}

/// The text is refused with exactly these mistakes; how deep its flow style is does not matter here.
#[track_caller]
fn refused(text: &str, expected: &[(&str, usize, usize)]) {
    let (model, found) = diagnostics(&format!("{HEAD}{text}"));
    assert!(model.is_none(), "accepted:\n{text}");
    let expected: Vec<Found> =
        expected.iter().map(|(code, line, column)| ((*code).to_owned(), *line, *column)).collect();
    let found: Vec<Found> = found.into_iter().filter(|(code, ..)| *code != DEEP_FLOW.id).collect();
    assert_eq!(found, expected, "\n{text}");
}

/// The text generates Rust that says what the model says.
#[track_caller]
fn accepted(text: &str) -> Model {
    let (model, found) = diagnostics(&format!("{HEAD}{text}"));
    let model = model.unwrap_or_else(|| panic!("{found:?} in\n{text}"));
    reparse::compare(&model, &inline(&model), text);
    guide::compare(&model, text);
    model
}

/// As [`accepted`], but for what the language has and no target yet, and before it is printed.
#[track_caller]
fn accepted_or_later(text: &str) -> Option<Model> {
    let (model, found) = diagnostics(&format!("{HEAD}{text}"));
    match &model {
        Some(model) => {
            reparse::compare_tokens(model, tokens(model), text);
            guide::compare(model, text);
        }
        None => {
            let later = |code: &str| code == NOT_SUPPORTED_YET.id || code.starts_with("SW9");
            assert!(found.iter().all(|(code, ..)| later(code)), "{found:?} in\n{text}");
        }
    }
    model
}

/// A text in double quotes, as YAML reads it back letter for letter.
pub(crate) fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_ascii_graphic() || c == ' ' => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
