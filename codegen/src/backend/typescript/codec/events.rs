//! The events of a direction: their codecs, the pictures of their frames, and the ways in and out of text.

use super::entries::{self, Framed, Side, object};
use super::{Codecs, pictures, structs};
use crate::backend::typescript::events::{self, Entry, Of};
use crate::backend::typescript::literals;
use crate::backend::typescript::names::{Module, title};
use crate::check::walk;
use crate::model::{
    Direction, Event, Held, Holds, Model, Picture, PictureMember, PictureNode, Role, TauriPayload, Type,
    WireName,
};

/// What there is of a direction besides its types.
pub fn declarations(codecs: &Codecs<'_>, direction: Direction) -> Vec<String> {
    let entries = events::entries(codecs.model, direction);
    let side = Side::of_pages(direction);
    let own = |entry| entries::codec(codecs, side, entry, framed(codecs.model, direction, entry));
    let mut declarations: Vec<String> = entries.iter().map(own).collect();
    let tables = [Side::Read, Side::Write].map(|side| table(codecs, direction, &entries, side));
    declarations.extend(tables);
    declarations.extend(find(codecs, direction));
    let plain = plain(codecs, direction);
    if plain.is_none() || is_inside(codecs.model, direction) {
        declarations.push(frames(codecs, direction));
    }
    if is_inside(codecs.model, direction) {
        declarations.extend(inside(codecs, direction));
    }
    let is_plain = plain.is_some();
    declarations.extend(plain.into_iter().flatten());
    declarations.extend(decode(codecs, direction, is_plain));
    declarations.extend(encode(codecs, direction, is_plain));
    declarations
}

fn framed<'m>(model: &'m Model, direction: Direction, entry: &Entry<'_>) -> Framed<'m> {
    let holds = match entry.of {
        Of::Event(event) => Holds::Events(event.picture),
        Of::Reply(..) => Holds::Replies,
        Of::Refusal => Holds::Error,
    };
    let pictures = model.pictures(direction).into_iter().enumerate();
    pictures.filter(|(_, held)| held.holds == holds).map(|(index, held)| (index, held.picture)).next()
}

/// How the events are read, or written, in the order of the manifest. It is a function since tsc, for each name at the
/// top of a module, goes back through all that is declared there.
fn table(codecs: &Codecs<'_>, direction: Direction, entries: &[Entry<'_>], side: Side) -> String {
    let row = |entry: &Entry<'_>| match side == Side::of_pages(direction) {
        true => entry.codec(),
        false => {
            let framed = framed(codecs.model, direction, entry);
            object(&entries::members(codecs, side, entry, framed), "    ")
        }
    };
    let rows: String = entries.iter().map(|entry| format!("    {},\n", row(entry))).collect();
    let rows = if rows.is_empty() { "[]".to_owned() } else { format!("[\n{rows}  ]") };
    let name = if side == Side::Read { "readers" } else { "writers" };
    format!("function {name}(): readonly {}[] {{\n  return {rows};\n}}", side.ty(codecs))
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
    format!("/** What a frame looks like. */\nconst pictures: readonly {ty}[] = [\n{pictures}];")
}

