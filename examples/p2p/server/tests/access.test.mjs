// Who is let in.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import test from "node:test";
import WebSocket from "ws";
import { connect, LONGEST, PAGE, startServer, TOKENS, turnedDown } from "./rig.mjs";

/** The whole answer to what is written. */
async function answer(server, text) {
  const { hostname, port } = new URL(server.url);
  const socket = connectSocket(Number(port), hostname);
  socket.end(text);
  const chunks = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("without the right token nobody is let in", LONGEST, async (t) => {
  const server = await startServer(t);
  assert.equal(await turnedDown(server.url), 401);
  assert.equal(await turnedDown(`${server.url}?token=wrong`), 401);
  assert.equal(await turnedDown(`${server.url}?token=${TOKENS.alice}x`), 401);
  assert.equal(await turnedDown(server.url, { headers: { Authorization: "Bearer wrong" } }), 401);
  // No Origin: not a browser, and its token is right.
  await (await connect(server, "alice")).leave();
});

test("a program may send its token in a header", LONGEST, async (t) => {
  const server = await startServer(t);
  const alice = await connect(server, "alice");
  const socket = new WebSocket(server.url, { headers: { Authorization: `Bearer ${TOKENS.bob}` } });
  await once(socket, "open");
  assert.equal(await alice.frame(), '{"event":"friend_online","data":{"username":"bob"}}');
  socket.terminate();
});

test("a browser is let in from the pages that are named, and from no other", LONGEST, async (t) => {
  const server = await startServer(t);
  const url = `${server.url}?token=${TOKENS.alice}`;
  for (const origin of ["http://evil.example", "null", `${PAGE}0`])
    assert.equal(await turnedDown(url, { origin }), 403);
  assert.equal(await turnedDown(`${server.url}?token=wrong`, { origin: "http://evil.example" }), 403);
  const socket = new WebSocket(url, { origin: PAGE });
  await once(socket, "open");
  socket.terminate();
});

test("there is nothing else to see", LONGEST, async (t) => {
  const server = await startServer(t);
  assert.equal(await turnedDown(server.url.replace("/events", "/")), 404);
  assert.equal(await turnedDown(`${server.url}/more?token=${TOKENS.alice}`), 404);
  const http = server.url.replace("ws:", "http:");
  const response = await fetch(`${http}?token=${TOKENS.alice}`);
  assert.equal(response.status, 426);
  assert.equal(response.headers.get("upgrade"), "websocket");
  assert.equal(
    (await fetch(http, { method: "POST", body: "x".repeat(100_000) }).catch(() => ({ status: 426 }))).status,
    426,
  );
});

test("a WebSocket of another version is turned down", LONGEST, async (t) => {
  const server = await startServer(t);
  const request = `GET /events?token=${TOKENS.alice} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
  const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  assert.match(await answer(server, `${request}${key}Sec-WebSocket-Version: 8\r\n\r\n`), /^HTTP\/1\.1 426 /);
  assert.match(await answer(server, `${request}${key}\r\n`), /^HTTP\/1\.1 4\d\d /);
  assert.match(await answer(server, `${request}${key}Sec-WebSocket-Version: 13\r\n\r\n`), /^HTTP\/1\.1 101 /);
});

test("who asks for nothing is cut off after a while", LONGEST, async (t) => {
  const server = await startServer(t);
  const { hostname, port } = new URL(server.url);
  const silent = connectSocket(Number(port), hostname);
  await once(silent.resume(), "close");
  await server.logged(/handshake: .*timeout/);
});

test("what is no HTTP, or too much of it, is cut off, and others are served", LONGEST, async (t) => {
  const server = await startServer(t);
  assert.equal(await answer(server, "\x16\x03\x01\x02\x00hello"), "");
  assert.equal(
    await answer(server, `GET /events HTTP/1.1\r\nX: ${"x".repeat(8 * 1024)}\r\n\r\n`).catch(() => ""),
    "",
  );
  assert.equal(await answer(server, ""), "");
  await (await connect(server, "alice")).leave();
});
