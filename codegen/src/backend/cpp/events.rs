//! `events.hpp`: the events of both directions, their frames, and those who handle them.

use askama::Template;

use super::declarations::{Compared, Member, plain_member};
use super::defaults::Initial;
use super::docs::Doc;
use super::headers::{has_refusal, rendered};
use super::literals::{self, wire_text};
use super::names;
use super::types::Types;
use crate::backend::rust::frames;
use crate::model::{Audience, Beside, Delivery, Direction, Event};

#[derive(Template)]
#[template(path = "cpp/events.hpp")]
struct EventsFile<'m> {
    namespace: &'m str,
    sides: [Side; 2],
    /// What holds events and is declared elsewhere, by namespaces.
    deferred: Vec<(&'static str, Vec<Compared>)>,
}

#[derive(Template)]
#[template(path = "cpp/event_functions.cpp")]
struct EventFunctions {
    sides: [Side; 2],
}

/// One direction.
struct Side {
    /// `Server`
    title: &'static str,
    /// `server`
    side: &'static str,
    /// `from the server to the client`
    way: &'static str,
    rows: Vec<Row>,
    carried: Vec<Carried>,
    frame: Option<Frame>,
}

/// What the manifest says of an event.
struct Row {
    name: String,
    category: String,
    audience: &'static str,
    delivery: &'static str,
    idempotent: bool,
    deprecated: bool,
    experimental: bool,
}

/// What an event of a direction may be.
struct Carried {
    doc: Doc,
    ty: String,
    /// What its handler is called.
    handler: String,
    /// The wire name of what has one and stands in no table.
    name: Option<String>,
}

/// What stands in a frame beside its event.
struct Frame {
    members: Vec<Member>,
    /// Every frame has something that nobody but its sender can know.
    has_required: bool,
    /// The type of the request id, if the protocol has one.
    correlation: Option<String>,
}

/// The text of the header.
pub fn events(types: Types<'_>, deferred: Vec<(&'static str, Vec<Compared>)>) -> String {
    rendered(&EventsFile { namespace: types.namespace, sides: sides(types), deferred })
}

/// The definitions of what it declares of the events: they are compiled once, and not by everybody who includes it.
pub fn functions(types: Types<'_>) -> String {
    rendered(&EventFunctions { sides: sides(types) })
}

fn sides(types: Types<'_>) -> [Side; 2] {
    [Direction::Server, Direction::Client].map(|direction| side(types, direction))
}

fn side(types: Types<'_>, direction: Direction) -> Side {
    let (model, is_channel) = (types.model, frames::is_channel(types.model, direction));
    Side {
        title: names::title(direction),
        side: names::side(direction),
        way: match direction {
            Direction::Server => "from the server to the client",
            Direction::Client => "from the client to the server",
        },
        rows: model.events(direction).iter().map(row).collect(),
        carried: carried(types, direction),
        frame: (!is_channel).then(|| Frame {
            members: frames::fields(model, direction).map(|beside| beside_member(types, beside)).collect(),
            has_required: frames::has_required(model, direction),
            correlation: frames::correlation(model, direction).map(|beside| types.cpp(&beside.ty)),
        }),
    }
}

fn row(event: &Event) -> Row {
    Row {
        name: shown(&wire_text(&event.wire)),
        category: event.category.as_deref().map_or_else(|| "{}".to_owned(), shown),
        audience: match event.audience {
            Audience::Broadcast => "Broadcast",
            Audience::Targeted => "Targeted",
        },
        delivery: match event.delivery {
            Delivery::Ordered => "Ordered",
            Delivery::Volatile => "Volatile",
            Delivery::Critical => "Critical",
        },
        idempotent: event.idempotent,
        deprecated: event.meta.deprecated.is_some(),
        experimental: event.meta.experimental,
    }
}

/// A text as a `std::string_view` takes it: with its length where it holds what would end it.
fn shown(text: &str) -> String {
    if text.contains('\0') { literals::view(text) } else { literals::string(text) }
}

/// The events in the order of the manifest, and behind them what answers clients, and what is unknown.
fn carried(types: Types<'_>, direction: Direction) -> Vec<Carried> {
    let model = types.model;
    let events = model.events(direction).iter().map(|event| Carried {
        doc: Doc::about(&event.meta, None),
        ty: types.payload(direction, &event.name),
        handler: names::snake(&event.name),
        name: None,
    });
    let mut carried: Vec<Carried> = events.collect();
    if direction == Direction::Server {
        carried.extend(model.replies().map(|(event, _)| reply(types, event)));
        carried.extend(has_refusal(model).then(|| Carried {
            doc: Doc::of("The refusal of a client event."),
            ty: types.member(names::scope(direction), names::REFUSED),
            handler: "refused".to_owned(),
            name: None,
        }));
    }
    carried.push(Carried {
        doc: Doc::of("What the manifest does not know."),
        ty: "::samewire::Unknown".to_owned(),
        handler: "unknown".to_owned(),
        name: None,
    });
    carried
}

fn reply(types: Types<'_>, event: &Event) -> Carried {
    let name = names::reply(event);
    Carried {
        doc: Doc::of(&format!("The answer to `{}`.", wire_text(&event.wire))),
        ty: types.payload(Direction::Client, &name),
        handler: names::snake(&name),
        name: Some(shown(&wire_text(&event.wire))),
    }
}

fn beside_member(types: Types<'_>, beside: &Beside) -> Member {
    let path = beside.path.join(".");
    let doc = Doc::of(&match (beside.required, beside.nullable) {
        (true, _) => format!("The member `{path}` beside the event; every frame that is sent has it."),
        (false, true) => format!("The member `{path}` beside the event; none when it is absent or null."),
        (false, false) => format!("The member `{path}` beside the event; none when it is absent."),
    });
    plain_member(doc, beside_type(types, beside), names::snake(&beside.name), Initial::Empty)
}

/// The type of a frame's field: where a member may be absent and may be null, these are two.
pub fn beside_type(types: Types<'_>, beside: &Beside) -> String {
    let ty = types.cpp(&beside.ty);
    let ty = if beside.optional && beside.nullable { format!("::std::optional<{ty}>") } else { ty };
    format!("::std::optional<{ty}>")
}
