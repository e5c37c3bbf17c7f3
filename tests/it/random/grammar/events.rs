//! Events of both directions and the frames they travel in.

use samewire_codegen::model::Direction;
use serde_json::{Map, Value, json};

use crate::random::names::Siblings;
use crate::random::types::{Field, Shape, Ty};
use crate::random::yaml::{Entries, Yaml, entry, plain, text};

use super::{Framed, Grammar};

/// What the events of a manifest are.
pub struct Protocol {
    pub entries: Entries,
    pub frames: Vec<Framed>,
}

/// A picture of frames.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Picture {
    /// `{ type: <name>, ...<payload> }`
    Default,
    /// `{ id?: string, op: <name>, ...<payload> }`
    WithId,
    /// `{ ...<payload>, ev: <name> }`
    NameLast,
    /// `{ event: <name>, data: <payload> }`
    Adjacent,
    /// `{ <name>: <payload> }`
    External,
    /// `{ seq: u32, event: { type: <name>, ...<payload> } }`
    Around,
    /// `{ op: 5, d: { t: <name>, d?: <payload> } }`
    TwoLevels,
    /// `{ type: <name>, v: <version>, ...<payload> }`
    Versioned,
}

impl Picture {
    fn of(grammar: &mut Grammar) -> Picture {
        const LATER: [Picture; 5] =
            [Picture::Adjacent, Picture::External, Picture::Around, Picture::TwoLevels, Picture::Versioned];
        if grammar.dare("a picture", 2) {
            return LATER[grammar.rng.usize(..LATER.len())];
        }
        [Picture::Default, Picture::WithId, Picture::NameLast][grammar.rng.usize(..3)]
    }

    fn written(self) -> Yaml {
        let map = |entries: &[(&str, Yaml)]| {
            Yaml::Map(entries.iter().map(|(key, value)| entry(key, value.clone())).collect())
        };
        let (name, payload, spread) = (plain("<name>"), plain("<payload>"), ("...<payload>", Yaml::Nothing));
        match self {
            Picture::Default => map(&[("type", name), spread]),
            Picture::WithId => map(&[("id?", Yaml::Expr("string".to_owned())), ("op", name), spread]),
            Picture::NameLast => map(&[spread, ("ev", name)]),
            Picture::Adjacent => map(&[("event", name), ("data", payload)]),
            Picture::External => map(&[("<name>", payload)]),
            Picture::Versioned => map(&[("type", name), ("v", plain("<version>")), spread]),
            Picture::Around => {
                map(&[("seq", Yaml::Expr("u32".to_owned())), ("event", map(&[("type", name), spread]))])
            }
            Picture::TwoLevels => map(&[("op", plain(5)), ("d", map(&[("t", name), ("d?", payload)]))]),
        }
    }

    /// The members beside a payload that is spread.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Picture::Default | Picture::Around => &["type"],
            Picture::WithId => &["id", "op"],
            Picture::NameLast => &["ev"],
            Picture::Versioned => &["type", "v"],
            Picture::Adjacent | Picture::External | Picture::TwoLevels => &[],
        }
    }

    fn frame(self, name: &str, version: u32, payload: Option<Map<String, Value>>) -> Value {
        let beside = |mut members: Map<String, Value>| {
            members.extend(payload.clone().unwrap_or_default());
            Value::Object(members)
        };
        let key = |key: &str| Map::from_iter([(key.to_owned(), json!(name))]);
        match self {
            Picture::Default => beside(key("type")),
            Picture::WithId => beside(key("op")),
            Picture::NameLast => beside(key("ev")),
            Picture::Versioned => {
                let mut members = key("type");
                members.insert("v".to_owned(), json!(version));
                beside(members)
            }
            Picture::Adjacent => json!({ "event": name, "data": payload.unwrap_or_default() }),
            Picture::External => match payload {
                Some(payload) => Value::Object(Map::from_iter([(name.to_owned(), Value::Object(payload))])),
                None => json!(name),
            },
            Picture::Around => json!({ "seq": 7, "event": beside(key("type")) }),
            Picture::TwoLevels => match payload {
                Some(payload) => json!({ "op": 5, "d": { "t": name, "d": payload } }),
                None => json!({ "op": 5, "d": { "t": name } }),
            },
        }
    }
}

