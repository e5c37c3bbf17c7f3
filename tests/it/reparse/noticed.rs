//! The comparison sees what it is there for: Rust that differs from the model, each time in one thing.

use samewire_codegen::backend::rust::inline;
use samewire_codegen::load;

use super::compare;
use crate::cases::folder;

#[test]
fn a_difference_is_noticed() {
    let loaded = load(&folder().join("presence-required/events.yaml"), Some(&folder())).unwrap();
    let text = inline(&loaded.model);
    for (from, to) in [
        ("pub x: ::std::string::String", "pub x: ::std::string::String, pub y: u8"),
        ("&[\"x\"]", "&[\"y\"]"),
        ("pub struct E", "/// More.\n pub struct E"),
        ("NAME: &'static str = \"e\"", "NAME: &'static str = \"f\""),
        ("pub mod server {", "pub mod server { pub fn more() {}"),
    ] {
        assert!(text.contains(from), "{from} in {text}");
        let broken = text.replacen(from, to, 1);
        let noticed = std::panic::catch_unwind(|| compare(&loaded.model, &broken, "broken"));
        assert!(noticed.is_err(), "{to} was not noticed");
    }
}

/// Texts in the bodies of functions and constants, each changed.
#[test]
fn another_text_is_noticed() {
    for (case, from, to) in [
        ("default-edges", "h.unwrap_or(-0.0)", "h.unwrap_or(0.0)"),
        ("default-edges", "unwrap_or(super::types::Old::New)", "unwrap_or(super::types::Old::Old)"),
        ("default-edges", r#"\"t:none\""#, r#"\"t:some\""#),
        ("default-edges", "i.unwrap_or(0)", "i.unwrap_or(1)"),
        ("was-value", r#" | "tiny" =>"#, r#" | "Tiny" =>"#),
        ("int-enum-was", " | 11 =>", " | 12 =>"),
        ("flags", r#"("GUILDS", 1)"#, r#"("GUILDS", 2)"#),
        ("was-event", r#"("old_f", 0)"#, r#"("old_f", 1)"#),
        ("was-event", r#"keys: &["type"]"#, r#"keys: &["kind"]"#),
        ("event-properties", "Delivery::Critical", "Delivery::Volatile"),
        ("event-properties", "idempotent: true", "idempotent: false"),
        (
            "hostile-docs",
            "since: ::core::option::Option::Some(\"<",
            "since: ::core::option::Option::Some(\">",
        ),
        ("hostile-docs", r#""\"*/ `${""#, r#""\"*/ `$(""#),
    ] {
        let loaded = load(&folder().join(case).join("events.yaml"), Some(&folder())).unwrap();
        let text = inline(&loaded.model);
        assert!(text.contains(from), "{case}: {from}");
        let broken = text.replacen(from, to, 1);
        let noticed = std::panic::catch_unwind(|| compare(&loaded.model, &broken, "broken"));
        assert!(noticed.is_err(), "{case}: {to} was not noticed");
    }
}
