//! A search for what the rules do not see: manifests of `tests/cases` and of `tests/breaking`, one change at random in
//! each. Whatever then happens between old and new must have been foretold.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use samewire_codegen::breaking::{Level, compare};
use samewire_codegen::load_text;
use samewire_codegen::model::{Direction, Model};

use super::proof::Meetings;

/// How many changes are tried, unless SAMEWIRE_MUTATIONS says another number.
const TRIED: usize = 2_000;

const TYPES: &[&str] = &[
    "bool",
    "string",
    "i8",
    "i32",
    "u8",
    "u16",
    "u32",
    "u64",
    "f32",
    "f64",
    "uuid",
    "timestamp<ms>",
    "date",
    "json",
    "list<u8>",
    "set<string>",
    "map<string>",
    "string | null",
    "string<u64>",
    "string | u32",
];

const WORDS: &[(&str, &str)] = &[
    ("open: true", "open: false"),
    ("open: false", "open: true"),
    (" | null", ""),
    ("list<", "set<"),
    ("u8", "u16"),
    ("u32", "i32"),
    (": <name>", ": <name>, at?: u32"),
    ("...<payload>", "data: <payload>"),
    (" = ", " = 1"),
    ("1 <<", "2 <<"),
    ("[", "[zz, "),
    ("fields: {", "fields: { zz?: u32,"),
    ("fields: {", "fields: { zz: u32,"),
    ("fields: {", "fields: { zz: u32 = 7,"),
    ("enum: [", "enum: [zz, "),
];

/// The manifest with one change, which may be no manifest.
fn mutated(rng: &mut Rng, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = rng.usize(2..lines.len().max(3)).min(lines.len() - 1);
    let line = lines[at];
    let changed = match rng.u8(0..7) {
        0 => String::new(),
        1 => optional(rng, line),
        2 => retyped(rng, line),
        3 => renamed(rng, line),
        4 => without_item(rng, line),
        5 => format!("{line}\n{}", renamed(rng, line)),
        _ => {
            let (from, to) = WORDS[rng.usize(..WORDS.len())];
            line.replacen(from, to, 1)
        }
    };
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    lines[at] = changed;
    lines.join("\n") + "\n"
}

/// Where each of some text begins in a line; one of them at random.
fn one_of(rng: &mut Rng, line: &str, wanted: &str) -> Option<usize> {
    let places: Vec<usize> = line.match_indices(wanted).map(|(at, _)| at).collect();
    (!places.is_empty()).then(|| places[rng.usize(..places.len())])
}

fn optional(rng: &mut Rng, line: &str) -> String {
    match one_of(rng, line, ": ") {
        Some(at) if line[..at].ends_with('?') => format!("{}{}", &line[..at - 1], &line[at..]),
        Some(at) => format!("{}?{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

fn retyped(rng: &mut Rng, line: &str) -> String {
    let Some(at) = one_of(rng, line, ": ") else { return line.to_owned() };
    let rest = &line[at + 2..];
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    format!("{}: {} {}", &line[..at], TYPES[rng.usize(..TYPES.len())], &rest[end..])
}

/// Another key, and perhaps its old name.
fn renamed(rng: &mut Rng, line: &str) -> String {
    let Some(at) = one_of(rng, line, ":") else { return line.to_owned() };
    let head = line[..at].trim_end_matches('?');
    format!("{head}_zz{}", &line[head.len()..])
}

fn without_item(rng: &mut Rng, line: &str) -> String {
    let Some(at) = one_of(rng, line, ", ") else { return line.to_owned() };
    let rest = &line[at + 2..];
    let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
    format!("{}{}", &line[..at], &rest[end..])
}

fn model(text: &str) -> Option<Model> {
    let model = load_text(Path::new("/events.yaml"), text).ok()?.model;
    // Names that are channels stand in no frame.
    let is_channel = |direction| model.frames(direction).pictures.iter().any(|picture| picture.is_channel());
    (!is_channel(Direction::Server) && !is_channel(Direction::Client)).then_some(model)
}

fn seeds() -> Vec<(String, String, Model)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut paths = Vec::new();
    for folder in ["cases", "breaking"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let folder = entry.unwrap().path();
            paths.extend([folder.join("events.yaml"), folder.join("previous.yaml")]);
        }
    }
    paths.sort();
    let seeds = paths.into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        let model = model(&text)?;
        Some((path.display().to_string(), text, model))
    });
    seeds.collect()
}

#[test]
fn nothing_happens_that_is_not_foretold() {
    let tried = std::env::var("SAMEWIRE_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(TRIED);
    let (mut rng, seeds) = (Rng::with_seed(8), seeds());
    let (mut compared, mut happened, mut unforeseen) = (0, 0, Vec::new());
    while compared < tried {
        let (path, text, previous) = &seeds[rng.usize(..seeds.len())];
        let changed = mutated(&mut rng, text);
        let Some(current) = model(&changed).filter(|current| current != previous) else { continue };
        compared += 1;
        let found = compare(previous, &current);
        let is_foretold = found.iter().any(|own| own.breaks(Level::Wire));
        let Meetings { new_reads, old_reads } = Meetings::of(previous, &current);
        let what = new_reads.first().or(old_reads.first());
        happened += usize::from(what.is_some());
        if let (Some(what), false) = (what, is_foretold) {
            let change = similar_lines(text, &changed);
            unforeseen.push(format!("{path}\n{change}{what}\n{found:#?}"));
        }
    }
    assert!(
        unforeseen.is_empty(),
        "{} of {compared}:\n{}",
        unforeseen.len(),
        unforeseen[..unforeseen.len().min(5)].join("\n")
    );
    assert!(happened * 5 > compared, "only {happened} of {compared} changes do anything");
}

fn similar_lines(before: &str, after: &str) -> String {
    let gone = before
        .lines()
        .filter(|line| !after.lines().any(|own| own == *line))
        .map(|line| format!("- {line}\n"));
    let come = after
        .lines()
        .filter(|line| !before.lines().any(|own| own == *line))
        .map(|line| format!("+ {line}\n"));
    gone.chain(come).collect()
}
