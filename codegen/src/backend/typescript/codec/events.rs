//! The events of a direction: their codecs, the pictures of their frames, and the ways in and out of text.

use super::{Codecs, pictures, readers, structs, unions, writers};
use crate::backend::typescript::events::{self, Entry, Of};
use crate::backend::typescript::literals;
use crate::backend::typescript::names::{Module, title};
use crate::check::walk;
use crate::model::{Direction, Event, Holds, Model, Payload, Picture, Role, Type, WireName};

/// What there is of a direction besides its types.
pub fn declarations(codecs: &Codecs<'_>, direction: Direction) -> Vec<String> {
    let entries = events::entries(codecs.model, direction);
    let mut declarations = Vec::new();
    for entry in &entries {
        declarations.extend(payload(codecs, entry));
    }
    declarations.extend(entries.iter().map(|entry| codec(codecs, direction, entry)));
    declarations.extend([table(codecs, direction, &entries), frames(codecs, direction), find(codecs, direction)]);
    if is_inside(codecs.model, direction) {
        declarations.extend(inside(codecs, direction));
    }
    declarations.extend([decode(codecs, direction), encode(codecs, direction)]);
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

fn codec(codecs: &Codecs<'_>, direction: Direction, entry: &Entry<'_>) -> String {
    let name = literals::string(&entry.name);
    let payload = codecs.type_in(entry.payload.module, &entry.payload.name);
    let traits = traits(codecs, direction, entry);
    let (check, write) = match carried(entry) {
        None | Some(Payload::Unit) => (None, None),
        Some(Payload::Struct(_)) => {
            let name = &entry.payload.name;
            (Some(format!("read{name}")), Some(format!("write{name}")))
        }
        Some(Payload::Type(ty)) => {
            let check = match (spreads(codecs.model, direction, entry), readers::replaces(codecs, ty)) {
                (true, _) => {
                    let among = structs::among(codecs, ty, "value as object", "around ?? []");
                    Some(format!("(value, _, around) => {among}"))
                }
                (false, true) => None,
                (false, false) => Some(readers::checker(codecs, ty)),
            };
            (check, Some(format!("(value, around) => {}(value, around)", writers::expression(codecs, ty))))
        }
    };
    let mut arguments = vec![name.clone()];
    let given = [check, write, traits];
    let last = given.iter().rposition(Option::is_some).map_or(0, |at| at + 1);
    arguments.extend(given.into_iter().take(last).map(|given| given.unwrap_or_else(|| "undefined".to_owned())));
    let (ty, event) = (codecs.runtime_type("FramedEvent"), codecs.runtime("frame", "event"));
    let (constant, arguments) = (const_name(entry), arguments.join(", "));
    format!("export const {constant}: {ty}<{name}, {payload}> = /* @__PURE__ */ {event}({arguments});")
}

/// What is not the rule about an event.
fn traits(codecs: &Codecs<'_>, direction: Direction, entry: &Entry<'_>) -> Option<String> {
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
    if !was.is_empty() {
        traits.push(format!("was: [{}]", was.join(", ")));
    }
    if version != 1 {
        traits.push(format!("version: {version}"));
    }
    if let Some(Payload::Type(ty)) = carried(entry)
        && readers::replaces(codecs, ty)
        && !spreads(codecs.model, direction, entry)
    {
        traits.push(format!("place: {}", readers::place(codecs, ty)));
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

fn table(codecs: &Codecs<'_>, direction: Direction, entries: &[Entry<'_>]) -> String {
    let any = codecs.runtime_type("AnyEvent");
    let rows: String = entries.iter().map(|entry| format!("  {},\n", const_name(entry))).collect();
    let rows = if rows.is_empty() { "[]".to_owned() } else { format!("[\n{rows}]") };
    format!("/** All events, in the order of the manifest. */\nexport const {}Codecs: readonly {any}[] = {rows};", side(direction))
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
            Holds::Replies => codecs.model.replies().any(|(event, _)| !matches!(event.wire, WireName::Text(_))),
            Holds::Error => false,
        };
        let others = if others { ", others: true" } else { "" };
        let only = if held.holds == Holds::Error { only(codecs) } else { String::new() };
        format!("  {{ members: {}{others}{only} }},\n", indented(&members))
    });
    let pictures: String = pictures.collect();
    format!("/** What a frame looks like. */\nexport const {}Pictures: readonly {ty}[] = [\n{pictures}];", side(direction))
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

fn find(codecs: &Codecs<'_>, direction: Direction) -> String {
    let (lookup, side) = (codecs.runtime("frame", "lookup"), side(direction));
    let ty = codecs.runtime_type("Lookup");
    format!("const find: {ty} = /* @__PURE__ */ {lookup}(() => {side}Codecs);")
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
    let (read, written) = (codecs.runtime("frame", "inside"), codecs.runtime("frame", "writeInside"));
    [
        format!("export const readInside: {place} = /* @__PURE__ */ {read}({side}Pictures, find);"),
        format!("export const readInBatch: {place} = /* @__PURE__ */ {read}({side}Pictures, find, true);"),
        format!("export const writeInside: {write} = /* @__PURE__ */ {written}({side}Pictures, {side}Codecs);"),
    ]
}

fn is_channel(model: &Model, direction: Direction) -> bool {
    model.frames(direction).pictures.iter().all(Picture::is_channel)
}

fn decode(codecs: &Codecs<'_>, direction: Direction) -> String {
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
             return {decode}(find(0, name), name, payload, limits) as {ty};\n}}"
        );
    }
    let decode = codecs.runtime("frame", "decode");
    format!(
        "/** Reads a frame, as text or as a value. Never throws. */\n\
         export function decode{title}Event(frame: unknown, limits?: {limits}): {ty} {{\n  \
         return {decode}({side}Pictures, find, frame, limits) as {ty};\n}}"
    )
}

fn encode(codecs: &Codecs<'_>, direction: Direction) -> String {
    let (title, side) = (title(direction), side(direction));
    let module: Module = direction.into();
    let (map, beside) =
        (codecs.type_in(module, &format!("{title}EventMap")), codecs.type_in(module, &format!("{title}Beside")));
    if is_channel(codecs.model, direction) {
        let encode = codecs.runtime("frame", "encodePayload");
        return format!(
            "/** Writes a payload, which travels beside the name; throws an `EncodeError`. */\n\
             export function encode{title}Event<Name extends keyof {map}>(name: Name, payload: {map}[Name]): string {{\n  \
             return {encode}({side}Codecs, name, payload);\n}}"
        );
    }
    let encode = codecs.runtime("frame", "encodeEvent");
    format!(
        "/** Writes a frame; throws an `EncodeError`. */\n\
         export function encode{title}Event<Name extends keyof {map}>(\n  name: Name,\n  payload: {map}[Name],\n  \
         beside?: Partial<{beside}>,\n): string {{\n  \
         return {encode}({side}Pictures, {side}Codecs, name, payload, beside);\n}}"
    )
}
