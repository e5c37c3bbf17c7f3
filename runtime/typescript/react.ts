// Events in React components (18 or later).

import { useCallback, useEffect, useInsertionEffect, useRef, useState, useSyncExternalStore } from "react";

import type { EventHandler, Events } from "./events.js";
import type { Connection, ConnectionSource, EventName, Transport } from "./protocol.js";

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

/** A transport whose news wait until {@link useRelease} is called in the page that listens. */
export interface HeldTransport extends Transport {
  release(): void;
}

/**
 * Holds what arrives until the handlers of the page are there. React attaches them after it has rendered, and a connection
 * that is made before that may be quicker.
 */
export function heldTransport(transport: Transport): HeldTransport {
  let held: (() => void)[] | undefined = [];
  const holding =
    <Args extends unknown[]>(tell: (...args: Args) => void) =>
    (...args: Args): void => {
      if (held === undefined) tell(...args);
      else held.push(() => tell(...args));
    };
  return {
    start: (host) =>
      transport.start({
        ...host,
        receive: holding(host.receive),
        desktop: holding(host.desktop),
        refuse: holding(host.refuse),
        connection: holding(host.connection),
        dropped: holding(host.dropped),
      }),
    release() {
      // What arrives while these are told comes behind them.
      for (const tell of held ?? []) tell();
      held = undefined;
    },
  };
}

/** Lets news through when the component is mounted, and with it all that it has rendered: call it behind all other hooks of the app. */
export function useRelease(transport: HeldTransport): void {
  // StrictMode takes all handlers away once more, and is through with it before this.
  useEffect(() => queueMicrotask(() => transport.release()), [transport]);
}
