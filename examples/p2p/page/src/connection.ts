// The socket, and when it is opened again.

import { type Backoff, exponential, webSocketTransport } from "@events/websocket.js";

import type { Settings } from "./settings.js";

/** How often it is tried to come back before that is given up. */
export const ATTEMPTS = 10;

/**
 * Up to 3 s, half as much again each time, and the end after ten attempts. The first failure is that a connection is lost,
 * which is no attempt.
 */
export const backoff: Backoff = exponential({
  first: 3_000,
  factor: 1.5,
  ceiling: 120_000,
  attempts: ATTEMPTS + 1,
});

/** The server has had enough of what this page sends. */
const POLICY_VIOLATION = 1008;

export function socketOf({ server, token }: Settings) {
  const address = (): URL => {
    const url = new URL(server);
    url.searchParams.set("token", token);
    return url;
  };
  return webSocketTransport(address, {
    backoff,
    // Whose friends are all away hears nothing for hours.
    settled: 5_000,
    isFinal: (code) => code === POLICY_VIOLATION,
    // What has to be said is said again when the connection is back; see chat.ts.
    queue: { frames: 0 },
  });
}
