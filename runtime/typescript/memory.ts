// Frames from one place of a program to another, for tests: no network, no waiting.

import { type Host, type Link, SendError, type Transport } from "./protocol.js";

/** One end of a pair: a transport to start, or to be driven by hand as long as it is not started. */
export interface MemoryEnd extends Transport {
  /** Sends a frame, as text or as a value, to the other end. */
  post(frame: unknown): void;
  /** The frames that came while this end was not started, oldest first; takes them away. */
  take(): unknown[];
}

/** Two ends: what is sent at one arrives at the other, in order, before the sending returns. */
export interface MemoryPair {
  readonly page: MemoryEnd;
  readonly server: MemoryEnd;
  /** Cuts the connection: both ends hear of it, and frames are kept until `mend`. */
  cut(reason?: string): void;
  /** Connects again, and delivers what was kept. */
  mend(): void;
}

/**
 * A transport for tests, and what the test holds of it.
 *
 * ```ts
 * const { page, server } = memoryPair();
 * const events = createEvents(page);
 * server.post({ type: "message_new", text: "hi" });   // as if the server had sent it
 * await events.send("typing", { channel_id });
 * server.take();                                      // the frames that the page has sent
 * ```
 */
export function memoryPair(): MemoryPair {
  const page = new End();
  const server = new End();
  page.other = server;
  server.other = page;
  const both = [page, server];
  return {
    page,
    server,
    cut(reason = "cut") {
      for (const end of both) end.cut(reason);
    },
    mend() {
      for (const end of both) end.mend();
      for (const end of both) end.deliver();
    },
  };
}

class End implements MemoryEnd {
  other: End | undefined;
  readonly #arrived: unknown[] = [];
  /** What was sent here while the connection was cut, and whether it may still be. */
  readonly #kept: { readonly frame: unknown; readonly wanted: (() => boolean) | undefined }[] = [];
  #host: Host | undefined;
  #starts = 0;
  #isCut = false;
  #starting = false;

  start(host: Host): Link {
    const start = ++this.#starts;
    const isOver = (): boolean => this.#host === undefined || start !== this.#starts;
    this.#host = host;
    // What came before is not handed over before the link is there.
    this.#starting = true;
    queueMicrotask(() => {
      if (isOver()) return;
      this.#starting = false;
      if (!this.#isCut) host.connection({ state: "open" });
      this.deliver();
    });
    return {
      send: async (frame, wanted) => {
        if (isOver()) throw new SendError("closed", "the connection is closed");
        this.other?.arrive(frame, wanted);
      },
      close: () => {
        if (!isOver()) this.#host = undefined;
      },
    };
  }

  post(frame: unknown): void {
    this.other?.arrive(frame);
  }

  take(): unknown[] {
    return this.#isCut ? [] : this.#arrived.splice(0);
  }

  arrive(frame: unknown, wanted?: () => boolean): void {
    if (this.#isCut) this.#kept.push({ frame, wanted });
    else this.#arrived.push(frame);
    this.deliver();
  }

  deliver(): void {
    // Whoever hears a frame may cut the connection, or start another.
    while (!this.#starting && !this.#isCut && this.#host !== undefined && this.#arrived.length > 0) {
      this.#host.receive(this.#arrived.shift());
    }
  }

  cut(reason: string): void {
    this.#isCut = true;
    this.#host?.connection({ state: "waiting", attempt: 2, delay: Number.POSITIVE_INFINITY, reason });
  }

  mend(): void {
    this.#isCut = false;
    const kept = this.#kept.splice(0).filter(({ wanted }) => wanted?.() ?? true);
    this.#arrived.push(...kept.map(({ frame }) => frame));
    if (!this.#starting) this.#host?.connection({ state: "open" });
  }
}
