// The server as a program, and clients that know nothing of generated code: text goes in, text comes out.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";

const PROGRAM = process.env.P2P_SERVER ?? join(import.meta.dirname, "../../target/server/p2p-server");

/** A guard against hanging, for a test (ms). */
export const LONGEST = { timeout: 60_000 };

export const PAGE = "http://127.0.0.1:1420";

/** Alice, bob and carol; the token of each is behind their name. */
export const TOKENS = { alice: "alices-token", bob: "bobs-token", carol: "carols-token" };
const USERS = Object.entries(TOKENS).flatMap(([user, token]) => ["--user", `${user}:${token}`]);

/** What came and nobody has taken yet. */
class Inbox {
  #arrived = [];
  #waiting = [];

  put(item) {
    const taker = this.#waiting.shift();
    if (taker) taker(item);
    else this.#arrived.push(item);
  }

  /** The next one, when it is there. */
  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    return new Promise((taker) => this.#waiting.push(taker));
  }

  /** How many are there already. */
  get size() {
    return this.#arrived.length;
  }
}

/**
 * Starts the server for a test, and ends it with the test. `stdin` is what `spawn` takes, `shell` the command that runs
 * the program, which stands in it as `"$@"`.
 */
export function spawnServer(test, options = [], { stdin = "pipe", shell = 'exec "$@"' } = {}) {
  const child = spawn("sh", ["-c", shell, "sh", PROGRAM, ...options], {
    stdio: [stdin, "pipe", "pipe"],
  });
  const ended = once(child, "exit").then(([code, signal]) => ({ code, signal }));
  test.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const output = new Inbox();
  createInterface({ input: child.stdout }).on("line", (line) => output.put(line));
  const log = [];
  let look = () => {};
  const logEnded = once(
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.push(line);
      look();
    }),
    "close",
  );

  return {
    child,
    log,
    /** How it ended, when all that it logged is there. */
    ended: Promise.all([ended, logEnded]).then(([how]) => how),
    /** The next line on stdout. */
    line: () => output.next(),
    /** Gives a command. */
    tell: (command) => child.stdin.write(`${command}\n`),
    /** Gives a command that answers with a line. */
    ask(command) {
      this.tell(command);
      return output.next();
    },
    /** Gives a message, and says which id it got. */
    async message(from, to, text) {
      const line = await this.ask(`message ${from} ${to} ${text}`);
      return line.slice("message ".length);
    },
    /** The first line of the log that fits, when it is there. */
    logged(pattern) {
      return new Promise((found) => {
        look = () => {
          const line = log.find((line) => pattern.test(line));
          if (line !== undefined) found(line);
        };
        look();
      });
    },
  };
}

/** A server with three users that listens; `url` is where. */
export async function startServer(test, options = [], how = {}) {
  const server = spawnServer(test, [...USERS, "--origin", PAGE, "--port", "0", ...options], how);
  const line = await server.line();
  const [, url] = /^listening on (ws:\/\/127\.0\.0\.1:\d+\/events)$/.exec(line) ?? [];
  if (url === undefined) throw new Error(`expected where it listens, got ${line}`);
  return Object.assign(server, { url });
}

/** A client that is connected as this user. */
export async function connect(server, user) {
  const socket = new WebSocket(`${server.url}?token=${TOKENS[user]}`);
  const frames = new Inbox();
  socket.on("message", (data, isBinary) => frames.put(isBinary ? data : data.toString()));
  const closed = once(socket, "close").then(([code]) => code);
  await once(socket, "open");
  return {
    socket,
    /** The code that it was closed with. */
    closed,
    send: (frame) => socket.send(frame),
    /** The next frame. */
    frame: () => frames.next(),
    /** When the server has taken all that was sent, and nothing else came back: who types to themselves hears it. */
    async settled() {
      socket.send(`{"event":"typing","data":{"to":"${user}","typing":false}}`);
      const expected = `{"event":"typing","data":{"username":"${user}","typing":false}}`;
      const frame = await frames.next();
      if (frame !== expected) throw new Error(`expected nothing, got ${frame}`);
    },
    async leave() {
      socket.close();
      await closed;
    },
  };
}

/** Clients of several users, who have heard of each other. */
export async function connectAll(server, ...users) {
  const clients = [];
  for (const user of users) {
    const client = await connect(server, user);
    for (const other of clients) await other.frame();
    for (const _ of clients) await client.frame();
    clients.push(client);
  }
  return clients;
}

/** Why the server turns a client down: the status of its answer. */
export async function turnedDown(url, options = {}) {
  const socket = new WebSocket(url, options);
  const [request, response] = await once(socket, "unexpected-response");
  request.destroy();
  return response.statusCode;
}

/** A socket that has asked for a WebSocket and got it, and reads nothing more until it is resumed. */
export async function rawClient(server, user) {
  const { hostname, port } = new URL(server.url);
  const socket = connectSocket(Number(port), hostname);
  socket.write(
    `GET /events?token=${TOKENS[user]} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\n` +
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  let received = Buffer.alloc(0);
  while (!received.includes("\r\n\r\n")) {
    const chunk = socket.read();
    if (chunk === null) await once(socket, "readable");
    else received = Buffer.concat([received, chunk]);
  }
  const end = received.indexOf("\r\n\r\n") + 4;
  if (!received.toString("latin1", 0, end).startsWith("HTTP/1.1 101 "))
    throw new Error("expected a WebSocket");
  socket.unshift(received.subarray(end));
  return socket;
}

/** The whole frames that are left to read until the server closes the session, which is answered: `{ opcode, payload }`. */
export async function remainingFrames(socket) {
  const frames = [];
  await readFrames(socket, (frame) => {
    frames.push(frame);
    if (frame.opcode === CLOSE) socket.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
  });
  return frames;
}

/** Gives `take` each frame until that says it is enough, or the server ends the connection. */
export async function readFrames(socket, take) {
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = firstFrame(rest); frame !== undefined; frame = firstFrame(rest)) {
      rest = rest.subarray(frame.end);
      if (take(frame)) return;
    }
  }
}

/** The opcode of the frame that closes. */
export const CLOSE = 8;

function firstFrame(bytes) {
  if (bytes.length < 2) return;
  const short = bytes[1];
  const header = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < header) return;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = header + length;
  if (bytes.length < end) return;
  if ((bytes[0] & 0x80) === 0) throw new Error("expected a frame for each event, got a part of one");
  return { opcode: bytes[0] & 0x0f, payload: bytes.subarray(header, end), end };
}
