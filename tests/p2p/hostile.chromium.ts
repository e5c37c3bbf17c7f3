// Clients, pages and servers that do what they should not.

import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { connect } from "./harness/client.js";
import { serveSite } from "./harness/site.js";
import { type Person, type Stage, setUp, stage } from "./harness/stage.js";

setUp();

/** A client's frames that no client should send: what is refused, and what is not known. */
const REFUSED: readonly string[] = [
  "",
  "garbage",
  "null",
  "[]",
  '["typing", {"to": "bob", "typing": true}]',
  `${"[".repeat(2_000)}${"]".repeat(2_000)}`,
  '{"event":"typing","data":{"username":"alice","typing":true}}',
  '{"event":"typing","data":{"to":"bob","typing":"yes"}}',
  '{"event":"typing","data":null}',
  '{"event":"mark_read","data":{"peer":"alice","msg_id":"test-id-123"}}',
  '{"event":"mark_read","data":{"peer":"alice"}}',
];
const UNKNOWN: readonly string[] = [
  '{"event":"new_message","data":{"from":"alice","to":"bob","text":"forged"}}',
  '{"event":"friend_offline","data":{"username":"alice"}}',
  '{"event":"__proto__","data":{}}',
];

async function talk(on: Stage, alice: Person, bob: Person, text: string): Promise<void> {
  await on.server.message("alice", "bob", text);
  for (const person of [alice, bob]) await person.messages().filter({ hasText: text }).waitFor();
}

test("a client that sends whatever it likes disturbs nobody", async (t) => {
  const on = await stage(t, { serverOptions: ["--mistakes", "100"] });
  const [alice, bob] = [await on.person("alice"), await on.person("bob")];
  await alice.opens("bob");
  await bob.opens("alice");
  await talk(on, alice, bob, "before");
  const mallory = await on.client("mallory");
  for (const frame of [...REFUSED, ...UNKNOWN]) mallory.send(frame);
  // Frames are handled in their order: when this is forwarded, all have been.
  mallory.send({ event: "typing", data: { to: "bob", typing: true } });
  await bob.sees("mallory", "is typing…");
  const { refused, unknown, sessions } = await on.server.status();
  assert.ok(
    (refused ?? 0) + (unknown ?? 0) === REFUSED.length + UNKNOWN.length,
    JSON.stringify({ refused, unknown }),
  );
  assert.ok((unknown ?? 0) >= UNKNOWN.length);
  assert.equal(sessions, 3);
  await talk(on, alice, bob, "behind");
  assert.deepEqual(await bob.page.locator(".message").count(), 2);
  assert.equal(await bob.page.getByText("forged").count(), 0);
  await alice.sees("mallory", "online");
  await bob.sees("alice", "online");
});

test("who sends nothing else is closed, and only they", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob");
  const mallory = await on.client("mallory");
  await bob.sees("mallory", "online");
  for (let count = 0; count < 50; count++) mallory.send("garbage");
  assert.equal(await mallory.closed, 1008);
  await bob.sees("mallory", "offline");
  await on.server.message("alice", "bob", "Still here?");
  await bob.sees("alice", "Still here?");
});

test("a binary message is closed, and only who sent it", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob");
  const mallory = await on.client("mallory");
  mallory.send(new TextEncoder().encode('{"event":"typing","data":{"to":"bob","typing":true}}'));
  assert.equal(await mallory.closed, 1003);
  await bob.sees("mallory", "offline");
  await bob.says("Connected");
});

test("neither a wrong token nor a page of another site comes in", async (t) => {
  const on = await stage(t);
  await assert.rejects(connect(`${on.server.url}?token=guessed`), /refused with 401/);
  await assert.rejects(connect(on.server.url), /refused with 401/);
  const forged = { Origin: "http://evil.example" };
  await assert.rejects(connect(on.server.address("bob"), forged), /refused with 403/);
  // The same with an origin that may.
  (await connect(on.server.address("bob"), { Origin: on.origin })).close();
});

test("a browser says truly which site a page is from, so that another one's has no connection", async (t) => {
  const on = await stage(t);
  const other = await serveSite();
  t.after(other.close);
  const victim = await on.visitor("bob", { origin: other.origin });
  await victim.page.locator(".connection[data-state=waiting]").waitFor();
  assert.deepEqual(await on.server.status().then(({ sessions }) => sessions), 0);
  // The same page where it belongs.
  await on.person("bob");
});

/** Lets a server say more to a page than the real one does, behind the first frame from it. */
function saying(...frames: readonly string[]) {
  return (page: Page) =>
    page.routeWebSocket(/\/events/, (route) => {
      const server = route.connectToServer();
      let rest = frames;
      server.onMessage((frame) => {
        route.send(frame);
        for (const more of rest) route.send(more);
        rest = [];
      });
    });
}

test("what the page does not know is counted, what is wrong is said, and what follows is heard", async (t) => {
  const on = await stage(t);
  const bob = await on.person("bob", {
    arrange: saying(
      '{"event":"message_read","data":{"peer":"alice"}}',
      '{"event":"message_read","data":{"peer":"alice"}}',
      '{"event":"typing","data":{"to":"bob","typing":true}}',
      "garbage",
      '{"event":"friend_online","data":{"username":"charlie"}}',
    ),
  });
  await on.server.message("alice", "bob", "Hey there!");
  await bob.sees("charlie", "online");
  await bob.page.getByText("Unknown events: message_read 2×").waitFor();
  await bob.page.getByText(/A frame was refused: .* \(2 refused\)/).waitFor();
  await on.server.message("alice", "bob", "Still there?");
  await bob.sees("alice", "Still there?", "2 unread");
});

/** Whether the page connects where its address says. */
async function connects(on: Stage): Promise<boolean> {
  const bob = await on.visitor("bob");
  await bob.page.locator(".connection:is([data-state=open], [data-state=waiting])").waitFor();
  return (await on.server.status())["sessions"] === 1;
}

test("the page connects to this machine's own address and to no other, whatever its address says", async (t) => {
  const serverOptions = ["--address", "127.0.0.2"];
  assert.equal(await connects(await stage(t, { serverOptions })), false);
  const policy = {
    file: "index.html",
    from: "connect-src ws://127.0.0.1:* ws://localhost:*",
    to: "connect-src ws:",
  };
  assert.equal(await connects(await stage(t, { serverOptions, mistakes: [policy] })), true);
});
