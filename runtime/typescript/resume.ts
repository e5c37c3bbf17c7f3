// How far a page has heard what a Tauri app sends it: kept from link to link, and over reloads.

/** How many messages to this webview were heard, of one run of the app: the Rust side counts them. */
export interface Place {
  readonly session: string;
  readonly position: number;
}

/** The stream of a plugin's messages, as this page has it. All links of the page share it. */
export class Stream {
  /** As far as the page has heard; `undefined` if it has heard nothing, and does not know what others heard before. */
  heard: Place | undefined;
  /** Where the first link of this session began, which nobody knew before the Rust side answered. */
  #begun: Place | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isAsked = false;

  constructor(key: string) {
    this.heard = take(key);
    globalThis.addEventListener?.("pagehide", () => {
      if (this.#isAsked) this.heard ??= UNANSWERED;
      keep(key, this.heard);
      // Whoever is not answered by now will not be, should this page come back.
      this.#turn = Promise.resolve();
    });
  }

  /**
   * Calls `ask` when nobody else asks. The Rust side sends what was missed once for all: a link that is closed before its
   * answer has come must leave word of it to the next one before that asks.
   */
  inTurn(ask: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => {
      this.#isAsked = true;
      return ask();
    });
    this.#turn = turn
      .catch(() => {})
      .then(() => {
        this.#isAsked = false;
      });
    return turn;
  }

  /** Where a link is to begin that was started at this place. */
  from(place: Place | undefined): Place | undefined {
    const begun = this.#begun;
    return begun === undefined || begun.session === place?.session ? (place ?? this.heard) : begun;
  }

  /** The Rust side answered with what comes behind this place. */
  begins(place: Place): void {
    if (this.heard?.session === place.session) return;
    this.heard = place;
    this.#begun = place;
  }

  /** A link has heard all up to this place. */
  hears(place: Place): void {
    const isLess = this.heard?.session === place.session && place.position < this.heard.position;
    if (!isLess) this.heard = place;
  }
}

/** By this the next page says that what the one before it asked for may have been sent, and was not heard. */
const UNANSWERED: Place = { session: "", position: 0 };

const streams = new Map<string, Stream>();

/** The stream of the plugin of this name. */
export function streamOf(plugin: string): Stream {
  const stream = streams.get(plugin) ?? new Stream(`${plugin}:place`);
  streams.set(plugin, stream);
  return stream;
}

// `sessionStorage` is not everywhere, and where it may not be used, naming it throws.

function keep(key: string, place: Place | undefined): void {
  if (place === undefined) return;
  try {
    globalThis.sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    // The next page begins where the Rust side thinks that this one was.
  }
}

/** What was kept, once: after a crash it would be old. */
function take(key: string): Place | undefined {
  try {
    const kept: unknown = JSON.parse(globalThis.sessionStorage.getItem(key) ?? "null");
    globalThis.sessionStorage.removeItem(key);
    return isPlace(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value says where a page is. */
export function isPlace(value: unknown): value is Place {
  const { session, position } = (value ?? {}) as Partial<Record<keyof Place, unknown>>;
  return typeof session === "string" && Number.isSafeInteger(position);
}
