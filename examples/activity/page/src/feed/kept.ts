// What is shown outlives the page: the app sends a page that is loaded again what it has missed, and nothing twice, so
// that what was heard before is the page's own to keep.

import type { Kept } from "./feed.svelte.js";
import type { Chosen } from "./filters.svelte.js";

const KEY = "activity:feed";

export interface State {
  readonly feed: Kept;
  readonly filters: Chosen;
  readonly announces: boolean;
}

/** What the page before this one has left; once. */
export function takeState(): State | undefined {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as State);
}

/** Leaves a state when the page goes: after that nothing more is heard. */
export function keepState(state: () => State): () => void {
  const keep = (): void => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(state()));
    } catch {
      // More than the engine takes: the next page begins with an empty feed, and says how many entries are gone.
      const { feed, ...rest } = state();
      const gone = feed.gone + feed.entries.length;
      sessionStorage.setItem(KEY, JSON.stringify({ ...rest, feed: { ...feed, entries: [], gone } }));
    }
  };
  addEventListener("pagehide", keep);
  return () => removeEventListener("pagehide", keep);
}
