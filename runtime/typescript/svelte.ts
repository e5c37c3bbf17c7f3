// Events as Svelte stores. The contract of stores is all that is used, so that nothing has to be imported.

import type { Events } from "./events.js";
import type { Connection, ConnectionSource, EventName } from "./protocol.js";

/** What Svelte reads with a `$` before its name. */
export interface Readable<Value> {
  subscribe(run: (value: Value) => void): () => void;
}

/** The payload of the last event of this name since somebody subscribed; `undefined` before the first. */
export function latest<In, InBeside, Out, OutBeside, Replies, Own, Name extends EventName<In & Own>>(
  events: Events<In, InBeside, Out, OutBeside, Replies, Own>,
  name: Name,
): Readable<(In & Own)[Name] | undefined> {
  return {
    subscribe(run) {
      run(undefined);
      return events.on(name, (payload) => run(payload));
    },
  };
}

/** Whether events can arrive just now. */
export function connection(events: ConnectionSource): Readable<Connection> {
  return {
    subscribe(run) {
      run(events.connection);
      return events.onConnection(run);
    },
  };
}
