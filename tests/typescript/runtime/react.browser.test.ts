import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Window } from "happy-dom";
import type { ReactNode } from "react";

import { createEvents } from "../../../runtime/typescript/events.js";
import {
  heldTransport,
  useConnection,
  useEvent,
  useLatest,
  useRelease,
} from "../../../runtime/typescript/react.js";
import { FakeTransport } from "./fakes.js";
import { talk } from "./talk.js";

before(() => {
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
  // Later versions of Node.js have one that cannot be replaced.
  if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: window.navigator });
});

/** Renders under StrictMode, which mounts everything twice. */
async function render(component: () => ReactNode) {
  const { act, createElement, StrictMode } = await import("react");
  const { createRoot } = await import("react-dom/client");
  const element = document.createElement("div");
  const root = createRoot(element);
  const show = () => act(async () => root.render(createElement(StrictMode, null, createElement(component))));
  await show();
  return {
    act: (change: () => void) => act(async () => change()),
    text: () => element.textContent,
    again: show,
    unmount: () => act(async () => root.unmount()),
  };
}

test("useEvent hears each event once, with the handler of the last render, until it is unmounted", async () => {
  const transport = new FakeTransport();
  const events = createEvents(talk(), transport);
  const heard: string[] = [];
  let prefix = "a";
  const page = await render(() => {
    const mine = prefix;
    useEvent(events, "greeted", ({ text }) => heard.push(mine + text));
    return null;
  });
  await page.act(() => transport.frame("greeted", { text: "1" }));
  prefix = "b";
  await page.again();
  await page.act(() => transport.frame("greeted", { text: "2" }));
  await page.unmount();
  transport.frame("greeted", { text: "3" });
  assert.deepEqual(heard, ["a1", "b2"]);
});

test("useLatest renders the last payload", async () => {
  const transport = new FakeTransport();
  const events = createEvents(talk(), transport);
  const page = await render(() => useLatest(events, "greeted")?.text ?? "none");
  assert.equal(page.text(), "none");
  await page.act(() => transport.frame("greeted", { text: "hi" }));
  assert.equal(page.text(), "hi");
  await page.unmount();
  transport.frame("greeted", { text: "late" });
  assert.equal(events.stats.skipped, 1);
});

test("useLatest renders no payload of another event, or of other events", async () => {
  const transports = [new FakeTransport(), new FakeTransport()] as const;
  const sources = transports.map((transport) => createEvents(talk(), transport));
  let name: "greeted" | "joined" = "greeted";
  let source = 0;
  const page = await render(() =>
    JSON.stringify(useLatest(sources[source] as (typeof sources)[0], name) ?? "none"),
  );
  await page.act(() => transports[0].frame("greeted", { text: "hi" }));
  assert.equal(page.text(), '{"text":"hi"}');
  name = "joined";
  await page.again();
  assert.equal(page.text(), '"none"');
  await page.act(() => transports[0].frame("joined", { room: "a" }));
  assert.equal(page.text(), '{"room":"a"}');
  source = 1;
  await page.again();
  assert.equal(page.text(), '"none"');
  await page.act(() => transports[1].frame("joined", { room: "b" }));
  assert.equal(page.text(), '{"room":"b"}');
});

test("useConnection renders each change", async () => {
  const transport = new FakeTransport();
  const events = createEvents(talk(), transport);
  let renders = 0;
  const page = await render(() => {
    renders += 1;
    return useConnection(events).state;
  });
  assert.equal(page.text(), "connecting");
  await page.act(() => transport.host.connection({ state: "open" }));
  assert.equal(page.text(), "open");
  const before = renders;
  await page.act(() => transport.frame("pong"));
  assert.equal(renders, before);
  await page.act(() => events.close());
  assert.equal(page.text(), "closed");
});

test("what arrives before React has attached the handlers is skipped, unless the transport is held", async () => {
  const transports = [new FakeTransport(), new FakeTransport()] as const;
  const held = heldTransport(transports[0]);
  const sources = [createEvents(talk(), held), createEvents(talk(), transports[1])] as const;
  for (const transport of transports) {
    transport.host.connection({ state: "open" });
    transport.frame("greeted", { text: "early" });
  }
  assert.equal(sources[0].connection.state, "connecting");
  const heard: string[] = [];
  const Child = () => {
    useEvent(sources[0], "greeted", ({ text }) => heard.push(`held ${text}`));
    useEvent(sources[1], "greeted", ({ text }) => heard.push(`other ${text}`));
    return useConnection(sources[0]).state;
  };
  const { createElement } = await import("react");
  const page = await render(() => {
    useRelease(held);
    return createElement(Child);
  });
  assert.deepEqual(heard, ["held early"]);
  assert.equal(page.text(), "open");
  await page.act(() => {
    for (const transport of transports) transport.frame("greeted", { text: "late" });
  });
  assert.deepEqual(heard, ["held early", "held late", "other late"]);
  assert.deepEqual([sources[0].stats.skipped, sources[1].stats.skipped], [0, 1]);
  await page.unmount();
});

test("what arrives while held news are told comes behind them", () => {
  const transport = new FakeTransport();
  const held = heldTransport(transport);
  const events = createEvents(talk(), held);
  const heard: string[] = [];
  events.on("greeted", ({ text }) => {
    heard.push(text);
    if (text === "1") transport.frame("greeted", { text: "3" });
  });
  transport.frame("greeted", { text: "1" });
  transport.frame("greeted", { text: "2" });
  held.release();
  held.release();
  assert.deepEqual(heard, ["1", "2", "3"]);
});
