//! A search for what the rules do not see: manifests of `tests/cases` and of `tests/breaking`, and manifests at random, with
//! one change at random in each. Whatever then happens between old and new must have been foretold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use fastrand::Rng;
use samewire_codegen::breaking::{compare, compare_without};
use samewire_codegen::load_text;
use samewire_codegen::model::{Direction, Model};

use super::proof::{Meetings, foretold_by};
use crate::random::texts;

/// How many changes are tried, unless SAMEWIRE_MUTATIONS says another number; SAMEWIRE_SEED gives others.
const COUNT: u64 = 2_000;

/// How many manifests at random are changed too.
const RANDOM: u64 = 60;

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
    let of_files = paths.into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        let path = path.strip_prefix(&root).unwrap_or(&path);
        Some((path.display().to_string(), text))
    });
    let random = texts(RANDOM).into_iter().enumerate().map(|(index, text)| (format!("random {index}"), text));
    of_files
        .chain(random)
        .filter_map(|(name, text)| Some((name, model(&text)?, text)))
        .map(|(name, model, text)| (name, text, model))
        .collect()
}

/// A manifest that was changed, and what happens between the two.
pub struct Changed {
    pub path: String,
    /// The lines that differ.
    pub lines: String,
    pub previous: Model,
    pub current: Model,
    meetings: Meetings,
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
}

/// Changes manifests until so many changes are valid.
pub fn changed(count: u64, mut each: impl FnMut(Changed)) {
    let (mut rng, seeds) = (Rng::with_seed(setting("SAMEWIRE_SEED", 8)), seeds());
    let mut tried = 0;
    while tried < count {
        let (path, text, previous) = &seeds[rng.usize(..seeds.len())];
        let after = mutated(&mut rng, text);
        let Some(current) = model(&after).filter(|current| current != previous) else { continue };
        tried += 1;
        let meetings = catch_unwind(|| Meetings::of(previous, &current));
        let meetings = meetings.unwrap_or_else(|_| panic!("{path}\n{}", lines(text, &after)));
        let lines = lines(text, &after);
        each(Changed { path: path.clone(), lines, previous: previous.clone(), current, meetings });
    }
}

impl Changed {
    /// What happens to a reader, and no rule foretells, if these rules were not there.
    fn unforeseen(&self, off: &[&str]) -> Option<&String> {
        let found = compare_without(&self.previous, &self.current, off);
        let (new_reader, old_reader) = foretold_by(&found);
        let Meetings { new_reads, old_reads } = &self.meetings;
        let to_new = new_reads.first().filter(|_| !new_reader);
        to_new.or_else(|| old_reads.first().filter(|_| !old_reader))
    }
}

#[test]
fn nothing_happens_that_is_not_foretold() {
    let count = setting("SAMEWIRE_MUTATIONS", COUNT);
    let (mut happened, mut unforeseen, mut missed) = (0, Vec::new(), BTreeMap::new());
    changed(count, |changed| {
        let Meetings { new_reads, old_reads } = &changed.meetings;
        happened += u64::from(!new_reads.is_empty() || !old_reads.is_empty());
        if let Some(what) = changed.unforeseen(&[]) {
            unforeseen.push(format!("{}\n{}{what}\n", changed.path, changed.lines));
        }
        // Without a rule that finds something here, something may happen that nobody foretold.
        let found = compare(&changed.previous, &changed.current);
        for rule in found.iter().filter_map(|own| own.rule).collect::<BTreeSet<_>>() {
            let is_missed = changed.unforeseen(&[rule]).is_some();
            *missed.entry(rule).or_insert(0) += usize::from(is_missed);
        }
    });
    missed.retain(|_, count| *count > 0);
    println!("{count} changes, {happened} of which somebody cannot follow; without a rule: {missed:?}");
    let shown = unforeseen[..unforeseen.len().min(20)].join("\n");
    assert!(unforeseen.is_empty(), "{} of {count}:\n{shown}", unforeseen.len());
    assert!(happened * 4 > count, "only {happened} of {count} changes do anything");
    assert!(missed.len() > 20, "the absence of few rules is seen: {missed:?}");
}

fn lines(before: &str, after: &str) -> String {
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
