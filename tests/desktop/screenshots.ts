// Makes the pictures in the READMEs of the examples: of one, or of all.

import { activity } from "./pictures/activity.js";
import { chat } from "./pictures/chat.js";
import { music } from "./pictures/music.js";

const EXAMPLES: Readonly<Record<string, () => Promise<void>>> = { activity, chat, music };

const [name] = process.argv.slice(2);
for (const [example, take] of Object.entries(EXAMPLES)) {
  if (name === undefined || name === example) await take();
}
