// What each test needs around the page: a browser, the site, a server, and people who look at the page.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";

import { type Client, connect } from "./client.js";
import { given } from "./given.js";
import { type Server, startServer, TOKENS, type User } from "./server.js";
import { type Mistake, type Site, serveSite } from "./site.js";

let browser: Browser | undefined;
let site: Site | undefined;

/** Has the browser and the page there for the tests of a file. */
export function setUp(): void {
  before(begin);
  after(end);
}

/** Starts the browser, and builds the page. */
export async function begin(): Promise<void> {
  browser = await chromium.launch({ executablePath: given("CHROMIUM") });
  site = await serveSite();
}

export async function end(): Promise<void> {
  await browser?.close();
  await site?.close();
}

/** A test, or whatever else calls these when it is over. */
export interface Scope {
  after(end: () => unknown): void;
}

export interface StageOptions {
  /** Takes a page with these in place of the one that is shipped. */
  readonly mistakes?: readonly Mistake[];
  readonly serverOptions?: readonly string[];
}

/** A server and a site; all of it ends with the test. */
export async function stage(t: Scope, options: StageOptions = {}): Promise<Stage> {
  const { mistakes = [], serverOptions = [] } = options;
  const own = mistakes.length === 0 ? undefined : await serveSite(...mistakes);
  if (own !== undefined) t.after(own.close);
  const { origin } = own ?? (site as Site);
  const server = await startServer({ origins: [origin], options: serverOptions });
  t.after(() => server.kill());
  return new Stage(t, origin, server);
}

export class Stage {
  readonly origin: string;
  server: Server;
  readonly #test: Scope;

  constructor(test: Scope, origin: string, server: Server) {
    this.#test = test;
    this.origin = origin;
    this.server = server;
  }

  /** Opens the page as a user, and waits until it is connected. */
  async person(user: User, prepare: Preparation = {}): Promise<Person> {
    const person = await this.visitor(user, prepare);
    await person.says("Connected");
    return person;
  }

  /** The same without waiting. */
  async visitor(user: User, { arrange, origin, ...options }: Preparation = {}): Promise<Person> {
    const context = await (browser as Browser).newContext(options);
    this.#test.after(() => context.close());
    const page = await context.newPage();
    const thrown: Error[] = [];
    page.on("pageerror", (error) => thrown.push(error));
    this.#test.after(() => assert.deepEqual(thrown, []));
    await arrange?.(page, context);
    const query = new URLSearchParams({ user, token: TOKENS[user], server: this.server.url });
    await page.goto(`${origin ?? this.origin}/?${query}`);
    return new Person(page);
  }

  /** A client that is no page. */
  async client(user: User): Promise<Client> {
    const client = await connect(this.server.address(user));
    this.#test.after(() => client.close());
    return client;
  }

  /** The server as a new process at the same port. */
  async restart(): Promise<void> {
    const server = await startServer({ origins: [this.origin], port: this.server.port });
    this.#test.after(() => server.kill());
    this.server = server;
  }
}

export interface Preparation {
  readonly colorScheme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Another site with the same page. */
  readonly origin?: string;
  /** Runs before the page is there. */
  arrange?(page: Page, context: BrowserContext): Promise<unknown>;
}

/** Somebody who looks at the page. */
export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the words beside the dot are these. */
  async says(words: string): Promise<void> {
    await this.page.locator(".connection").getByText(words, { exact: true }).waitFor();
  }

  contact(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Contacts" }).getByRole("button", { name });
  }

  /** Waits until a contact is shown with all of these words. */
  async sees(name: string, ...words: readonly string[]): Promise<void> {
    let row = this.contact(name);
    for (const word of words) row = row.filter({ hasText: word });
    await row.waitFor();
  }

  async opens(name: string): Promise<void> {
    await this.contact(name).click();
    await this.page.getByRole("heading", { name }).waitFor();
  }

  messages(): Locator {
    return this.page.getByRole("log").locator(".message");
  }

  get draft(): Locator {
    return this.page.getByRole("textbox", { name: /^Message to/ });
  }

  /** Lets time pass in a page whose clock is held. */
  async passes(time: number): Promise<void> {
    await this.page.clock.runFor(time);
  }
}

/** Holds the page's clock, and takes chance away: each delay is the longest that the policy allows. */
export async function heldClock(page: Page): Promise<void> {
  const now = Date.now();
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now + 1_000);
  await page.addInitScript(() => {
    Math.random = () => 0.999_999;
  });
}
