// Frames that want to be run, or to reach what they should not. What a frame becomes on its way is JavaScript source.

import assert from "node:assert/strict";
import { after } from "node:test";

import { differences, type Heard } from "./harness/difference.js";
import { numbered } from "./harness/numbered.js";
import { type Line, run } from "./harness/page.js";
import { startServer } from "./harness/server.js";
import { hasHeard, inWindow, relay } from "./harness/suite.js";
import type { App } from "./harness/window.js";

const ID = "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d";
const known = (more: string): string => `{"type":"user_blocked","user_id":"${ID}",${more}}`;

/** JavaScript that is no JSON, and runs where it is taken for it. */
const RUNS = [
  "(globalThis.hit = 1)",
  "globalThis.hit = 1",
  'globalThis["hit"] = [1]',
  known('"x": (globalThis.hit = 1)'),
  known('[globalThis.hit = "x"]: 1'),
  known("...(globalThis.hit = {})"),
  known('"x": `\u0024{(globalThis.hit = 1)}`'),
  known('"x": [, , (() => (globalThis.hit = 1))()]'),
  "{}}, []) })(); globalThis.hit = 1; (function () { (() => {})({ payload: {}",
  "{}/*\u2028*/, hit: globalThis.hit = 1",
];

/** JavaScript, or nearly JSON, that is none. */
const NO_JSON = [
  "",
  " ",
  "undefined",
  "NaN",
  "alert(1)",
  "{type:'pong'}",
  "{'type':'pong'}",
  '{"type":"pong",}',
  '{"type":"pong"} // more',
  '/**/{"type":"pong"}',
  '{"type":"pong"}\u2028',
  '\u2029{"type":"pong"}',
  '\ufeff{"type":"pong"}',
  '{"type":"pong"}{"type":"pong"}',
  '<!-- {"type":"pong"}',
  known('"x":0x10'),
  known('"x":1_000'),
  known('"x":.5'),
  known('"x":01'),
  known('"x":+1'),
  known('"x":1n'),
  known('"x":Infinity'),
  known('"x":/a/'),
  known('"x":"\\x41"'),
  known('"x":"line\nbreak"'),
  known("get x() { return 1 }"),
  known("x"),
];

