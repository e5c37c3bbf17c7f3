// Every frame of `tests/cases`, and each with one member deleted, null, or of another kind: the verdict, the path and
// what is written again are those of Rust, which has written them down.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const FOLDER = process.env["SAMEWIRE_CASES"] ?? ".";

/** What Rust says of a frame. */
interface Verdict {
  readonly case: string;
  /** The file of the frame; empty if it was made of another one. */
  readonly file: string;
  readonly direction: "server" | "client";
  readonly name?: string;
  readonly text: string;
  readonly unknown?: boolean;
  readonly written?: string | null;
  readonly path?: string;
  readonly reason?: string;
}

interface Decoded {
  readonly kind: string;
  readonly unknown: { readonly frame: unknown };
  readonly event: { readonly name: string; readonly payload: unknown };
  readonly beside: unknown;
  readonly error: { readonly path: string; readonly reason: string };
}

type Module = Record<string, (...args: unknown[]) => unknown>;

/**
 * Two mistakes in one frame: TypeScript tells the one that comes first in the manifest, Rust the one that comes first
 * in the frame, and what is missing last.
 */
const TWO_MISTAKES = [
  "names-keywords/reject/self.json",
  "recursion-mutual/reject/around.json",
  "string-of-repeats/reject/bad-other.json",
  "union-objects/reject/bad-nested-member-before-the-deciding-key.json",
];

const counts = { runs: 0, refused: 0, repeated: 0, several: 0 };

/** What is otherwise than in Rust. */
function difference(module: Module, verdict: Verdict): string | undefined {
  const title = verdict.direction === "server" ? "Server" : "Client";
  const way = verdict.name === undefined ? [verdict.text] : [verdict.name, verdict.text];
  const decoded = module[`decode${title}Event`]?.(...way) as Decoded;
  if (verdict.path !== undefined) return refusal(verdict, decoded);
  if (decoded.kind === "error") return `refused: ${decoded.error.path}: ${decoded.error.reason}`;
  if ((decoded.kind === "unknown") !== verdict.unknown)
    return `${decoded.kind}, unknown in Rust: ${verdict.unknown}`;
  if (decoded.kind === "unknown") {
    const { frame } = decoded.unknown;
    return frame === verdict.text ? undefined : `kept as ${String(frame)}`;
  }
  const { name, payload } = decoded.event;
  const write = () => module[`encode${title}Event`]?.(name, payload, decoded.beside) as string;
  if (typeof verdict.written !== "string") {
    const error = thrown(write);
    return error instanceof Error && error.name === "EncodeError"
      ? undefined
      : `written, or ${String(error)}; Rust does not write it`;
  }
  const written = write();
  return settled(written) === settled(verdict.written)
    ? undefined
    : `written ${written}\n  Rust ${verdict.written}`;
}

function thrown(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

function refusal({ case: name, file, text, path, reason }: Verdict, decoded: Decoded): string | undefined {
  counts.refused++;
  if (decoded.kind !== "error") {
    // JSON.parse shows the last of two names only.
    const isRepeated = reason === "given twice" && isJson(text) && hidesMembers(text);
    if (isRepeated) counts.repeated++;
    return isRepeated ? undefined : `accepted; refused in Rust: ${path}: ${reason}`;
  }
  // Where a text stops being JSON, JSON.parse does not say.
  if (decoded.error.path === path || !isJson(text) || TWO_MISTAKES.includes(`${name}/${file}`))
    return undefined;
  const isNewest = name.startsWith("version-") && !text.includes('"version"');
  if (isNewest || (decoded.error.reason === "missing" && reason === "missing")) {
    // Of several that are missing each tells one, and so of the mistakes of an older version that does not say so.
    counts.several++;
    return undefined;
  }
  return `refused: ${decoded.error.path}: ${decoded.error.reason}\n  Rust: ${path}: ${reason}`;
}

/** Numbers have several forms, and in a free value `JSON.stringify` has no sign for zero; all else is the same to the letter. */
function settled(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : String(Number(token)),
  );
}

/** Whether `JSON.parse` leaves members of a text out, or of a text inside it. */
function hidesMembers(text: string): boolean {
  const inside: string[] = [];
  const value: unknown = JSON.parse(text, (_, value) => {
    if (typeof value === "string" && value.startsWith("{") && isJson(value)) inside.push(value);
    return value;
  });
  return JSON.stringify(value).length < text.length || inside.some(hidesMembers);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("TypeScript says of every frame what Rust says of it", async () => {
  const lines = readFileSync(join(FOLDER, "verdicts.jsonl"), "utf8").trimEnd().split("\n");
  const modules = new Map<string, Module>();
  const wrong: string[] = [];
  for (const line of lines) {
    const verdict = JSON.parse(line) as Verdict;
    const codecs = join(FOLDER, verdict.case, "generated/typescript/codec");
    const path = join(codecs, `${verdict.direction}.js`);
    const module = modules.get(path) ?? ((await import(pathToFileURL(path).href)) as Module);
    modules.set(path, module);
    counts.runs++;
    const why = difference(module, verdict);
    if (why !== undefined) wrong.push(`${verdict.case}/${verdict.file}: ${verdict.text}\n  ${why}`);
  }
  console.log(`${modules.size} modules, ${JSON.stringify(counts)}, ${wrong.length} disagreements`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(counts.runs > 5_000 && counts.repeated > 0);
  // What is allowed stays rare.
  assert.ok(counts.repeated + counts.several < counts.runs / 500, JSON.stringify(counts));
});