/// What an event carries.
enum Payload {
    Unit,
    Fields(Vec<Field>),
    Named(usize),
}

pub fn protocol(grammar: &mut Grammar) -> Protocol {
    let both = Picture::of(grammar);
    let client = if grammar.one_in(4) { Picture::of(grammar) } else { both };
    let mut wire = match (both, client) {
        (Picture::Default, Picture::Default) if grammar.rng.bool() => Vec::new(),
        (both, client) if both == client => vec![entry("frame", both.written())],
        (both, client) => vec![entry("server", both.written()), entry("client", client.written())],
    };
    if grammar.types.wide_as_text {
        wire.push(entry("int64", text("string")));
    }
    let desktop = grammar.dare("the desktop", 8);
    let mut protocol = Protocol { entries: Vec::new(), frames: Vec::new() };
    for (direction, picture) in [(Direction::Server, both), (Direction::Client, client)] {
        let events = events(grammar, (direction, picture), desktop, &mut wire, &mut protocol.frames);
        let key = if direction == Direction::Server { "server" } else { "client" };
        if !events.is_empty() || grammar.rng.bool() {
            protocol.entries.push(entry(key, Yaml::Map(events)));
        }
    }
    if desktop {
        let events = vec![("app:ready".to_owned(), Yaml::Map(Vec::new()))];
        protocol.entries.push(entry("desktop", Yaml::Map(events)));
        let name = Yaml::Map(vec![entry("event", plain("ws:<name>")), entry("payload", text("object"))]);
        protocol.entries.push(entry("tauri", name));
    }
    if !wire.is_empty() {
        protocol.entries.push(entry("wire", Yaml::Map(wire)));
    }
    protocol
}

fn events(
    grammar: &mut Grammar,
    (direction, picture): (Direction, Picture),
    desktop: bool,
    wire: &mut Entries,
    frames: &mut Vec<Framed>,
) -> Entries {
    let mut taken = Siblings::default();
    grammar.scope = Some(Siblings::default());
    let mut written = Vec::new();
    for _ in 0..grammar.rng.usize(0..7) {
        let (key, name) = taken.key(&mut grammar.rng);
        if !grammar.scope.as_mut().is_some_and(|scope| scope.take(&key)) {
            continue;
        }
        let mut entries = Vec::new();
        entries.extend(name.clone().map(|name| entry("wire", text(name))));
        let payload = payload(grammar, &key, picture, &mut entries);
        about(grammar, &payload, &mut entries);
        if direction == Direction::Server && desktop {
            // Tauri refuses many of the names on the wire.
            let name = text(format!("ev-{}", written.len()));
            entries.push(entry("tauri", if grammar.one_in(5) { plain(false) } else { name }));
        }
        let version = version(grammar, &key, picture, &payload, &mut entries);
        grammar.meta_and_was(&mut entries, &mut taken);
        let name = name.unwrap_or_else(|| key.clone());
        for _ in 0..3 {
            let value = picture.frame(&name, version, value(grammar, &payload));
            frames.push(Framed { direction, value, is_older: false });
        }
        if version > 1 {
            let only = Map::from_iter([("only_in_v1".to_owned(), json!(grammar.rng.u8(..)))]);
            let value = picture.frame(&name, 1, Some(only));
            frames.push(Framed { direction, value, is_older: true });
        }
        written.push((key, Yaml::Map(entries)));
    }
    if direction == Direction::Server
        && grammar.one_in(4)
        && taken.take("refused")
        && taken.take_wire("refused")
    {
        let fields = [
            entry("code", Yaml::Expr("string".to_owned())),
            entry("message", Yaml::Expr("string".to_owned())),
        ];
        written.push(("refused".to_owned(), Yaml::Map(vec![entry("fields", Yaml::Map(fields.to_vec()))])));
        wire.push(entry("error", text("refused")));
    }
    grammar.scope = None;
    written
}

