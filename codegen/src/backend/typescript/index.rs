//! `index.ts`: the protocol as the runtime wants it, and what pages import first.

use askama::Template;

use super::events::{self, Entry, Of};
use super::literals;
use super::modules::rendered;
use crate::model::{
    Beside, Direction, ErrorAnswer, Int, Model, Picture, PictureMember, PictureNode, Reply, TauriPayload,
    Type,
};
use crate::resolve::behind;

#[derive(Template)]
#[template(path = "typescript/index.ts")]
struct IndexFile {
    /// The name of the protocol, in a comment.
    protocol: String,
    imports: Vec<Import>,
    beginning: Option<Beginning>,
    /// Old names of events, and those that they have now, if they can be told without parsing a frame.
    old_names: Vec<(String, String)>,
    receives_payloads: bool,
    /// Payloads come alone over Tauri, and in frames elsewhere.
    receives_both: bool,
    /// There are events of the desktop app's own.
    has_desktop: bool,
    sends_payloads: bool,
    correlation: Option<Correlation>,
    /// The name of a request, and that of its answer.
    replies: Vec<(String, String)>,
    error: Option<String>,
    heartbeat: Option<Heartbeat>,
    tauri: Option<Tauri>,
}

/// What comes from one module.
struct Import {
    /// `type `, if it is types alone.
    kind: &'static str,
    names: Vec<String>,
    module: &'static str,
}

/// How the name of an event is told without parsing its frame.
struct Beginning {
    /// What such a frame begins with, as a regular expression.
    pattern: String,
    /// The event of this `name`, as an expression; none where its version decides whether it is known.
    known: Option<String>,
}

/// The request id among the members beside an event.
struct Correlation {
    /// `.id`
    server: String,
    /// `id`
    client: String,
    /// Its type there.
    ty: &'static str,
    /// A new one.
    create: &'static str,
    nullable: bool,
}

/// The names of two events, and the codec of the first.
struct Heartbeat {
    send: String,
    expect: String,
    codec: String,
}

/// How events reach the page of a desktop app.
struct Tauri {
    /// Tauri's name, and the event's.
    names: Vec<(String, String)>,
    payload: &'static str,
    /// What arrives is a payload.
    named: bool,
    /// Tauri's names of the app's own events.
    desktop: Vec<String>,
}

/// The text of `index.ts`.
pub fn index(model: &Model) -> String {
    let (server, client) =
        (events::entries(model, Direction::Server), events::entries(model, Direction::Client));
    let is_channel = |direction| model.frames(direction).pictures.iter().all(Picture::is_channel);
    let (beginning, receives_payloads) = (beginning(model, &server), is_channel(Direction::Server));
    let is_told = beginning.is_some() || receives_payloads;
    let mut file = IndexFile {
        protocol: super::categories::line(&model.protocol),
        imports: Vec::new(),
        old_names: if is_told { old_names(&server) } else { Vec::new() },
        beginning,
        receives_payloads,
        receives_both: !receives_payloads && super::codec::comes_alone(model),
        has_desktop: !model.desktop.is_empty(),
        sends_payloads: is_channel(Direction::Client),
        correlation: correlation(model),
        replies: replies(model, &server, &client),
        error: error(model, &server),
        heartbeat: model.wire.heartbeat.map(|heartbeat| Heartbeat {
            send: literals::string(&client[heartbeat.send].name),
            expect: literals::string(&server[heartbeat.expect].name),
            codec: client[heartbeat.send].codec(),
        }),
        tauri: tauri(model, &server),
    };
    file.imports = imports(&file);
    rendered(&file)
}

