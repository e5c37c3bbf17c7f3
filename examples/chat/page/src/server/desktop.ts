// The server, asked by the page in a window of the desktop app: by way of its Rust side, which keeps the token.

import type { Connection, ConnectionSource } from "@events/protocol.js";
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
    async signOut(source) {
      await command("sign_out");
      await ended(source);
    },
    ask: (method, path, body) => command("ask", { method, path, body: body ?? null }),
    transport: () => tauriTransport(),
  };
}

/** What came before the end has been heard by then: the next user's page would hear what nobody has. */
function ended(source: ConnectionSource): Promise<void> {
  return new Promise((resolve) => {
    const listening = source.onConnection(told);
    told(source.connection);
    function told({ state }: Connection): void {
      if (state !== "failed" && state !== "closed") return;
      listening();
      resolve();
    }
  });
}

async function command<Answer>(name: string, args?: Record<string, unknown>): Promise<Answer> {
  try {
    return await invoke<Answer>(name, args);
  } catch (error) {
    const { status, message } = error as { readonly status?: number; readonly message?: string };
    throw new Refused(status ?? 0, message ?? String(error));
  }
}
