//! What handing on a frame asks of the allocator: a line of calls and bytes for each frame and way.

#[expect(dead_code, reason = "the benchmarks of time take more of it")]
mod frames;
#[path = "../../tests/oracle/mod.rs"]
mod oracle;
mod relayed;

use std::hint::black_box;

use allocation_counter::{AllocationInfo, measure};
use frames::{Frames, Shape};

fn main() {
    for frames in &Frames::all() {
        let text = frames.text(Shape::NameFirst);
        let ways: [fn(&str) -> String; 5] =
            [relayed::object, relayed::alone, relayed::text, relayed::generated, relayed::derived];
        let cells = ways.iter().enumerate().map(|(index, way)| {
            let text = if index == 1 { relayed::adjacent(&text) } else { text.clone() };
            let AllocationInfo { count_total, bytes_total, .. } =
                measure(|| drop(black_box(way(black_box(&text)))));
            format!("{count_total}/{bytes_total}")
        });
        println!("{} {}", frames.event, cells.collect::<Vec<_>>().join(" "));
    }
}
