//! `listeners.ts` and `senders.ts`: a function for each event, so that a page takes into its bundle what it uses.

use askama::Template;

use super::categories::{Group, grouped};
use super::docs::Doc;
use super::events::{self, Entry, Of};
use super::literals;
use super::modules::rendered;
use super::names::Module;
use crate::model::{Direction, Model, Payload};

#[derive(Template)]
#[template(path = "typescript/listeners.ts")]
struct ListenersFile {
    groups: Vec<Group<Function>>,
    has_server: bool,
    has_desktop: bool,
}

#[derive(Template)]
#[template(path = "typescript/senders.ts")]
struct SendersFile {
    groups: Vec<Group<Function>>,
}

/// A function for one event.
struct Function {
    doc: Doc,
    /// In PascalCase, behind `on` or `send`.
    name: String,
    codec: String,
    payload: String,
    /// The type of what stands beside the payload.
    beside: &'static str,
    carries_nothing: bool,
}

/// The text of `listeners.ts`.
pub fn listeners(model: &Model) -> String {
    let (server, desktop) = (events::entries(model, Direction::Server), events::desktop(model));
    let (has_server, has_desktop) = (!server.is_empty(), !desktop.is_empty());
    let entries = [server, desktop].concat();
    rendered(&ListenersFile { groups: grouped(&entries, function), has_server, has_desktop })
}

/// The text of `senders.ts`.
pub fn senders(model: &Model) -> String {
    let entries = events::entries(model, Direction::Client);
    rendered(&SendersFile { groups: grouped(&entries, function) })
}

fn function(entry: &Entry<'_>) -> Function {
    let what = match entry.of {
        Of::Event(_) => format!("The event `{}`.", entry.name),
        Of::Reply(event, _) => format!("The answer to `{}`.", literals::wire_text(&event.wire)),
        Of::Refusal => "The refusal of a client event.".to_owned(),
    };
    let is_own = entry.payload.module == Module::Desktop;
    Function {
        doc: match entry.of.meta() {
            Some(meta) => Doc::about(meta, Some(&what)),
            None => Doc::of(&what),
        },
        name: entry.payload.name.clone(),
        codec: format!("{}.{}", if is_own { "ownCodecs" } else { "codecs" }, entry.codec()),
        payload: format!("{}.{}", entry.payload.module.name(), entry.payload.name),
        beside: if is_own { "Record<never, never>" } else { "server.ServerBeside" },
        carries_nothing: entry.of.event().is_some_and(|event| event.payload == Payload::Unit),
    }
}
