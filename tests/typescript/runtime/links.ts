// Links over WebSockets whose other end, time and chance are the test's.

import { type WebSocketOptions, webSocketTransport } from "../../../runtime/typescript/websocket.js";
import { FakeClock, fakeSockets, recordingHost } from "./fakes.js";

/** A link: each delay is the longest that the policy allows. */
export function setUp(options: WebSocketOptions = {}, beat?: () => string) {
  const clock = new FakeClock();
  const sockets = fakeSockets();
  const host = recordingHost(beat);
  let wake: (online: boolean) => void = () => {};
  let wakesEnded = 0;
  const wakes = (woken: (online: boolean) => void) => {
    wake = woken;
    return () => {
      wakesEnded += 1;
    };
  };
  const { WebSocket } = sockets;
  const transport = webSocketTransport("ws://server", {
    WebSocket,
    clock,
    random: () => 1,
    wakes,
    ...options,
  });
  const link = transport.start(host);
  return {
    clock,
    sockets,
    host,
    link,
    transport,
    wake: (online = false) => wake(online),
    states: () => host.states.map(({ state }) => state),
    wakesEnded: () => wakesEnded,
  };
}
