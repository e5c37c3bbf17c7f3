// The server, asked by a page in a browser: over HTTP, and a WebSocket.

import { webSocketTransport } from "@events/websocket.js";

import { type Method, Refused, type Server, type User } from "./server.js";

/** Each tab has its own session, and may be somebody else. */
const KEPT = "chat-session";

interface Session {
  readonly token: string;
  readonly user: User;
}

export function browserServer(): Server {
  let session = kept();

  async function signIn(name: string): Promise<User> {
    session = (await request("POST", "/session", undefined, { name })) as Session;
    keep(session);
    return session.user;
  }

  /** Asked before each attempt to connect: a server that was restarted knows no token, but it does know names. */
  async function address(): Promise<string> {
    if (session !== undefined && !(await isGood(session.token))) await signIn(session.user.display_name);
    const url = new URL("/ws", location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("token", session?.token ?? "");
    return url.href;
  }

  return {
    carrier: "WebSocket",
    signIn,
    async signedIn() {
      if (session === undefined) return undefined;
      return (await isGood(session.token)) ? session.user : signIn(session.user.display_name);
    },
    async signOut() {
      const token = session?.token;
      session = undefined;
      keep(undefined);
      // Nobody waits for the answer: without the token the page is nobody.
      request("DELETE", "/session", token).catch(() => {});
    },
    ask: (method, path, body) => request(method, path, session?.token, body),
    transport: () => webSocketTransport(address),
  };
}

function kept(): Session | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Session | null) ?? undefined;
  } catch {
    // The browser keeps nothing for this site: who loads the page again signs in again.
    return undefined;
  }
}

function keep(session: Session | undefined): void {
  try {
    if (session === undefined) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(session));
  } catch {
    // Then it is kept for as long as the page is.
  }
}

async function isGood(token: string): Promise<boolean> {
  try {
    await request("GET", "/session", token);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return false;
    throw error;
  }
}

async function request(method: Method, path: string, token?: string, body?: object): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  const answer: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
  if (!response.ok)
    throw new Refused(response.status, reason(answer) ?? `the server answers ${response.status}`);
  return answer;
}

function reason(answer: unknown): string | undefined {
  const message = (answer as { readonly message?: unknown } | undefined)?.message;
  return typeof message === "string" ? message : undefined;
}
