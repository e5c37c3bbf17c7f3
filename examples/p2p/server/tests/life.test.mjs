// How the server starts, ends, and starts again.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { connect, connectAll, LONGEST, spawnServer, startServer } from "./rig.mjs";

function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "p2p-server-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

const WAYS = {
  SIGINT: (server) => server.child.kill("SIGINT"),
  SIGTERM: (server) => server.child.kill("SIGTERM"),
  quit: (server) => server.tell("quit"),
  "the end of its input": (server) => server.child.stdin.end(),
};

for (const [way, end] of Object.entries(WAYS)) {
  test(`${way} ends it: sessions are told, and the exit code is 0`, LONGEST, async (t) => {
    const server = await startServer(t);
    const clients = await connectAll(server, "alice", "bob");
    end(server);
    for (const client of clients) assert.equal(await client.closed, 1001);
    assert.deepEqual(await server.ended, { code: 0, signal: null });
  });

  test(`${way} ends it at once when nobody is there`, LONGEST, async (t) => {
    const server = await startServer(t);
    end(server);
    assert.deepEqual(await server.ended, { code: 0, signal: null });
  });
}

test("a connection that has not yet asked for anything keeps it from nothing", LONGEST, async (t) => {
  const server = await startServer(t);
  const { hostname, port } = new URL(server.url);
  const silent = connectSocket(Number(port), hostname);
  silent.on("error", () => {});
  await once(silent, "connect");
  server.tell("quit");
  assert.deepEqual(await server.ended, { code: 0, signal: null });
});

test("without input it goes on, until a signal", LONGEST, async (t) => {
  const server = await startServer(t, ["--no-input"], { stdin: "ignore" });
  const alice = await connect(server, "alice");
  await alice.settled();
  server.child.kill("SIGTERM");
  assert.equal(await alice.closed, 1001);
  assert.deepEqual(await server.ended, { code: 0, signal: null });
});

test("without --no-input, no input is the end of it", LONGEST, async (t) => {
  const server = await startServer(t, [], { stdin: "ignore" });
  assert.deepEqual(await server.ended, { code: 0, signal: null });
});

test("the terminal that it leaves behind is as it was", LONGEST, async (t) => {
  const server = await startServer(t, [], { shell: '"$@"; echo over; exec cat' });
  assert.equal(await server.ask("quit"), "over");
  assert.equal(await server.ask("hello"), "hello");
  server.child.stdin.end();
  assert.deepEqual(await server.ended, { code: 0, signal: null });
});

test("commands may come from a file, whose last line may lack its end", LONGEST, async (t) => {
  const commands = join(folder(t), "commands");
  writeFileSync(commands, "message alice bob one\n\nmessage alice bob two\nunread bob alice\nstatus");
  const server = await startServer(t, [], { stdin: openSync(commands, "r") });
  assert.match(await server.line(), /^message [0-9a-f-]{36}$/);
  assert.match(await server.line(), /^message [0-9a-f-]{36}$/);
  assert.equal(await server.line(), "2");
  assert.equal(await server.line(), "sessions 0, refused 0, unknown 0, slow 0");
  assert.deepEqual(await server.ended, { code: 0, signal: null });
});

test("commands that are none are logged, and change nothing", LONGEST, async (t) => {
  const server = await startServer(t);
  for (const command of [
    "shout",
    "message",
    "message alice",
    "message alice bob",
    "unread bob",
    "\u001b[31m",
  ]) {
    server.tell(command);
  }
  assert.equal(await server.ask("unread bob alice"), "0");
  server.child.stdin.write(
    Buffer.from([..."message alice bob "].map((letter) => letter.charCodeAt(0)).concat(0xff, 10)),
  );
  assert.equal(await server.ask("unread bob alice"), "0");
  await server.logged(/stdin: there is no command `shout`/);
  await server.logged(/stdin: message FROM TO TEXT/);
  await server.logged(/stdin: unread USER PEER/);
  await server.logged(/stdin: there is no command `\?\[31m`/);
  await server.logged(/^p2p-server: new_message: data\.text: /);
});

