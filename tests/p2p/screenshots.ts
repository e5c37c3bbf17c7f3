// The pictures in the README of the example: a conversation in the light, and one whose server is away in the dark.

import { save } from "../desktop/harness/picture.js";
import { given } from "./harness/given.js";
import { begin, end, heldClock, type Stage, stage } from "./harness/stage.js";

const SIZE = { width: 900, height: 600 };

const SAID = [
  ["alice", "bob", "Hey there!"],
  ["bob", "alice", "Hello! Is this going through a server now?"],
  [
    "alice",
    "bob",
    "No, straight from my machine to yours. Only the page talks to the backend, over a WebSocket.",
  ],
  ["bob", "alice", "And if I close my laptop?"],
] as const;

async function conversation(on: Stage): Promise<void> {
  const bob = await on.person("bob", { colorScheme: "light", viewport: SIZE });
  const [alice, mallory] = [await on.client("alice"), await on.client("mallory")];
  for (const [from, to, text] of SAID) await on.server.message(from, to, text);
  await bob.opens("alice");
  await on.server.message("mallory", "bob", "Is this seat taken?");
  await bob.sees("mallory", "1 unread");
  mallory.close();
  await bob.sees("mallory", "offline");
  alice.send({ event: "typing", data: { to: "bob", typing: true } });
  await bob.page.getByText("alice is typing…").waitFor();
  save(given("EXAMPLE"), "conversation", await bob.page.screenshot());
}

async function away(on: Stage): Promise<void> {
  const bob = await on.person("bob", { colorScheme: "dark", viewport: SIZE, arrange: heldClock });
  for (const [from, to, text] of SAID) await on.server.message(from, to, text);
  await bob.opens("alice");
  await bob
    .messages()
    .nth(SAID.length - 1)
    .waitFor();
  await on.server.kill();
  await bob.says("Disconnected. Attempt 1 of 10 comes in 3 s.");
  await bob.passes(3_000);
  await bob.says("Disconnected. Attempt 2 of 10 comes in 5 s.");
  save(given("EXAMPLE"), "away", await bob.page.screenshot());
}

const ends: (() => unknown)[] = [];
try {
  await begin();
  const scope = { after: (end: () => unknown) => void ends.unshift(end) };
  await conversation(await stage(scope));
  await away(await stage(scope));
} finally {
  for (const end of ends) await end();
  await end();
}
