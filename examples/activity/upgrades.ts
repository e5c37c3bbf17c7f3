// What version 1 of `session_update` does not say: the actor was one string.

import type { SessionUpdateV1 } from "./generated/events/typescript/server.js";
import type { Actor } from "./generated/events/typescript/types.js";

/** Old servers know people by their names alone. */
export function sessionUpdateV1Actor({ user }: SessionUpdateV1): Actor {
  return { id: user, name: user };
}
