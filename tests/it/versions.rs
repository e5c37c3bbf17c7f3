//! What an app has to write so that older versions become newer ones.

use std::path::Path;

use samewire_codegen::backend::rust::inline;
use samewire_codegen::load;

use crate::checked_in;

/// What the two that do not compile lack.
#[allow(dead_code, missing_docs)]
#[path = "../compile_fail/upgrade_is_there.rs"]
mod upgrade_is_there;

const FOLDER: &str = "tests/compile_fail";

#[test]
fn what_the_fixtures_include_is_generated() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join("versions/events.yaml");
    let model = load(&manifest, None).expect("valid").model;
    checked_in::check(&format!("{FOLDER}/versions/events.rs"), &inline(&model));
}

/// The messages name event, version and field.
#[test]
fn an_upgrade_that_is_not_written_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail(format!("{FOLDER}/upgrade_is_missing.rs"));
    cases.compile_fail(format!("{FOLDER}/upgrade_lacks_a_field.rs"));
}

#[test]
fn an_upgrade_that_is_written_compiles_and_runs() {
    upgrade_is_there::main();
}
