//! From a manifest to Rust: time, memory and growth; and that a build with nothing to do does nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime};

use crate::manifests;
use crate::measure::{median, peak_memory};
use crate::report::Report;

const SIZES: [(usize, usize); 4] = [(50, 15), (100, 15), (1_000, 9), (10_000, 5)];
const MEGABYTE: f64 = 1e6;

pub fn run(report: &mut Report) {
    report.section("Generation: a manifest to Rust");
    let folder = crate::compile::folder().join("manifests");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let mut rows = Vec::new();
    let mut walls = BTreeMap::new();
    for (events, rounds) in SIZES {
        let path = folder.join(format!("events-{events}.yaml"));
        std::fs::write(&path, manifests::manifest(events, None)).expect("the target folder can be written");
        let runs: Vec<Run> = (0..rounds).map(|_| Run::of(&path)).collect();
        let of = |value: fn(&Run) -> f64| median(runs.iter().map(value).collect());
        let (wall, peak) = (of(|run| run.wall), of(|run| run.peak));
        walls.insert(events, (wall, peak));
        rows.push(vec![
            events.to_string(),
            format!("{:.1}", of(|run| run.load)),
            format!("{:.1}", of(|run| run.render)),
            format!("{wall:.1}"),
            format!("{:.1}", runs.iter().map(|run| run.wall).fold(f64::INFINITY, f64::min)),
            format!("{:.1}", peak / MEGABYTE),
            format!("{:.2}", of(|run| run.bytes) / MEGABYTE),
        ]);
    }
    let heads = ["events", "load, ms", "render, ms", "process, ms", "fastest, ms", "peak, MB", "Rust, MB"];
    report.table(&heads, &rows);
    report.note("Medians of interleaved processes with two threads; `process` begins before the fork.");
    report.at_most("100 events to Rust, ms", walls[&100].0, 60.0);
    report.at_most("10,000 events to Rust, ms", walls[&10_000].0, 4_000.0);
    report.at_most("10,000 events, peak MB", walls[&10_000].1 / MEGABYTE, 400.0);
    report.at_most("growth from 1,000 to 10,000", walls[&10_000].0 / walls[&1_000].0, 13.0);
    nothing_to_do(report);
}

/// One process, in milliseconds and bytes.
struct Run {
    load: f64,
    render: f64,
    wall: f64,
    peak: f64,
    bytes: f64,
}

impl Run {
    fn of(manifest: &Path) -> Run {
        let own = std::env::current_exe().expect("it is known");
        let start = Instant::now();
        let output = Command::new(own).arg("--child-generate").arg(manifest).output().expect("it starts");
        let wall = milliseconds(start);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("numbers are text");
        let numbers: Vec<f64> = text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
        Run { load: numbers[0], render: numbers[1], peak: numbers[2], bytes: numbers[3], wall }
    }
}

/// The process that is measured.
pub fn child(manifest: &str) {
    two_threads();
    let start = Instant::now();
    let Ok(loaded) = samewire_codegen::load(Path::new(manifest), None) else {
        panic!("{manifest} is not valid");
    };
    let load = milliseconds(start);
    let start = Instant::now();
    let text = samewire_codegen::backend::rust::inline(&loaded.model);
    let render = milliseconds(start);
    println!("{load} {render} {} {}", peak_memory(), text.len());
    // As the command line does: the operating system takes the memory back at once.
    std::process::exit(0);
}

#[cfg(target_os = "linux")]
fn two_threads() {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    let own = nix::unistd::Pid::from_raw(0);
    let allowed = sched_getaffinity(own).expect("it is known");
    let mut two = CpuSet::new();
    let cores = (0..CpuSet::count()).filter(|core| allowed.is_set(*core).unwrap_or(false));
    cores.take(2).for_each(|core| two.set(core).expect("it was set before"));
    sched_setaffinity(own, &two).expect("a part of what is allowed");
}

#[cfg(not(target_os = "linux"))]
fn two_threads() {}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

/// Builds the consumer with a build script twice: the second time nothing is dirty and no file is touched.
fn nothing_to_do(report: &mut Report) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let build = || {
        let mut command = Command::new(env!("CARGO"));
        command.args(["build", "--release", "--locked", "--verbose", "-p", "consumer-build-script"]);
        command.arg("--manifest-path").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
        command.output().expect("cargo starts")
    };
    build();
    let folders = [root.join("generated"), crate::compile::target().join("release/build")];
    let before: Vec<_> = folders.iter().map(|folder| times(folder)).collect();
    let start = Instant::now();
    let output = build();
    let took = milliseconds(start);
    let said = String::from_utf8_lossy(&output.stderr);
    let works = ["Running", "Compiling", "Dirty"];
    let worked = said.lines().filter(|line| works.iter().any(|work| line.trim_start().starts_with(work)));
    let touched = folders.iter().zip(&before).filter(|(folder, before)| times(folder) != **before);
    let (worked, touched) = (worked.count(), touched.count());
    assert!(output.status.success() && said.contains("consumer-build-script"), "{said}");
    report.note(&format!(
        "A build with nothing to do: {took:.0} ms by cargo, {worked} steps run, {touched} folders touched."
    ));
    report.at_most("steps that a build with nothing to do runs", worked as f64, 0.0);
    report.at_most("folders that it writes into", touched as f64, 0.0);
}

/// Every file of a folder, with the time of its last change.
fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut times = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => open.push(path),
                false => drop(
                    times.insert(path, entry.metadata().and_then(|meta| meta.modified()).expect("known")),
                ),
            }
        }
    }
    times
}
