// A page of a desktop app: compiled and run by `run.mjs generated`.

import {
  createEvents,
  createListeners,
  type DesktopHandlers,
  decodeDesktopEvent,
  desktopEvents,
  type PageEvents,
  type ServerHandlers,
} from "./generated/typescript/index.js";
import { onAppPasted, onOwnQuit, onSaid } from "./generated/typescript/listeners.js";
import { tauriTransport } from "./generated/typescript/tauri.js";

const listening = new Map<string, (event: { readonly payload: unknown }) => void>();
const api = {
  async listen(name: string, handler: (event: { readonly payload: unknown }) => void) {
    listening.set(name, handler);
    return () => listening.delete(name);
  },
  invoke: async () => null,
};
const transport = tauriTransport({ handshake: false, api: () => api });

function emit(name: string, payload: unknown): void {
  listening.get(name)?.({ payload });
}

function same(found: unknown, wanted: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${left} is not ${right}`);
}

const fromServer = { said() {}, Moved() {}, pong: () => heard.push("pong") } satisfies ServerHandlers;
const own = {
  "app:waking": ({ since, cause, level }) => heard.push([since, cause, level]),
  "app:count": (count) => heard.push(count),
} satisfies DesktopHandlers;

const heard: unknown[] = [];
const events = createEvents(transport);
events.attach({ ...fromServer, ...own });
events.on("app:pasted", (bytes, beside) => heard.push([...bytes], beside));
events.onAny(({ name }) => heard.push(name));
events.onError((problem) => problem.kind === "frame" && heard.push(problem.error));
await new Promise((listened) => setTimeout(listened));

emit("app:waking", { since: 5, cause: "lid" });
same(heard.splice(0), ["app:waking", [5, "lid", 3]]);
emit("app:waking", { since: 5, cause: "hunger" });
same(heard.splice(0), [
  { name: "app:waking", path: "cause", reason: 'expected one of "lid", "timer", got another string' },
]);
emit("app:pasted", "AQI=");
same(heard.splice(0), ["app:pasted", [1, 2], {}]);
emit("app:quit", null);
emit("app:count", 7);
emit("__proto__", null);
same(heard.splice(0), ["app:quit", "app:count", 7, "pong", "pong"]);
// What a server sends under such a name is not the app's.
emit("samewire:frame", { frame: '{"type":"app:quit","data":null}' });
emit("samewire:frame", { frame: "null", name: "app:quit" });
same(heard.splice(0), []);
same(events.stats.unknown, 2);

const listeners = createListeners(transport);
onAppPasted(listeners, (bytes) => heard.push(bytes.length));
onOwnQuit(listeners, () => heard.push("quit"));
onSaid(listeners, (text) => heard.push(text));
await new Promise((listened) => setTimeout(listened));
emit("app:pasted", "AQI=");
emit("app:quit", null);
emit("chat:said", "123");
emit("app:waking", "nobody reads it");
same(heard.splice(0), [2, "quit", "123"]);
same([listeners.stats.skipped, listeners.stats.errors], [1, 0]);

same(desktopEvents, ["app:waking", "app:pasted", "app:quit", "app:count"]);
const decoded = decodeDesktopEvent("app:count", 300);
same(decoded.kind === "error" && decoded.error.name, "app:count");
same(decodeDesktopEvent("toString", 3).kind, "unknown");

/** What does not compile. */
export function refused(page: PageEvents): void {
  // @ts-expect-error: there is no such event.
  page.on("app:wakin", () => {});
  // @ts-expect-error: nothing stands beside it.
  page.on("app:quit", (_payload, { id }) => id);
  // @ts-expect-error: it carries a number.
  page.on("app:count", (text: string) => text);
  // @ts-expect-error: the app alone sends it.
  void page.send("app:quit", {});
  // @ts-expect-error: an event of the server has no handler.
  page.attach({ ...own, said() {}, Moved() {} });
  // @ts-expect-error: there is no such event.
  page.attachPartial({ "app:wakin": () => {} });
}
