//! The events of a direction: their codecs, the pictures of their frames, and the ways in and out of text.

use super::{Codecs, pictures, readers, structs, unions, writers};
use crate::backend::typescript::events::{self, Entry, Of};
use crate::backend::typescript::literals;
use crate::backend::typescript::names::{Module, title};
use crate::check::walk;
use crate::model::{
    Direction, Event, Held, Holds, Model, Payload, Picture, PictureMember, PictureNode, Role, Type, WireName,
};

/// What there is of a direction besides its types.
pub fn declarations(codecs: &Codecs<'_>, direction: Direction) -> Vec<String> {
    let entries = events::entries(codecs.model, direction);
    let mut declarations = Vec::new();
    for entry in &entries {
        declarations.extend(payload(codecs, entry));
    }
    declarations.extend(entries.iter().map(|entry| codec(codecs, direction, entry)));
    let tables = [Side::Read, Side::Write].map(|side| table(codecs, direction, &entries, side));
    declarations.extend(tables);
    declarations.extend([frames(codecs, direction), find(codecs)]);
    if is_inside(codecs.model, direction) {
        declarations.extend(inside(codecs, direction));
    }
    let plain = plain(codecs, direction);
    let decode = decode(codecs, direction, plain.is_some());
    declarations.extend(plain.into_iter().chain([decode, encode(codecs, direction)]));
    declarations
}

/// The reader and the writer of a payload that is written in place.
fn payload(codecs: &Codecs<'_>, entry: &Entry<'_>) -> Vec<String> {
    match carried(entry) {
        Some(Payload::Struct(shape)) => {
            let ty = codecs.type_in(entry.payload.module, &entry.payload.name);
            structs::declarations_of(codecs, &entry.payload.name, &ty, shape)
        }
        _ => Vec::new(),
    }
}

fn carried<'m>(entry: &Entry<'m>) -> Option<&'m Payload> {
    match entry.of {
        Of::Event(event) => Some(&event.payload),
        Of::Reply(_, payload) => Some(payload),
        Of::Refusal => None,
    }
}

/// `messageNewEvent`
fn const_name(entry: &Entry<'_>) -> String {
    let name = &entry.payload.name;
    let (first, rest) = name.split_at(1);
    format!("{}{rest}Event", first.to_lowercase())
}

