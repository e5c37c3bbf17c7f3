// Finds connections that are gone without a word: half-open sockets, networks that changed, laptops that slept.

import type { Clock } from "./clock.js";

export interface HeartbeatOptions {
  /** How often a beat is sent, in milliseconds; 25,000 if left out. */
  readonly every?: number | undefined;
  /** How long after a beat anything at all must arrive, in milliseconds; 10,000 if left out. */
  readonly grace?: number | undefined;
  /** For a server whose heartbeat is no event: the bare text that is sent in place of the manifest's. */
  readonly text?: string | undefined;
  /** The bare text that answers it: a sign of life, and no frame. */
  readonly answer?: string | undefined;
}

/** What a watch is told about one connection. */
export interface Watched {
  readonly clock: Clock;
  readonly random: () => number;
  readonly every: number;
  readonly grace: number;
  /** How long nothing may arrive, in milliseconds. */
  readonly idle: number;
  /** Sends a beat, if the protocol has one. */
  readonly beat: (() => void) | undefined;
  /** The connection is gone. Called once at most. */
  readonly gone: (reason: string) => void;
}

/**
 * Watches one open connection. Times are compared with a clock whenever there is an occasion, because timers of a tab
 * in the background are late, and those of a laptop that sleeps do not run.
 */
export class Watch {
  readonly #watched: Watched;
  #heardAt: number;
  #beatAt = Number.POSITIVE_INFINITY;
  #answerBy = Number.POSITIVE_INFINITY;
  #cancel: () => void = () => {};

  constructor(watched: Watched) {
    const { clock, random, every, beat } = watched;
    this.#watched = watched;
    this.#heardAt = clock.now();
    // Clients that came back together do not beat together.
    if (beat !== undefined) this.#beatAt = this.#heardAt + random() * every;
    this.#plan();
  }

  /** Something arrived: any frame is a sign of life. */
  heard(): void {
    this.#heardAt = this.#watched.clock.now();
    this.#answerBy = Number.POSITIVE_INFINITY;
  }

  /** The page or its network is back: what is overdue is judged now, and a quiet connection is asked at once. */
  wake(): void {
    const { clock, grace, beat } = this.#watched;
    const now = clock.now();
    if (beat !== undefined && now - this.#heardAt >= grace) this.#beatAt = now;
    this.#judge();
  }

  stop(): void {
    this.#cancel();
  }

  #judge(): void {
    const { clock, every, grace, idle, beat, gone } = this.#watched;
    const now = clock.now();
    if (now >= this.#answerBy) {
      gone(`nothing arrived within ${grace} ms after a heartbeat`);
      return;
    }
    if (now - this.#heardAt >= idle) {
      gone(`nothing arrived for ${idle} ms`);
      return;
    }
    if (now >= this.#beatAt) {
      this.#beatAt = now + every;
      this.#answerBy = Math.min(this.#answerBy, now + grace);
      beat?.();
    }
    this.#plan();
  }

  #plan(): void {
    const { clock, idle } = this.#watched;
    this.#cancel();
    const due = Math.min(this.#beatAt, this.#answerBy, this.#heardAt + idle);
    if (due === Number.POSITIVE_INFINITY) return;
    this.#cancel = clock.after(Math.max(0, due - clock.now()), () => this.#judge());
  }
}
