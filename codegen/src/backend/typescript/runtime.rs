//! The runtime: real source files, delivered as they are beside what is generated.

use crate::files::MARKER;
use crate::model::Model;
use crate::outputs::{Framework, Transport, TypeScriptOutput};

/// A file under `runtime/typescript`, and who needs it.
struct Source {
    name: &'static str,
    text: &'static str,
    part: Part,
}

/// What a file belongs to.
enum Part {
    /// What every page needs.
    Core,
    /// What carries frames.
    Transports(&'static [Transport]),
    /// What reads older versions.
    Versions,
    /// What fits the rest to a framework.
    Framework(Framework),
}

macro_rules! source {
    ($name:literal, $part:expr) => {
        Source {
            name: $name,
            text: include_str!(concat!("../../../../runtime/typescript/", $name)),
            part: $part,
        }
    };
}

const SOURCES: &[Source] = &[
    source!("backoff.ts", Part::Transports(&[Transport::WebSocket])),
    source!("carried.ts", Part::Transports(&[Transport::Tauri])),
    source!("clock.ts", Part::Core),
    source!("codec.ts", Part::Core),
    source!("dispatch.ts", Part::Core),
    source!("encode.ts", Part::Core),
    source!("events.ts", Part::Core),
    source!("frame.ts", Part::Core),
    source!("handlers.ts", Part::Core),
    source!("heartbeat.ts", Part::Transports(&[Transport::WebSocket])),
    source!("listened.ts", Part::Core),
    source!("members.ts", Part::Core),
    source!("memory.ts", Part::Transports(&[Transport::Memory])),
    source!("picture.ts", Part::Core),
    source!("plain.ts", Part::Core),
    source!("protocol.ts", Part::Core),
    source!("queue.ts", Part::Transports(&[Transport::WebSocket, Transport::Tauri])),
    source!("react.ts", Part::Framework(Framework::React)),
    source!("read.ts", Part::Core),
    source!("requests.ts", Part::Core),
    source!("resume.ts", Part::Transports(&[Transport::Tauri])),
    source!("scalars.ts", Part::Core),
    source!("solid.ts", Part::Framework(Framework::Solid)),
    source!("svelte.ts", Part::Framework(Framework::Svelte)),
    source!("standard.ts", Part::Core),
    source!("tauri.ts", Part::Transports(&[Transport::Tauri])),
    source!("versions.ts", Part::Versions),
    source!("websocket.ts", Part::Transports(&[Transport::WebSocket])),
    source!("write.ts", Part::Core),
];

/// The files that an output wants, each with its name.
pub fn files(model: &Model, output: &TypeScriptOutput) -> Vec<(String, String)> {
    let usual = usual_transports(model);
    let transports = output.transports.as_deref().unwrap_or(&usual);
    let wanted = SOURCES.iter().filter(|source| match source.part {
        Part::Core => true,
        Part::Transports(of) => of.iter().any(|transport| transports.contains(transport)),
        Part::Versions => model.all_events().any(|event| !event.versions.is_empty()),
        Part::Framework(framework) => output.frameworks.contains(&framework),
    });
    wanted.map(|source| (source.name.to_owned(), preamble() + source.text)).collect()
}

/// Tauri's package is for those whose events reach the page of a desktop app.
fn usual_transports(model: &Model) -> Vec<Transport> {
    let tauri = model.reaches_page().then_some(Transport::Tauri);
    [Transport::WebSocket, Transport::Memory].into_iter().chain(tauri).collect()
}

fn preamble() -> String {
    format!("// {MARKER}: a part of its runtime, the same for every manifest.\n\n")
}
