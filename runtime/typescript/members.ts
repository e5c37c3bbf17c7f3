// The members of a frame as they are written, one by one.

import { own, refuse } from "./codec.js";
import type { BesideWritten } from "./picture.js";
import { refused, type Write } from "./write.js";

/** An event, or a variant of a union, as its writers see it. */
export interface Carrying {
  /** None if it carries nothing. */
  readonly write?: Write | undefined;
  readonly takesOthers?: true | undefined;
}

/** What is carried, as a member. */
export function payloadText({ write }: Carrying, payload: unknown, nullable?: true): string {
  return write === undefined ? (nullable ? "null" : "{}") : (write(payload) ?? "null");
}

/** A member beside the event. */
export function besideText({ name, write, nullable }: BesideWritten, beside: object): string {
  const value = own(beside, name);
  if (value === undefined && nullable) return "null";
  if (value === undefined) throw refused(refuse("missing"));
  return write(value) ?? "null";
}

/**
 * What is carried, whose members lie among others of these `keys`. Where it is the whole object that is written,
 * `beyond` are keys around it.
 */
export function spreadText(
  { write, takesOthers }: Carrying,
  payload: unknown,
  keys: readonly string[],
  beyond?: readonly string[],
): string {
  if (write === undefined) return "{}";
  const isTaken = (key: string) => own(payload as object, key) !== undefined;
  const taken = takesOthers && beyond === undefined ? keys.find(isTaken) : undefined;
  if (taken !== undefined)
    throw refused(refuse("a member of this name is declared: it is not one of the others", taken));
  return write(payload, [...keys, ...(beyond ?? [])]) ?? "{}";
}
