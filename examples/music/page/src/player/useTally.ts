// What has come over the wire: how often each event did, the last ones, and what went wrong.

import { type PageEvents, type Problem, type ServerEventName, serverEvents } from "@events/index.js";
import { describe } from "@events/protocol.js";
import { useEffect, useState } from "react";

export interface Tally {
  /** How often each event came: all of the manifest, those too that never did. */
  readonly counts: Readonly<Record<ServerEventName, number>>;
  readonly last: ServerEventName | undefined;
  /** How many different events came. */
  readonly different: number;
  /** The last events, the newest first. */
  readonly heard: readonly { readonly id: number; readonly name: string; readonly payload: string }[];
  /** Payloads that cannot be read, and other problems, the newest first. */
  readonly problems: readonly { readonly id: number; readonly text: string }[];
}

const KEPT = 30;

const NOTHING: Tally = {
  counts: Object.fromEntries(serverEvents.map((name) => [name, 0])) as Tally["counts"],
  last: undefined,
  different: 0,
  heard: [],
  problems: [],
};

export function useTally(events: PageEvents): Tally {
  const [tally, change] = useState(NOTHING);
  useEffect(() => {
    change(NOTHING);
    let id = 0;
    const ends = [
      events.onAny(({ name, payload }) => {
        id += 1;
        const newest = { id, name, payload: JSON.stringify(payload) };
        change(({ counts, different, heard, problems }) => ({
          counts: { ...counts, [name]: counts[name] + 1 },
          last: name,
          different: different + (counts[name] === 0 ? 1 : 0),
          heard: [newest, ...heard.slice(0, KEPT - 1)],
          problems,
        }));
      }),
      events.onError((problem) => {
        id += 1;
        const newest = { id, text: said(problem) };
        change((before) => ({ ...before, problems: [newest, ...before.problems.slice(0, KEPT - 1)] }));
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [events]);
  return tally;
}

function said(problem: Problem): string {
  if (problem.kind === "frame") return `refused: ${describe(problem.error)}`;
  if (problem.kind === "handler") return `a handler of ${problem.name} failed: ${problem.error}`;
  return problem.reason;
}
