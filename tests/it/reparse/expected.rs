//! What generated Rust has to say of a model, a line for each thing.

mod members;
mod shapes;
mod types;

use std::collections::BTreeMap;

use samewire_codegen::model::{
    Direction, ErrorAnswer, Event, Field, Meta, Model, Payload, Scope, Shape, Source, Upgrade, Version,
    WireName,
};

use super::{Declared, laid_out, spelled};
use members::structure;
use shapes::{shape, variants};
use types::rust;

/// What the model says.
pub fn expected(model: &Model) -> BTreeMap<String, Declared> {
    let names = ["types", "server", "client", "desktop"];
    let mut modules: BTreeMap<_, _> =
        names.into_iter().map(|name| (name.to_owned(), Declared::new())).collect();
    for def in &model.types {
        let module = module_of(def.scope);
        let mut lines = meta("", &def.meta, None);
        lines.extend(shape(model, def));
        let declared = modules.get_mut(module).unwrap();
        if let Shape::Union(union) = &def.shape {
            lines.extend(variants(model, def, union, declared));
        }
        declared.insert(def.name.pascal(), lines);
    }
    for (module, events) in
        [("server", &model.server), ("client", &model.client), ("desktop", &model.desktop)]
    {
        let declared = modules.get_mut(module).unwrap();
        for event in events {
            declared.insert(event.name.pascal(), payload(model, event));
            older_versions(model, event, declared);
        }
    }
    for (event, payload) in model.replies() {
        let name = format!("{}Reply", event.name.pascal());
        modules.get_mut("client").unwrap().insert(name, reply(model, event, payload));
    }
    modules
}

/// The module that the types of a scope are in.
pub(super) fn module_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Types => "types",
        Scope::Server => "server",
        Scope::Client => "client",
        Scope::Desktop => "desktop",
    }
}

