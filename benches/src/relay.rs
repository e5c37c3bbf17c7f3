//! Time to hand a frame on to the page of a desktop app: judged and copied, beside decoded and encoded again.

use consumer_build_script::chat;
use samewire::Limits;
use samewire::frame::Event;
use samewire::relay::{Form, Relayed, relay};

use crate::frames::{Frames, Shape};
use crate::measure::{Side, interleaved, side};
use crate::oracle;
use crate::report::Report;

const HEADS: [&str; 11] = [
    "",
    "frame",
    "bytes",
    "relay, object",
    "relay, text",
    "generated event",
    "derived enum",
    "derived ÷ object",
    "generated ÷ object",
    "derived ÷ text",
    "generated ÷ text",
];

pub fn run(report: &mut Report) {
    report.section("Relay, ns");
    let mut rows = Vec::new();
    for (shape, how) in &Shape::ALL[..4] {
        for frames in &Frames::all() {
            let text = frames.text(*shape);
            let best = interleaved(&sides(&text));
            let ratios = [best[3] / best[0], best[2] / best[0], best[3] / best[1], best[2] / best[1]];
            if *shape == Shape::NameFirst {
                bounds(report, frames, ratios);
            }
            let mut row = vec![(*how).to_owned(), format!("`{}`", frames.event), text.len().to_string()];
            row.extend(best.iter().map(|time| format!("{time:.0}")));
            row.extend(ratios.iter().map(|ratio| format!("{ratio:.2}")));
            rows.push(row);
        }
    }
    report.table(&HEADS, &rows);
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
fn sides(text: &str) -> Vec<Side<'_>> {
    assert_eq!(in_form(text, Form::Object), text);
    vec![
        side("relay, object", move || in_form(text, Form::Object)),
        side("relay, text", move || in_form(text, Form::Text)),
        side("generated event", move || chat::ServerEvent::decode(text).map(|event| event.encode())),
        side("derived enum", move || {
            serde_json::from_str::<oracle::ServerEvent>(text).map(|event| serde_json::to_string(&event))
        }),
    ]
}

fn in_form(text: &str, form: Form) -> String {
    match relay(text, chat::ServerEvent::PICTURES, Limits::default()) {
        Ok(Relayed::Event { json, .. }) => json.in_form(form).into_owned(),
        other => panic!("{other:?}"),
    }
}
