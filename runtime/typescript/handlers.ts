// Who listens, and how listening ends.

/** Ends what it was returned for. To call it again does nothing. */
export type Unsubscribe = () => void;

export interface ListenOptions {
  /** Ends the listening when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

interface Entry<Args extends unknown[]> {
  readonly handler: (...args: Args) => void;
  live: boolean;
  readonly off: Unsubscribe;
}

/**
 * Handlers, called in the order in which they came. One that is added while they are called is not called yet, and
 * one that is removed is not called any more.
 */
export class Handlers<Args extends unknown[]> {
  /** Replaced with each change, so that whoever walks through it is not disturbed. */
  #entries: readonly Entry<Args>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  add(handler: (...args: Args) => void, options?: ListenOptions): Unsubscribe {
    const signal = options?.signal;
    const off = (): void => {
      entry.live = false;
      this.#entries = this.#entries.filter((other) => other !== entry);
      signal?.removeEventListener("abort", off);
    };
    const entry: Entry<Args> = { handler, live: !signal?.aborted, off };
    if (entry.live) {
      this.#entries = [...this.#entries, entry];
      signal?.addEventListener("abort", off);
    }
    return off;
  }

  /** Removes all, also for who is calling them just now. */
  clear(): void {
    for (const { off } of this.#entries) off();
  }

  /** Calls all; `failed` gets what one throws, or what its promise is rejected with. */
  call(failed: (error: unknown) => void, args: Args): void {
    for (const entry of this.#entries) {
      if (!entry.live) continue;
      try {
        const result: unknown = entry.handler(...args);
        if (result instanceof Promise) result.catch(failed);
      } catch (error) {
        failed(error);
      }
    }
  }
}
