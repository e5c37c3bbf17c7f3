// The page of `--old`: hears the old socket, the app's events, or both, with the same handlers.

import { describe } from "@events/protocol.js";

import { handlers } from "./handlers.js";
import { measure } from "./measure.js";
import { fromApp, fromSocket } from "./sources.js";

const asked = new URLSearchParams(location.search);
const server = asked.get("old") ?? "";
const step = asked.get("step") ?? "new";
const measuring = asked.get("measure");
/** The events that the app tells of already, and the old server need not be heard for. */
const moved = (asked.get("moved") ?? "").split(",");

const sources = {
  old: step === "old" || step === "both" ? fromSocket(server) : undefined,
  new: step === "new" || step === "both" ? fromApp() : undefined,
};

if (measuring !== null && sources.old !== undefined && sources.new !== undefined) {
  // A list that grows would be measured too.
  measure(measuring, server, sources.old, sources.new);
} else {
  const stillOld = handlers((line) => add("heard", `old: ${line}`));
  sources.old?.attachPartial(without(moved, stillOld));
  sources.new?.attachPartial(handlers((line) => add("heard", `new: ${line}`)));
  sources.old?.on("heartbeat", () => add("heard", "old: heartbeat"));
}
for (const source of [sources.old, sources.new]) {
  source?.onUnknown(({ name }) => add("problems", `nobody knows ${String(name)}`));
  source?.onError((problem) =>
    add("problems", problem.kind === "frame" ? describe(problem.error) : JSON.stringify(problem)),
  );
  source?.onConnection(({ state }) => add("heard", `${source === sources.old ? "old" : "new"}: ${state}`));
}
document.getElementById("step")?.append(step);

function without<H extends object>(names: readonly string[], all: H): Partial<H> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name))) as Partial<H>;
}

function add(list: "heard" | "problems", text: string): void {
  const line = document.createElement("li");
  line.append(text);
  document.getElementById(list)?.append(line);
}
