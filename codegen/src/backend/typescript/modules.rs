//! `types.ts`, `server.ts`, `client.ts` and `desktop.ts`.

use askama::Template;

use super::declarations::{self, Declaration, Member, NOTHING, alias};
use super::docs::Doc;
use super::events::{self, Of};
use super::index;
use super::literals::{self, wire_text};
use super::names::{self, Declared, Module, title};
use super::types::{TypeText, Types};
use crate::model::{Beside, Direction, Event, Meta, Model, Role, Version};

#[derive(Template)]
#[template(path = "typescript/types.ts")]
struct TypesFile {
    imports: Vec<&'static str>,
    declarations: Vec<Declaration>,
    hiding: Vec<String>,
    hiding_types: Vec<String>,
}

#[derive(Template)]
#[template(path = "typescript/direction.ts")]
struct DirectionFile {
    imports: Vec<&'static str>,
    declarations: Vec<Declaration>,
    hiding: Vec<String>,
    hiding_types: Vec<String>,
    title: &'static str,
    /// `server`: what the names of constants begin with.
    side: &'static str,
    /// `from the server to the client`
    way: &'static str,
    events: Vec<MapEntry>,
    /// What may stand beside an event; nothing where no frame goes around it.
    beside: Option<Declaration>,
    /// Requests and their answers, in the module of the client.
    replies: Option<Vec<(String, String)>>,
}

/// A member of an event map.
struct MapEntry {
    doc: Doc,
    key: String,
    name: String,
    payload: String,
}

/// The text of `types.ts`.
pub fn types(model: &Model) -> String {
    let types = Types::new(model, Module::Types);
    let declarations = declared(&types, Module::Types);
    let [hiding, hiding_types] = hiding(&declarations);
    rendered(&TypesFile { imports: types.into_imports(), declarations, hiding, hiding_types })
}

/// The text of `server.ts` or `client.ts`.
pub fn direction(model: &Model, direction: Direction) -> String {
    let types = Types::new(model, direction.into());
    let entries = events::entries(model, direction);
    let mut declarations = declared(&types, direction.into());
    declarations.extend(payloads(&types, direction));
    let events = entries.iter().map(|entry| map_entry(&types, entry)).collect();
    let beside = Some(beside(&types, direction));
    let [hiding, hiding_types] = hiding(&declarations);
    rendered(&DirectionFile {
        imports: types.into_imports(),
        declarations,
        hiding,
        hiding_types,
        title: title(direction),
        side: Module::from(direction).name(),
        way: match direction {
            Direction::Server => "from the server to the client",
            Direction::Client => "from the client to the server",
        },
        events,
        beside,
        replies: (direction == Direction::Client).then(|| replies(model)),
    })
}

/// The text of `desktop.ts`.
pub fn desktop(model: &Model) -> String {
    let types = Types::new(model, Module::Desktop);
    let mut declarations = declared(&types, Module::Desktop);
    declarations.extend(model.desktop.iter().map(|event| payload(&types, event)));
    let events = events::desktop(model).iter().map(|entry| map_entry(&types, entry)).collect();
    let [hiding, hiding_types] = hiding(&declarations);
    rendered(&DirectionFile {
        imports: types.into_imports(),
        declarations,
        hiding,
        hiding_types,
        title: names::DESKTOP,
        side: Module::Desktop.name(),
        way: "from the desktop app to its page",
        events,
        beside: None,
        replies: None,
    })
}

/// Templates are checked when the generator is compiled, and a text takes what is written into it.
pub fn rendered(template: &impl Template) -> String {
    template.render().unwrap_or_default().trim().to_owned() + "\n"
}

fn replies(model: &Model) -> Vec<(String, String)> {
    index::replies(
        model,
        &events::entries(model, Direction::Server),
        &events::entries(model, Direction::Client),
    )
}

fn declared(types: &Types<'_>, module: Module) -> Vec<Declaration> {
    let own = types.model.types.iter().filter(|def| names::module(def.scope) == module);
    own.flat_map(|def| declarations::of_type(types, def)).collect()
}

