// What does not compile is as much a promise as what does. Nothing here runs; a line below `@ts-expect-error` that
// compiles is an error.

import { createListeners } from "../../../generated/typescript/index.js";
import { onMessageNew } from "../../../generated/typescript/listeners.js";
import { sendSubscribe } from "../../../generated/typescript/senders.js";
import type { MessageNew, ServerBeside } from "../../../generated/typescript/server.js";
import { assertNever, createEvents, type Events } from "../../../runtime/typescript/events.js";
import { memoryPair } from "../../../runtime/typescript/memory.js";
import type { AnyEvent, NamedEvent, Protocol } from "../../../runtime/typescript/protocol.js";
import { useEvent, useLatest } from "../../../runtime/typescript/react.js";
import { createLatest } from "../../../runtime/typescript/solid.js";
import { latest } from "../../../runtime/typescript/svelte.js";
import { type TalkBeside, type TalkIn, type TalkOut, type TalkReplies, talk } from "./talk.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles if both types are the same. */
function same<A, B>(..._: Equal<A, B> extends true ? [] : [never]): void {}

// The negative controls of the helper itself.
same<{ a: 1 }, { a: 1 }>();
// @ts-expect-error: they differ.
same<{ a: 1 }, { a: number }>();
// @ts-expect-error: `any` is no wildcard.
same<{ a: 1 }, ReturnType<typeof JSON.parse>>();

type TalkEvents = Events<TalkIn, TalkBeside, TalkOut, TalkBeside, TalkReplies>;

export function listening(events: TalkEvents): void {
  events.on("greeted", (payload, beside) => {
    same<typeof payload, { readonly text: string }>();
    same<typeof beside, TalkBeside>();
    // @ts-expect-error: payloads are not written to.
    payload.text = "";
  });
  events.on("pong", async () => {});
  // @ts-expect-error: there is no such event.
  events.on("greted", () => {});
  // @ts-expect-error: it leaves, and does not arrive.
  events.on("ping", () => {});
  // @ts-expect-error: it carries a text.
  events.on("greeted", ({ text }: { text: number }) => text);
  // @ts-expect-error: once is as strict.
  events.once("greted", () => {});
}

export function attaching(events: TalkEvents): void {
  events.attach({ greeted: ({ text }) => text, joined() {}, refused() {}, pong() {}, toString: () => {} });
  // @ts-expect-error: `pong` is missing.
  events.attach({ greeted() {}, joined() {}, refused() {}, toString: () => {} });
  // @ts-expect-error: there is no such event.
  events.attach({ greeted() {}, joined() {}, refused() {}, pong() {}, toString: () => {}, greted() {} });
  events.attachPartial({ greeted: ({ text }) => text, pong: undefined });
  // @ts-expect-error: there is no such event.
  events.attachPartial({ greted() {} });
}

interface Own {
  readonly "app:said": string;
}

/** The events of a desktop app's own are wanted by no page, and are beside nothing. */
export function ofTheDesktop(
  events: Events<TalkIn, { readonly at: string }, TalkOut, TalkBeside, TalkReplies, Own>,
): void {
  events.on("app:said", (payload, beside) => {
    same<typeof payload, string>();
    same<typeof beside, Record<never, never>>();
  });
  events.on("greeted", (_, { at }) => same<typeof at, string>());
  events.onAny((event, beside) => {
    same<typeof event, AnyEvent<TalkIn> | AnyEvent<Own>>();
    same<typeof beside, Partial<{ readonly at: string }>>();
  });
  const all = { greeted() {}, joined() {}, refused() {}, pong() {}, toString: () => {} };
  events.attach(all);
  events.attach({ ...all, "app:said": (text) => text.length });
  // @ts-expect-error: it carries a text.
  events.attach({ ...all, "app:said": (text: number) => text });
  // @ts-expect-error: an event of the server has no handler.
  events.attach({ "app:said": () => {} });
  events.attachPartial({ pong() {}, "app:said": (text) => text.length });
  // @ts-expect-error: the app alone sends it.
  void events.send("app:said", "hi");
  useEvent(events, "app:said", (text) => text.length);
  const text: string | undefined = useLatest(events, "app:said") ?? createLatest(events, "app:said")();
  latest(events, "app:said").subscribe((payload) => payload === text);
  // @ts-expect-error: there is no such event.
  useEvent(events, "app:sad", () => {});
}

export function switching(event: AnyEvent<Pick<TalkIn, "greeted" | "pong">>): string {
  switch (event.name) {
    case "greeted":
      return event.payload.text;
    case "pong":
      return "";
    default:
      return assertNever(event);
  }
}

export function switchingOnTooLittle(event: AnyEvent<TalkIn>): string {
  switch (event.name) {
    case "greeted":
      return event.payload.text;
    default:
      // @ts-expect-error: four events have no case.
      return assertNever(event);
  }
}

