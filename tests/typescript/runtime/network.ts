// A network that does not work.

import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What lies between page and server: it can be cut after so many bytes, or swallow all that comes. */
export async function startNetwork(port: number) {
  const open = new Set<Socket>();
  let allowed = Number.POSITIVE_INFINITY;
  let swallows = false;
  const pass = (from: Socket, to: Socket) => {
    open.add(from);
    from.on("error", () => {});
    from.on("close", () => {
      open.delete(from);
      if (!swallows) to.destroy();
    });
    from.on("data", (data) => {
      if (swallows) return;
      allowed -= data.length;
      if (allowed >= 0) to.write(data);
      // The last bytes before the cut are a part of a frame.
      else to.write(data.subarray(0, data.length + allowed), () => cut());
    });
  };
  const cut = () => {
    allowed = Number.POSITIVE_INFINITY;
    for (const socket of open) socket.destroy();
  };
  const server: Server = createServer((page) => {
    const upstream = connect(port, "127.0.0.1");
    pass(page, upstream);
    pass(upstream, page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: portOf(server.address()),
    cutAfter(bytes: number) {
      allowed = bytes;
    },
    /** Half-open: both sides believe in a connection that carries nothing. */
    swallow(now: boolean) {
      swallows = now;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** The port of a server that listens. */
export function portOf(address: unknown): number {
  return (address as { readonly port: number }).port;
}

/** Numbers from 0 up to 1 that are the same in each run. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
