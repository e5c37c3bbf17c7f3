// What the feed shows: an entry for each event, and one for a whole stream.

export const LEVELS = ["info", "warning", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** What an entry is about, with what people call it. */
export const GROUPS = {
  server: "Server",
  activity: "Activity",
  connection: "Connection",
  session: "Sessions",
  message: "Messages",
  stream: "Answers",
  application: "Application",
  error: "Errors",
  unknown: "Unknown",
  problem: "Problems",
} as const;
export type Group = keyof typeof GROUPS;

/** An event of which an entry tells, and what came in it. */
export interface Part {
  /** `session_update`, or `Stream.Chunk`. */
  readonly name: string;
  readonly payload: unknown;
}

/** An entry before it has its place in the feed. */
export interface Draft {
  readonly group: Group;
  readonly level: Level;
  /** What has happened, in a line. */
  readonly title: string;
  /** What was said, if anything was. */
  readonly text?: string;
  /** When: RFC 3339. */
  readonly at: string;
  /** The id of its envelope. */
  readonly id: string;
  /** What more is to be known about the entry itself. */
  readonly note?: string;
  readonly parts: readonly Part[];
  /** The frame of an event that this page does not know, as it came. */
  readonly frame?: string;
}

/** How a stream is. */
export type Flow = "running" | "complete" | "broken" | "stopped";

export interface Entry extends Draft {
  /** Counts up from 1: no two entries have one. */
  readonly key: number;
  readonly flow?: Flow;
}
