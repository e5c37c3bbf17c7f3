// Joins the two protocols with the feed, and the feed with what is announced.

import { createEvents as createAppEvents } from "@app/index.js";
import {
  createEvents as createServerEvents,
  type Problem,
  type ServerBeside,
  serverEvents,
  type UnknownEvent,
} from "@server/index.js";
import { describe, type Transport } from "@server/protocol.js";

import { Announcer, type Clock, type Manner, pageClock } from "./announce/announcer.js";
import { noticeOf } from "./announce/words.js";
import type { Draft } from "./feed/entry.js";
import { Feed } from "./feed/feed.svelte.js";
import { Filters } from "./feed/filters.svelte.js";
import type { State } from "./feed/kept.js";
import { appHandlers } from "./feed/of-app.js";
import { serverHandlers } from "./feed/of-server.js";

/** By which events come. */
export interface Transports {
  readonly server: Transport;
  readonly app: Transport;
}

/** Something that was announced; each has a number of its own, so that the same words are said again. */
export interface Said {
  readonly number: number;
  readonly text: string;
}

export class Activity {
  readonly filters = new Filters();
  readonly feed: Feed;
  /** The server's connection is the one that people want to know of. */
  readonly events;
  announces = $state(true);
  said: { readonly [Name in Manner]: Said } = $state.raw({
    polite: { number: 0, text: "" },
    assertive: { number: 0, text: "" },
  });
  readonly #announcer: Announcer;
  readonly #end: () => void;

  /** Listens from now on; `before` is what the page before this one has left. */
  constructor(transports: Transports, before?: State, clock: Clock = pageClock) {
    this.#announcer = new Announcer((manner, text) => {
      this.said = { ...this.said, [manner]: { number: this.said[manner].number + 1, text } };
    }, clock);
    this.feed = new Feed((entry) => {
      if (this.announces && this.filters.matches(entry)) this.#announcer.tell(noticeOf(entry));
    });
    if (before !== undefined) {
      this.feed.restore(before.feed);
      this.filters.choose(before.filters);
      this.announces = before.announces;
    }
    this.events = createServerEvents(transports.server);
    const own = createAppEvents(transports.app);
    const { feed } = this;
    const take = (draft: Draft): void => feed.add(draft);
    this.events.attach(
      serverHandlers(take, (status, since) => {
        feed.status = { status, since };
      }),
    );
    own.attach(appHandlers(take, (draft, event) => feed.addStream(draft, event)));
    this.events.onUnknown((unknown) => take(unknownDraft(unknown)));
    own.onUnknown((unknown) => take(unknownDraft({ name: unknown.name, frame: unknown.frame })));
    for (const source of [this.events, own]) source.onError((problem) => take(problemDraft(problem)));
    this.#end = () => {
      this.events.close();
      own.close();
    };
  }

  /** Says nothing more, or goes on. */
  announce(on: boolean): void {
    this.announces = on;
    if (!on) this.#announcer.hush();
  }

  /** For the page that comes after this one. */
  get state(): State {
    return { feed: this.feed.keep(), filters: this.filters.chosen, announces: this.announces };
  }

  close(): void {
    this.#end();
  }
}

function unknownDraft({ name, frame, beside }: UnknownEvent<Partial<ServerBeside>>): Draft {
  const isNewer = (serverEvents as readonly unknown[]).includes(name);
  return {
    group: "unknown",
    level: "warning",
    title: name === undefined ? "A frame without a name" : `Unknown event ${name}`,
    at: beside?.timestamp ?? new Date().toISOString(),
    id: beside?.id ?? "",
    note: isNewer ? "It is of a version that this page does not know." : "This page was not made for it.",
    parts: [],
    frame: typeof frame === "string" ? frame : JSON.stringify(frame),
  };
}

function problemDraft(problem: Problem): Draft {
  return {
    group: "problem",
    level: "error",
    title: saidOf(problem),
    at: new Date().toISOString(),
    id: "",
    parts: [],
  };
}

function saidOf(problem: Problem): string {
  if (problem.kind === "frame") return `Refused: ${describe(problem.error)}`;
  if (problem.kind === "handler") return `A handler of ${problem.name} failed: ${problem.error}`;
  return problem.reason;
}
