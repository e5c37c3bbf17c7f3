// What the feed says of each event from the server. An event of the manifest that is missing here does not compile.

import type { ServerHandlers } from "@server/index.js";
import type { ConnectionEvent } from "@server/types.js";

import type { Draft, Level } from "./entry.js";

/** What the feed does with a draft. */
export type Take = (draft: Draft) => void;

/** Hears that the server has another status. */
export type TakeStatus = (status: string, since: string) => void;

export function serverHandlers(take: Take, status: TakeStatus): ServerHandlers {
  return {
    server_status(payload, beside) {
      status(payload.status, payload.timestamp);
      const level = { error: "error", stopping: "warning", stopped: "warning" } as const;
      take({
        ...head("server_status", payload, beside),
        group: "server",
        level: (level as { readonly [status: string]: Level })[payload.status] ?? "info",
        title: payload.status === "error" ? "The server has failed" : `The server is ${payload.status}`,
      });
    },
    activity_message(payload, beside) {
      const { level, message } = payload;
      take({ ...head("activity_message", payload, beside), group: "activity", level, title: message });
    },
    session_update(payload, beside) {
      const { action, session_id, actor, pinned } = payload;
      take({
        ...head("session_update", payload, beside),
        group: "session",
        level: "info",
        title: `${actor.name} ${action} session ${session_id}${pinned ? ", which is pinned" : ""}`,
      });
    },
    connection(payload, beside) {
      const draft = head(`connection.${payload.type}`, payload, beside);
      take({ ...draft, group: "connection", ...connectionNews("the model", payload) });
    },
  };
}

/** What both protocols say of a connection: to the server, and of the server. */
export function connectionNews(to: string, event: ConnectionEvent): { level: Level; title: string } {
  switch (event.type) {
    case "Connected":
      return { level: "info", title: `Connected to ${to} at ${event.server_url}` };
    case "Disconnected":
      return { level: "warning", title: `Cut off from ${to}${because(event.reason)}` };
    case "Connecting":
      return { level: "info", title: `Connecting to ${to} at ${event.server_url}` };
    case "Error": {
      const title = `The connection to ${to} failed: ${event.error}`;
      return { level: event.retryable ? "warning" : "error", title };
    }
    case "HealthCheck": {
      const { status, latency_ms } = event;
      return {
        level: "info",
        title: `${capital(to)} is ${status}${latency_ms === null ? "" : ` (${latency_ms} ms)`}`,
      };
    }
    default:
      return event satisfies never;
  }
}

export function because(reason: string | null): string {
  return reason === null ? "" : `: ${reason}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function head(name: string, payload: unknown, beside: { readonly id: string; readonly timestamp: string }) {
  return { id: beside.id, at: beside.timestamp, parts: [{ name, payload }] };
}
