//! The same work counted in instructions, which repeats to the digit: callgrind runs this program with one number of
//! calls and with another, and the difference is that of the calls.

use std::process::Command;

use crate::frames::{Frames, Shape};
use crate::report::Report;
use crate::sides;

pub fn run(report: &mut Report) {
    report.section("Decode, instructions");
    if Command::new("valgrind").arg("--version").output().is_err() {
        report.note("valgrind is not installed: nothing was counted.");
        return;
    }
    let mut rows = Vec::new();
    for (index, frames) in Frames::all().iter().enumerate() {
        let counts: Vec<u64> = (0..5).map(|side| count(index, side, calls(frames))).collect();
        let ratio = |other: usize, own: usize| format!("{:.2}", counts[other] as f64 / counts[own] as f64);
        let mut row = vec![format!("`{}`", frames.event)];
        row.extend(counts.iter().map(u64::to_string));
        row.extend([ratio(2, 0), ratio(3, 1), ratio(4, 0)]);
        rows.push(row);
    }
    let heads = [
        "name first",
        sides::EVENT,
        sides::FRAME,
        sides::DERIVE,
        sides::DERIVED_FRAME,
        sides::KNOWN,
        "derived enum ÷ event",
        "derived frame ÷ frame",
        "known ÷ event",
    ];
    report.table(&heads, &rows);
}

fn calls(frames: &Frames) -> u64 {
    if frames.size == "large" { 4 } else { 200 }
}

fn count(frames: usize, side: usize, calls: u64) -> u64 {
    (total(frames, side, 2 * calls) - total(frames, side, calls)) / calls
}

fn total(frames: usize, side: usize, calls: u64) -> u64 {
    let own = std::env::current_exe().expect("it is known");
    let arguments = [frames as u64, side as u64, calls].map(|number| number.to_string());
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(own)
        .arg("--child-decode")
        .args(arguments)
        .output()
        .expect("valgrind starts");
    let said = String::from_utf8_lossy(&output.stderr);
    let total = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    total.unwrap_or_else(|| panic!("callgrind counts\n{said}"))
}

/// The process that is counted: which frame, which side, how many calls.
pub fn child(arguments: &[String]) {
    let numbers: Vec<usize> = arguments.iter().map(|number| number.parse().expect("a number")).collect();
    let frames = &Frames::all()[numbers[0]];
    let text = frames.text(Shape::NameFirst);
    let readers = sides::readers(frames.event, &text, false);
    for _ in 0..numbers[2] {
        readers[numbers[1]].1();
    }
}