/// A row of a table: the name of an event, and what reads or writes it.
fn row(codecs: &Codecs<'_>, direction: Direction, entry: &Entry<'_>, side: Side) -> String {
    let (function, traits) = match side {
        Side::Read => (check(codecs, direction, entry), traits(codecs, direction, entry, side)),
        Side::Write => (write(codecs, entry), traits(codecs, direction, entry, side)),
    };
    let function = match (function, &traits) {
        (None, Some(_)) => Some("undefined".to_owned()),
        (function, _) => function,
    };
    let parts = [Some(literals::string(&entry.name)), function, traits];
    format!("[{}]", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Read,
    Write,
}

fn check(codecs: &Codecs<'_>, direction: Direction, entry: &Entry<'_>) -> Option<String> {
    match carried(entry)? {
        Payload::Unit => None,
        Payload::Struct(_) => Some(format!("read{}", entry.payload.name)),
        Payload::Type(ty) => match (spreads(codecs.model, direction, entry), readers::replaces(codecs, ty)) {
            (true, _) => Some(structs::among_checker(codecs, ty)),
            (false, true) => None,
            (false, false) => Some(readers::checker(codecs, ty)),
        },
    }
}

fn write(codecs: &Codecs<'_>, entry: &Entry<'_>) -> Option<String> {
    match carried(entry)? {
        Payload::Unit => None,
        Payload::Struct(_) => Some(format!("write{}", entry.payload.name)),
        Payload::Type(ty) => Some(late(&writers::expression(codecs, ty), "value, around")),
    }
}

/// The codec of an event by itself, for pages that name the events they want. A page reads what comes from the server
/// and writes what goes there; what it does not do is not in its bundle.
fn codec(codecs: &Codecs<'_>, direction: Direction, entry: &Entry<'_>) -> String {
    let (name, payload) =
        (literals::string(&entry.name), codecs.type_in(entry.payload.module, &entry.payload.name));
    let (ty, event) = (codecs.runtime_type("FramedEvent"), codecs.runtime("frame", "event"));
    let (read, write) = match direction {
        Direction::Server => (row(codecs, direction, entry, Side::Read), format!("[{name}]")),
        Direction::Client => (format!("[{name}]"), row(codecs, direction, entry, Side::Write)),
    };
    let constant = const_name(entry);
    format!(
        "export const {constant}: {ty}<{name}, {payload}> = /* @__PURE__ */ {event}(\n  {read},\n  {write},\n);"
    )
}

/// What another module declares may not be there yet when this one begins.
fn late(function: &str, arguments: &str) -> String {
    match function.contains("Codecs.") {
        true => format!("({arguments}) => {function}({arguments})"),
        false => function.to_owned(),
    }
}

/// What is not the rule about an event.
fn traits(codecs: &Codecs<'_>, direction: Direction, entry: &Entry<'_>, side: Side) -> Option<String> {
    let mut traits = Vec::new();
    let (wire, was, version) = match entry.of {
        Of::Event(event) => (Some(&event.wire), was(event), event.version),
        Of::Reply(event, _) => (Some(&event.wire), was(event), 1),
        Of::Refusal => (None, Vec::new(), 1),
    };
    if let Some(wire) = wire.filter(|wire| **wire != WireName::Text(entry.name.clone())) {
        traits.push(format!("wire: {}", unions::wire_name(wire)));
    }
    match picture(codecs.model, direction, entry) {
        Some((0, _)) | None => {}
        Some((index, _)) => traits.push(format!("picture: {index}")),
    }
    if side == Side::Read && !was.is_empty() {
        traits.push(format!("was: [{}]", was.join(", ")));
    }
    if version != 1 {
        traits.push(format!("version: {version}"));
    }
    if let Some(Payload::Type(ty)) = carried(entry)
        && side == Side::Read
        && readers::replaces(codecs, ty)
        && !spreads(codecs.model, direction, entry)
    {
        traits.push(format!("place: {}", late(&readers::place(codecs, ty), "holder, key")));
    }
    if carried(entry).is_some_and(|payload| codecs.payload_takes_others(payload)) {
        traits.push("takesOthers: true".to_owned());
    }
    (!traits.is_empty()).then(|| format!("{{ {} }}", traits.join(", ")))
}

fn was(event: &Event) -> Vec<String> {
    event.meta.was.iter().map(|old| unions::wire_name(&event.wire.old(old))).collect()
}

/// The picture that an event travels in, and its index.
fn picture<'m>(model: &'m Model, direction: Direction, entry: &Entry<'_>) -> Option<(usize, &'m Picture)> {
    let holds = match entry.of {
        Of::Event(event) => Holds::Events(event.picture),
        Of::Reply(..) => Holds::Replies,
        Of::Refusal => Holds::Error,
    };
    let pictures = model.pictures(direction).into_iter().enumerate();
    pictures.filter(|(_, held)| held.holds == holds).map(|(index, held)| (index, held.picture)).next()
}

fn spreads(model: &Model, direction: Direction, entry: &Entry<'_>) -> bool {
    picture(model, direction, entry).is_some_and(|(_, picture)| picture.spreads_payload())
}

/// `server`
fn side(direction: Direction) -> &'static str {
    Module::from(direction).name()
}

/// How the events are read, or written, in the order of the manifest.
fn table(codecs: &Codecs<'_>, direction: Direction, entries: &[Entry<'_>], side: Side) -> String {
    let rows: String =
        entries.iter().map(|entry| format!("  {},\n", row(codecs, direction, entry, side))).collect();
    let rows = if rows.is_empty() { "[]".to_owned() } else { format!("[\n{rows}]") };
    match side {
        Side::Read => format!("const readers: readonly {}[] = {rows};", codecs.runtime_type("Reader")),
        Side::Write => format!("const writers: readonly {}[] = {rows};", codecs.runtime_type("Writer")),
    }
}

