// The example frames of the guide: each is read as the event under whose heading it stands.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clientEvents } from "../../../generated/typescript/client.js";
import { decodeClientEvent } from "../../../generated/typescript/codec/client.js";
import { decodeServerEvent } from "../../../generated/typescript/codec/server.js";
import { serverEvents } from "../../../generated/typescript/server.js";

const GUIDE = join(process.env["SAMEWIRE_ROOT"] ?? "../..", "generated/docs/events.md");

/** The events of a part of the guide, and what they were read as. */
function examples(part: string, decode: typeof decodeServerEvent | typeof decodeClientEvent): string[] {
  return part.split(/^####? (?=`)/m).flatMap((section) => {
    const [, heading = ""] = /^`([^`]+)`/.exec(section) ?? [];
    const frames = [...section.matchAll(/^```json\n(.*?)^```$/gms)].map(([, frame = ""]) => frame);
    for (const frame of frames) {
      const decoded = decode(frame);
      assert.equal(decoded.kind === "event" ? decoded.event.name : decoded.kind, heading, frame);
    }
    return frames.length > 0 ? [heading] : [];
  });
}

test("each event of the guide has a frame that is read as it", () => {
  const parts = readFileSync(GUIDE, "utf8").split(/^## /m);
  const server = parts.find((part) => part.startsWith("Events from the server")) ?? "";
  const client = parts.find((part) => part.startsWith("Events from the client")) ?? "";
  assert.deepEqual(examples(server, decodeServerEvent).sort(), [...serverEvents].sort());
  assert.deepEqual(examples(client, decodeClientEvent).sort(), [...clientEvents].sort());
});
