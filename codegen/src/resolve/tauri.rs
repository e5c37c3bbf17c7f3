//! The names under which events reach the page of a desktop app.

use std::collections::HashMap;

use super::spelled;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{self, EventTauri, File, Text};
use crate::model::{Direction, Event, Model, Picture, Tauri, TauriPayload};
use crate::source::Span;

const HOLE: &str = "<name>";

/// Under these Tauri, and the plugin, send what is no event of a manifest.
const OWN_NAMES: [&str; 2] = ["tauri:", "samewire:"];

/// Gives each event that is carried to the page its name there.
pub fn carry(model: &mut Model, files: &[File], diagnostics: &mut Diagnostics) {
    let written = files.iter().find_map(|file| file.tauri.as_ref());
    refuse_uncarried(files, written.is_some(), diagnostics);
    if written.is_none() && model.desktop.is_empty() {
        refuse_targets(files, diagnostics);
    }
    let mut names = Names { taken: HashMap::new(), diagnostics };
    if let Some(written) = written {
        let is_channel = model.wire.server.pictures.iter().all(Picture::is_channel);
        let payload = match written.payload.unwrap_or(TauriPayload::Object) {
            // There is no frame around it.
            TauriPayload::Object if is_channel => TauriPayload::Alone,
            payload => payload,
        };
        model.tauri = template(written, payload, names.diagnostics);
        let events = manifest::events(files, Direction::Server).map(|(_, event)| event);
        for (event, own) in model.server.iter_mut().zip(events) {
            event.tauri = names.of_server(event, &own.tauri, model.tauri.as_ref(), written.event.span);
        }
    }
    for event in &mut model.desktop {
        let name = spelled(&event.wire);
        names.check(&name, event.span, None);
        event.tauri = Some(name);
    }
}

/// `tauri` where nothing is carried to the page.
fn refuse_uncarried(files: &[File], template: bool, diagnostics: &mut Diagnostics) {
    let client = manifest::events(files, Direction::Client).map(|(_, event)| (event, Direction::Client));
    let server = manifest::events(files, Direction::Server).map(|(_, event)| (event, Direction::Server));
    for (event, direction) in client.chain(server) {
        let Some(span) = event.tauri.span() else { continue };
        let (message, help) = match direction {
            Direction::Client => {
                ("only what the server sends is carried to the page", "leave `tauri` out here")
            }
            Direction::Server if template => continue,
            Direction::Server => (
                "nothing is carried to the page while there is no `tauri` at the top",
                "write `tauri: <name>` at the top of the manifest",
            ),
        };
        diagnostics.push(Diagnostic::new(&codes::NOT_CARRIED, span, message).help(help));
    }
}

/// Targets of the desktop, to whose page nothing goes.
fn refuse_targets(files: &[File], diagnostics: &mut Diagnostics) {
    let outputs = files.iter().filter_map(|file| file.outputs.as_ref());
    for span in outputs.flat_map(|outputs| &outputs.for_page) {
        let message = "no event reaches the page of a desktop app";
        diagnostics.push(
            Diagnostic::new(&codes::TARGET_OPTION, *span, message)
                .help("write `tauri: <name>` at the top of the manifest, or events under `desktop`"),
        );
    }
}

fn template(
    written: &manifest::Tauri,
    payload: TauriPayload,
    diagnostics: &mut Diagnostics,
) -> Option<Tauri> {
    let replace =
        written.replace.iter().filter_map(|(from, to)| replacement(from, to, diagnostics)).collect();
    let Text { text, span } = &written.event;
    let mut parts = text.split(HOLE);
    let (Some(prefix), Some(suffix), None) = (parts.next(), parts.next(), parts.next()) else {
        let message = "the name of events in Tauri has one `<name>`, where the event's own name stands";
        refuse(*span, message, "write it like `ws:<name>`", diagnostics);
        return None;
    };
    if let Some(bad) = prefix.chars().chain(suffix.chars()).find(|character| !Tauri::takes(*character)) {
        let message = format!("Tauri refuses the character `{}` in names", character(bad));
        let help = match bad {
            '<' | '>' | '{' | '}' => "the hole is written <name>",
            _ => "around <name> there are letters, digits, `-`, `/`, `:` and `_`",
        };
        refuse(*span, &message, help, diagnostics);
        return None;
    }
    Some(Tauri { prefix: prefix.to_owned(), suffix: suffix.to_owned(), replace, payload })
}

