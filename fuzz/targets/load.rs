//! From a text to a model and to Rust: whatever the text is, it is refused with a place in it, or makes Rust.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use samewire_codegen::backend::rust::tokens;
use samewire_codegen::diagnostic::Diagnostics;
use samewire_codegen::load_text;
use samewire_codegen::source::Sources;

fuzz_target!(|text: &str| {
    match load_text(Path::new("/events.yaml"), text) {
        Ok(loaded) => {
            shown(&loaded.warnings, &loaded.sources);
            drop(tokens(&loaded.model));
        }
        Err(rejected) => {
            assert!(rejected.diagnostics.errors() > 0, "refused without a word");
            shown(&rejected.diagnostics, &rejected.sources);
        }
    }
});

/// Every place lies in the text, and every form of every message can be made.
fn shown(diagnostics: &Diagnostics, sources: &Sources) {
    for diagnostic in diagnostics.iter() {
        if let Some(span) = diagnostic.span() {
            let text = sources.file(span).expect("a file that was read").text();
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
        }
    }
    drop(diagnostics.render_human(sources, None, false));
    drop(diagnostics.render_json(sources, None));
}
