// A page whose events have a channel each: compiled and run by `run.mjs generated`.

import { createEvents, createListeners } from "./generated/typescript/index.js";
import { onOld } from "./generated/typescript/listeners.js";
import type { Host } from "./generated/typescript/protocol.js";

let host!: Host;
const transport = {
  start(started: Host) {
    host = started;
    return { send: () => Promise.resolve(), close() {} };
  },
};

function same(found: unknown, wanted: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${left} is not ${right}`);
}

const heard: unknown[] = [];
const events = createEvents(transport);
events.on("old", ({ x }) => heard.push(x));
events.on("app:waking", ({ cause }) => heard.push(cause));
events.onUnknown(({ name, frame }) => heard.push([name, frame]));
host.receive({ x: 1 }, "old");
host.receive({ x: 2 }, "older");
host.receive("7", "novel");
host.receive("nobody reads it", "count");
same(heard.splice(0), [1, 2, ["novel", "7"]]);
same([events.stats.skipped, events.stats.errors], [1, 0]);
// The name says who sent it: one is the app's, the other anybody's.
host.desktop({ cause: "lid" }, "app:waking");
host.receive({ cause: "lid" }, "app:waking");
same(heard.splice(0), ["lid", ["app:waking", { cause: "lid" }]]);

const listeners = createListeners(transport);
onOld(listeners, ({ x }) => heard.push(x));
host.receive({ x: 3 }, "older");
host.receive({ x: 4 }, "old");
host.receive("nobody reads it", "count");
host.receive("nobody reads it", "novel");
same(heard.splice(0), [3, 4]);
same([listeners.stats.skipped, listeners.stats.errors], [2, 0]);
