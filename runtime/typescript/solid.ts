// Events in Solid components and other owners.

import { type Accessor, createSignal, onCleanup } from "solid-js";

import type { EventHandler, Events } from "./events.js";
import type { Connection, ConnectionSource, EventName } from "./protocol.js";

/** Calls the handler for each event of this name until the owner is disposed of. */
export function onEvent<In, InBeside, Out, OutBeside, Replies, Own, Name extends EventName<In & Own>>(
  events: Events<In, InBeside, Out, OutBeside, Replies, Own>,
  name: Name,
  handler: EventHandler<In, InBeside, Own, Name>,
): void {
  onCleanup(events.on(name, handler));
}

/** A signal of the payload of the last event of this name. */
export function createLatest<In, InBeside, Out, OutBeside, Replies, Own, Name extends EventName<In & Own>>(
  events: Events<In, InBeside, Out, OutBeside, Replies, Own>,
  name: Name,
): Accessor<(In & Own)[Name] | undefined> {
  // Two events are two changes, also if their payloads are equal.
  const [latest, setLatest] = createSignal<(In & Own)[Name] | undefined>(undefined, { equals: false });
  onCleanup(events.on(name, (payload) => setLatest(() => payload)));
  return latest;
}

/** A signal of whether events can arrive just now. */
export function createConnection(events: ConnectionSource): Accessor<Connection> {
  const [connection, setConnection] = createSignal(events.connection);
  onCleanup(events.onConnection(setConnection));
  return connection;
}
