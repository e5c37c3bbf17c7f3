// What the Rust side of a Tauri app tells its page beside events under names of their own.

import type { Connection } from "./protocol.js";
import { isPlace, type Place } from "./resume.js";

/** What comes for a frame, if all is well: its text, and the Tauri name under which it comes too. */
export interface Carried {
  readonly frame?: unknown;
  /** Where names are channels: the frame is this event's payload. */
  readonly name?: unknown;
  readonly event?: string;
  /** The Tauri name of the event whose payload the frame is. */
  readonly of?: unknown;
  /** `true` if the named event is one of the app's own. */
  readonly desktop?: unknown;
  /** There is no frame, since it is a bad one. */
  readonly error?: unknown;
  /** There is no frame: one that this page has sent is given up, and why. */
  readonly dropped?: unknown;
}

/** What comes for `ready`. */
export interface Answer extends Place {
  /** The round that asked. */
  readonly link: string;
  /** What was missed, each with its name, up to `position`. */
  readonly missed: readonly (readonly [name: string, payload: unknown])[];
  /** How many others were missed, which the app keeps no more. */
  readonly dropped: number;
  readonly connection: unknown;
}

/** Whether an answer says all that a page needs. */
export function isAnswer(value: unknown): value is Answer {
  const { missed, dropped } = value as Partial<Answer>;
  return (
    isPlace(value) && typeof dropped === "number" && Array.isArray(missed) && missed.every(Array.isArray)
  );
}

/** That this much is lost, for people. */
export function lost(count: number): string {
  const what = count === 1 ? "1 message of the app is" : `${count} messages of the app are`;
  return `${what} lost: too much came while this page did not listen`;
}

/** Whether the Rust side told a state that it can be in; that it is `closed` is for the page to say. */
export function isConnection(value: unknown): value is Connection {
  if (typeof value !== "object" || value === null) return false;
  const { state, attempt, delay, reason } = value as Readonly<Record<string, unknown>>;
  if (state === "open") return true;
  if (state === "connecting") return typeof attempt === "number";
  if (state === "failed") return typeof reason === "string";
  return [state, typeof attempt, typeof delay, typeof reason].join() === "waiting,number,number,string";
}
