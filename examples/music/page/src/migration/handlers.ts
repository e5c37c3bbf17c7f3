// The handlers of the page: the same ones, whether events come by the socket or from the app.

import type { SomeServerHandlers } from "@events/index.js";
import type { SomeServerHandlers as SomeOldHandlers } from "@old-events/index.js";

/** Takes what is to be shown, a line each. */
export function handlers(show: (line: string) => void) {
  return {
    "library:updated": ({ action, track_ids }) => show(`library ${action} ${track_ids.join()}`),
    "library:scan-progress": ({ status, scanned, found }) => show(`scan ${status} ${scanned}/${found}`),
    "library:scan-complete": ({ added, errors }) => show(`scanned ${added} added, ${errors} errors`),
    "queue:updated": ({ action, queue_length }) => show(`queue ${action}, ${queue_length} long`),
    "favorites:updated": ({ action, track_id }) => show(`favourite ${action} ${track_id}`),
    "playlists:updated": ({ action, playlist_id }) => show(`playlist ${action} ${playlist_id}`),
    "settings:updated": ({ key, value, previous_value }) =>
      show(`setting ${key} ${previous_value} → ${value}`),
  } satisfies SomeServerHandlers & SomeOldHandlers;
}