/// The picture of a direction as it is read and as it is written, if it is the only one, and told by its name alone.
fn plain(codecs: &Codecs<'_>, direction: Direction) -> Option<[String; 2]> {
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
    let name = name?;
    let mut shown = vec![
        format!("key: {}", literals::string(name)),
        format!("name: {}", structs::accessor(codecs, name)),
    ];
    match payload {
        Some(payload) => shown.push(format!("payload: {}", literals::string(payload))),
        None if !spreads => return None,
        None => {}
    }
    let beside = &codecs.model.frames(direction).beside;
    let read = pictures::beside(codecs, members, beside);
    if !read.is_empty() {
        let lines: String = read.iter().map(|line| format!("  {line},\n")).collect();
        shown.push(format!("beside: [\n{lines}]"));
    }
    let (read, written) = (codecs.runtime_type("PlainPicture"), codecs.runtime_type("PlainMembers"));
    Some([
        format!("const plainPicture: {read} = {};", object(&shown, "")),
        format!("const plainMembers: {written} = {};", pictures::written(codecs, members, beside)),
    ])
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

fn find(codecs: &Codecs<'_>, direction: Direction) -> [String; 2] {
    let (lookup, ty) = (codecs.runtime("frame", "lookup"), codecs.runtime_type("Lookup"));
    let find = format!(
        "/** Finds events by the index of their picture and their names. */\n\
         export const find{}Event: {ty} = /* @__PURE__ */ {lookup}(readers);",
        title(direction)
    );
    let writers_of = codecs.runtime("encode", "writersOf");
    [find, format!("const writerOf = /* @__PURE__ */ {writers_of}(writers);")]
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
    let (title, place, write) =
        (title(direction), codecs.runtime_type("Place"), codecs.runtime_type("Write"));
    let (read, written) = (codecs.runtime("frame", "inside"), codecs.runtime("encode", "writeInside"));
    [
        format!("export const eventInside: {place} = /* @__PURE__ */ {read}(pictures, find{title}Event);"),
        format!(
            "export const eventInBatch: {place} = /* @__PURE__ */ {read}(pictures, find{title}Event, true);"
        ),
        format!("export const eventText: {write} = /* @__PURE__ */ {written}(pictures, writerOf);"),
    ]
}

/// Whether payloads reach the page of a desktop app without their frames.
pub fn comes_alone(model: &Model) -> bool {
    model.tauri.as_ref().is_some_and(|tauri| tauri.payload == TauriPayload::Alone)
}

fn is_channel(model: &Model, direction: Direction) -> bool {
    model.frames(direction).pictures.iter().all(Picture::is_channel)
}

fn decode(codecs: &Codecs<'_>, direction: Direction, is_plain: bool) -> Vec<String> {
    let title = title(direction);
    let (limits, decoded) = (codecs.runtime_type("Limits"), codecs.runtime_type("Decoded"));
    let module = direction.into();
    let (event, beside) =
        (codecs.type_in(module, &format!("{title}Event")), codecs.type_in(module, &format!("{title}Beside")));
    let ty = format!("{decoded}<{event}, {beside}>");
    if is_channel(codecs.model, direction) {
        let decode = codecs.runtime("frame", "decodePayload");
        return vec![format!(
            "/** Reads the payload of the event of this name. Never throws. */\n\
             export function decode{title}Event(name: string, payload: unknown, limits?: {limits}): {ty} {{\n  \
             return {decode}(find{title}Event, name, payload, limits) as {ty};\n}}"
        )];
    }
    let alone = (direction == Direction::Server && comes_alone(codecs.model)).then(|| {
        let (decode, named) = (codecs.runtime("frame", "decodePayload"), codecs.runtime("frame", "named"));
        [
            format!("const named = /* @__PURE__ */ {named}(readers);"),
            format!(
                "/** Reads the payload of the event of this name, which came without a frame. Never throws. */\n\
                 export function decode{title}Payload(name: string, payload: unknown, limits?: {limits}): {ty} {{\n  \
                 return {decode}(named, name, payload, limits) as {ty};\n}}"
            ),
        ]
    });
    let (lookup, any) = (codecs.runtime_type("Lookup"), codecs.runtime_type("AnyDecoded"));
    let (decode, picture) = match is_plain {
        true => (codecs.runtime("plain", "decode"), "plainPicture"),
        false => (codecs.runtime("frame", "decode"), "pictures"),
    };
    let frames = [
        format!(
            "/** Reads a frame of the events that `find` knows. Never throws. */\n\
             export function decode{title}Frame(find: {lookup}, input: unknown, limits?: {limits}): {any} {{\n  \
             return {decode}({picture}, find, input, limits);\n}}"
        ),
        format!(
            "/** Reads a frame, as text or as a value. Never throws. */\n\
             export function decode{title}Event(input: unknown, limits?: {limits}): {ty} {{\n  \
             return decode{title}Frame(find{title}Event, input, limits) as {ty};\n}}"
        ),
    ];
    frames.into_iter().chain(alone.into_iter().flatten()).collect()
}

fn encode(codecs: &Codecs<'_>, direction: Direction, is_plain: bool) -> [String; 2] {
    let title = title(direction);
    let module: Module = direction.into();
    let (map, beside) = (
        codecs.type_in(module, &format!("{title}EventMap")),
        codecs.type_in(module, &format!("{title}Beside")),
    );
    let writer = codecs.runtime_type("EventWriter");
    if is_channel(codecs.model, direction) {
        let encode = codecs.runtime("encode", "encodePayload");
        return [
            format!(
                "/** Writes the payload of an event; throws an `EncodeError`. */\n\
                 export function encode{title}Payload(event: {writer}, payload: unknown): string {{\n  \
                 return {encode}(pictures, event, payload);\n}}"
            ),
            format!(
                "/** Writes a payload, which travels beside the name; throws an `EncodeError`. */\n\
                 export function encode{title}Event<Name extends keyof {map}>(name: Name, payload: {map}[Name]): string {{\n  \
                 return encode{title}Payload(writerOf(name), payload);\n}}"
            ),
        ];
    }
    let (encode, picture) = match is_plain {
        true => (codecs.runtime("plain", "encode"), "plainMembers"),
        false => (codecs.runtime("encode", "encode"), "pictures"),
    };
    [
        format!(
            "/** Writes the frame of an event; throws an `EncodeError`. */\n\
             export function encode{title}Frame(event: {writer}, payload: unknown, beside?: object): string {{\n  \
             return {encode}({picture}, event, payload, beside);\n}}"
        ),
        format!(
            "/** Writes a frame; throws an `EncodeError`. */\n\
             export function encode{title}Event<Name extends keyof {map}>(\n  name: Name,\n  payload: {map}[Name],\n  \
             beside?: Partial<{beside}>,\n): string {{\n  \
             return encode{title}Frame(writerOf(name), payload, beside);\n}}"
        ),
    ]
}
