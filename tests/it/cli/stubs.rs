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
