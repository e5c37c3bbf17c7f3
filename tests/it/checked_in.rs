//! Files that are made of tables in the code and checked in: `INSTA_UPDATE=always cargo test` brings them up to date, as
//! it does snapshots.

use std::path::Path;
use std::{env, fs};

use samewire_codegen::schema;

/// Compares a file of the repository with what it should hold, or writes that.
#[track_caller]
pub(crate) fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        fs::write(&path, text).unwrap();
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(checked_in == text, "{name} is stale: run INSTA_UPDATE=always cargo test --test it checked_in");
}

#[test]
fn the_schema() {
    check("codegen/schema/events.schema.json", &schema::text(schema::Of::Manifest));
}

#[test]
#[should_panic(expected = "codegen/schema/events.schema.json is stale")]
fn a_stale_file_is_noticed() {
    if env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always") {
        panic!("codegen/schema/events.schema.json is stale, were it not written");
    }
    check("codegen/schema/events.schema.json", "{}");
}
