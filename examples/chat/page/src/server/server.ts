// What the page asks the server beside the events. Browser and desktop app differ here, and nowhere else.

import type { Transport } from "@events/index.js";
import type { ConnectionSource } from "@events/protocol.js";
import type { Activity, CustomStatus, Message, UserStatus } from "@events/types.js";

/** How the page reaches the server. */
export interface Server {
  /** For people: what carries the events. */
  readonly carrier: string;
  /** Who is signed in already: the page was loaded again. */
  signedIn(): Promise<User | undefined>;
  signIn(name: string): Promise<User>;
  /** Resolves when nothing more can come for who was signed in, whose page listens until then; the server is told meanwhile. */
  signOut(source: ConnectionSource): Promise<void>;
  /** Asks one of the server's routes; rejects with a {@link Refused} if the server says no. */
  ask(method: Method, path: string, body?: object): Promise<unknown>;
  /** What carries the events of who is signed in. */
  transport(): Transport;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** The server said no. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "Refused";
    this.status = status;
  }
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly display_name: string;
}

export interface Person extends User {
  status: UserStatus;
  activity: Activity | null;
  custom_status: CustomStatus | null;
}

export interface Reaction {
  readonly emoji: string;
  user_ids: string[];
}

/** A message, and who reacted to it. */
export interface Posted extends Message {
  reactions: Reaction[];
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly topic: string;
  readonly kind: "text" | "voice" | "direct";
  readonly members: readonly string[];
  last_read_message_id: string | null;
  messages: Posted[];
}

export interface Call {
  readonly channel_id: string;
  readonly initiator: string;
  joined: string[];
}

/** What `GET /state` answers: all that is shown before the first event. */
export interface Everything {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly calls: readonly Call[];
  /** Whether the server plays made-up users, and grants wishes. */
  readonly demo: boolean;
}
