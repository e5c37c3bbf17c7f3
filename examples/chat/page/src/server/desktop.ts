// The server, asked by the page in a window of the desktop app: by way of its Rust side, which keeps the token.

import { tauriTransport } from "@events/tauri.js";
import { invoke } from "@tauri-apps/api/core";

import { Refused, type Server, type User } from "./server.js";

/** Whether the page is in a window of the desktop app. */
export const isDesktop: boolean = "__TAURI_INTERNALS__" in globalThis;

export function desktopServer(): Server {
  return {
    carrier: "Tauri",
    signedIn: async () => (await command<User | null>("signed_in")) ?? undefined,
    signIn: (name) => command("sign_in", { name }),
    signOut: () => command("sign_out"),
    ask: (method, path, body) => command("ask", { method, path, body: body ?? null }),
    transport: () => tauriTransport(),
  };
}

async function command<Answer>(name: string, args?: Record<string, unknown>): Promise<Answer> {
  try {
    return await invoke<Answer>(name, args);
  } catch (error) {
    const { status, message } = error as { readonly status?: number; readonly message?: string };
    throw new Refused(status ?? 0, message ?? String(error));
  }
}
