//! Reads and writes frames of random manifests, each of which is a module of `generated`.
//!
//! A line of the input is a module, a direction and a frame, with tabs between them; a line of the output says what
//! became of it: `written` and the text, `unknown`, `refused` with path and reason as JSON, or `broken` and why.
//! `tests/it/random/compiled.rs` makes the package around this file.

#![deny(warnings)]
#![allow(dead_code)]

mod generated;

use std::io::{self, BufRead};

use samewire::crates::serde_json as json;

/// What became of a frame.
pub enum Outcome {
    Written(String),
    Unknown,
    Refused { path: String, reason: String },
    /// It cannot be written, or what is written is another frame.
    Broken(String),
}

/// Reads a frame and writes it, and both again.
macro_rules! run {
    ($frame:path, $event:path, $text:expr) => {{
        use $frame as Frame;
        use $event as Event;
        let frame = match Frame::decode($text) {
            Err(error) => {
                let (path, reason) = (error.path().to_owned(), error.reason().to_owned());
                return crate::Outcome::Refused { path, reason };
            }
            Ok(frame) if matches!(frame.event, Event::Unknown(_)) => return crate::Outcome::Unknown,
            Ok(frame) => frame,
        };
        let written = match frame.encode() {
            Err(error) => return crate::Outcome::Broken(format!("not written: {error}")),
            Ok(written) => written,
        };
        match Frame::decode(&written) {
            Ok(again) if again == frame => crate::Outcome::Written(written),
            again => crate::Outcome::Broken(format!("read again: {again:?} and not {frame:?}")),
        }
    }};
}
pub(crate) use run;

fn main() {
    for line in io::stdin().lock().lines() {
        let line = line.expect("the input is text");
        let mut parts = line.splitn(3, '\t');
        let (module, direction) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match generated::run(module, direction, parts.next().unwrap_or_default()) {
            Outcome::Written(text) => println!("written\t{text}"),
            Outcome::Unknown => println!("unknown\t"),
            Outcome::Refused { path, reason } => {
                let [path, reason] = [path, reason].map(|text| json::to_string(&text).expect("a text is JSON"));
                println!("refused\t{path}\t{reason}");
            }
            Outcome::Broken(why) => println!("broken\t{}", why.escape_default()),
        }
    }
}
