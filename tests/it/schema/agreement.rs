//! What samewire refuses in `tests/invalid/`, the schema refuses on the same line, except for the codes listed here.

use std::collections::{BTreeMap, BTreeSet};

use samewire_codegen::diagnostic::codes::CODES;
use samewire_codegen::schema::Of;

use super::found;
use crate::invalid::{diagnostics, fixtures};

/// Codes that a schema cannot express, and why.
const NEVER: &[(&str, &[&str])] = &[
    ("it is about the file, not about what is in it", &["SW001", "SW002", "SW003", "SW016"]),
    (
        "a schema sees what YAML made of the text; editors report mistakes in the YAML by themselves",
        &["SW004", "SW005", "SW006", "SW007", "SW009", "SW010", "SW011", "SW012", "SW014"],
    ),
    (
        "names are derived from keys and compared with each other",
        &[
            "SW204", "SW205", "SW206", "SW207", "SW208", "SW216", "SW217", "SW218", "SW220", "SW221",
            "SW222", "SW223",
        ],
    ),
    (
        "it has to be known what a type is that stands elsewhere",
        &["SW210", "SW211", "SW212", "SW215", "SW301"],
    ),
    (
        "it has to be known what another event is",
        &["SW213", "SW214", "SW303", "SW406", "SW407", "SW408", "SW409"],
    ),
    ("a version is compared with the next", &["SW224", "SW225"]),
    (
        "pictures are compared with payloads and with each other",
        &["SW402", "SW403", "SW404", "SW405", "SW410"],
    ),
    ("it is about paths and other files", &["SW501", "SW502", "SW503", "SW504", "SW505"]),
    (
        "it is about a target, not about the language",
        &["SW600", "SW601", "SW602", "SW603", "SW604", "SW605", "SW606"],
    ),
    ("a warning is no mistake", &["SW901", "SW902", "SW903", "SW904", "SW905", "SW906"]),
];

/// Codes that a schema can express in some places only, and why not in others.
const PARTLY: &[(&str, &str)] = &[
    ("SW008", "`<<` is a name like any other where names are the author's"),
    ("SW013", "nothing is null, and null is a type"),
    ("SW015", "a key is a text to a schema, with and without quotes"),
    ("SW107", "whether an enum is one of integers is in its values"),
    ("SW111", "a mapping may hold texts or integers; that it may not hold both is not said"),
    ("SW115", "what a path names, and which days there are, is not said"),
    ("SW116", "the names of Rust and C++ are not said"),
    ("SW117", "which days there are is not said"),
    ("SW201", "brackets are not counted, and `~` is null"),
    ("SW202", "which types the manifest declares is not known"),
    ("SW203", "how many types each type takes is not counted"),
    ("SW219", "versions are not compared with each other"),
    ("SW302", "numbers are not compared with the width of `repr`"),
    ("SW401", "holes are not counted, and one member is not compared with another"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Always,
    Partly,
    Never,
}

/// Whether the schema knows a mistake.
pub fn reach(code: &str) -> Reach {
    if NEVER.iter().any(|(_, codes)| codes.contains(&code)) {
        return Reach::Never;
    }
    if PARTLY.iter().any(|(known, _)| *known == code) { Reach::Partly } else { Reach::Always }
}

/// A line of a fixture.
struct Line {
    place: String,
    /// What samewire finds there.
    codes: BTreeSet<&'static str>,
    /// Whether the schema refuses something there.
    refused: bool,
}

fn places<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Vec<String> {
    lines.into_iter().map(|line| format!("{} {:?}", line.place, line.codes)).collect()
}

/// Every line on which something is found, and what the schema refuses elsewhere.
fn lines() -> (Vec<Line>, Vec<String>) {
    let (mut all, mut stray) = (Vec::new(), Vec::new());
    for path in fixtures() {
        let (sources, diagnostics) = diagnostics(&path);
        for (index, file) in sources.files().iter().enumerate() {
            let mut lines: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
            for diagnostic in diagnostics.iter() {
                let span = diagnostic.span().unwrap();
                if span.file as usize == index {
                    lines.entry(sources.place(span).unwrap().line).or_default().insert(diagnostic.code.id);
                }
            }
            let of = if index == 0 { Of::Manifest } else { Of::Included };
            let name = file.path().file_name().unwrap().to_string_lossy().into_owned();
            let found = found(of, file.text());
            for error in &found {
                let known = |line| {
                    lines.get(line).is_some_and(|codes| codes.iter().any(|code| reach(code) != Reach::Never))
                };
                if !error.lines.iter().any(known) {
                    stray.push(format!("{name}: {}", error.what));
                }
            }
            all.extend(lines.into_iter().map(|(line, codes)| Line {
                place: format!("{name}:{line}"),
                codes,
                refused: found.iter().any(|error| error.lines.contains(&line)),
            }));
        }
    }
    (all, stray)
}

#[test]
fn what_samewire_refuses_the_schema_refuses_as_far_as_it_can() {
    let (lines, stray) = lines();
    assert!(stray.is_empty(), "the schema refuses what samewire does not, or what is listed: {stray:#?}");
    let always = |line: &&Line| line.codes.iter().any(|code| reach(code) == Reach::Always);
    let missed = places(lines.iter().filter(always).filter(|line| !line.refused));
    assert!(missed.is_empty(), "the schema misses: {missed:#?}");
}

#[test]
fn codes_that_are_partly_in_reach_are() {
    let (lines, _) = lines();
    for (code, _) in PARTLY {
        // Of a line with several codes it is not known which the schema saw.
        let other =
            |line: &&Line| line.codes.iter().all(|other| other == code || reach(other) == Reach::Never);
        let with: Vec<_> = lines.iter().filter(|line| line.codes.contains(code)).filter(other).collect();
        let (refused, missed): (Vec<&Line>, Vec<&Line>) = with.into_iter().partition(|line| line.refused);
        assert!(!refused.is_empty(), "the schema cannot express {code}: {:#?}", places(missed));
        assert!(!missed.is_empty(), "the schema can always express {code}: {:#?}", places(refused));
    }
}

#[test]
fn every_listed_code_is_one_and_listed_once() {
    let never = NEVER.iter().flat_map(|(_, codes)| codes.iter().copied());
    let mut seen = BTreeSet::new();
    for code in never.chain(PARTLY.iter().map(|(code, _)| *code)) {
        assert!(CODES.iter().any(|known| known.id == code), "there is no code {code}");
        assert!(seen.insert(code), "{code} is listed twice");
    }
}