/// What the protocol needs, in the order of the modules.
fn imports(file: &IndexFile) -> Vec<Import> {
    let frames = !file.receives_payloads;
    let is_named = file.receives_both || file.has_desktop;
    let encode = if file.sends_payloads { "encodeClientPayload" } else { "encodeClientFrame" };
    let heartbeat = file.heartbeat.as_ref().map(|heartbeat| heartbeat.codec.as_str());
    let finds = file.beginning.as_ref().is_some_and(|told| told.known.is_some()) || file.receives_payloads;
    let is_uuid = file.correlation.as_ref().is_some_and(|correlation| correlation.create == RANDOM_UUID);
    let (types, values) = ("type ", "");
    let all: [(&str, &str, &[Option<&str>]); 12] = [
        (types, "client", &[Some("ClientBeside"), Some("ClientEventMap"), Some("ClientReplies")]),
        (values, "codec/client", &[heartbeat, Some("encodeClientEvent"), Some(encode)]),
        (values, "codec/desktop", &[file.has_desktop.then_some("decodeDesktopEvent")]),
        (
            values,
            "codec/server",
            &[
                Some("decodeServerEvent"),
                frames.then_some("decodeServerFrame"),
                file.receives_both.then_some("decodeServerPayload"),
                finds.then_some("findServerEvent"),
            ],
        ),
        (types, "desktop", &[file.has_desktop.then_some("DesktopEventMap")]),
        (values, "dispatch", &[Some("createListeners as listen"), Some("type Listeners")]),
        (
            values,
            "events",
            &[
                Some("createEvents as create"),
                file.has_desktop.then_some("type DesktopEventHandlers"),
                Some("type EventHandlers"),
                Some("type Events"),
                Some("type EventsOptions"),
                Some("type SomeEventHandlers"),
            ],
        ),
        (values, "frame", &[is_named.then_some("named")]),
        (
            values,
            "listened",
            &[
                Some("brought"),
                frames.then_some("decodeListened"),
                (!frames || is_named).then_some("decodeListenedPayload"),
            ],
        ),
        (types, "protocol", &[Some("AnyEvent"), Some("Decoded"), Some("Protocol"), Some("Transport")]),
        (values, "requests", &[is_uuid.then_some(RANDOM_UUID)]),
        (types, "server", &[Some("ServerBeside"), Some("ServerEventMap")]),
    ];
    let imports = all.into_iter().map(|(kind, module, names)| Import {
        kind,
        names: names.iter().flatten().map(|name| (*name).to_owned()).collect(),
        module,
    });
    imports.filter(|import| !import.names.is_empty()).collect()
}

/// What makes ids that are uuids.
const RANDOM_UUID: &str = "randomUuid";

/// Requests and their answers, as literals.
pub fn replies(model: &Model, server: &[Entry<'_>], client: &[Entry<'_>]) -> Vec<(String, String)> {
    let answer = |entry: &Entry<'_>| {
        let event = entry.of.event()?;
        let position = match event.reply.as_ref()? {
            Reply::Event(index) => *index,
            Reply::Payload(_) => server.iter().position(
                |answer| matches!(answer.of, Of::Reply(request, _) if std::ptr::eq(request, event)),
            )?,
        };
        Some((literals::own_key(&entry.name), literals::string(&server[position].name)))
    };
    debug_assert_eq!(client.len(), model.client.len());
    client.iter().filter_map(answer).collect()
}

