//! Manifests at random, from a grammar of the whole language: each generates Rust that says what its model says.
//!
//! `SAMEWIRE_RANDOM=100000 SAMEWIRE_SEED=1` sets how many, and where the seeds begin; a failure names its seed.

mod compiled;
mod grammar;
mod mutants;
mod mutated;
mod names;
mod types;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use grammar::{Random, manifest};
use samewire_codegen::backend::rust::tokens;
use samewire_codegen::backend::tauri;
use samewire_codegen::diagnostic::codes::NOT_SUPPORTED_YET;
use samewire_codegen::model::Model;
use samewire_codegen::{Rejected, load_text};

use crate::desktop::dispatch;
use crate::{guide, reparse};

/// How many manifests are generated.
const COUNT: u64 = 5_000;

fn setting(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |value| value.parse().unwrap_or_else(|_| panic!("{name}={value}")))
}

/// The model of a random manifest; none when it uses what is not generated yet, and says so.
fn model(seed: u64, random: &Random) -> Option<Model> {
    let rejected = match load_text(Path::new("/random.yaml"), &random.text) {
        Ok(loaded) => return Some(loaded.model),
        Err(rejected) => rejected,
    };
    let later = |rejected: &Rejected| {
        let mut errors = rejected.diagnostics.iter().filter(|diagnostic| diagnostic.code.id < "SW900");
        errors.all(|error| error.code.id == NOT_SUPPORTED_YET.id)
    };
    let shown = || rejected.diagnostics.render_human(&rejected.sources, None, false);
    assert!(later(&rejected), "seed {seed} is not valid:\n{}\n{}", random.text, shown());
    assert!(
        !random.later.is_empty(),
        "seed {seed} uses nothing of what may come later:\n{}\n{}",
        random.text,
        shown()
    );
    None
}

/// What was not generated yet, by what it used.
type Skipped = BTreeMap<Vec<&'static str>, usize>;

/// Generates manifests until so many were accepted, from every `step`th seed on.
fn run(count: u64, (first, step): (u64, usize), mut each: impl FnMut(u64, Random, Model)) -> Skipped {
    let (mut accepted, mut skipped) = (0, Skipped::new());
    for seed in (first..).step_by(step) {
        if accepted == count {
            break;
        }
        let random = manifest(seed);
        match model(seed, &random) {
            Some(model) => {
                let text = random.text.clone();
                let checked = catch_unwind(AssertUnwindSafe(|| each(seed, random, model)));
                checked.unwrap_or_else(|_| panic!("seed {seed}:\n{text}"));
                accepted += 1;
            }
            None => *skipped.entry(random.later.into_iter().collect()).or_default() += 1,
        }
    }
    skipped
}

/// The texts of so many manifests that are accepted.
pub fn texts(count: u64) -> Vec<String> {
    let mut texts = Vec::new();
    run(count, (0, 1), |_, random, _| texts.push(random.text));
    texts
}

#[test]
fn what_is_generated_says_what_the_model_says() {
    let (count, first) = (setting("SAMEWIRE_RANDOM", COUNT), setting("SAMEWIRE_SEED", 0));
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get().min(8));
    let (events, types) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let compare = |seed: u64, _: Random, model: Model| {
        events.fetch_add(model.server.len() + model.client.len(), Relaxed);
        types.fetch_add(model.types.len(), Relaxed);
        reparse::compare_tokens(&model, tokens(&model), &format!("seed {seed}"));
        if model.reaches_page() {
            let dispatch = syn::parse2(tauri::tokens(&model, "crate::events")).expect("Rust");
            dispatch::compare(&model, &dispatch, &format!("seed {seed}"));
        }
        if seed.is_multiple_of(8) {
            guide::compare(&model, &format!("seed {seed}"));
        }
    };
    let mut skipped = Skipped::new();
    std::thread::scope(|scope| {
        let share = |thread| run(count.div_ceil(threads as u64), (first + thread, threads), compare);
        let running: Vec<_> = (0..threads as u64).map(|thread| scope.spawn(move || share(thread))).collect();
        for (later, count) in running.into_iter().flat_map(|run| run.join().expect("a seed is named above")) {
            *skipped.entry(later).or_default() += count;
        }
    });
    let (events, types) = (events.into_inner() as u64, types.into_inner() as u64);
    let all: usize = skipped.values().sum();
    println!(
        "{count} manifests with {events} events and {types} types; {all} more use what is not generated yet"
    );
    for later in skipped.keys().flatten().collect::<BTreeSet<_>>() {
        let with: usize = skipped.iter().filter(|(all, _)| all.contains(later)).map(|(_, count)| count).sum();
        println!("  {with} × {later}");
    }
    // Three of four use nothing that could come later.
    assert!(all as u64 <= count / 2, "{all} were not generated");
    assert!(events > count * 3 && types > count * 2, "{events} events, {types} types");
}

/// Nothing is tested here: `tests/run typescript` generates from these manifests, and compiles what comes of it.
#[test]
#[ignore = "writes manifests into the folder that SAMEWIRE_MANIFESTS names"]
fn manifests_as_files() {
    let folder = env::var_os("SAMEWIRE_MANIFESTS").expect("SAMEWIRE_MANIFESTS names a folder");
    run(setting("SAMEWIRE_RANDOM", 100), (setting("SAMEWIRE_SEED", 0), 1), |seed, random, _| {
        let folder = Path::new(&folder).join(format!("random-{seed}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("events.yaml"), random.text).unwrap();
    });
}

#[test]
fn a_seed_is_always_the_same_manifest() {
    for seed in 0..50 {
        let (one, other) = (manifest(seed), manifest(seed));
        assert_eq!((one.text, one.frames), (other.text, other.frames));
    }
    assert_ne!(manifest(1).text, manifest(2).text);
}

/// What a manifest says is really compared: another manifest's Rust is noticed.
#[test]
fn another_manifest_is_noticed() {
    let models: Vec<_> = (0..60).filter_map(|seed| model(seed, &manifest(seed))).collect();
    for pair in models.windows(2).filter(|pair| pair[0] != pair[1]) {
        let compared =
            catch_unwind(AssertUnwindSafe(|| reparse::compare_tokens(&pair[0], tokens(&pair[1]), "another")));
        assert!(compared.is_err(), "{:?}", pair[0]);
    }
}
