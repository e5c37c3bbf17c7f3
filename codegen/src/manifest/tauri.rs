//! `tauri`: under which names events reach the page of a desktop app, and in which form.

use super::keys;
use super::{Context, Text, language, scalar};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::TauriPayload;
use crate::source::Span;
use crate::yaml::{Kind, Node, Style};

/// `tauri` at the top.
#[derive(Debug)]
pub struct Tauri {
    /// The template, in which `<name>` is the event's name.
    pub event: Text,
    /// What stands for characters that Tauri refuses.
    pub replace: Vec<(Text, Text)>,
    pub payload: Option<TauriPayload>,
}

/// `tauri` on an event.
#[derive(Debug, Default)]
pub enum EventTauri {
    /// As the template says.
    #[default]
    ByTemplate,
    /// `false`: not carried to the page.
    No(Span),
    /// Under a name of its own.
    Named(Text),
}

impl EventTauri {
    /// Where it is said.
    pub fn span(&self) -> Option<Span> {
        match self {
            EventTauri::ByTemplate => None,
            EventTauri::No(span) => Some(*span),
            EventTauri::Named(name) => Some(name.span),
        }
    }
}

pub fn read(cx: &mut Context, node: &Node) -> Option<Tauri> {
    if !matches!(node.kind, Kind::Mapping { .. }) {
        let event = scalar::text(cx, node, "`tauri`")?;
        return Some(Tauri { event, replace: Vec::new(), payload: None });
    }
    let keys = keys::section(cx, node, &language::TAURI)?;
    let replace = keys.get("replace").map(|node| replace(cx, node)).unwrap_or_default();
    let payload = keys.get("payload").and_then(|node| payload(cx, node));
    let Some(event) = keys.get("event") else {
        cx.diagnostics.push(
            Diagnostic::new(
                &codes::MISSING_KEY,
                node.span,
                "`tauri` needs `event`, the name of events there",
            )
            .help("for example `event: ws:<name>`"),
        );
        return None;
    };
    Some(Tauri { event: scalar::text(cx, event, "`event`")?, replace, payload })
}

fn replace(cx: &mut Context, node: &Node) -> Vec<(Text, Text)> {
    let entries = keys::entries(cx, node, "`replace`").unwrap_or_default();
    let read = |entry: &crate::yaml::Entry| {
        Some((scalar::key(cx, &entry.key)?, scalar::text(cx, &entry.value, "a replacement")?))
    };
    entries.iter().filter_map(read).collect()
}

fn payload(cx: &mut Context, node: &Node) -> Option<TauriPayload> {
    let meanings = [TauriPayload::Text, TauriPayload::Object, TauriPayload::Alone];
    scalar::choice(cx, node, "`payload`", &language::TAURI_PAYLOADS, meanings)
}

/// `tauri: name`, or `tauri: false`.
pub fn of_event(cx: &mut Context, node: &Node) -> EventTauri {
    match node.scalar() {
        Some(scalar) if scalar.style == Style::Plain && scalar.text == "false" => EventTauri::No(node.span),
        Some(scalar) if scalar.style == Style::Plain && scalar.text == "true" => {
            cx.diagnostics.push(
                Diagnostic::new(&codes::NOT_A_CHOICE, node.span, "`tauri` on an event is a name, or `false`")
                    .help("leave it out: events are carried to the page unless they say `false`"),
            );
            EventTauri::ByTemplate
        }
        _ => scalar::text(cx, node, "`tauri`").map_or(EventTauri::ByTemplate, EventTauri::Named),
    }
}
