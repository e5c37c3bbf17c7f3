// How many of what: "12 new messages, 2 changes of sessions".

import type { Entry, Group } from "../feed/entry.js";
import type { Notice } from "./announcer.js";

const WORDS: { readonly [Name in Group]: readonly [one: string, many: string] } = {
  server: ["news of the server", "news of the server"],
  activity: ["new line of activity", "new lines of activity"],
  connection: ["change of a connection", "changes of connections"],
  session: ["change of a session", "changes of sessions"],
  message: ["new message", "new messages"],
  stream: ["step of an answer", "steps of answers"],
  application: ["news of the app", "news of the app"],
  error: ["error", "errors"],
  unknown: ["unknown event", "unknown events"],
  problem: ["problem", "problems"],
};

/** The notice itself if it is alone; how many of each group if there are more, and the last one where these are errors. */
export function summary(notices: readonly Notice[]): string {
  const last = notices.at(-1);
  if (last === undefined) return "";
  if (notices.length === 1) return last.text;
  const counts = new Map<Group, number>();
  for (const { group } of notices) counts.set(group, (counts.get(group) ?? 0) + 1);
  const parts = [...counts].map(([group, count]) => `${count} ${WORDS[group][count === 1 ? 0 : 1]}`);
  return last.level === "error" ? `${parts.join(", ")}. The last: ${last.text}` : parts.join(", ");
}

/** Longer texts are for reading. */
const LONGEST = 160;

/** What is said of an entry by itself. */
export function noticeOf({ group, level, title, text }: Entry): Notice {
  const said = text === undefined ? title : `${title}: ${text}`;
  return { group, level, text: said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said };
}
