// What TypeScript says where writers with one manifest meet readers with another: `node breaking.mjs MODULES FOLDER`.
//
// FOLDER holds what Rust has said, a line for each frame and for each pair of manifests; MODULES the compiled
// TypeScript of the same manifests, the previous and the current one of each pair in turn.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
const pairs = lines("pairs.jsonl");
const frames = lines("frames.jsonl");
assert.ok(pairs.length > 100 && frames.length > 1_000, `${pairs.length} pairs, ${frames.length} frames`);

const exchanged = [];
for (const frame of frames) exchanged.push({ frame, outcome: await exchange(frame) });
const complaints = complaintsOf(pairs, exchanged);
console.log(
  `${pairs.length} pairs of manifests, ${frames.length} frames, ${complaints.length} disagreements`,
);
assert.deepEqual(complaints.slice(0, 20), []);
aWrongVerdictIsSeen();
anotherOutcomeIsSeen();

function lines(name) {
  return readFileSync(join(folder, name), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** What the writer's module writes, and what the reader's makes of that. */
async function exchange({ pair, oldWrites, direction, frame, isOlder, written }) {
  const [previous, current] = [2 * pair, 2 * pair + 1];
  const writer = await codec(oldWrites ? previous : current, direction);
  const reader = await codec(oldWrites ? current : previous, direction);
  const sent = isOlder ? frame : again(writer, direction, decode(writer, direction, frame));
  const decoded = decode(reader, direction, written);
  if (decoded.kind === "error") return { sent, kind: "refused" };
  if (decoded.kind === "unknown") return { sent, kind: "unknown" };
  return { sent, kind: "written", again: again(reader, direction, decoded) };
}

function codec(index, direction) {
  const path = join(modules, `m${index}/generated/typescript/codec/${direction}.js`);
  return import(pathToFileURL(path).href);
}

function title(direction) {
  return direction === "server" ? "Server" : "Client";
}

function decode(module, direction, text) {
  return module[`decode${title(direction)}Event`](text);
}

function again(module, direction, { event, beside }) {
  return event === undefined
    ? undefined
    : module[`encode${title(direction)}Event`](event.name, event.payload, beside);
}

/** What is otherwise than in Rust, or than what was foretold. */
function complaintsOf(pairs, exchanged) {
  const complaints = [];
  const happens = pairs.map(() => ({ newReader: false, oldReader: false }));
  for (const { frame, outcome } of exchanged) {
    const say = (why) => complaints.push(`${pairs[frame.pair].pair}: ${frame.written}: ${why}`);
    if (!isSame(outcome.sent, frame.written)) say(`it is written as ${outcome.sent}`);
    if (outcome.kind !== frame.outcome) say(`${outcome.kind}, in Rust ${frame.outcome}`);
    if (outcome.kind === "written" && !isSame(outcome.again, frame.again)) {
      say(`written again as ${outcome.again}, in Rust ${frame.again}`);
    }
    const isLost = outcome.kind === "unknown" && frame.isKnown;
    // What Rust writes of it, and TypeScript too, does not mean what was meant.
    const isMisread = outcome.kind === "written" && frame.isMisread;
    if (outcome.kind === "refused" || isLost || isMisread) {
      happens[frame.pair][frame.oldWrites ? "newReader" : "oldReader"] = true;
    }
  }
  for (const [index, { pair, isShown, ...foretold }] of pairs.entries()) {
    for (const reader of ["newReader", "oldReader"]) {
      const happened = happens[index][reader];
      // A change at random may need values that are not tried.
      const agrees = isShown ? happened === foretold[reader] : foretold[reader] || !happened;
      if (!agrees) complaints.push(`${pair}: ${reader}: foretold ${foretold[reader]}, happens ${happened}`);
    }
  }
  return complaints;
}

/** Whether two texts are the same JSON, whatever the order of members. */
function isSame(one, other) {
  return typeof one === "string" && typeof other === "string" && settled(one) === settled(other);
}

function settled(text) {
  return JSON.stringify(JSON.parse(text), (_, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** The verdict of each pair whose fixture shows all, turned about. */
function aWrongVerdictIsSeen() {
  const turned = pairs.map((pair) => (pair.isShown ? { ...pair, newReader: !pair.newReader } : pair));
  assert.equal(complaintsOf(turned, exchanged).length, pairs.filter((pair) => pair.isShown).length);
}

/** One of each thing that can become of a frame, taken for another one. */
function anotherOutcomeIsSeen() {
  for (const kind of ["refused", "unknown", "written"]) {
    const at = exchanged.findIndex(({ outcome }) => outcome.kind === kind);
    assert.ok(at >= 0, `nothing is ${kind}`);
    for (const planted of [{ kind: kind === "unknown" ? "refused" : "unknown" }, { sent: "{}" }]) {
      const changed = exchanged.with(at, {
        ...exchanged[at],
        outcome: { ...exchanged[at].outcome, ...planted },
      });
      assert.notDeepEqual(complaintsOf(pairs, changed), [], `${kind}: ${JSON.stringify(planted)}`);
    }
  }
  const at = exchanged.findIndex(({ outcome }) => outcome.kind === "written");
  const changed = exchanged.with(at, {
    ...exchanged[at],
    outcome: { ...exchanged[at].outcome, again: "{}" },
  });
  assert.notDeepEqual(complaintsOf(pairs, changed), [], "written again as another frame");
}
