// The way through a Tauri app in any course of events: links that come and go, pages that are loaded again.

import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import type { Link } from "../../../runtime/typescript/protocol.js";
import { CODE, DesktopApp, FakeStorage, KINDS, type Kind, NAMES, Page, turns } from "./desktop.js";
import { recordingHost } from "./fakes.js";

type Step = Kind | "serve" | "evaluate" | "start" | "close" | "remount" | "reload" | "restore";

const KIND_NAMES = Object.keys(KINDS) as Kind[];
const messages = { weight: 4, arbitrary: fc.constantFrom<Step>(...KIND_NAMES) };
const doings = { weight: 12, arbitrary: fc.constantFrom<Step>("serve", "serve", "evaluate") };
const mounting = { weight: 2, arbitrary: fc.constantFrom<Step>("start", "close", "remount") };
const loading = { weight: 1, arbitrary: fc.constantFrom<Step>("reload", "restore") };

/** Steps, each with a number by which what it does is chosen. */
function courses(...kinds: readonly fc.WeightedArbitrary<Step>[]) {
  return fc.array(fc.tuple(fc.oneof(...kinds), fc.nat(100)), { minLength: 30, maxLength: 160 });
}

/** A link, the messages that it has heard, and the one that it should have begun with. */
interface Seat {
  readonly link: Link;
  readonly heard: number[];
  readonly first: number;
  isOpen: boolean;
}

interface Conditions {
  /** How many links there may be at once. */
  readonly links: number;
  readonly forgetful?: boolean;
  /** The page as it is loaded, if it is not as it should be. */
  readonly code?: string;
  readonly storage?: FakeStorage | undefined;
}

/** A course of events, and at last whatever is needed for all to be heard. */
async function run(course: readonly (readonly [Step, number])[], conditions: Conditions) {
  const { links, forgetful = false, code = CODE } = conditions;
  const app = new DesktopApp({ forgetful });
  const storage = "storage" in conditions ? conditions.storage : new FakeStorage();
  let page = new Page(storage, code);
  const seats: Seat[] = [];
  const open = (): Seat[] => seats.filter(({ isOpen }) => isOpen);
  const start = (): void => {
    if (open().length < links) seats.push(sit(page, app, seats));
  };
  const close = (choice: number): void => {
    const seat = open()[choice % Math.max(1, open().length)];
    if (seat === undefined) return;
    seat.isOpen = false;
    seat.link.close();
  };
  const leave = (): void => {
    page.fire("pagehide", { persisted: true });
    app.leave();
  };
  const doing: Record<Exclude<Step, Kind>, (choice: number) => void> = {
    serve: (choice) => app.serve(choice),
    evaluate: () => app.evaluate(),
    start,
    close,
    remount(choice) {
      close(choice);
      start();
    },
    reload() {
      leave();
      for (const seat of open()) seat.isOpen = false;
      page = new Page(storage, code);
    },
    restore() {
      leave();
      page.fire("pageshow", { persisted: true });
    },
  };
  for (const [step, choice] of course) {
    if (step in KINDS) app.message(step as Kind);
    else doing[step as Exclude<Step, Kind>](choice);
    await turns();
  }
  if (open().length === 0) start();
  for (await turns(); !app.isIdle; await turns()) {
    app.serve(0);
    app.evaluate();
  }
  return { app, seats };
}

function sit(page: Page, app: DesktopApp, before: readonly Seat[]): Seat {
  const host = recordingHost();
  const heard: number[] = [];
  const first = Math.max(0, ...before.flatMap((seat) => seat.heard)) + 1;
  let isStarting = true;
  const hear = (number: unknown): void => {
    assert.ok(!isStarting && seat.isOpen, "heard before it was started, or after it was closed");
    heard.push(Number(number));
  };
  const link = page.start(
    { events: NAMES, api: () => app },
    { ...host, receive: hear, desktop: hear, refuse: hear },
  );
  isStarting = false;
  const seat = { link, heard, first, isOpen: true };
  return seat;
}

/** Each link hears all that comes behind what the page had heard when it was started, once and in order. */
function isSound({ app, seats }: Awaited<ReturnType<typeof run>>): void {
  for (const { heard, first, isOpen } of seats) {
    assert.deepEqual(
      heard,
      heard.map((_, index) => first + index),
    );
    if (isOpen) assert.equal(first + heard.length, app.count + 1, "something is lost at the end");
  }
}

const FIXED = { numRuns: 400, seed: 11 };

async function holds(
  course: fc.Arbitrary<[Step, number][]>,
  conditions: Conditions,
  parameters: fc.Parameters<[[Step, number][]]> = FIXED,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(course, async (steps) => isSound(await run(steps, conditions))),
    parameters,
  );
}

/** It is enough to know that it fails: the shortest way is not looked for. */
async function fails(course: fc.Arbitrary<[Step, number][]>, conditions: Conditions): Promise<void> {
  await assert.rejects(holds(course, conditions, { ...FIXED, endOnFailure: true }), /Property failed/);
}

const everything = courses(messages, doings, mounting, loading);

test("one link after the other, over pages that are loaded again: nothing is lost, and nothing comes twice", async () => {
  let heard = 0;
  await fc.assert(
    fc.asyncProperty(everything, async (steps) => {
      const ran = await run(steps, { links: 1 });
      isSound(ran);
      const all = ran.seats.flatMap((seat) => seat.heard);
      assert.deepEqual(
        all,
        Array.from({ length: ran.app.count }, (_, index) => index + 1),
      );
      heard += all.length;
    }),
    FIXED,
  );
  assert.ok(heard > 4_000, `only ${heard} messages were heard`);
});

test("three links at once: each hears all that comes from where the page was", () =>
  holds(everything, { links: 3 }));

// StrictMode before the first answer: only the page can say that nobody heard it.
const mounts = courses(messages, doings, mounting);

test("an app that thinks all was heard that it sent: a link that was closed too soon leaves word of it", () =>
  holds(mounts, { links: 2, forgetful: true }));

test("control: without the page's word of where it is, this fails", async () => {
  const silent = changed("...this.#stream.from(this.#place)", "");
  await fails(everything, { links: 1, code: silent });
  await fails(mounts, { links: 1, code: silent, forgetful: true });
});

test("control: without storage it fails", async () => {
  await fails(everything, { links: 1, storage: undefined });
  await fails(everything, { links: 1, code: changed("keep(key, this.heard)", "") });
});

test("control: when a page does not say that it was not answered, it fails", () =>
  fails(everything, { links: 1, code: changed("this.heard ??= UNANSWERED", "") }));

test("control: when all ask at once, it fails", () =>
  fails(mounts, {
    links: 1,
    code: changed("this.#turn.then(() =>", "Promise.resolve().then(() =>"),
    forgetful: true,
  }));

test("control: without the answer to a link that is closed, it fails", () =>
  fails(mounts, {
    links: 1,
    code: changed("this.#stream.begins(place)", "if (!round.isOver) this.#stream.begins(place)"),
    forgetful: true,
  }));

test("control: when a message under two names counts twice, it fails", () =>
  fails(everything, {
    links: 1,
    code: changed("elsewhere === void 0 || !takers.has(elsewhere)", "true"),
  }));

test("control: when a page that comes back does not begin anew, it fails", () =>
  fails(everything, { links: 1, code: changed("if (persisted &&", "if (false &&") }));

function changed(text: string, by: string): string {
  assert.ok(CODE.includes(text), `the runtime has no ${text}`);
  return CODE.replace(text, by);
}
