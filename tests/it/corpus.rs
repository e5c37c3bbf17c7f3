//! What the fuzz targets found worth keeping (`fuzz/corpus`), run as a test: no text and no frame of it panics.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use samewire_codegen::backend::rust::tokens;
use samewire_codegen::diagnostic::Diagnostics;
use samewire_codegen::load_text;
use samewire_codegen::model::{Direction, Model};
use samewire_codegen::source::Sources;
use samewire_codegen::yaml::{Kind, Node, parse};

use crate::sides::sides;

/// The units of a target, by name; of what is no text the beginning that is, as the targets themselves take it.
fn units(target: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: std::path::PathBuf| {
        let bytes = fs::read(&path).unwrap();
        let text = bytes.utf8_chunks().next().map(|chunk| chunk.valid().to_owned());
        (path.display().to_string(), text.unwrap_or_default())
    };
    entries.map(text).collect()
}

/// Runs every unit of a target and names those that panic.
fn run(target: &str, check: impl Fn(&str)) {
    let units = units(target);
    let panics = |(name, text): &(String, String)| {
        catch_unwind(AssertUnwindSafe(|| check(text))).is_err().then(|| name.clone())
    };
    let wrong: Vec<_> = units.iter().filter_map(panics).collect();
    println!("{} units of {target}", units.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(units.len() > 100, "only {}", units.len());
}

/// Loads any text: its model, or at least one error; every place lies in the text, every form can be shown.
pub fn answered(text: &str) -> Option<Model> {
    let (model, sources, diagnostics) = match load_text(Path::new("/events.yaml"), text) {
        Ok(loaded) => (Some(loaded.model), loaded.sources, loaded.warnings),
        Err(rejected) => {
            assert!(rejected.diagnostics.errors() > 0, "refused without a word");
            (None, rejected.sources, rejected.diagnostics)
        }
    };
    places(&diagnostics, &sources);
    assert!(diagnostics.is_empty() || !diagnostics.render_human(&sources, None, true).is_empty());
    assert_eq!(diagnostics.render_json(&sources, None).is_empty(), diagnostics.is_empty());
    assert_eq!(diagnostics.render_github(&sources, None).is_empty(), diagnostics.is_empty());
    model
}

fn places(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.iter() {
        let seconds = diagnostic.secondary.iter().map(|(span, _)| *span);
        for span in diagnostic.span().into_iter().chain(seconds) {
            let text = sources.file(span).expect("a file that was read").text();
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
            let place = sources.place(span).expect("a place");
            assert!(place.line <= text.split('\n').count() && place.column >= 1, "{diagnostic:?}: {place:?}");
        }
    }
}

fn nodes(node: &Node, text: &str) {
    assert!(text.get(node.span.start as usize..node.span.end as usize).is_some(), "{node:?}");
    match &node.kind {
        Kind::Scalar(_) => {}
        Kind::Sequence { items, .. } => items.iter().for_each(|item| nodes(item, text)),
        Kind::Mapping { entries, .. } => entries.iter().for_each(|entry| nodes(&entry.value, text)),
    }
}

#[test]
fn texts_of_the_yaml_reader() {
    run("yaml_text", |text| {
        let mut diagnostics = Diagnostics::default();
        match parse(0, text, &mut diagnostics) {
            Some(node) => nodes(&node, text),
            None => assert!(diagnostics.errors() > 0),
        }
    });
}

#[test]
fn texts_of_load() {
    run("load", |text| drop(answered(text).map(|model| tokens(&model))));
}

#[test]
fn frames() {
    run("frames", |text| {
        for side in [Direction::Server, Direction::Client].into_iter().flat_map(sides) {
            if let Ok(written) = (side.rewrite)(text) {
                assert_eq!((side.rewrite)(&written).expect("what was written is read"), written);
            }
        }
    });
}

#[test]
#[should_panic(expected = "fuzz/corpus/load/")]
fn a_panic_is_named() {
    let first = units("load").into_iter().next().expect("a unit").1;
    run("load", |text| assert_ne!(text, first));
}