test("a server that was killed has kept what it was told", LONGEST, async (t) => {
  const database = ["--database", join(folder(t), "chat.db")];
  const first = await startServer(t, database);
  const bob = await connect(first, "bob");
  const id = await first.message("alice", "bob", "read");
  await bob.frame();
  bob.send(`{"event":"mark_read","data":{"peer":"alice","msg_id":"${id}"}}`);
  await bob.settled();
  await first.message("alice", "bob", "unread");
  await bob.frame();
  await bob.leave();
  await first.logged(/bob: disconnected/);
  const missed = await first.message("alice", "bob", "missed");
  first.child.kill("SIGKILL");
  await first.ended;

  const second = await startServer(t, database);
  assert.equal(await second.ask("unread bob alice"), "2");
  const again = await connect(second, "bob");
  const message = JSON.parse(await again.frame()).data;
  assert.deepEqual([message.msg_id, message.text, message.delivery_method], [missed, "missed", "offline"]);
  await again.settled();
});

test("clients come back to a server that starts again in the same place", LONGEST, async (t) => {
  const first = await startServer(t);
  const alice = await connect(first, "alice");
  first.child.kill("SIGKILL");
  assert.equal(await alice.closed, 1006);
  await first.ended;
  const second = await startServer(t, ["--port", new URL(first.url).port]);
  assert.equal(second.url, first.url);
  await (await connect(second, "alice")).settled();
});

test("where the database fails a session is closed, and the server goes on", LONGEST, async (t) => {
  const path = join(folder(t), "chat.db");
  const server = await startServer(t, ["--database", path]);
  const alice = await connect(server, "alice");
  execFileSync("sqlite3", [path, "ALTER TABLE messages RENAME TO elsewhere"]);
  assert.equal(await (await connect(server, "bob")).closed, 1011);
  await server.logged(/bob: SQLite: no such table: /);
  alice.send('{"event":"mark_read","data":{"peer":"bob","msg_id":"550e8400-e29b-41d4-a716-446655440000"}}');
  assert.equal(await alice.closed, 1011);
  server.tell("message alice bob lost");
  await server.logged(/stdin: SQLite: no such table: /);

  execFileSync("sqlite3", [path, "ALTER TABLE elsewhere RENAME TO messages"]);
  assert.match(await server.message("alice", "bob", "kept"), /^[0-9a-f-]{36}$/);
  assert.equal(await server.ask("unread bob alice"), "1");
});

test("a port that is taken is said", LONGEST, async (t) => {
  const first = await startServer(t);
  const second = spawnServer(t, ["--user", "alice:token", "--port", new URL(first.url).port]);
  assert.deepEqual(await second.ended, { code: 1, signal: null });
  assert.match(second.log.join("\n"), /^p2p-server: failed: .*[Aa]ddress already in use/);
});

test("a database that is none is said, and left as it is", LONGEST, async (t) => {
  const path = join(folder(t), "chat.db");
  writeFileSync(path, "this is no database, and long enough to be looked at as one".repeat(20));
  const server = spawnServer(t, ["--user", "alice:token", "--database", path]);
  assert.deepEqual(await server.ended, { code: 1, signal: null });
  assert.match(server.log.join("\n"), /^p2p-server: failed: SQLite: file is not a database$/);
});

test("options that are none are said", LONGEST, async (t) => {
  const server = spawnServer(t, ["--user", "alice:token", "--listen", "80"]);
  assert.deepEqual(await server.ended, { code: 2, signal: null });
  assert.deepEqual(server.log, [
    "p2p-server: options: there is no option --listen (--help prints all options)",
  ]);
});

test("where files run out, connections wait until there are some", LONGEST, async (t) => {
  const server = await startServer(t, [], { shell: 'ulimit -n 24; exec "$@"' });
  const { hostname, port } = new URL(server.url);
  const silent = Array.from({ length: 24 }, () => connectSocket(Number(port), hostname));
  await server.logged(/listener: Too many open files/);
  for (const socket of silent) socket.destroy();
  await (await connect(server, "alice")).settled();
});
