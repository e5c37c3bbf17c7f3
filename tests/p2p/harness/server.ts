// The server of the example: its program, and what is typed into it.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { given, soon } from "./given.js";

/** The users, and their tokens. */
export const TOKENS = { alice: "token-of-alice", bob: "token-of-bob", mallory: "token-of-mallory" } as const;
export type User = keyof typeof TOKENS;

export interface ServerStart {
  /** Pages of these may connect. */
  readonly origins: readonly string[];
  /** 0 takes a free one. */
  readonly port?: number;
  readonly options?: readonly string[];
}

/** Starts the server, and resolves when it listens. */
export async function startServer({ origins, port = 0, options = [] }: ServerStart): Promise<Server> {
  const users = Object.entries(TOKENS).flatMap(([name, token]) => ["--user", `${name}:${token}`]);
  const pages = origins.flatMap((origin) => ["--origin", origin]);
  const child = spawn(given("P2P_SERVER"), ["--port", String(port), ...users, ...pages, ...options]);
  const server = new Server(child);
  await server.listening();
  return server;
}

export class Server {
  /** Where it listens. */
  url = "";
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #gone: Promise<unknown>;
  readonly #lines: AsyncIterator<string>;
  readonly #log: string[] = [];

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#gone = once(child, "exit");
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    createInterface({ input: child.stderr }).on("line", (line) => this.#log.push(line));
    // It may be gone when it is told something.
    child.stdin.on("error", () => {});
  }

  async listening(): Promise<void> {
    const line = await this.#line("listening on");
    this.url = line.replace("listening on ", "");
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** The address that a user connects to. */
  address(user: User): string {
    return `${this.url}?token=${TOKENS[user]}`;
  }

  /** One user writes to another; gives the message's id. */
  async message(from: User, to: User, text: string): Promise<string> {
    return (await this.#ask(`message ${from} ${to} ${text}`)).replace("message ", "");
  }

  /** How many messages of `peer` the user has not read. */
  async unread(user: User, peer: User): Promise<number> {
    return Number(await this.#ask(`unread ${user} ${peer}`));
  }

  /** What is counted, by its name: sessions, refused, unknown, slow. */
  async status(): Promise<Readonly<Record<string, number>>> {
    const entries = (await this.#ask("status")).split(", ").map((entry) => entry.split(" "));
    return Object.fromEntries(entries.map(([name, count]) => [name, Number(count)]));
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#gone;
  }

  async #ask(command: string): Promise<string> {
    this.#child.stdin.write(`${command}\n`);
    return await this.#line(command);
  }

  async #line(what: string): Promise<string> {
    const { value, done } = await soon(what, this.#lines.next());
    if (done) throw new Error(`the server ended before it answered \`${what}\`:\n${this.#log.join("\n")}`);
    return value;
  }
}
