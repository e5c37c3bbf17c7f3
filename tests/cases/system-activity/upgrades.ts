// How fields of newer versions are made of older ones, where the manifest says `by_hand`.

import type { SessionUpdateV1 } from "./generated/typescript/server.js";
import type { Actor } from "./generated/typescript/types.js";

/** `actor` in version 2 of `session_update`: no more was known than the name. */
export function sessionUpdateV1Actor(v1: SessionUpdateV1): Actor {
  return { id: v1.user.toLowerCase(), name: v1.user };
}
