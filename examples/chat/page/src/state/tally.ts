// What has come over the wire: how often each event did, what nobody knows, and the last frames.

import {
  type PageEvents,
  type Problem,
  type ServerEventMap,
  type ServerEventName,
  serverEvents,
} from "@events/index.js";
import { describe } from "@events/protocol.js";
import { onCleanup } from "solid-js";
import { createStore, produce } from "solid-js/store";

export interface Tally {
  /** How often each event came: all of the manifest, those too that never did. */
  counts: { [Name in ServerEventName]: number };
  /** The event that came last. */
  last: ServerEventName | undefined;
  /** How many events came; how many different ones; how many that the page does not know. */
  received: number;
  different: number;
  unknown: number;
  /** Frames that cannot be read, and other problems. */
  problems: { readonly id: number; readonly text: string }[];
  /** The last frames, the newest first. */
  frames: Frame[];
}

export interface Frame {
  readonly id: number;
  readonly at: Date;
  readonly name: string;
  readonly isKnown: boolean;
  /** JSON; what is nobody's business is hidden. */
  readonly text: string;
}

const KEPT = 40;

/** What is not shown: addresses of machines, settings, and answers meant for one person. */
const HIDDEN: { readonly [Name in ServerEventName]?: readonly (keyof ServerEventMap[Name])[] } = {
  voice_offer: ["sdp"],
  voice_ice_candidate: ["candidate"],
  preferences_updated: ["preferences"],
  command_response: ["content"],
};

export function createTally(events: PageEvents): Tally {
  const counts = Object.fromEntries(serverEvents.map((name) => [name, 0])) as Tally["counts"];
  const [tally, change] = createStore<Tally>({
    counts,
    last: undefined,
    received: 0,
    different: 0,
    unknown: 0,
    problems: [],
    frames: [],
  });
  let seen = 0;
  const keep = (tally: Tally, name: string, isKnown: boolean, text: string): void => {
    seen += 1;
    tally.frames = [{ id: seen, at: new Date(), name, isKnown, text }, ...tally.frames.slice(0, KEPT - 1)];
  };

  const ends = [
    events.onAny(({ name, payload }) => {
      change(
        produce((tally) => {
          tally.received += 1;
          tally.different += tally.counts[name] === 0 ? 1 : 0;
          tally.counts[name] += 1;
          tally.last = name;
          keep(tally, name, true, shown(payload, HIDDEN[name]));
        }),
      );
    }),
    events.onUnknown(({ name, frame }) => {
      change(
        produce((tally) => {
          tally.received += 1;
          tally.unknown += 1;
          keep(
            tally,
            String(name ?? "(no name)"),
            false,
            typeof frame === "string" ? frame : JSON.stringify(frame),
          );
        }),
      );
    }),
    events.onError((problem) => {
      seen += 1;
      const text = said(problem);
      change("problems", (before) => [{ id: seen, text }, ...before.slice(0, KEPT - 1)]);
    }),
  ];
  onCleanup(() => {
    for (const end of ends) end();
  });
  return tally;
}

function said(problem: Problem): string {
  if (problem.kind === "frame") return `refused: ${describe(problem.error)}`;
  if (problem.kind === "handler") return `a handler of ${problem.name} failed: ${problem.error}`;
  return problem.reason;
}

function shown(payload: object, hidden: readonly PropertyKey[] = []): string {
  return JSON.stringify(payload, (key, value: unknown) => (hidden.includes(key) ? "(hidden)" : value));
}
