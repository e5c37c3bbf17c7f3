//! Words and colours that the commands share.

use std::fmt::Display;

use clap::builder::styling::{AnsiColor, Style};

use crate::model::Model;

/// `1 event`, `2 events`
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The protocol, and how many events and types it has.
pub(super) fn contents(model: &Model) -> String {
    format!(
        "{}: {} from the server, {} from the client, {}",
        model.protocol,
        count(model.server.len(), "event"),
        model.client.len(),
        count(model.types.len(), "type")
    )
}

/// A word about something that went well.
pub(super) fn good(word: impl Display) -> String {
    styled(AnsiColor::Green.on_default(), word)
}

/// A word about something to look at.
pub(super) fn error(word: impl Display) -> String {
    styled(AnsiColor::Red.on_default().bold(), word)
}

/// A line of a unified diff.
pub(super) fn diff_line(line: &str) -> String {
    match line.as_bytes().first() {
        Some(b'+') => styled(AnsiColor::Green.on_default(), line),
        Some(b'-') => styled(AnsiColor::Red.on_default(), line),
        _ => line.to_owned(),
    }
}

fn styled(style: Style, word: impl Display) -> String {
    format!("{style}{word}{style:#}")
}
