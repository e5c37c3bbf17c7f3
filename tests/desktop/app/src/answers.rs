//! What the app says, a line of JSON each: what its pages report, and what it has done.

use std::io::Write;

use serde_json::{Map, Value};
use tauri::WebviewWindow;

/// Passes on what a page reports, lines of JSON; the number of the first tells the test what it has already.
#[tauri::command(async)]
pub fn report(window: WebviewWindow, from: usize, lines: Vec<String>) {
    let lines = lines.join(",");
    say(&format!("{{\"window\":{:?},\"from\":{from},\"lines\":[{lines}]}}", window.label()));
}

/// Says that something is done, and what came of it.
pub fn done(what: &str, result: Map<String, Value>) {
    let mut answer = Map::from_iter([("did".to_owned(), what.into())]);
    answer.extend(result);
    say(&Value::Object(answer).to_string());
}

/// The test may have gone already; then nobody is left to tell.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