/// What the events of a direction carry, and for clients what answers them.
fn payloads(types: &Types<'_>, direction: Direction) -> Vec<Declaration> {
    let model = types.model;
    let mut payloads: Vec<Declaration> = Vec::new();
    for event in model.events(direction) {
        payloads.push(payload(types, event));
        payloads.extend(event.versions.iter().map(|version| older(types, event, version)));
    }
    match direction {
        Direction::Client => payloads.extend(model.replies().map(|(event, reply)| {
            let doc = Doc::of(&format!("The answer to `{}`.", wire_text(&event.wire)));
            declarations::of_payload(types, doc, &names::reply(event).pascal(), reply)
        })),
        Direction::Server if events::has_refusal(model) => payloads.push(refusal(types)),
        Direction::Server => {}
    }
    payloads
}

/// What an event carries.
fn payload(types: &Types<'_>, event: &Event) -> Declaration {
    let doc = Doc::about(&event.meta, Some(&format!("The payload of `{}`.", wire_text(&event.wire))));
    declarations::of_payload(types, doc, &event.name.pascal(), &event.payload)
}

/// What an event carried.
fn older(types: &Types<'_>, event: &Event, version: &Version) -> Declaration {
    let what =
        format!("Version {} of `{}`, which older senders write.", version.number, wire_text(&event.wire));
    let doc = Doc::about(&version.meta, Some(&what));
    declarations::of_payload(types, doc, &version.name.pascal(), &version.payload)
}

/// What a refusal says that has a picture of its own.
fn refusal(types: &Types<'_>) -> Declaration {
    let said = types.model.wire.server.beside.iter().filter(|beside| beside.role != Role::Field);
    let members = said.map(|beside| Member {
        doc: Doc::default(),
        key: if beside.role == Role::Code { "code" } else { "message" }.to_owned(),
        ty: types.text(&beside.ty).to_string(),
    });
    Declaration::Interface {
        doc: Doc::of("The refusal of a client event."),
        name: Declared::ty(events::REFUSED),
        extends: Vec::new(),
        members: members.collect(),
    }
}

fn map_entry(types: &Types<'_>, entry: &events::Entry<'_>) -> MapEntry {
    let doc = match entry.of {
        Of::Event(event) => Doc::about(&event.meta, None),
        Of::Reply(event, _) => Doc::of(&format!("The answer to `{}`.", wire_text(&event.wire))),
        Of::Refusal => Doc::of("The refusal of a client event."),
    };
    MapEntry {
        doc,
        key: literals::key(&entry.name),
        name: literals::string(&entry.name),
        payload: types.named(entry.payload.module, &entry.payload.name),
    }
}

/// The members of frames that stand beside or around the events.
fn beside(types: &Types<'_>, direction: Direction) -> Declaration {
    let name = Declared::ty(format!("{}Beside", title(direction)));
    let doc = Doc::of("What stands in a frame beside its event.");
    let fields = &types.model.frames(direction).beside;
    let members: Vec<Member> = fields
        .iter()
        .filter(|beside| beside.role == Role::Field)
        .map(|beside| beside_member(types, beside))
        .collect();
    if members.is_empty() {
        return alias(doc, name, TypeText::one(NOTHING));
    }
    Declaration::Interface { doc, name, extends: Vec::new(), members }
}

fn beside_member(types: &Types<'_>, beside: &Beside) -> Member {
    let ty = types.text(&beside.ty);
    let ty = if beside.nullable { ty.or_null() } else { ty };
    let mark = if beside.required { "" } else { "?" };
    Member {
        doc: Doc::about(&Meta::default(), Some(&format!("`{}` in the frame.", beside.path.join(".")))),
        key: format!("{}{mark}", literals::key(beside.name.snake())),
        ty: ty.to_string(),
    }
}

/// `Map_ as Map`: exports under names that no declaration may have, of values and of types alone.
fn hiding(declarations: &[Declaration]) -> [Vec<String>; 2] {
    let exports = |of_values: bool| -> Vec<String> {
        let declared =
            declarations.iter().map(Declaration::declared).filter(|(_, is_value)| *is_value == of_values);
        declared.filter_map(|(name, _)| name.exported()).collect()
    };
    let values = exports(true);
    let types = exports(false).into_iter().filter(|name| !values.contains(name)).collect();
    [values, types]
}
