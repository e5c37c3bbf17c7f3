// What screen readers say of the feed. Whatever comes in a burst is summed up, so that nobody has to listen to all of it.

import type { Group, Level } from "../feed/entry.js";
import { summary } from "./words.js";

/** Something that could be said. */
export interface Notice {
  readonly group: Group;
  readonly level: Level;
  /** As it would be said by itself. */
  readonly text: string;
}

/** Time, as the announcer has it. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  after(milliseconds: number, run: () => void): void;
}

/** That of the page, looked up at each call. */
export const pageClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    setTimeout(run, milliseconds);
  },
};

/** How something is said: when there is a pause, or at once. */
export type Say = (manner: Manner, text: string) => void;
export type Manner = "polite" | "assertive";

/** How long is waited for more to be summed up with the first, and how long it is quiet after that (ms). */
export const PACES: { readonly [Name in Manner]: { readonly gather: number; readonly rest: number } } = {
  polite: { gather: 400, rest: 5_000 },
  assertive: { gather: 0, rest: 3_000 },
};

export class Announcer {
  readonly #channels: { readonly [Name in Manner]: Channel };

  constructor(say: Say, clock: Clock = pageClock) {
    this.#channels = {
      polite: new Channel("polite", say, clock),
      assertive: new Channel("assertive", say, clock),
    };
  }

  /** Errors are said at once, everything else in its time. */
  tell(notice: Notice): void {
    this.#channels[notice.level === "error" ? "assertive" : "polite"].tell(notice);
  }

  /** Forgets what has not been said yet. */
  hush(): void {
    for (const channel of Object.values(this.#channels)) channel.hush();
  }
}

class Channel {
  readonly #manner: Manner;
  readonly #say: Say;
  readonly #clock: Clock;
  #waiting: Notice[] = [];
  /** When it may say something again. */
  #free = Number.NEGATIVE_INFINITY;
  #isDue = false;

  constructor(manner: Manner, say: Say, clock: Clock) {
    this.#manner = manner;
    this.#say = say;
    this.#clock = clock;
  }

  tell(notice: Notice): void {
    this.#waiting.push(notice);
    if (this.#isDue) return;
    const wait = Math.max(PACES[this.#manner].gather, this.#free - this.#clock.now());
    if (wait <= 0) {
      this.#speak();
      return;
    }
    this.#isDue = true;
    this.#clock.after(wait, () => {
      this.#isDue = false;
      this.#speak();
    });
  }

  hush(): void {
    this.#waiting = [];
  }

  #speak(): void {
    const notices = this.#waiting;
    if (notices.length === 0) return;
    this.#waiting = [];
    this.#free = this.#clock.now() + PACES[this.#manner].rest;
    this.#say(this.#manner, summary(notices));
  }
}