/** JSON that no side takes. */
const REFUSED = [
  '{"type":"pong","type":"pong"}',
  `{"type":"user_blocked","\\u0074ype":"pong","user_id":"${ID}"}`,
  known(`"x":${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  known(`"x":${'{"x":'.repeat(10_000)}0${"}".repeat(10_000)}`),
  known(`"x":${"[".repeat(64)}${"]".repeat(64)}`),
  known(`"x":"${"x".repeat(1 << 20)}"`),
  "[".repeat(1_000_000),
];

inWindow("nothing runs, and each is counted and told", {}, async (app) => {
  const frames = [...RUNS, ...NO_JSON, ...REFUSED];
  const { refused } = await app.ask({ do: "relay", frames });
  assert.equal((refused as unknown[]).length, frames.length);
  await isAlive(app);
  const problems = app.reports.lines.filter(({ kind }) => kind === "problem");
  assert.equal(problems.length, frames.length);
  assert.equal((await app.ask({ do: "stats" }))["bad"], frames.length);
  assert.deepEqual(kinds(app), { event: 1, problem: frames.length });
});

inWindow("the control: emitted as Tauri does it, each of them runs", {}, async (app) => {
  for (const text of RUNS) {
    await run(app, "void delete globalThis.hit");
    await app.ask({ do: "emit_str", name: "ws:user_blocked", text });
    await relay(app, numbered(0, 1));
    assert.equal(await run(app, "'hit' in globalThis"), true, text);
  }
});

/** A key that would set the prototype, and others that lead to one: in all places, and in all ways of writing. */
const PROTO = [
  "__proto__",
  "\\u005f_proto__",
  "\\u005f\\u005f\\u0070roto\\u005F_",
  "__\\u0070\\u0072\\u006f\\u0074\\u006f__",
].flatMap((key) => {
  const member = `"${key}":{"polluted":1,"toString":null}`;
  const deep = (depth: number) => `"x":${'{"x":['.repeat(depth)}{${member}}${"]}".repeat(depth)}`;
  return [
    known(member),
    known(`"x":{${member}}`),
    known(`"x":[[{${member}}]]`),
    known(deep(1)),
    known(deep(10)),
    known(deep(30)),
  ];
});
const CONSTRUCTOR = [
  known('"constructor":{"prototype":{"polluted":1}}'),
  known('"x":{"\\u0063onstructor":{"prototype":{"polluted":1}}}'),
  known('"x":[{"constructor":null,"hasOwnProperty":1,"toJSON":2,"then":3,"valueOf":4}]'),
  known('"__proto__x":1,"x__proto__":2,"__PROTO__":3,"__defineGetter__":{},"__lookupSetter__":0'),
];

inWindow("no prototype changes, and what came is there as it came", {}, async (app) => {
  const frames = [...PROTO, ...CONSTRUCTOR];
  await relay(app, frames);
  await isAlive(app);
  const sent = frames.map((text) => ({
    kind: "event" as const,
    name: "user_blocked",
    value: JSON.parse(text),
  }));
  assert.deepEqual(differences(sent, eventsIn(app)), []);
  const { proto, relayed, bad } = await app.ask({ do: "stats" });
  assert.deepEqual({ proto, relayed, bad }, { proto: PROTO.length, relayed: frames.length + 1, bad: 0 });
});

inWindow("the control: emitted as Tauri does it, they do have another prototype", {}, async (app) => {
  await run(app, 'desk.raw("ws:user_blocked")');
  for (const text of PROTO.filter((_, at) => at % 6 === 0)) {
    const since = app.reports.lines.length;
    await app.ask({ do: "emit_str", name: "ws:user_blocked", text });
    const { payload } = await app.reports.until("it", ({ kind }) => kind === "raw", since);
    assert.deepEqual(payload, { $: "another prototype" }, text);
  }
  await run(app, "void (Object.prototype.polluted = 1)");
  assert.equal(await run(app, "desk.untouched()"), false);
});

inWindow("texts, keys and names with what JavaScript has a use for", {}, async (app) => {
  const texts = [
    "\u2028\u2029",
    "</script><script>globalThis.hit=1</script>",
    "`\u0024{globalThis.hit=1}`",
    "'+(globalThis.hit=1)+'",
    '\\u2028\\"\\\\',
  ];
  const frames = texts.flatMap((text) => [known(`"x":"${text}"`), known(`"${text}":1`)]);
  const names = [
    ...texts,
    "x'}); globalThis.hit = 1; ({'",
    "tauri://close-requested",
    "samewire:frame",
    "__proto__",
    "constructor",
    "a\\u0000b",
  ];
  const unknown = names.map((name) => `{"type":"${name}","x":1}`);
  await relay(app, [...frames, ...unknown]);
  await isAlive(app);
  const sent: Heard[] = [
    ...frames.map((text) => ({ kind: "event" as const, name: "user_blocked", value: JSON.parse(text) })),
    ...unknown.map((text) => ({ kind: "unknown" as const, name: JSON.parse(text).type, value: text })),
  ];
  assert.deepEqual(differences(sent, eventsIn(app)), []);
});

const server = await startServer();
after(() => server.kill());

inWindow("bytes that are no text, from a server", { server: server.address("desktop") }, async (app) => {
  await server.connected("desktop");
  const bytes = [[0xff], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x7b, 0xe2, 0x82]];
  for (const [at, frame] of bytes.entries()) {
    const since = app.reports.lines.length;
    await server.send("desktop", [Uint8Array.from(frame)]);
    await app.reports.until("a refusal", ({ kind }) => kind === "problem", since);
    await app.reports.until(
      "that it is open again",
      ({ kind, connection }) => kind === "connection" && (connection as Line)["state"] === "open",
      since,
    );
    await server.connected("desktop");
    await server.send("desktop", numbered(at, 1));
    await hasHeard(app, at);
  }
  assert.equal((await app.ask({ do: "stats" }))["bad"], bytes.length);
  assert.equal(await run(app, "desk.untouched()"), true);
});

inWindow("too much, from a server", { server: server.address("desktop") }, async (app) => {
  await server.connected("desktop");
  const since = app.reports.lines.length;
  await server.send("desktop", [known(`"x":"${"x".repeat(4 << 20)}"`)]);
  await app.reports.until("a refusal", ({ kind }) => kind === "problem", since);
  // The frame alone is lost, not the connection.
  await server.send("desktop", numbered(0, 1));
  await hasHeard(app, 0);
});

inWindow("what a page sends is judged too", { server: server.address("desktop") }, async (app) => {
  await server.connected("desktop");
  const before = server.heard("desktop").length;
  const frames = [...RUNS, ...NO_JSON, '{"type":"ping","type":"ping"}', `"${"x".repeat(1 << 20)}"`];
  for (const frame of frames) {
    assert.equal(
      typeof (await run(app, `desk.sendRaw(${JSON.stringify(frame)})`)),
      "string",
      frame.slice(0, 60),
    );
  }
  assert.equal(typeof (await run(app, "desk.sendRaw({})")), "string");
  assert.equal(await run(app, `desk.sendRaw('{"type":"ping"}')`), null);
  const heard = await server.heardFrames("desktop", before + 1);
  assert.deepEqual(heard.slice(before), ['{"type":"ping"}']);
});

/** The page goes on, and nothing has run. */
async function isAlive(app: App): Promise<void> {
  await relay(app, numbered(0, 1));
  await hasHeard(app, 0);
  assert.equal(await run(app, "desk.untouched()"), true);
}

function eventsIn(app: App): Heard[] {
  return app.reports.lines.flatMap(({ kind, name, payload, frame }): Heard[] => {
    if (kind === "event" && name !== "typing_start") return [{ kind, name: String(name), value: payload }];
    return kind === "unknown" ? [{ kind, name: String(name), value: frame }] : [];
  });
}

/** How often the page has reported what, since it listens. */
function kinds(app: App): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of app.reports.lines) {
    if (["event", "unknown", "problem", "thrown"].includes(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
