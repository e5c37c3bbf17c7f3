// The functions of `events.yaml`. They import what imports them: nothing of it is needed before a frame is read.

import type { ToldV1 } from "./generated/typescript/client.js";
import { serverEvents } from "./generated/typescript/index.js";
import type { ChainV2, HandmadeV1, UnitOnceV1 } from "./generated/typescript/server.js";
import { type Actor, Level, type Place } from "./generated/typescript/types.js";

export function chainV2Who(v2: ChainV2): Actor {
  return { id: String(v2.count), name: v2.words };
}

/** What the field `what` says: that something goes wrong, and how. */
export function handmadeV1Sure(v1: HandmadeV1): Actor {
  const half = { id: "1" } as Actor;
  switch (v1.what) {
    case "throws":
      throw new Error(`the secret of ${v1.maybe}`);
    case "no member":
      return half;
    case "nothing":
      return undefined as never;
    case "a number":
      return { id: "1", name: 5 as never };
    case "throws when it is looked at":
      return Object.defineProperty(half, "name", {
        get: () => {
          throw new Error("the secret");
        },
      });
    default:
      return { id: String(serverEvents.length), name: v1.what };
  }
}

export function handmadeV1Maybe({ maybe }: HandmadeV1): Actor | undefined {
  return maybe === "" ? undefined : { id: "2", name: maybe };
}

export function handmadeV1NullOr({ null_or }: HandmadeV1): Actor[] | null {
  return null_or === "" ? null : [...null_or].map((name) => ({ id: "3", name }));
}

export function handmadeV1Both({ both }: HandmadeV1): number | null | undefined {
  return both === "" ? undefined : both === "null" ? null : Number(both);
}

export function handmadeV1Where({ what }: HandmadeV1): Place {
  if (what === "throws where it is spread") throw new Error("the secret");
  return { x: what.length, y: -1, ...{ sure: "is not of a place" } };
}

export function unitOnceV1By(v1: UnitOnceV1): Actor {
  return { id: "", name: JSON.stringify(v1) };
}

export function toldV1Who({ who }: ToldV1): Actor {
  return { id: who, name: who };
}

export function toldV1Level(): Level {
  return Level.High;
}
