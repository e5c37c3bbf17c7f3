// Frames that wait for a connection: bounded, in order.

import { SendError } from "./protocol.js";

export interface SendQueueOptions {
  /** How many frames are kept; 256 if left out, 0 keeps none. */
  readonly frames?: number | undefined;
  /** How many characters they may have together, and how many bytes an open socket may lag behind; 1,048,576 if left out. */
  readonly size?: number | undefined;
  /** What happens to a frame too many: it is rejected (if left out), or the oldest ones make room for it. */
  readonly overflow?: "reject" | "drop-oldest" | undefined;
}

interface Queued {
  readonly frame: string;
  readonly wanted: (() => boolean) | undefined;
}

export class SendQueue {
  readonly #frames: number;
  readonly #size: number;
  readonly #dropsOldest: boolean;
  readonly #dropped: (reason: string) => void;
  #queued: Queued[] = [];
  #used = 0;

  /** `dropped` hears of each frame that had been taken and is given up. */
  constructor(options: SendQueueOptions | undefined, dropped: (reason: string) => void) {
    this.#frames = options?.frames ?? 256;
    this.#size = options?.size ?? 1_048_576;
    this.#dropsOldest = options?.overflow === "drop-oldest";
    this.#dropped = dropped;
  }

  /** Whether this much may wait at once. */
  holds(size: number): boolean {
    return size <= this.#size;
  }

  /** Keeps a frame, or throws a {@link SendError}. */
  put(
    frame: string,
    wanted: (() => boolean) | undefined,
    full = "there is no connection, and the queue is full",
  ): void {
    if (!this.#fits(frame)) this.#forgetUnwanted();
    // A frame that would never fit drives nobody out.
    const room = this.#dropsOldest && this.holds(frame.length);
    while (room && this.#queued.length > 0 && !this.#fits(frame)) {
      this.#shift();
      this.#dropped("the queue is full: its oldest frame is given up");
    }
    if (!this.#fits(frame)) throw new SendError("full", full);
    this.#queued.push({ frame, wanted });
    this.#used += frame.length;
  }

  /** Gives the frames that are still wanted to `write`, in order. One at which it throws is lost; later ones are kept. */
  drain(write: (frame: string) => void): void {
    for (let frame = this.take(); frame !== undefined; frame = this.take()) write(frame);
  }

  /** The first frame that is still wanted, which is no longer kept. */
  take(): string | undefined {
    this.#forgetUnwanted();
    return this.#shift();
  }

  /** Gives all frames up that are still wanted. */
  giveUp(why: "closed" | "failed"): void {
    this.#forgetUnwanted();
    // Whoever hears of one may queue others already.
    const queued = this.#queued;
    this.#queued = [];
    this.#used = 0;
    for (const _ of queued) this.#dropped(`the connection is ${why}: a queued frame is given up`);
  }

  #shift(): string | undefined {
    const frame = this.#queued.shift()?.frame;
    this.#used -= frame?.length ?? 0;
    return frame;
  }

  #fits(frame: string): boolean {
    return this.#queued.length < this.#frames && this.holds(this.#used + frame.length);
  }

  #forgetUnwanted(): void {
    this.#queued = this.#queued.filter(({ wanted }) => wanted?.() ?? true);
    this.#used = this.#queued.reduce((sum, { frame }) => sum + frame.length, 0);
  }
}
