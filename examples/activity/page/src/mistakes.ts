// What went wrong in the app that this is modelled on, and does not compile here: `npm run check` fails as soon as one of
// these lines compiles. Nothing imports this file.

import type { PageEvents, ServerHandlers } from "@app/index.js";
import type { ChatMessage, StreamEvent } from "@app/types.js";
import type { ServerHandlers as FeedHandlers } from "@server/index.js";

/** Two spellings for one idea, one of them heard by nobody. */
export function namesThatNobodySends(app: PageEvents): void {
  // @ts-expect-error the manifest has no such event
  app.on("connection-event", () => {});
  // @ts-expect-error the manifest has no such event
  app.on("connection_event", () => {});
  app.on("Connection", () => {});
}

/** Names that are sent, and that nobody listens to. */
export function handlersThatLackOne({ Stream, ...others }: ServerHandlers, feed: FeedHandlers): void {
  // @ts-expect-error there is no handler of `Stream`
  others satisfies ServerHandlers;
  const { connection, ...without } = feed;
  // @ts-expect-error there is no handler of `connection`
  without satisfies FeedHandlers;
  console.log(Stream, connection);
}

/** A role that is written in one way, and read in another. */
export function roles({ role }: ChatMessage): boolean {
  // @ts-expect-error roles are lower case
  return role === "User" || role === "user";
}

/** A time as an object of seconds and nanoseconds. */
export const time: Pick<ChatMessage, "created_at"> = {
  // @ts-expect-error times are texts
  created_at: { secs_since_epoch: 1, nanos_since_epoch: 2 },
};

/** A variant that the page forgets. */
export function steps(event: StreamEvent): string {
  switch (event.type) {
    case "Started":
    case "Chunk":
    case "Completed":
    case "Error":
      return event.stream_id;
    default:
      // @ts-expect-error `Stopped` is left
      return event satisfies never;
  }
}
