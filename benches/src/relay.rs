//! Time to hand a frame on to the page of a desktop app: judged and copied, beside decoded and encoded again.

use std::process::Command;

use crate::frames::{Frames, Shape};
use crate::measure::{Side, interleaved, side};
use crate::relayed;
use crate::report::Report;

const HEADS: [&str; 12] = [
    "",
    "frame",
    "bytes",
    "relay, object",
    "relay, alone",
    "relay, text",
    "generated event",
    "derived enum",
    "derived ÷ object",
    "generated ÷ object",
    "derived ÷ text",
    "generated ÷ text",
];

const ALLOCATED: [&str; 6] =
    ["frame", "relay, object", "relay, alone", "relay, text", "generated event", "derived enum"];

pub fn run(report: &mut Report) {
    report.section("Relay, ns");
    let mut rows = Vec::new();
    for (shape, how) in &Shape::ALL[..4] {
        for frames in &Frames::all() {
            let text = frames.text(*shape);
            let adjacent = relayed::adjacent(&frames.text(Shape::NameFirst));
            let best = interleaved(&sides(&text, &adjacent));
            let ratios = [best[4] / best[0], best[3] / best[0], best[4] / best[2], best[3] / best[2]];
            if *shape == Shape::NameFirst {
                bounds(report, frames, ratios);
            }
            let mut row = vec![(*how).to_owned(), format!("`{}`", frames.event), text.len().to_string()];
            row.extend(best.iter().map(|time| format!("{time:.0}")));
            if *shape != Shape::NameFirst {
                "".clone_into(&mut row[4]);
            }
            row.extend(ratios.iter().map(|ratio| format!("{ratio:.2}")));
            rows.push(row);
        }
    }
    report.table(&HEADS, &rows);
    allocations(report);
}

fn bounds(report: &mut Report, frames: &Frames, ratios: [f64; 4]) {
    let what = |form: &str, peer: &str| format!("relay of `{}` as {form}, × {peer}", frames.event);
    if frames.size != "small" {
        report.at_least(what("object", "derive"), ratios[0], 5.0);
        report.at_least(what("object", "generated"), ratios[1], 2.5);
        report.at_least(what("text", "derive"), ratios[2], 2.0);
    }
    report.at_least(what("text", "generated"), ratios[3], 1.0);
}

/// Each ends with a text of its own for Tauri.
fn sides<'t>(text: &'t str, adjacent: &'t str) -> Vec<Side<'t>> {
    assert_eq!(relayed::object(text), text);
    vec![
        side("relay, object", move || relayed::object(text)),
        side("relay, alone", move || relayed::alone(adjacent)),
        side("relay, text", move || relayed::text(text)),
        side("generated event", move || relayed::generated(text)),
        side("derived enum", move || relayed::derived(text)),
    ]
}

/// Calls of the allocator, and bytes, of each way.
fn allocations(report: &Report) {
    report.section("Relay, allocations/bytes");
    let program = std::env::current_exe().expect("this program").with_file_name("allocations");
    let output = Command::new(&program).output().expect("benches/run has built it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    let rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    report.table(&ALLOCATED, &rows);
}
