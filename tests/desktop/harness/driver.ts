// The real window of an app, driven as a user would by WebKit's own driver: what is clicked has to be visible, and what is typed goes
// to what has the focus. Nothing of the app is made for it, and its page is the one that is shipped.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

import { GUARD } from "./page.js";
import { OF_THE_MACHINE } from "./window.js";

/** An element: a CSS selector, or a role with the beginning of its name, as a screen reader would say it. */
export type Target = string | { readonly role: Role; readonly name: string };

/** Where elements of a role are looked for. */
const ROLES = {
  button: "button, [role=button]",
  checkbox: "input[type=checkbox], [role=checkbox]",
  combobox: "select, [role=combobox]",
  link: "a[href], [role=link]",
  listitem: "li, [role=listitem]",
  slider: "input[type=range], [role=slider]",
  switch: "[role=switch]",
  tab: "[role=tab]",
  textbox: "input:not([type]), input[type=text], input[type=search], textarea, [role=textbox]",
};
export type Role = keyof typeof ROLES;

export interface AppStart {
  /** The app's program. */
  readonly binary: string;
  readonly args?: readonly string[];
  /** Beside the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an app, and resolves when its window can be asked. Needs a screen: `run.mjs` gives one. */
export async function driveApp({ binary, args = [], env = {} }: AppStart): Promise<DrivenApp> {
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    stdio: ["ignore", "pipe", "pipe"],
    // The app inherits it; Tauri lets itself be driven only so.
    env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true", ...env },
  });
  const output = outputOf(driver);
  try {
    const address = `http://127.0.0.1:${port}`;
    await answers(address, driver);
    const alwaysMatch = { "webkitgtk:browserOptions": { binary, args }, timeouts: { script: GUARD } };
    const { sessionId } = await ask<{ sessionId: string }>(`${address}/session`, {
      capabilities: { alwaysMatch },
    });
    return new DrivenApp(`${address}/session/${sessionId}`, driver, output);
  } catch (error) {
    driver.kill();
    throw new Error(`${binary} was not started: ${error}\n${output.join("\n")}`);
  }
}

/** An app that runs, and its first window. */
export class DrivenApp {
  /** The lines that the app has written, to either output. */
  readonly output: readonly string[];
  readonly #session: string;
  readonly #driver: ChildProcess;

  constructor(session: string, driver: ChildProcess, output: readonly string[]) {
    this.#session = session;
    this.#driver = driver;
    this.output = output;
  }

  /** Runs the body of a function in the page, which has its arguments in `arguments`, and gives what it returns. */
  async run<T = unknown>(body: string, ...args: readonly unknown[]): Promise<T> {
    return await this.#ask<T>("execute/sync", { script: body, args });
  }

