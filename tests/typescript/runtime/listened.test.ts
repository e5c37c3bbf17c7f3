import assert from "node:assert/strict";
import { test } from "node:test";

import type { EventReader } from "../../../runtime/typescript/frame.js";
import { decodeListenedPayload } from "../../../runtime/typescript/listened.js";

/** A codec, and how often it was looked at to build what it is found by. */
function codec(name: string, isGood: boolean): EventReader & { looks: number } {
  return {
    looks: 0,
    check: () => isGood,
    get name() {
      this.looks += 1;
      return name;
    },
  };
}

test("payloads that come alone are read by the codecs of their page, which are looked at once", () => {
  const [good, added] = [codec("greeted", true), codec("joined", true)];
  const page = new Map([["greeted", good]]);
  const decode = decodeListenedPayload();
  for (let frame = 0; frame < 3; frame++) {
    assert.equal(decode("greeted", "1", page).kind, "event");
    assert.equal(decode("joined", "1", page).kind, "unknown");
  }
  assert.equal(good.looks, 1);

  page.set("joined", added);
  for (let frame = 0; frame < 3; frame++) assert.equal(decode("joined", "1", page).kind, "event");
  assert.deepEqual([good.looks, added.looks], [2, 1]);

  const bad = new Map([["greeted", codec("greeted", false)]]);
  assert.equal(decodeListenedPayload()("greeted", "1", bad).kind, "error");
});
