// What tests hold in their hands: time, transports, sockets.

import type { Clock } from "../../../runtime/typescript/clock.js";
import {
  type Connection,
  type Host,
  type Link,
  SendError,
  type Transport,
} from "../../../runtime/typescript/protocol.js";
import type { WebSocketLike } from "../../../runtime/typescript/websocket.js";

/** A clock that stands until it is told to go on. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, call: () => void): () => void {
    const timer = { at: this.#now + delay, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#timers.length;
  }

  /** Lets time pass, with all timers that come up on the way. */
  advance(time: number): void {
    const end = this.#now + time;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
    }
    this.#now = end;
  }

  /** Lets time pass in which no timer runs: the laptop sleeps, the tab is throttled. */
  sleep(time: number): void {
    this.#now += time;
  }
}

/** A transport whose other end is the test. */
export class FakeTransport implements Transport {
  host!: Host;
  readonly sent: string[] = [];
  closed = 0;
  reconnects = 0;
  /** What `send` does; takes the frame if left alone. */
  take: (frame: string) => Promise<void> = async (frame) => {
    this.sent.push(frame);
  };

  /** What is lost by closing; nothing if left alone. */
  drop: () => void = () => {};

  start(host: Host): Link {
    this.host = host;
    return {
      send: (frame) => this.take(frame),
      reconnect: () => {
        this.reconnects += 1;
      },
      close: () => {
        this.closed += 1;
        this.drop();
      },
    };
  }

  /** A frame arrives. */
  frame(type: string, fields: object = {}): void {
    this.host.receive(JSON.stringify({ type, ...fields }));
  }

  refuseAll(): void {
    this.take = async () => {
      throw new SendError("full", "full");
    };
  }
}

/** A host that writes down what it is told. */
export function recordingHost(beat?: () => string): Host & {
  frames: unknown[];
  refusals: string[];
  states: Connection[];
  drops: string[];
} {
  const frames: unknown[] = [];
  const refusals: string[] = [];
  const states: Connection[] = [];
  const drops: string[] = [];
  return {
    frames,
    refusals,
    states,
    drops,
    receive: (frame, name) => frames.push(name === undefined ? frame : [name, frame]),
    desktop: (payload, name) => frames.push(["desktop", name, payload]),
    refuse: (reason) => refusals.push(reason),
    connection: (connection) => states.push(connection),
    dropped: (reason) => drops.push(reason),
    ...(beat && { beat }),
  };
}

/** WebSockets whose server is the test; `sockets.last` is the newest. */
export function fakeSockets(): {
  readonly all: FakeSocket[];
  readonly last: FakeSocket;
  readonly WebSocket: typeof FakeSocket;
} {
  const all: FakeSocket[] = [];
  class WebSocket extends FakeSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      all.push(this);
    }
  }
  return {
    all,
    WebSocket,
    get last() {
      const last = all.at(-1);
      if (last === undefined) throw new Error("no socket was made");
      return last;
    },
  };
}

export class FakeSocket implements WebSocketLike {
  readonly url: string;
  readonly protocols: string | string[] | undefined;
  readyState = 0;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  closedWith: number | undefined | "open" = "open";
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;

  constructor(url: string | URL, protocols?: string | string[]) {
    this.url = String(url);
    this.protocols = protocols;
  }

  /** As a browser does: one that is closing swallows what is sent. */
  send(data: string): void {
    if (this.readyState === 0) throw new Error("not open yet");
    if (this.readyState === 1) this.sent.push(data);
  }

  close(code?: number): void {
    this.readyState = 2;
    this.closedWith = code;
  }

  /** The server accepts. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.({} as never);
  }

  /** A message comes from the server. */
  message(data: unknown): void {
    this.onmessage?.({ data } as never);
  }

  /** The server closes, or the network is gone. */
  drop(code = 1006, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason } as never);
  }
}