  /** The same for one whose promise is waited for: `await` may be used in it. */
  async runAsync<T = unknown>(body: string, ...args: readonly unknown[]): Promise<T> {
    const script = `const done = arguments[arguments.length - 1];
      (async function () { ${body} }).apply(null, arguments).then(
        (value) => done({ value: value === undefined ? null : value }),
        (error) => done({ error: String(error && error.message ? error.message : error) }));`;
    const { value, error } = await this.#ask<{ value: T; error?: string }>("execute/async", { script, args });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** Waits until an expression is true in the page; it is looked at whenever the document changes. */
  async until(expression: string, ...args: readonly unknown[]): Promise<void> {
    try {
      await this.runAsync(`${WATCH} await changed(() => (${expression}), arguments);`, ...args);
    } catch (error) {
      throw new Error(
        `waited in vain for ${expression} ${JSON.stringify(args)}: ${error}; ${await this.#shown()}`,
      );
    }
  }

  /** Waits until the page shows a text. */
  async shows(text: string): Promise<void> {
    await this.until("document.body.innerText.includes(arguments[0])", text);
  }

  /** Waits until no element fits a selector. */
  async hides(selector: string): Promise<void> {
    await this.until("!document.querySelector(arguments[0])", selector);
  }

  async click(target: Target): Promise<void> {
    await this.#ask(`element/${await this.#find(target)}/click`, {});
  }

  /** Types into an element, behind what is there. */
  async type(target: Target, text: string): Promise<void> {
    await this.#ask(`element/${await this.#find(target)}/value`, { text });
  }

  /** Types into an element in place of what is there. */
  async fill(target: Target, text: string): Promise<void> {
    const element = await this.#find(target);
    await this.#ask(`element/${element}/clear`, {});
    await this.#ask(`element/${element}/value`, { text });
  }

  /** Presses keys one after the other, wherever the focus is: `Tab`, `Enter`, `ArrowDown`, or a character. */
  async press(...keys: readonly string[]): Promise<void> {
    const actions = keys
      .map((key) => KEYS[key] ?? key)
      .flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]);
    await this.#ask("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async text(target: Target): Promise<string> {
    return await this.#ask<string>(`element/${await this.#find(target)}/text`);
  }

  /** The role and the name that the engine tells screen readers. */
  async spoken(target: Target): Promise<{ readonly role: string; readonly name: string }> {
    const element = await this.#find(target);
    const role = await this.#ask<string>(`element/${element}/computedrole`);
    return { role, name: await this.#ask<string>(`element/${element}/computedlabel`) };
  }

  /** The same of each element that fits a selector. */
  async spokenBy(selector: string): Promise<{ readonly role: string; readonly name: string }[]> {
    const found = await this.#ask<Record<string, string>[]>("elements", {
      using: "css selector",
      value: selector,
    });
    const elements = found.flatMap((reference) => Object.values(reference));
    return await Promise.all(
      elements.map(async (element) => ({
        role: await this.#ask<string>(`element/${element}/computedrole`),
        name: await this.#ask<string>(`element/${element}/computedlabel`),
      })),
    );
  }

  /** Loads the page again. */
  async reload(): Promise<void> {
    await this.#ask("refresh", {});
  }

  /** A picture of the window: PNG. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.#ask<string>("screenshot"), "base64");
  }

  /** Closes the window, and with it the app. */
  async close(): Promise<void> {
    if (this.#driver.exitCode !== null || this.#driver.signalCode !== null) return;
    await fetch(this.#session, { method: "DELETE" }).catch(() => {});
    const gone = once(this.#driver, "exit");
    this.#driver.kill();
    await gone;
    // Whatever the app has started may hold them open for longer.
    this.#driver.stdout?.destroy();
    this.#driver.stderr?.destroy();
  }

  /** Waits until there is such an element, and names it as the driver does. */
  async #find(target: Target): Promise<string> {
    const [selector, name] = typeof target === "string" ? [target, null] : [ROLES[target.role], target.name];
    const body = `${WATCH} return await changed(() => found(arguments[0], arguments[1]), arguments);`;
    try {
      return Object.values(await this.runAsync<Record<string, string>>(body, selector, name))[0] as string;
    } catch (error) {
      throw new Error(`there is no ${JSON.stringify(target)}: ${error}; ${await this.#shown()}`);
    }
  }

  async #shown(): Promise<string> {
    const text = await this.run<string>("return document.body.innerText").catch(String);
    return `the page shows: ${text.slice(0, 2_000)}\n${this.output.slice(-5).join("\n")}`;
  }

  #ask<T>(path: string, body?: object): Promise<T> {
    return ask<T>(`${this.#session}/${path}`, body);
  }
}

/** As WebDriver writes keys. */
const KEYS: Readonly<Record<string, string>> = {
  Space: " ",
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Escape: "\uE00C",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
};

/** What the page needs to wait, and to find elements by name: functions in the scope of a script. */
const WATCH = `
  function changed(holds) {
    return new Promise((resolve, reject) => {
      const look = () => {
        try {
          const value = holds();
          if (!value) return false;
          resolve(value);
        } catch (error) {
          reject(error);
        }
        end();
        return true;
      };
      // What no mutation tells of.
      const others = ["scroll", "focusin", "focusout", "input", "change", "transitionend"];
      const watcher = new MutationObserver(look);
      const end = () => {
        watcher.disconnect();
        clearTimeout(guard);
        for (const name of others) removeEventListener(name, look, true);
      };
      const guard = setTimeout(() => { end(); reject(new Error("nothing of the kind happens")); }, ${GUARD * 0.9});
      if (look()) return;
      watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      for (const name of others) addEventListener(name, look, true);
    });
  }
  function nameOf(element) {
    const texts = (elements) => Array.from(elements, (other) => other.textContent).join(" ");
    const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
    return [element.ariaLabel, texts(by.filter(Boolean)), texts(element.labels ?? []), element.textContent, element.title]
      .map((name) => (name ?? "").replace(/\\s+/g, " ").trim())
      .find((name) => name !== "") ?? "";
  }
  function found(selector, name) {
    if (name === null) return document.querySelector(selector);
    return Array.from(document.querySelectorAll(selector)).find((element) => nameOf(element).startsWith(name));
  }`;

/** WebKit's driver says nothing when it is ready: it is asked until it answers. */
async function answers(address: string, driver: ChildProcess): Promise<void> {
  const end = performance.now() + GUARD;
  while (
    !(await fetch(`${address}/status`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (driver.pid === undefined) throw new Error("WebKitWebDriver is missing (Debian: webkit2gtk-driver)");
    if (driver.exitCode !== null || performance.now() > end) throw new Error("the driver does not answer");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A command of WebDriver; rejects with what it says. */
async function ask<T>(url: string, body?: object): Promise<T> {
  const post = { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(url, body && post);
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

function outputOf(child: ChildProcess): string[] {
  const lines: string[] = [];
  child.on("error", (error) => lines.push(String(error)));
  for (const input of [child.stdout, child.stderr]) {
    if (input === null) continue;
    createInterface({ input }).on("line", (line) => {
      if (!OF_THE_MACHINE.test(line) || line.includes("panicked")) lines.push(line);
    });
  }
  return lines;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, "close");
  return port;
}
