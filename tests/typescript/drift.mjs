// How events of the music player's old server came to differ from what its page expected, and what TypeScript says of each.

/** A page that was right once. */
export const PAGE = `import { createEvents } from "./generated/typescript/index.js";
import { memoryPair } from "./generated/typescript/memory.js";

const events = createEvents(memoryPair().page);
events.on("queue:updated", ({ queue_length }) => console.log(queue_length));
events.on("favorites:updated", ({ action }) => console.log(action === "removed"));
events.on("settings:updated", ({ previous_value }) => console.log(previous_value));
`;

/** What is changed in the manifest, and what the compiler then says of the page; `undefined`: nothing. */
export const DRIFTS = [
  { what: "nothing is changed", from: "", to: "", says: undefined },
  {
    what: "a name gets another separator",
    from: "queue:updated:",
    to: "queue/updated:",
    says: /'"queue:updated"' is not assignable/,
  },
  {
    what: "a value gets another word",
    from: "enum: [added, removed] }",
    to: "enum: [added, deleted] }",
    says: /'Change' and '"removed"' have no overlap/,
  },
  {
    what: "a member is lost",
    from: /, previous_value\?: json \}|, previous_value: 1 \}/g,
    to: " }",
    says: /Property 'previous_value' does not exist/,
  },
];