fn error(model: &Model, server: &[Entry<'_>]) -> Option<String> {
    Some(literals::string(match model.wire.error.as_ref()? {
        ErrorAnswer::Event(index) => &server[*index].name,
        ErrorAnswer::Picture(_) => events::REFUSED,
    }))
}

/// The name is the first member of every frame but for members beside it, and is the event's in TypeScript too.
fn beginning(model: &Model, server: &[Entry<'_>]) -> Option<Beginning> {
    let pictures = model.pictures(Direction::Server);
    let mut keys = pictures.iter().map(|held| name_key(held.picture));
    let first = keys.next()??;
    let is_plain = |entry: &Entry<'_>| match entry.of {
        Of::Event(event) => event.wire == crate::model::WireName::Text(entry.name.clone()),
        Of::Reply(..) | Of::Refusal => false,
    };
    let fits = literals::is_identifier(first) && !first.contains('$') && server.iter().all(is_plain);
    let known: Vec<String> =
        (0..pictures.len()).map(|index| format!("findServerEvent({index}, name)")).collect();
    (fits && keys.all(|key| key == Some(first))).then(|| Beginning {
        pattern: format!("/^\\{{\"{first}\":\"([^\"\\\\]*)\"/"),
        known: match &known[..] {
            _ if pictures.iter().any(|held| held.picture.has_version()) => None,
            [only] => Some(only.clone()),
            _ => Some(format!("({})", known.join(" ?? "))),
        },
    })
}

fn old_names(server: &[Entry<'_>]) -> Vec<(String, String)> {
    let of = |entry: &Entry<'_>| {
        let now = literals::string(&entry.name);
        let was = entry.of.event().map(|event| event.meta.was.clone()).unwrap_or_default();
        was.into_iter().map(move |old| (literals::string(&old), now.clone())).collect::<Vec<_>>()
    };
    server.iter().flat_map(of).collect()
}

/// The key of the name, if it stands in the object that a frame is.
fn name_key(picture: &Picture) -> Option<&str> {
    let PictureNode::Object(members) = &picture.node else { return None };
    members.iter().find_map(|member| match member {
        PictureMember::Key { key, node: PictureNode::Name, .. } => Some(key.as_str()),
        _ => None,
    })
}

fn correlation(model: &Model) -> Option<Correlation> {
    let path = model.wire.correlation.as_ref()?;
    let of = |direction| -> Option<&Beside> {
        model.frames(direction).beside.iter().find(|beside| beside.path == *path)
    };
    let (server, client) = (of(Direction::Server)?, of(Direction::Client)?);
    let (ty, create) = match behind(&model.types, &client.ty) {
        Type::Uuid => ("string", RANDOM_UUID),
        Type::String => ("string", "(count) => count.toString(36)"),
        ty if is_bigint(model, ty) => ("bigint", "(count) => BigInt(count)"),
        // Few ids come again soon, but still later than that many requests wait.
        Type::Int(Int::U8 | Int::I8) => ("number", "(count) => count % 2 ** 7"),
        Type::Int(Int::U16 | Int::I16) => ("number", "(count) => count % 2 ** 15"),
        _ => ("number", "(count) => count"),
    };
    Some(Correlation {
        server: literals::access(server.name.snake()),
        client: literals::key(client.name.snake()),
        ty,
        create,
        nullable: server.nullable,
    })
}

fn is_bigint(model: &Model, ty: &Type) -> bool {
    let int64 = model.wire.int64 == crate::model::Int64::String;
    match ty {
        Type::Int(Int::I64 | Int::U64) => int64,
        Type::Text(item) => matches!(**item, Type::Int(Int::I64 | Int::U64 | Int::U128)),
        _ => false,
    }
}

fn tauri(model: &Model, server: &[Entry<'_>]) -> Option<Tauri> {
    let carried = server.iter().filter_map(|entry| Some((entry, entry.of.event()?.tauri.as_ref()?)));
    if !model.reaches_page() {
        return None;
    }
    let payload = match model.tauri.as_ref().map(|tauri| tauri.payload) {
        Some(TauriPayload::Text) => "text",
        Some(TauriPayload::Object) | None => "object",
        Some(TauriPayload::Alone) => "alone",
    };
    let names = carried.map(|(entry, name)| (literals::own_key(name), literals::string(&entry.name)));
    let desktop = events::desktop(model);
    let is_channel = model.frames(Direction::Server).pictures.iter().all(Picture::is_channel);
    Some(Tauri {
        names: names.collect(),
        payload,
        // Alone they come by their names anyhow.
        named: is_channel && payload == "text",
        desktop: desktop.iter().map(|entry| literals::string(&entry.name)).collect(),
    })
}
