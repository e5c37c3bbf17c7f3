//! Files that are made of tables in the code and checked in: `INSTA_UPDATE=always cargo test` brings them up to date, as
//! it does snapshots.

mod diagnostics;
mod keys;
mod rules;

use std::path::Path;
use std::{env, fs};

use samewire_codegen::schema;

/// Compares a file of the repository with what it should hold, or writes that.
#[track_caller]
pub fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        return fs::write(&path, text).unwrap();
    }
    assert_current(name, &fs::read_to_string(&path).unwrap_or_default(), text);
}

#[track_caller]
fn assert_current(name: &str, checked_in: &str, text: &str) {
    let current = checked_in.replace("\r\n", "\n") == text;
    assert!(current, "{name} is stale: run INSTA_UPDATE=always cargo test --test it checked_in");
}

#[test]
fn the_schema() {
    check("codegen/schema/events.schema.json", &schema::text(schema::Of::Manifest));
}

#[test]
fn the_page_of_diagnostics() {
    check("docs/diagnostics.md", &diagnostics::page());
}

#[test]
fn the_page_of_rules() {
    check("docs/rules.md", &rules::page());
}

#[test]
fn the_page_of_keys() {
    check("docs/keys.md", &keys::page());
}

#[test]
#[should_panic(expected = "docs/keys.md is stale")]
fn a_stale_file_is_noticed() {
    assert_current("docs/keys.md", "What was true once.\n", "What is true.\n");
}
