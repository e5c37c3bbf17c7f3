// The other end: a WebSocket server that sends the bytes it is told to, and keeps what comes.

import { once } from "node:events";

import { type WebSocket, WebSocketServer } from "ws";

import { GUARD, type Side } from "./page.js";

/** Starts a server to which each side connects under a path of its own; `port` 0 takes a free one. */
export async function startServer(port = 0): Promise<Server> {
  const listening = new WebSocketServer({ port, host: "127.0.0.1", perMessageDeflate: false });
  await once(listening, "listening");
  return new Server(listening);
}

export class Server {
  readonly port: number;
  readonly #listening: WebSocketServer;
  #killed = false;
  readonly #sockets = new Map<string, WebSocket>();
  readonly #heard = new Map<string, string[]>();
  /** Who waits for what. */
  #waiting: (() => boolean)[] = [];

  constructor(listening: WebSocketServer) {
    this.#listening = listening;
    this.port = (listening.address() as { readonly port: number }).port;
    listening.on("connection", (socket, request) => this.#connected(String(request.url).slice(1), socket));
  }

  address(side: Side): string {
    return `ws://127.0.0.1:${this.port}/${side}`;
  }

  /** Resolves when the side is connected. */
  async connected(side: Side): Promise<void> {
    await this.#until(`${side} has not connected`, () => this.#sockets.get(side)?.readyState === 1);
  }

  /** Sends frames; bytes are sent as a text message whatever they are. */
  async send(side: Side, frames: Iterable<string | Uint8Array>): Promise<void> {
    const socket = this.#sockets.get(side);
    if (socket === undefined) throw new Error(`${side} is not connected`);
    let written: Promise<void> | undefined;
    for (const frame of frames) {
      written = new Promise((resolve, reject) => {
        socket.send(frame, { binary: false }, (error) => (error == null ? resolve() : reject(error)));
      });
    }
    await written;
  }

  /** What the side has sent. */
  heard(side: Side): readonly string[] {
    return this.#heard.get(side) ?? [];
  }

  /** Resolves with all that the side has sent when there are so many frames. */
  async heardFrames(side: Side, count: number): Promise<readonly string[]> {
    await this.#until(`${side} has not sent ${count} frames`, () => this.heard(side).length >= count);
    return this.heard(side);
  }

  /** Resolves when the side is no longer connected. */
  async gone(side: Side): Promise<void> {
    await this.#until(`${side} is still connected`, () => !this.#sockets.has(side));
  }

  /** Ends all as a process that is killed does, without a word. */
  async kill(): Promise<void> {
    if (this.#killed) return;
    this.#killed = true;
    for (const socket of this.#listening.clients) socket.terminate();
    this.#listening.close();
    await once(this.#listening, "close");
  }

  #connected(side: string, socket: WebSocket): void {
    this.#sockets.set(side, socket);
    const heard = this.#heard.get(side) ?? [];
    this.#heard.set(side, heard);
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#sockets.get(side) === socket) this.#sockets.delete(side);
      this.#look();
    });
    socket.on("message", (data) => {
      heard.push(String(data));
      this.#look();
    });
    this.#look();
  }

  #look(): void {
    this.#waiting = this.#waiting.filter((isOver) => !isOver());
  }

  async #until(otherwise: string, holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const guard = setTimeout(() => reject(new Error(otherwise)), GUARD);
      this.#waiting.push(() => {
        if (!holds()) return false;
        clearTimeout(guard);
        resolve();
        return true;
      });
    });
  }
}
