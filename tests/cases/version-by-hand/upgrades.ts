// How fields of newer versions are made of older ones, where the manifest says `by_hand`.

import type { AskV1 } from "./generated/typescript/client.js";
import type { SessionUpdateV1, SessionUpdateV2 } from "./generated/typescript/server.js";
import type { Actor, Area } from "./generated/typescript/types.js";

export function sessionUpdateV1Actor(v1: SessionUpdateV1): Actor {
  return { id: v1.user };
}

export function sessionUpdateV1Note({ note }: SessionUpdateV1): string | undefined {
  return note > 0 ? `note ${note}` : undefined;
}

export function sessionUpdateV2Area({ side }: SessionUpdateV2): Area {
  // What is too large for a number is written by nobody.
  return { width: side, height: side * 1e300 };
}

export function sessionUpdateV2Tags({ tag, actor }: SessionUpdateV2): string[] {
  return [tag, actor.id];
}

export function askV1Seconds({ minutes }: AskV1): number {
  return minutes * 60;
}