fn frames(codecs: &Codecs<'_>, direction: Direction) -> String {
    let ty = codecs.runtime_type("FramePicture");
    let beside = &codecs.model.frames(direction).beside;
    let pictures = codecs.model.pictures(direction).into_iter().map(|held| {
        let members = pictures::members(codecs, held.picture, beside);
        let others = match held.holds {
            Holds::Events(index) => codecs.model.events(direction).iter().any(|event| {
                let was = event.meta.was.iter().map(|old| event.wire.old(old));
                let mut names = std::iter::once(event.wire.clone()).chain(was);
                event.picture == index && names.any(|name| !matches!(name, WireName::Text(_)))
            }),
            Holds::Replies => {
                codecs.model.replies().any(|(event, _)| !matches!(event.wire, WireName::Text(_)))
            }
            Holds::Error => false,
        };
        let others = if others { ", others: true" } else { "" };
        let nullable = match held.picture.node {
            PictureNode::Payload { nullable: true } => ", isNullable: true",
            _ => "",
        };
        let only = if held.holds == Holds::Error { only(codecs) } else { String::new() };
        format!("  {{ members: {}{others}{nullable}{only} }},\n", indented(&members))
    });
    let pictures: String = pictures.collect();
    format!(
        "/** What a frame looks like. */\nexport const {}Pictures: readonly {ty}[] = [\n{pictures}];",
        side(direction)
    )
}

/// The picture of a direction, if it is the only one, and told by its name alone.
fn plain(codecs: &Codecs<'_>, direction: Direction) -> Option<String> {
    let all = codecs.model.pictures(direction);
    let [Held { picture, holds: Holds::Events(0) }] = all[..] else { return None };
    let is_text = |event: &Event| {
        let was = event.meta.was.iter().map(|old| event.wire.old(old));
        std::iter::once(event.wire.clone()).chain(was).all(|name| matches!(name, WireName::Text(_)))
    };
    let PictureNode::Object(members) = &picture.node else { return None };
    if !picture.absent.is_empty() || !codecs.model.events(direction).iter().all(is_text) {
        return None;
    }
    let (mut name, mut payload, mut spreads) = (None, None, false);
    for member in members {
        match member {
            PictureMember::SpreadPayload => spreads = true,
            PictureMember::Key { key, node: PictureNode::Name, optional: false, .. } => name = Some(key),
            PictureMember::Key { key, node: PictureNode::Payload { .. }, .. } => payload = Some(key),
            PictureMember::Key { node: PictureNode::Value { .. }, .. } => {}
            PictureMember::Key { .. } | PictureMember::NameKey => return None,
        }
    }
    let mut shown = vec![format!("name: {}", literals::string(name?))];
    match payload {
        Some(payload) => shown.push(format!("payload: {}", literals::string(payload))),
        None if !spreads => return None,
        None => {}
    }
    let beside = pictures::beside(codecs, members, &codecs.model.frames(direction).beside);
    if !beside.is_empty() {
        shown.push(format!("beside: [{}]", beside.join(", ")));
    }
    let ty = codecs.runtime_type("PlainPicture");
    Some(format!("const plainPicture: {ty} = {{ {} }};", shown.join(", ")))
}

/// The refusal is made of members beside an event.
fn only(codecs: &Codecs<'_>) -> String {
    let beside = codecs.model.wire.server.beside.iter();
    let said = beside.filter(|beside| beside.role != Role::Field).map(|beside| {
        let key = if beside.role == Role::Code { "code" } else { "message" };
        format!("{key}: {}", literals::string(beside.name.snake()))
    });
    let said: Vec<String> = said.collect();
    format!(", only: {{ name: \"{}\", payload: {{ {} }} }}", events::REFUSED, said.join(", "))
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}