fn replacement(from: &Text, to: &Text, diagnostics: &mut Diagnostics) -> Option<(char, String)> {
    let mut characters = from.text.chars();
    let (Some(only), None) = (characters.next(), characters.next()) else {
        let help = "write an entry for each character: `{ \".\": \"/\", \" \": \"_\" }`";
        refuse(from.span, "one character is replaced at a time", help, diagnostics);
        return None;
    };
    if Tauri::takes(only) {
        let message = format!("Tauri takes `{}` as it is", character(only));
        refuse(from.span, &message, "only what Tauri refuses is replaced", diagnostics);
        return None;
    }
    if let Some(bad) = to.text.chars().find(|character| !Tauri::takes(*character)) {
        let message = format!("Tauri refuses the character `{}` too", character(bad));
        refuse(to.span, &message, "use letters, digits, `-`, `/`, `:` and `_`", diagnostics);
        return None;
    }
    Some((only, to.text.clone()))
}

fn refuse(span: Span, message: &str, help: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(&codes::TAURI_TEMPLATE, span, message).help(help));
}

fn character(character: char) -> String {
    shown(&character.to_string())
}

/// The names on the bus, which all events share.
struct Names<'d> {
    taken: HashMap<String, Span>,
    diagnostics: &'d mut Diagnostics,
}

impl Names<'_> {
    /// The name of a server event; `formed` is where the template stands.
    fn of_server(
        &mut self,
        event: &Event,
        own: &EventTauri,
        template: Option<&Tauri>,
        formed: Span,
    ) -> Option<String> {
        match own {
            EventTauri::No(_) => None,
            EventTauri::Named(name) => {
                self.check(&name.text, name.span, None);
                Some(name.text.clone())
            }
            EventTauri::ByTemplate => {
                let name = template?.name(&spelled(&event.wire));
                self.check(&name, event.span, Some(formed));
                Some(name)
            }
        }
    }

    fn check(&mut self, name: &str, span: Span, formed: Option<Span>) {
        if let Some(diagnostic) = unusable(name, span, formed) {
            return self.diagnostics.push(diagnostic);
        }
        if let Some(first) = self.taken.get(name) {
            let message = format!("another event is called `{}` in Tauri", shown(name));
            let help =
                "give one of them another name: `tauri: …` on the event, or another key under `desktop`";
            self.diagnostics.push(
                Diagnostic::new(&codes::TAURI_NAME_TAKEN, span, message)
                    .second(*first, "the other")
                    .help(help),
            );
        } else {
            self.taken.insert(name.to_owned(), span);
        }
    }
}

fn unusable(name: &str, span: Span, formed: Option<Span>) -> Option<Diagnostic> {
    if name.is_empty() {
        let help = "give the event a name, or `tauri: false` if it is not carried to the page";
        return Some(Diagnostic::new(&codes::TAURI_NAME, span, "a Tauri name cannot be empty").help(help));
    }
    if let Some(own) = OWN_NAMES.iter().find(|own| name.starts_with(**own)) {
        let message =
            format!("names that begin with `{own}` are not for events of a manifest: `{}`", shown(name));
        let diagnostic = Diagnostic::new(&codes::TAURI_NAME, span, message);
        return Some(
            match formed {
                Some(formed) => diagnostic.second(formed, "formed by this"),
                None => diagnostic,
            }
            .help(
                "give it another name: Tauri, or the plugin of samewire, sends events of its own under these",
            ),
        );
    }
    let bad = name.chars().find(|character| !Tauri::takes(*character))?;
    let bad = character(bad);
    let message = format!("Tauri refuses the character `{bad}` in the name `{}`", shown(name));
    let diagnostic = Diagnostic::new(&codes::TAURI_NAME, span, message);
    Some(match formed {
        Some(formed) => diagnostic.second(formed, "formed by this").help(format!(
            "replace it in all names: `tauri: {{ event: …, replace: {{ \"{bad}\": \"-\" }} }}`, or give this event a \
             name of its own: `tauri: …`"
        )),
        None => diagnostic.help("use letters, digits, `-`, `/`, `:` and `_`"),
    })
}
