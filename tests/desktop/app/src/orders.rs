//! What the test tells the app to do, a line of JSON each.

use std::io::BufRead;
use std::thread;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tauri::{AppHandle, Emitter};

use crate::compared::{self, Way};
use crate::{answers, hop, windows};

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Order {
    /// Runs JavaScript in a window.
    Eval {
        window: String,
        source: String,
    },
    /// Opens a window.
    Open {
        window: String,
        idle: bool,
    },
    /// Closes a window; answered when it is gone.
    Close {
        window: String,
    },
    /// Relays frames, as if they had come from the server; answers why some were refused.
    Relay {
        frames: Vec<String>,
    },
    /// Emits a text under a name as Tauri does it, unjudged: what an attack would do.
    EmitStr {
        name: String,
        text: String,
    },
    /// Delivers a frame so many times, by one of the ways that are compared.
    Repeat {
        way: Way,
        frame: String,
        count: usize,
    },
    /// Answers from the main thread, when it gets to it: whoever waits for that leaves it time for other things.
    Turn,
    /// Answers what the plugin has counted.
    Stats,
    Quit,
}

/// Follows orders until they end, in a thread of its own: the main thread is Tauri's.
pub fn follow(app: AppHandle) {
    thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let done = serde_json::from_str(&line).map_err(Into::into).and_then(|order| obey(&app, order));
            if let Err(error) = done {
                eprintln!("{error}");
            }
        }
        // Whoever gave the orders is gone.
        app.exit(0);
    });
}

fn obey(app: &AppHandle, order: Order) -> Result<(), Box<dyn std::error::Error>> {
    match order {
        Order::Eval { window, source } => windows::eval(app, &window, source)?,
        Order::Open { window, idle } => windows::open(app, &window, idle)?,
        Order::Close { window } => windows::close(app, &window)?,
        Order::Relay { frames } => {
            let refused: Vec<_> = frames.iter().filter_map(|frame| hop::relay(app, frame)).collect();
            answers::done("relay", object(json!({ "refused": refused })));
        }
        Order::EmitStr { name, text } => {
            app.emit_str(&name, text)?;
            answers::done("emit_str", Map::new());
        }
        Order::Repeat { way, frame, count } => compared::repeat(app, way, &frame, count)?,
        Order::Turn => app.run_on_main_thread(|| answers::done("turn", Map::new()))?,
        Order::Stats => answers::done("stats", hop::stats(app).unwrap_or_default()),
        Order::Quit => app.exit(0),
    }
    Ok(())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
