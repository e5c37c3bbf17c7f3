//! Time by the clock, and what child processes used.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

/// One way of doing something.
pub type Side<'a> = (&'static str, Box<dyn Fn() + 'a>);

/// A side that drops what it makes.
pub fn side<'a, T>(name: &'static str, run: impl Fn() -> T + 'a) -> Side<'a> {
    (name, Box::new(move || drop(black_box(run()))))
}

/// Nanoseconds of one call of each side, in the order of `sides`.
///
/// The sides take turns, a batch of some hundred microseconds each, and the fastest batch counts: what disturbs a
/// batch can only make it slower. criterion and divan measure one side to the end before they begin the next, and
/// are at the mercy of what the machine does meanwhile.
pub fn interleaved(sides: &[Side<'_>]) -> Vec<f64> {
    const ROUNDS: usize = 400;
    let counts: Vec<u32> = sides.iter().map(|(_, run)| batch(run.as_ref())).collect();
    let mut best = vec![f64::INFINITY; sides.len()];
    for _ in 0..ROUNDS {
        for (index, (_, run)) in sides.iter().enumerate() {
            let time = timed(run.as_ref(), counts[index]);
            best[index] = best[index].min(time.as_nanos() as f64 / f64::from(counts[index]));
        }
    }
    best
}

/// How many calls fill a batch.
fn batch(run: &dyn Fn()) -> u32 {
    const BATCH: Duration = Duration::from_micros(300);
    let mut count = 1;
    while timed(run, count) < BATCH {
        count *= 2;
    }
    count
}

fn timed(run: &dyn Fn(), count: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..count {
        run();
    }
    start.elapsed()
}

/// Runs a command to its end and gives the user CPU seconds of it and of all its children.
pub fn user_seconds(command: &mut Command) -> f64 {
    let before = children_user_seconds();
    let output = command.output().expect("the command starts");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    children_user_seconds() - before
}

fn children_user_seconds() -> f64 {
    let time = getrusage(UsageWho::RUSAGE_CHILDREN).expect("it is known").user_time();
    time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6
}

/// The most memory that this process held, in bytes.
pub fn peak_memory() -> u64 {
    let peak = getrusage(UsageWho::RUSAGE_SELF).expect("it is known").max_rss();
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    u64::try_from(peak).unwrap_or_default() * unit
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
