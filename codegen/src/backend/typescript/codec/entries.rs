//! The codec of one event: what is known of it where it is read, or where it is written.

use super::{Codecs, readers, structs, unions, versions, writers};
use crate::backend::typescript::events::{Entry, Of};
use crate::backend::typescript::literals;
use crate::backend::typescript::names::Module;
use crate::model::{Direction, Event, Payload, Picture, WireName};

fn carried<'m>(entry: &Entry<'m>) -> Option<&'m Payload> {
    match entry.of {
        Of::Event(event) => Some(&event.payload),
        Of::Reply(_, payload) => Some(payload),
        Of::Refusal => None,
    }
}

/// What a codec is for. A page reads what comes from the server and writes what goes there; what it does not do is not
/// in its bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Events arrive.
    Read,
    /// Events leave.
    Write,
}

impl Side {
    /// What pages do with the events of a direction.
    pub fn of_pages(direction: Direction) -> Side {
        match direction {
            Direction::Server => Side::Read,
            Direction::Client => Side::Write,
        }
    }

    /// The type of a codec.
    pub fn ty(self, codecs: &Codecs<'_>) -> &'static str {
        codecs.runtime_type(match self {
            Side::Read => "EventReader",
            Side::Write => "EventWriter",
        })
    }
}

/// The picture that an event travels in, and its index; none if no frame goes around it.
pub type Framed<'m> = Option<(usize, &'m Picture)>;

/// The codec of an event by itself, for pages that name the events they want.
pub fn codec(codecs: &Codecs<'_>, side: Side, entry: &Entry<'_>, framed: Framed<'_>) -> String {
    let (constant, ty) = (entry.codec(), side.ty(codecs));
    format!("export const {constant}: {ty} = {};", object(&members(codecs, side, entry, framed), ""))
}

/// An object of these members: in a line if it has one that fits there.
pub fn object(members: &[String], indent: &str) -> String {
    match members {
        [only] if !only.contains('\n') => format!("{{ {only} }}"),
        _ => {
            let lines = members
                .iter()
                .map(|member| format!("{indent}  {},\n", member.replace('\n', &format!("\n{indent}  "))));
            format!("{{\n{}{indent}}}", lines.collect::<String>())
        }
    }
}

/// What is known of an event where it is read, or where it is written.
pub fn members(codecs: &Codecs<'_>, side: Side, entry: &Entry<'_>, framed: Framed<'_>) -> Vec<String> {
    let mut members = vec![format!("name: {}", literals::string(&entry.name))];
    members.extend(traits(codecs, side, entry, framed));
    let spreads = framed.is_some_and(|(_, picture)| picture.spreads_payload());
    members.extend(carried(entry).and_then(|payload| match side {
        Side::Read => reader(codecs, payload, (entry.payload.module, &entry.payload.name), spreads),
        Side::Write => writer(codecs, payload),
    }));
    if let (Side::Read, Of::Event(event), Some((_, picture))) = (side, entry.of, framed) {
        members.extend(versions::older(codecs, event, entry.payload.module, picture));
    }
    members
}

/// How a payload of this name is read, if it carries anything; in a picture that `spreads` it, it stands under no key.
pub fn reader(
    codecs: &Codecs<'_>,
    payload: &Payload,
    (module, name): (Module, &str),
    spreads: bool,
) -> Option<String> {
    Some(match payload {
        Payload::Unit => return None,
        Payload::Struct(shape) => {
            format!("check: {}", structs::check(codecs, &codecs.type_in(module, name), shape, !spreads))
        }
        Payload::Type(ty) if spreads => format!("check: {}", structs::among_checker(codecs, ty)),
        Payload::Type(ty) if readers::replaces(codecs, ty) => {
            format!("place: {}", late(&readers::place(codecs, ty), "holder, key"))
        }
        Payload::Type(ty) => format!("check: {}", late(&readers::checker(codecs, ty), "value, key")),
    })
}

fn writer(codecs: &Codecs<'_>, payload: &Payload) -> Option<String> {
    Some(match payload {
        Payload::Unit => return None,
        Payload::Struct(shape) => format!("write: {}", structs::write(codecs, shape)),
        Payload::Type(ty) => format!("write: {}", late(&writers::expression(codecs, ty), "value, around")),
    })
}

/// What another module declares may not be there yet when this one begins; and a bundler drops no call that it has to
/// take for more than the making of a value.
fn late(function: &str, arguments: &str) -> String {
    if function.starts_with("(value") {
        function.to_owned()
    } else if function.contains("Codecs.") {
        format!("({arguments}) => {function}({arguments})")
    } else if function.contains('(') {
        format!("/* @__PURE__ */ (() => {function})()")
    } else {
        function.to_owned()
    }
}

/// What is not the rule about an event.
fn traits(codecs: &Codecs<'_>, side: Side, entry: &Entry<'_>, framed: Framed<'_>) -> Vec<String> {
    let mut traits = Vec::new();
    let (wire, was, version) = match entry.of {
        Of::Event(event) => (Some(&event.wire), was(event), event.version),
        Of::Reply(event, _) => (Some(&event.wire), was(event), 1),
        Of::Refusal => (None, Vec::new(), 1),
    };
    if let Some(wire) = wire.filter(|wire| **wire != WireName::Text(entry.name.clone())) {
        traits.push(format!("wire: {}", unions::wire_name(wire)));
    }
    match framed {
        Some((0, _)) | None => {}
        Some((index, _)) => traits.push(format!("picture: {index}")),
    }
    if side == Side::Read && !was.is_empty() {
        traits.push(format!("was: [{}]", was.join(", ")));
    }
    if version != 1 {
        traits.push(format!("version: {version}"));
    }
    if carried(entry).is_some_and(|payload| codecs.payload_takes_others(payload)) {
        traits.push("takesOthers: true".to_owned());
    }
    traits
}

fn was(event: &Event) -> Vec<String> {
    event.meta.was.iter().map(|old| unions::wire_name(&event.wire.old(old))).collect()
}