fn payload(grammar: &mut Grammar, key: &str, picture: Picture, entries: &mut Entries) -> Payload {
    let keys: Vec<String> = picture.keys().iter().map(|key| (*key).to_owned()).collect();
    match grammar.rng.u8(..5) {
        0 => Payload::Unit,
        1 => {
            let Some(id) = grammar.some(|shape| matches!(shape, Shape::Struct(_))) else {
                return Payload::Unit;
            };
            let names = grammar.types.names(grammar.types.fields(id).unwrap_or_default());
            if names.iter().any(|name| keys.contains(name)) {
                return Payload::Unit;
            }
            entries.push(entry("type", Yaml::Expr(grammar.types.written(&Ty::Named(id)))));
            Payload::Named(id)
        }
        _ => {
            let mut members = Siblings::beside(&keys);
            let count = grammar.rng.usize(0..6);
            let (fields, written) = grammar.fields(key, count, &mut members);
            entries.push(entry("fields", Yaml::Map(written)));
            Payload::Fields(fields)
        }
    }
}

fn value(grammar: &mut Grammar, payload: &Payload) -> Option<Map<String, Value>> {
    let Grammar { types, rng, .. } = grammar;
    match payload {
        Payload::Unit => None,
        Payload::Fields(fields) => Some(types.object(fields, 0, rng)),
        Payload::Named(id) => Some(types.object(types.fields(*id).unwrap_or_default(), 0, rng)),
    }
}

/// What an event alone says about itself.
fn about(grammar: &mut Grammar, payload: &Payload, entries: &mut Entries) {
    if grammar.one_in(4) {
        entries.push(entry("category", grammar.prose()));
    }
    if grammar.one_in(5) {
        entries.push(entry("audience", text(["broadcast", "targeted"][grammar.rng.usize(..2)])));
    }
    if grammar.one_in(5) {
        entries.push(entry("delivery", text(["ordered", "volatile", "critical"][grammar.rng.usize(..3)])));
    }
    if grammar.one_in(8) {
        entries.push(entry("idempotent", plain(true)));
    }
    if grammar.one_in(8) {
        entries.push(entry("sticky", plain(true)));
    }
    if let Payload::Fields(fields) = payload
        && fields.iter().all(|field| !field.spread && grammar.types.is_plain(&field.ty))
        && grammar.one_in(3)
    {
        let example = Value::Object(grammar.types.object(fields, 0, &mut grammar.rng));
        entries.push(entry("examples", Yaml::List(vec![crate::random::yaml::json(&example)])));
    }
}

/// An older version, of which every field of the newest can do without.
fn version(
    grammar: &mut Grammar,
    key: &str,
    picture: Picture,
    payload: &Payload,
    entries: &mut Entries,
) -> u32 {
    let given = match payload {
        Payload::Unit => true,
        Payload::Fields(fields) => fields
            .iter()
            .all(|field| !field.spread && (field.optional || field.nullable || field.default.is_some())),
        Payload::Named(_) => false,
    };
    let name = format!("{key}_v1");
    let taken = |grammar: &mut Grammar| grammar.scope.as_mut().is_some_and(|scope| scope.take(&name));
    if picture != Picture::Versioned || !given || !grammar.one_in(2) || !taken(grammar) {
        return 1;
    }
    let old = Yaml::Map(vec![entry("only_in_v1", Yaml::Expr("u8".to_owned()))]);
    entries.push(entry("version", plain(2)));
    entries.push(entry("versions", Yaml::Map(vec![entry("v1", Yaml::Map(vec![entry("fields", old)]))])));
    2
}
