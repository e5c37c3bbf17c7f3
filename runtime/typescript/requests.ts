// Requests that wait for the event with their id.

import type { Clock } from "./clock.js";
import { type AnyEvent, describe, type FrameError, type RequestId } from "./protocol.js";

export interface WaitOptions {
  /** How long to wait for the answer, in milliseconds; 10,000 if left out, `Infinity` for as long as it takes. */
  readonly timeout?: number | undefined;
  /** Stops waiting when it aborts; the request is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** `refused`: the error event came. `timeout`: nothing came. `unreadable`: an answer came that is no valid frame. */
export type RequestErrorKind = "refused" | "timeout" | "unreadable";

/** A request that was not answered as it should be. */
export class RequestError extends Error {
  readonly kind: RequestErrorKind;
  /** The `code` of the error event, if it was refused. */
  readonly code: string | number | undefined;
  /** The event that refused it. */
  readonly event: { readonly name: string; readonly payload: unknown } | undefined;

  constructor(
    kind: RequestErrorKind,
    message: string,
    event?: { readonly name: string; readonly payload: unknown },
  ) {
    super(message);
    this.name = "RequestError";
    this.kind = kind;
    this.event = event;
    this.code = (event?.payload as { readonly code?: string | number } | undefined)?.code;
  }
}

interface Waiting<Event> {
  /** The event that answers; any with the id if the manifest names none. */
  readonly reply: string | undefined;
  resolve(event: Event): void;
  reject(error: unknown): void;
}

/** The requests that wait, by their ids. */
export class Requests<In> {
  readonly #waiting = new Map<RequestId, Waiting<AnyEvent<In>>>();
  readonly #clock: Clock;
  readonly #error: string | undefined;

  /** `error` is the name of the event that refuses requests. */
  constructor(clock: Clock, error: string | undefined) {
    this.#clock = clock;
    this.#error = error;
  }

  /** Waits for the answer to `id`; `send` sends the request, and its failure is the request's. */
  wait(
    id: RequestId,
    reply: string | undefined,
    options: WaitOptions,
    send: () => Promise<void>,
  ): Promise<AnyEvent<In>> {
    const { timeout = 10_000, signal } = options;
    return new Promise<AnyEvent<In>>((resolve, reject) => {
      let cancel = (): void => {};
      const aborted = (): void => waiting.reject(signal?.reason);
      const settle = (): void => {
        this.#waiting.delete(id);
        cancel();
        signal?.removeEventListener("abort", aborted);
      };
      const waiting: Waiting<AnyEvent<In>> = {
        reply,
        resolve(event) {
          settle();
          resolve(event);
        },
        reject(error) {
          settle();
          reject(error);
        },
      };
      if (signal?.aborted) return aborted();
      this.#waiting.set(id, waiting);
      signal?.addEventListener("abort", aborted);
      if (Number.isFinite(timeout)) {
        const late = (): void =>
          waiting.reject(new RequestError("timeout", `no answer within ${timeout} ms`));
        cancel = this.#clock.after(timeout, late);
      }
      send().catch(waiting.reject);
    });
  }

  /** Whether an event of this name may be an answer that somebody waits for. */
  mayAnswer(name: string): boolean {
    if (this.#waiting.size > 0 && name === this.#error) return true;
    for (const { reply } of this.#waiting.values()) if (reply === undefined || reply === name) return true;
    return false;
  }

  /** Whether this request waits still. */
  has(id: RequestId): boolean {
    return this.#waiting.has(id);
  }

  /** An event with an id came; says whether it settled a request. */
  answer(id: RequestId, event: AnyEvent<In>): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return false;
    if (event.name === this.#error) waiting.reject(refusal(event));
    else if (waiting.reply === undefined || waiting.reply === event.name) waiting.resolve(event);
    else return false;
    return true;
  }

  /** A frame with an id came that could not be read. */
  unreadable(id: RequestId, error: FrameError): void {
    this.#waiting.get(id)?.reject(new RequestError("unreadable", describe(error)));
  }

  rejectAll(error: Error): void {
    for (const waiting of [...this.#waiting.values()]) waiting.reject(error);
  }
}

function refusal(event: { readonly name: string; readonly payload: unknown }): RequestError {
  const { message } = event.payload as { readonly message?: unknown };
  return new RequestError(
    "refused",
    typeof message === "string" ? message : "the request was refused",
    event,
  );
}

/** A random id, also in pages that came without encryption, where `crypto.randomUUID` is missing. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte, index) => {
    const settled = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return settled.toString(16).padStart(2, "0");
  });
  return digits.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
