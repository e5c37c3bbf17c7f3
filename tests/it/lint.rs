//! The rules of `samewire check`: a folder for each in `tests/lint/` holds a manifest and what is to be said of it.
//! `INSTA_UPDATE=always` writes that; a reviewer reads it.

mod levels;
mod own;
mod page;
mod process;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use samewire_codegen::diagnostic::codes::CODES;
use samewire_codegen::diagnostic::{Diagnostics, Severity};
use samewire_codegen::lint::rules::{RULES, Rule};
use samewire_codegen::lint::{Level, check, check_without, handled};
use samewire_codegen::{Loaded, load_text};

/// The day on which fixtures are judged.
pub const DAY: &str = "2027-01-01";

pub fn load(text: &str) -> Loaded {
    load_text(Path::new("/events.yaml"), text)
        .unwrap_or_else(|why| panic!("{text}\n{}", why.diagnostics.render_human(&why.sources, None, false)))
}

pub fn told(loaded: &Loaded, found: &Diagnostics) -> String {
    found.render_human(&loaded.sources, Some(Path::new("/")), false)
}

/// The ids of all that is found in a manifest.
pub fn found(text: &str) -> Vec<&'static str> {
    check(&load(text), DAY).iter().map(|own| own.code.id).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint")
}

fn fixture(rule: &Rule) -> String {
    let path = folder().join(rule.id).join("events.yaml");
    fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("there is no {}", path.display()))
        .replace("\r\n", "\n")
}

#[test]
fn each_rule_finds_what_is_expected_and_nothing_else() {
    let update = std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always");
    for rule in RULES {
        let loaded = load(&fixture(rule));
        let found = check(&loaded, DAY);
        assert!(found.iter().all(|own| own.code == rule.code), "{}\n{}", rule.id, told(&loaded, &found));
        let (path, told) = (folder().join(rule.id).join("expected.txt"), told(&loaded, &found));
        if update {
            fs::write(&path, told).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(told, expected, "{}", rule.id);
    }
    let folders =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let ids: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(folders.collect::<BTreeSet<_>>(), ids);
}

/// Without it, nothing finds what its fixture shows.
#[test]
fn lint_controls() {
    for rule in RULES {
        let loaded = load(&fixture(rule));
        assert!(!check(&loaded, DAY).is_empty(), "{} finds nothing in its fixture", rule.id);
        let without = check_without(&loaded, DAY, &[rule.id]);
        assert!(without.is_empty(), "{}\n{}", rule.id, told(&loaded, &without));
    }
}

/// Each fixture has a place that somebody allows, and that would be told otherwise.
#[test]
fn what_is_allowed_is_not_told() {
    let allow = r"(?m)^ *allow: \{[^}]*\}\n|, allow: \{[^}]*\}|allow: \{[^}]*\}(, )?";
    let allow = Regex::new(allow).unwrap();
    for rule in RULES.iter().filter(|rule| rule.can_be_allowed()) {
        let text = fixture(rule);
        assert!(text.contains(&format!("allow: {{ {}: ", rule.id)), "{} is allowed nowhere", rule.id);
        let count = |text: &str| {
            let found = check(&load(text), DAY);
            let own = found.iter().filter(|own| own.code == rule.code);
            own.map(|own| own.message.clone()).collect::<Vec<_>>()
        };
        let (with, without) = (count(&text), count(&allow.replace_all(&text, "")));
        assert_ne!(with, without, "{}: its `allow` takes nothing away", rule.id);
    }
}

#[test]
fn a_level_is_what_the_manifest_says() {
    let lint = Regex::new(r"(?m)^lint: .*\n").unwrap();
    for rule in RULES {
        let text = fixture(rule);
        let without = lint.replace(&text, "").into_owned();
        let at = |level: &str| {
            let head = format!("samewire: 1\nlint: {{ {}: {level} }}\n", rule.id);
            let loaded = load(&without.replacen("samewire: 1\n", &head, 1));
            let found = check(&loaded, DAY);
            (found.len(), found.errors())
        };
        let (off, warn, error) = (at("off"), at("warn"), at("error"));
        assert_eq!(off, (0, 0), "{}", rule.id);
        assert!(warn.0 > 0 && warn.1 == 0, "{}", rule.id);
        assert_eq!(error, (warn.0, warn.0), "{}", rule.id);
        let usual = check(&load(&without), DAY).len();
        assert_eq!(usual == 0, rule.level == Level::Off, "{}", rule.id);
    }
}

#[test]
fn every_rule_is_kept_and_every_warning_is_one() {
    let by_hand: BTreeSet<&str> = handled().collect();
    let alone: BTreeSet<&str> =
        RULES.iter().filter(|rule| !rule.is_of_reading()).map(|rule| rule.id).collect();
    assert_eq!(by_hand, alone);
    let warnings = CODES.iter().filter(|code| code.severity == Severity::Warning).map(|code| code.id);
    let of_reading = RULES.iter().filter(|rule| rule.is_of_reading()).map(|rule| rule.code.id);
    assert_eq!(of_reading.collect::<BTreeSet<_>>(), warnings.collect());
}

/// Ids are made of capitals, stand for one rule, and are those of no rule about changes.
#[test]
fn an_id_is_one() {
    let mut seen: BTreeSet<&str> =
        samewire_codegen::breaking::rules::RULES.iter().map(|rule| rule.id).collect();
    seen.extend(samewire_codegen::lint::Group::ALL.map(|group| group.id()));
    for rule in RULES {
        assert!(seen.insert(rule.id), "{}", rule.id);
        assert!(rule.id.chars().all(|c| c.is_ascii_uppercase() || c == '_'), "{}", rule.id);
        assert!(rule.why.ends_with('.') && rule.fix.ends_with('.'), "{}", rule.id);
    }
}