pub(super) fn wire(name: &WireName) -> String {
    match name {
        WireName::Text(text) => text.clone(),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// The picture and the name of what travels in one.
fn tag(picture: usize, name: &WireName) -> Vec<String> {
    match name {
        WireName::Int(value) => vec![picture.to_string(), value.to_string(), value.to_string()],
        WireName::Bool(_) => vec![picture.to_string()],
        WireName::Text(text) => vec![picture.to_string(), text.clone()],
    }
}

fn payload(model: &Model, event: &Event) -> Vec<String> {
    let mut lines = meta("", &event.meta, Some(format!("The payload of `{}`.", wire(&event.wire))));
    carried(model, &event.payload, &mut lines);
    lines.push(format!("NAME {:?}", [wire(&event.wire)]));
    lines
}

/// The older versions of an event, and a trait for what each does not give.
fn older_versions(model: &Model, event: &Event, declared: &mut Declared) {
    let wire = wire(&event.wire);
    let newer = event.versions.iter().skip(1).map(|version| &version.payload);
    for (version, next) in event.versions.iter().zip(newer.chain([&event.payload])) {
        let number = version.number;
        let doc = format!("Version {number} of `{wire}`, which older senders write.");
        let mut lines = meta("", &version.meta, Some(doc));
        carried(model, &version.payload, &mut lines);
        declared.insert(version.name.pascal(), lines);
        let (Upgrade::Fields(sources), Payload::Struct(next)) = (&version.upgrade, next) else { continue };
        let fields = next.fields.iter().zip(sources);
        let by_hand: Vec<&Field> =
            fields.filter(|(_, source)| **source == Source::ByHand).map(|(field, _)| field).collect();
        if !by_hand.is_empty() {
            let name = format!("Upgrade{}", version.name.pascal());
            declared.insert(name, by_hand_trait(model, &wire, version, &by_hand));
        }
    }
}

fn by_hand_trait(model: &Model, wire: &str, version: &Version, fields: &[&Field]) -> Vec<String> {
    let (number, next, name) = (version.number, version.number + 1, version.name.pascal());
    let names: Vec<String> = fields.iter().map(|field| format!("`{}`", field.wire)).collect();
    let names = names.join(", ");
    let mut lines: Vec<String> = [
        format!("What version {number} of `{wire}` does not give version {next}: {names}."),
        String::new(),
        format!("Implement it for [`{name}`]."),
    ]
    .map(|line| format!(" doc {}", laid_out(&line)))
    .into();
    let message = format!("version {number} of `{wire}` does not give version {next} its {names}");
    let message = message.replace('{', "{{").replace('}', "}}");
    let note = format!("write `impl Upgrade{name} for {name}`, with a function for each");
    lines.push(format!("unimplemented {:?}", [&message, "not implemented", &note]));
    for field in fields {
        let own = field.name.snake();
        lines.push(format!("fn {own} -> {}", members::field_type(model, field)));
        lines.push(format!("{own} doc {}", laid_out(&format!("`{}` of version {next}.", field.wire))));
    }
    lines
}

fn reply(model: &Model, event: &Event, payload: &Payload) -> Vec<String> {
    let mut lines = vec![format!(" doc The answer to `{}`.", wire(&event.wire))];
    carried(model, payload, &mut lines);
    lines.push(format!("NAME {:?}", [wire(&event.wire)]));
    lines
}

fn carried(model: &Model, payload: &Payload, lines: &mut Vec<String>) {
    match payload {
        Payload::Unit => lines.push("FIELDS []".to_owned()),
        Payload::Struct(members) => lines.extend(structure(model, members)),
        Payload::Type(ty) => lines.push(format!("0: {}", rust(model, ty))),
    }
}

pub fn event_enum(model: &Model, direction: Direction) -> Vec<String> {
    let (module, from, to) = match direction {
        Direction::Server => ("server", "server", "client"),
        Direction::Client => ("client", "client", "server"),
    };
    // The indices of older versions are those behind all that is known otherwise.
    let (known, mut older) = (model.events(direction).len() + answered(model, direction), Vec::new());
    let mut tags = Vec::new();
    let mut lines = vec![format!(" doc An event from the {from} to the {to}.")];
    for event in model.events(direction) {
        let name = event.name.pascal();
        lines.push(format!("{name}({module}::{name})"));
        lines.extend(meta(&name, &event.meta, None));
        tags.extend(tag(event.picture, &event.wire));
        if event.version > 1 {
            tags.push(event.version.to_string());
            for version in &event.versions {
                tags.extend([version.number.to_string(), (known + older.len()).to_string()]);
                older.push((event, version.number));
            }
        }
    }
    if direction == Direction::Server {
        lines.extend(answers(model, &mut tags));
    }
    for (event, number) in older {
        tags.extend(tag(event.picture, &event.wire));
        tags.extend((number > 1).then(|| number.to_string()));
    }
    lines.push("Unknown(::samewire::Unknown)".to_owned());
    lines.push("Unknown doc An event that the manifest does not know, kept whole.".to_owned());
    lines.push(format!("TAGS {tags:?}"));
    lines
}

/// How many replies and refusals there are.
fn answered(model: &Model, direction: Direction) -> usize {
    match direction {
        Direction::Server => {
            model.replies().count() + usize::from(matches!(model.wire.error, Some(ErrorAnswer::Picture(_))))
        }
        Direction::Client => 0,
    }
}

/// Replies, and the refusal that has a picture of its own.
fn answers(model: &Model, tags: &mut Vec<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let pictures = model.wire.server.pictures.len();
    for (event, _) in model.replies() {
        let name = format!("{}Reply", event.name.pascal());
        lines.push(format!("{name}(client::{name})"));
        lines.push(format!("{name} doc The answer to `{}`.", wire(&event.wire)));
        tags.extend(tag(pictures, &event.wire));
    }
    if let Some(ErrorAnswer::Picture(_)) = model.wire.error {
        lines.extend(["Refused(Refusal)", "Refused doc The refusal of a client event."].map(str::to_owned));
        let picture = pictures + usize::from(model.wire.reply.is_some());
        tags.extend([picture.to_string(), String::new()]);
    }
    lines
}

fn meta(owner: &str, meta: &Meta, otherwise: Option<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut doc = |text: &str| {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        lines.extend(text.trim_end().split('\n').map(|line| format!("{owner} doc {}", laid_out(line))));
    };
    if let Some(text) = meta.doc.as_ref().or(otherwise.as_ref()) {
        doc(text);
    }
    if let Some(since) = &meta.since {
        doc("");
        doc(&format!("Since {since}."));
    }
    if meta.experimental {
        doc("");
        doc("Experimental: it may change without notice.");
    }
    if let Some(deprecated) = &meta.deprecated {
        let since = deprecated.since.as_ref().map(|since| format!("since {since}"));
        let instead = deprecated.use_instead.as_ref().map(|name| format!("use `{name}` instead"));
        let note: Vec<String> = since.into_iter().chain(deprecated.reason.clone()).chain(instead).collect();
        let note: String = note.join("; ").chars().map(spelled).collect();
        let note: Vec<String> = Some(note).filter(|note| !note.is_empty()).into_iter().collect();
        lines.push(format!("{owner} deprecated {note:?}"));
    }
    lines
}