fn find(codecs: &Codecs<'_>) -> String {
    let (lookup, ty) = (codecs.runtime("frame", "lookup"), codecs.runtime_type("Lookup"));
    format!("const find: {ty} = /* @__PURE__ */ {lookup}(() => readers);")
}

/// Whether frames of a direction lie inside others.
fn is_inside(model: &Model, direction: Direction) -> bool {
    let mut found = false;
    walk::each_type(model, &mut |ty, _| {
        walk::inside(ty, &mut |ty| found |= *ty == Type::Event(direction));
    });
    found
}

fn inside(codecs: &Codecs<'_>, direction: Direction) -> [String; 3] {
    let (side, place, write) = (side(direction), codecs.runtime_type("Place"), codecs.runtime_type("Write"));
    let (read, written) = (codecs.runtime("frame", "inside"), codecs.runtime("encode", "writeInside"));
    [
        format!("export const readInside: {place} = /* @__PURE__ */ {read}({side}Pictures, find);"),
        format!("export const readInBatch: {place} = /* @__PURE__ */ {read}({side}Pictures, find, true);"),
        format!("export const writeInside: {write} = /* @__PURE__ */ {written}({side}Pictures, writers);"),
    ]
}

fn is_channel(model: &Model, direction: Direction) -> bool {
    model.frames(direction).pictures.iter().all(Picture::is_channel)
}

fn decode(codecs: &Codecs<'_>, direction: Direction, is_plain: bool) -> String {
    let (title, side) = (title(direction), side(direction));
    let (limits, decoded) = (codecs.runtime_type("Limits"), codecs.runtime_type("Decoded"));
    let module = direction.into();
    let (event, beside) =
        (codecs.type_in(module, &format!("{title}Event")), codecs.type_in(module, &format!("{title}Beside")));
    let ty = format!("{decoded}<{event}, {beside}>");
    if is_channel(codecs.model, direction) {
        let decode = codecs.runtime("frame", "decodePayload");
        return format!(
            "/** Reads the payload of the event of this name. Never throws. */\n\
             export function decode{title}Event(name: string, payload: unknown, limits?: {limits}): {ty} {{\n  \
             return {decode}(find, name, payload, limits) as {ty};\n}}"
        );
    }
    let (decode, pictures) = match is_plain {
        true => (codecs.runtime("plain", "decode"), "plainPicture".to_owned()),
        false => (codecs.runtime("frame", "decode"), format!("{side}Pictures")),
    };
    format!(
        "/** Reads a frame, as text or as a value. Never throws. */\n\
         export function decode{title}Event(input: unknown, limits?: {limits}): {ty} {{\n  \
         return {decode}({pictures}, find, input, limits) as {ty};\n}}"
    )
}

fn encode(codecs: &Codecs<'_>, direction: Direction) -> String {
    let (title, side) = (title(direction), side(direction));
    let module: Module = direction.into();
    let (map, beside) = (
        codecs.type_in(module, &format!("{title}EventMap")),
        codecs.type_in(module, &format!("{title}Beside")),
    );
    if is_channel(codecs.model, direction) {
        let encode = codecs.runtime("encode", "encodePayload");
        return format!(
            "/** Writes a payload, which travels beside the name; throws an `EncodeError`. */\n\
             export function encode{title}Event<Name extends keyof {map}>(name: Name, payload: {map}[Name]): string {{\n  \
             return {encode}({side}Pictures, writers, name, payload);\n}}"
        );
    }
    let encode = codecs.runtime("encode", "encode");
    format!(
        "/** Writes a frame; throws an `EncodeError`. */\n\
         export function encode{title}Event<Name extends keyof {map}>(\n  name: Name,\n  payload: {map}[Name],\n  \
         beside?: Partial<{beside}>,\n): string {{\n  \
         return {encode}({side}Pictures, writers, name, payload, beside);\n}}"
    )
}
