//! What `stubs` prints.

use super::{MANIFEST, Project};

/// Two categories, and an event without one.
const CATEGORIES: &str = "\
samewire: 1
protocol: chat
server:
  pong: {}
  message_new:
    doc: A message was posted.
    category: messages
    fields: { channel_id: uuid, text: string, token: { type: string, sensitive: true } }
  message_edit: { category: messages, fields: { default: u8 } }
  call_ended: { category: calls, fields: { seconds: u32 } }
client:
  ping: {}
";

#[test]
fn stubs_are_for_all_events_or_for_some() {
    let project = Project::new();
    project.put("events.yaml", CATEGORIES);
    let all = project.run("stubs").code(0);
    let all = all.out("import type { ServerHandlers } from \"./generated/typescript/index.js\";\n");
    let all =
        all.out("  // messages\n\n  /** A message was posted. */\n  message_new({ channel_id, text }) {\n");
    all.out("  message_edit(payload) {\n").out("  pong() {\n").out("} satisfies ServerHandlers;\n");
    let some = project.run("stubs pong --category calls").code(0).out("} satisfies SomeServerHandlers;\n");
    assert_eq!(some.out.matches("console.log").count(), 2, "{}", some.out);
    some.out("call_ended({ seconds }) {\n").out("pong() {\n");
}

#[test]
fn stubs_suggest_what_was_meant() {
    let project = Project::new();
    project.put("events.yaml", CATEGORIES);
    project
        .run("stubs mesage_new")
        .code(2)
        .err("there is no event `mesage_new` from the server: did you mean `message_new`?");
    project.run("stubs nonsense_xyz").code(2).err("`samewire stubs` prints handlers for all");
    project.run("stubs ping").code(2).err("`ping` is an event of the client");
    project.run("stubs --category cals").code(2).err("did you mean `calls`?");
    project.run("stubs --category zzzzzz").code(2).err("there are `calls`, `messages`");
    project.put("events.yaml", MANIFEST);
    project.run("stubs").code(2).err("the manifest asks for no TypeScript");
}

/// Versions in both directions.
const VERSIONS: &str = "\
samewire: 1
protocol: chat
wire: { frame: { type: <name>, v: <version>, ...<payload> } }
outputs: { typescript: { dir: web/events, upgrades: web/src/upgrades.ts } }
types:
  Actor: { fields: { id: string } }
server:
  moved:
    version: 2
    fields: { who: Actor, at?: u8, ...rest: map<json> }
    versions: { v1: { fields: { who: string, at: string }, by_hand: [who, at, rest] } }
client:
  ask:
    version: 2
    fields: { size: u8 | null }
    versions: { v1: { fields: { size: string }, by_hand: [size] } }
";

#[test]
fn stubs_are_for_functions_by_hand() {
    let project = Project::new();
    project.put("events.yaml", VERSIONS);
    let stubs = project.run("stubs --upgrades").code(0);
    let stubs = stubs
        .out("import type * as client from \"../events/client.js\";\n")
        .out("import type * as server from \"../events/server.js\";\n")
        .out("import type * as types from \"../events/types.js\";\n")
        .out("export function movedV1Who(v1: server.MovedV1): types.Actor {\n")
        .out("export function movedV1At(v1: server.MovedV1): number | undefined {\n")
        .out("/** `rest` in version 2 of `moved`. */\n")
        .out("export function movedV1Rest(v1: server.MovedV1): { [key: string]: unknown } {\n");
    stubs.out("export function askV1Size(v1: client.AskV1): number | null {\n");
    project.run("stubs --upgrades --category calls").code(2).err("cannot be used with");
    project.put("events.yaml", CATEGORIES);
    project.run("stubs --upgrades").code(2).err("no version of an event names a field in `by_hand`");
}