export async function sending(events: TalkEvents): Promise<void> {
  await events.send("say", { text: "hi" }, { beside: { id: "1" }, signal: AbortSignal.timeout(1) });
  await events.send("ping", {});
  // @ts-expect-error: a field is missing.
  await events.send("say", {});
  // @ts-expect-error: a field is of another type.
  await events.send("say", { text: 1 });
  // @ts-expect-error: there is no such field.
  await events.send("say", { text: "hi", loud: true });
  // @ts-expect-error: an event without payload carries nothing.
  await events.send("ping", { text: "hi" });
  // @ts-expect-error: it arrives, and does not leave.
  await events.send("greeted", { text: "hi" });
  // @ts-expect-error: there is no such member.
  await events.send("ping", {}, { beside: { ip: "1" } });
}

export async function asking(events: TalkEvents): Promise<void> {
  const named = await events.request("join", { room: "a" }, { timeout: 5 });
  same<typeof named, NamedEvent<TalkIn, "joined">>();
  const any = await events.request("say", { text: "hi" });
  same<typeof any, AnyEvent<TalkIn>>();
  // @ts-expect-error: a field is missing.
  await events.request("join", {});
}

/** Members that every frame must have are asked for. */
export async function sendingWithRequiredMembers(
  protocol: Protocol<TalkIn, { readonly at: string }, TalkOut, { readonly at: string }>,
): Promise<void> {
  const events = createEvents(protocol, memoryPair().page);
  await events.send("ping", {}, { beside: { at: "now" } });
  // @ts-expect-error: `at` is missing.
  await events.send("ping", {}, { beside: {} });
  // @ts-expect-error: options are needed, since `at` is.
  await events.send("ping", {});
  // A request gets its id by itself, so nothing is asked for here that may be the id.
  await events.request("ping", {});
}

/** Functions of users that take any event keep its type. */
export class Wrapper {
  readonly events: TalkEvents = createEvents(talk(), memoryPair().page);

  logged<Name extends keyof TalkIn>(name: Name, handler: (payload: TalkIn[Name]) => void): () => void {
    return this.events.on(name, (payload) => {
      console.log(name);
      handler(payload);
    });
  }

  later<Name extends keyof TalkOut>(name: Name, payload: TalkOut[Name]): Promise<void> {
    return Promise.resolve().then(() => this.events.send(name, payload));
  }

  ask<Name extends keyof TalkOut>(name: Name, payload: TalkOut[Name]) {
    return this.events.request(name, payload, { timeout: 1 });
  }

  next<Name extends keyof TalkIn>(name: Name): Promise<TalkIn[Name]> {
    return new Promise((resolve) => this.events.once(name, resolve));
  }
}

export async function wrapped(wrapper: Wrapper): Promise<void> {
  wrapper.logged("greeted", ({ text }) => text.length);
  // @ts-expect-error: there is no such event.
  wrapper.logged("greted", () => {});
  // @ts-expect-error: a field is missing.
  await wrapper.later("say", {});
  const joined = await wrapper.ask("join", { room: "a" });
  same<typeof joined, NamedEvent<TalkIn, "joined">>();
  same<TalkIn["greeted"], Awaited<ReturnType<typeof wrapper.next<"greeted">>>>();
}

/** A function that works with the events of any protocol. */
export function counting<In, InBeside, Out, OutBeside, Replies>(
  events: Events<In, InBeside, Out, OutBeside, Replies>,
  names: readonly (keyof In & string)[],
): { readonly count: number } {
  const counted = { count: 0 };
  for (const name of names) {
    events.on(name, () => {
      counted.count += 1;
    });
  }
  return counted;
}

export function useFrameworks(events: TalkEvents): void {
  counting(events, ["greeted", "pong"]);
  // @ts-expect-error: there is no such event.
  counting(events, ["greted"]);
  useEvent(events, "greeted", ({ text }) => text.length);
  // @ts-expect-error: there is no such event.
  useEvent(events, "greted", () => {});
  same<
    ReturnType<typeof useLatest<TalkIn, TalkBeside, TalkOut, TalkBeside, TalkReplies, unknown, "greeted">>,
    TalkIn["greeted"] | undefined
  >();
  const text: string | undefined =
    useLatest(events, "greeted")?.text ?? createLatest(events, "greeted")()?.text;
  latest(events, "greeted").subscribe((payload) => payload?.text === text);
}

export function listenerFunctions(): void {
  const events = createListeners(memoryPair().page);
  onMessageNew(events, (payload, beside) => {
    same<typeof payload, MessageNew>();
    same<typeof beside, ServerBeside>();
  });
  // @ts-expect-error: names are not known here; that is what makes it small.
  events.on("message_new", () => {});
  // @ts-expect-error: it carries a channel.
  void sendSubscribe(events, {}, { beside: { id: "1" } });
}
