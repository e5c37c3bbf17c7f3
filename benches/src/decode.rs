//! Time to read and to write an event.

use crate::frames::{Frames, Shape};
use crate::measure::{Side, interleaved};
use crate::report::Report;
use crate::sides;

const HEADS: [&str; 11] = [
    "",
    "frame",
    "bytes",
    sides::EVENT,
    sides::FRAME,
    sides::DERIVE,
    sides::DERIVED_FRAME,
    sides::KNOWN,
    "derived enum ÷ event",
    "derived frame ÷ frame",
    "known ÷ event",
];

pub fn run(report: &mut Report) {
    let events = Frames::all();
    report.section("Decode, ns");
    let mut rows = Vec::new();
    for (shape, how) in Shape::ALL {
        for frames in &events {
            let text = frames.text(shape);
            let readers = sides::readers(frames.event, &text, shape == Shape::Unknown);
            let best = interleaved(&readers);
            if shape == Shape::NameFirst {
                let what = format!("decode of `{}` ({}), × derive", frames.event, frames.size);
                report.at_least(what, best[2] / best[0], frames.bound);
            }
            rows.push(row(how, frames, text.len(), &best));
        }
    }
    report.table(&HEADS, &rows);
    report.section("Encode, ns");
    let mut rows = Vec::new();
    for (shape, how) in [(Shape::NameFirst, "no request id"), (Shape::WithId, "request id")] {
        for frames in &events {
            let text = frames.text(shape);
            let writers: Vec<Side<'_>> = sides::writers(frames.event, &text);
            rows.push(row(how, frames, text.len(), &interleaved(&writers)));
        }
    }
    report.table(&HEADS, &rows);
}

fn row(how: &str, frames: &Frames, bytes: usize, best: &[f64]) -> Vec<String> {
    let mut row = vec![how.to_owned(), format!("`{}`", frames.event), bytes.to_string()];
    row.extend((0..5).map(|side| best.get(side).map_or_else(String::new, |time| format!("{time:.0}"))));
    row.extend([(2, 0), (3, 1), (4, 0)].map(|(other, own)| {
        best.get(other).map_or_else(String::new, |time| format!("{:.2}", time / best[own]))
    }));
    row
}
