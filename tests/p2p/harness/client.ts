// A client that is no page: it sends what it likes, and writes down what it hears.

import { once } from "node:events";

import { WebSocket } from "ws";

import { GUARD, soon } from "./given.js";

/** Connects; rejects with the status where the server refuses that. */
export async function connect(
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const socket = new WebSocket(address, { headers });
  const client = new Client(socket);
  await new Promise<void>((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("unexpected-response", (_, response) =>
      reject(new Error(`refused with ${response.statusCode}`)),
    );
    socket.on("error", reject);
  });
  return client;
}

export interface Frame {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export class Client {
  readonly heard: Frame[] = [];
  /** The code with which the server has closed it. */
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = once(socket, "close").then(([code]) => code as number);
    socket.on("message", (data) => {
      this.heard.push(JSON.parse(String(data)));
      for (const look of this.#waiting.splice(0)) look();
    });
  }

  /** Sends a text, or bytes as a binary message. */
  send(frame: string | Uint8Array | object): void {
    const isRaw = typeof frame === "string" || frame instanceof Uint8Array;
    this.#socket.send(isRaw ? frame : JSON.stringify(frame));
  }

  /** Resolves when a frame has come for which this holds. */
  async hears(what: string, holds: (frame: Frame) => boolean): Promise<Frame> {
    const guard = AbortSignal.timeout(GUARD);
    for (;;) {
      const found = this.heard.find(holds);
      if (found !== undefined) return found;
      guard.throwIfAborted();
      await soon(
        `${what}; heard ${JSON.stringify(this.heard)}`,
        new Promise<void>((resolve) => this.#waiting.push(resolve)),
      );
    }
  }

  close(): void {
    this.#socket.terminate();
  }
}
