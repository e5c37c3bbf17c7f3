//! `stubs`: handlers to begin with, and the functions that upgrade older versions.

use std::io::Write;

use super::{Failure, Input, Verdict, input};
use crate::Loaded;
use crate::backend::typescript::categories::category;
use crate::backend::typescript::events::Entry;
use crate::backend::typescript::{stubs, upgrades};
use crate::diagnostic::did_you_mean;
use crate::outputs::TypeScriptOutput;
use crate::source::display_path;

/// Prints a handler for each event that is named or of a category that is named; for all events without either.
pub(super) fn stubs(input: &Input, names: &[String], categories: &[String]) -> Result<Verdict, Failure> {
    let Some(opened) = input::open(input)? else { return Ok(Verdict::Findings) };
    let output = output(&opened.loaded)?;
    let chosen = chosen(&opened.loaded, names, categories)?;
    let index = display_path(&output.dir.join("index.js"), Some(&opened.base)).replace('\\', "/");
    let index = if index.starts_with(['.', '/']) { index } else { format!("./{index}") };
    write!(anstream::stdout(), "{}", stubs::text(&opened.loaded.model, &chosen, &index))?;
    Ok(Verdict::Fine)
}

/// Prints the module of the functions that upgrade older versions and are written by hand.
pub(super) fn upgrades(input: &Input) -> Result<Verdict, Failure> {
    let Some(opened) = input::open(input)? else { return Ok(Verdict::Findings) };
    let Some(text) = upgrades::text(&opened.loaded.model, output(&opened.loaded)?) else {
        let message = "there is nothing to write: no version of an event names a field in `by_hand`";
        return Err(Failure::Message(message.to_owned()));
    };
    write!(anstream::stdout(), "{text}")?;
    Ok(Verdict::Fine)
}

fn output(loaded: &Loaded) -> Result<&TypeScriptOutput, Failure> {
    let message = "the manifest asks for no TypeScript: name it under `outputs`, as `typescript: {}`";
    loaded.outputs.typescript.as_ref().ok_or_else(|| Failure::Message(message.to_owned()))
}

fn chosen<'l>(
    loaded: &'l Loaded,
    names: &[String],
    categories: &[String],
) -> Result<Vec<Entry<'l>>, Failure> {
    let mut entries = stubs::handled(&loaded.model);
    for name in names {
        if !entries.iter().any(|entry| entry.name == *name) {
            return Err(Failure::Message(unknown_event(loaded, &entries, name)));
        }
    }
    let known: Vec<&str> = entries.iter().filter_map(category).collect();
    for category in categories {
        if !known.contains(&category.as_str()) {
            return Err(Failure::Message(unknown_category(known, category)));
        }
    }
    if !names.is_empty() || !categories.is_empty() {
        let in_category =
            |entry: &Entry| category(entry).is_some_and(|own| categories.iter().any(|it| it == own));
        entries.retain(|entry| names.contains(&entry.name) || in_category(entry));
    }
    Ok(entries)
}

fn unknown_event(loaded: &Loaded, entries: &[Entry<'_>], name: &str) -> String {
    let sent = crate::backend::typescript::events::entries(&loaded.model, crate::model::Direction::Client);
    if sent.iter().any(|entry| entry.name == name) {
        return format!("`{name}` is an event of the client: pages send it, and handle those of the server");
    }
    let near = did_you_mean(name, entries.iter().map(|entry| entry.name.as_str()));
    let hint = near.unwrap_or_else(|| "`samewire stubs` prints handlers for all".to_owned());
    format!("there is no event `{name}` from the server: {hint}")
}

fn unknown_category(mut known: Vec<&str>, category: &str) -> String {
    known.sort_unstable();
    known.dedup();
    let hint = match did_you_mean(category, known.iter().copied()) {
        Some(near) => near,
        None if known.is_empty() => "no event from the server names one".to_owned(),
        None => format!(
            "there are {}",
            known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ),
    };
    format!("there is no category `{category}` of events from the server: {hint}")
}
