// Events in React components (18 or later).

import { useCallback, useEffect, useInsertionEffect, useRef, useState, useSyncExternalStore } from "react";

import type { EventHandler, Events } from "./events.js";
import type { Connection, ConnectionSource, EventName } from "./protocol.js";

/** Calls the handler for each event of this name while the component is mounted; always the handler of the last render. */
export function useEvent<In, InBeside, Out, OutBeside, Replies, Own, Name extends EventName<In & Own>>(
  events: Events<In, InBeside, Out, OutBeside, Replies, Own>,
  name: Name,
  handler: EventHandler<In, InBeside, Own, Name>,
): void {
  const latest = useRef(handler);
  // Before any other effect, so that none of them meets the handler of an older render.
  useInsertionEffect(() => {
    latest.current = handler;
  });
  useEffect(() => events.on(name, (payload, beside) => latest.current(payload, beside)), [events, name]);
}

/** The payload of the last event of this name since the component was mounted. */
export function useLatest<In, InBeside, Out, OutBeside, Replies, Own, Name extends EventName<In & Own>>(
  events: Events<In, InBeside, Out, OutBeside, Replies, Own>,
  name: Name,
): (In & Own)[Name] | undefined {
  // With what it belongs to: another render may ask for another event.
  const [latest, setLatest] = useState<{
    readonly events: unknown;
    readonly name: Name;
    readonly payload: (In & Own)[Name];
  }>();
  useEffect(() => events.on(name, (payload) => setLatest({ events, name, payload })), [events, name]);
  return latest?.events === events && latest.name === name ? latest.payload : undefined;
}

/** Whether events can arrive just now; renders again when that changes. */
export function useConnection(events: ConnectionSource): Connection {
  const subscribe = useCallback((changed: () => void) => events.onConnection(changed), [events]);
  const now = (): Connection => events.connection;
  return useSyncExternalStore(subscribe, now, now);
}
