//! `lint` and `allow` in a manifest.

use super::{DAY, check, found, load, told};

const TWO: &str =
    "server:\n  some_thing: { category: a }\n  somethingElse: { category: a }\n  and_more: {}\n";

fn manifest(head: &str) -> String {
    format!("samewire: 1\nprotocol: t\n{head}{TWO}")
}

#[test]
fn a_group_has_a_level_and_a_rule_another() {
    assert_eq!(found(&manifest("")), ["EVENT_NAME_STYLE", "EVENT_HAS_CATEGORY"]);
    assert_eq!(found(&manifest("lint: { NAMES: off }\n")), ["EVENT_HAS_CATEGORY"]);
    let docs = found(&manifest("lint: { DOCS: error, EVENT_HAS_CATEGORY: off, NAMES: off }\n"));
    assert_eq!(docs, ["EVENT_HAS_DOC", "EVENT_HAS_DOC", "EVENT_HAS_DOC"]);
    let loaded = load(&manifest("lint: { NAMES: error, EVENT_NAME_STYLE: warn }\n"));
    assert_eq!(check(&loaded, DAY).errors(), 0);
}

/// What a build tells is neither more, nor an error.
#[test]
fn generation_hears_of_no_rule_that_is_for_check() {
    let text = "samewire: 1\nprotocol: t\nlint: { TYPES: error, DOCS: error }\ntypes:\n  Old: string\nserver:\n  e: {}\n";
    let loaded = load(text);
    let warnings: Vec<_> = loaded.warnings.iter().map(|own| own.code.id).collect();
    assert_eq!((warnings, loaded.warnings.errors()), (vec!["SW901"], 0));
    assert!(check(&loaded, DAY).errors() > 1);
    assert_eq!(found(text).iter().filter(|id| **id == "SW901").count(), 1);
    let off = text.replace("TYPES: error", "TYPES: off");
    assert!(load(&off).warnings.is_empty());
}

#[test]
fn an_exception_holds_for_what_is_written_inside() {
    let text = |allow: &str| {
        format!(
            "samewire: 1\nprotocol: t\nserver:\n  a:\n{allow}    fields:\n      x: {{ fields: {{ sent_at: string }} }}\n  \
             b: {{ fields: {{ seen_at: string }} }}\n"
        )
    };
    assert_eq!(found(&text("")), ["TIME_HAS_TYPE", "TIME_HAS_TYPE"]);
    assert_eq!(found(&text("    allow: { TIME_HAS_TYPE: So it is. }\n")), ["TIME_HAS_TYPE"]);
}

/// An exception to a rule that is off may wait for it.
#[test]
fn an_exception_to_what_is_not_looked_for_is_not_told() {
    let text = |level: &str| {
        let head = format!("lint: {{ EVENT_HAS_EXAMPLE: {level}, NAMES: off, DOCS: off }}\n");
        manifest(&format!("{head}allow: {{ EVENT_HAS_EXAMPLE: There are none. }}\n"))
    };
    assert_eq!(found(&text("off")), Vec::<&str>::new());
    assert_eq!(found(&text("warn")), ["SW906"]);
}

#[test]
fn findings_that_are_one_thing_are_told_once() {
    let text = "samewire: 1\nprotocol: t\nserver:\n  a: { fields: { job_id: string } }\n  b: { fields: { job_id: string } }\n  \
                c: { fields: { job_id: string } }\n";
    let loaded = load(text);
    let told = told(&loaded, &check(&loaded, DAY));
    assert!(told.contains("`job_id` is a plain `string`, here and in 2 more places (lines 5, 6)"), "{told}");
    let elsewhere =
        text.replace("a: { fields: { job_id: string } }", "a: { fields: { job_id: string, allow: u8 } }");
    assert_eq!(found(&elsewhere).len(), 1);
}

/// What only an older version has, nobody can change any more.
#[test]
fn older_versions_are_what_they_were() {
    let text = "samewire: 1\nprotocol: t\nwire: { frame: { v: <version>, type: <name>, ...<payload> } }\ntypes:\n  \
                Old: { fields: { sentAt: string, x: u8 } }\nserver:\n  a:\n    version: 2\n    versions:\n      \
                v1: { fields: { old: Old, someMore: u8 } }\n    fields: { by_whom?: string }\n";
    assert_eq!(found(text), Vec::<&str>::new());
}
