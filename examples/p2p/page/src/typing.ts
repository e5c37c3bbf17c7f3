// Tells others that the user types: soon, seldom, and when it is over.

import type { Clock } from "@events/clock.js";

/** Within this time it is not said again, and after so long a silence it is over (ms). */
export const TYPING_DEBOUNCE = 1_000;

export class TypingSender {
  readonly #clock: Clock;
  readonly #send: (to: string, typing: boolean) => void;
  #to: string | undefined;
  #saidAt = 0;
  #cancel: () => void = () => {};

  constructor(clock: Clock, send: (to: string, typing: boolean) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** A key was pressed. It is said again after a while, since who hears it takes it for over when nothing follows. */
  pressed(to: string): void {
    if (this.#to !== to) this.stop();
    const now = this.#clock.now();
    if (this.#to === undefined || now - this.#saidAt >= TYPING_DEBOUNCE) {
      this.#to = to;
      this.#saidAt = now;
      this.#send(to, true);
    }
    this.#cancel();
    this.#cancel = this.#clock.after(TYPING_DEBOUNCE, () => this.stop());
  }

  /** The user has ceased, or does something else. */
  stop(): void {
    this.#cancel();
    const to = this.#to;
    this.#to = undefined;
    if (to !== undefined) this.#send(to, false);
  }
}
