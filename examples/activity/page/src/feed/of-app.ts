// What the feed says of each event of the app's own, and of each of their variants: one that is missing does not compile.

import type { ServerBeside, ServerHandlers } from "@app/index.js";
import type { ApplicationEvent, ErrorEvent, MessageEvent, SessionEvent, StreamEvent } from "@app/types.js";

import type { Draft, Level } from "./entry.js";
import { because, connectionNews, type Take } from "./of-server.js";

/** What the feed says of one variant. */
type News = Pick<Draft, "level" | "title" | "text">;

/** Takes a step of an answer. */
export type TakeStream = (draft: Draft, event: StreamEvent) => void;

export function appHandlers(take: Take, stream: TakeStream): ServerHandlers {
  return {
    Connection(payload, beside) {
      const news = connectionNews("the server", payload);
      take({ ...head("Connection", payload, beside), group: "connection", ...news });
    },
    Session(payload, beside) {
      take({ ...head("Session", payload, beside), group: "session", ...sessionNews(payload) });
    },
    Message(payload, beside) {
      take({ ...head("Message", payload, beside), group: "message", ...messageNews(payload) });
    },
    Stream(payload, beside) {
      stream({ ...head("Stream", payload, beside), group: "stream", ...streamNews(payload) }, payload);
    },
    Application(payload, beside) {
      take({ ...head("Application", payload, beside), group: "application", ...applicationNews(payload) });
    },
    Error(payload, beside) {
      take({ ...head("Error", payload, beside), group: "error", ...errorNews(payload) });
    },
  };
}

function sessionNews(event: SessionEvent): News {
  switch (event.type) {
    case "Created":
      return info(`Session ${event.session.id} begins: ${event.session.title ?? "without a title"}`);
    case "Updated":
      return info(`Session ${event.session_id} has changed: ${listed(Object.keys(event.changes))}`);
    case "Deleted":
      return info(`Session ${event.session_id} is gone`);
    case "Selected":
      return info(`Session ${event.session_id} is selected`);
    case "Listed":
      return info(`There ${are(event.sessions.length, "session")}`);
    default:
      return event satisfies never;
  }
}

function messageNews(event: MessageEvent): News {
  switch (event.type) {
    case "Sent":
      return { level: "info", title: "You wrote", text: event.message.content };
    case "Received": {
      const { role, content } = event.message;
      return { level: "info", title: `The ${role} wrote`, text: content };
    }
    case "Updated":
      return info(`Message ${event.message_id} has changed: ${listed(Object.keys(event.changes))}`);
    case "Deleted":
      return info(`Message ${event.message_id} is gone`);
    default:
      return event satisfies never;
  }
}

function streamNews(event: StreamEvent): News {
  switch (event.type) {
    case "Started":
      return info("The assistant is answering");
    case "Chunk":
      return { level: "info", title: "The assistant is answering", text: event.content };
    case "Completed":
      return { level: "info", title: "The assistant has answered", text: event.final_content };
    case "Error": {
      const level = event.retryable ? "warning" : "error";
      return { level, title: `The answer broke off: ${event.error}` };
    }
    case "Stopped":
      return info("The answer was stopped");
    default:
      return event satisfies never;
  }
}

function applicationNews(event: ApplicationEvent): News {
  switch (event.type) {
    case "Started":
      return info(`The app begins, version ${event.version}`);
    case "Ready":
      return info(`The app is ready: ${listed(event.features)}`);
    case "Shutdown":
      return { level: "warning", title: `The app is about to end${because(event.reason)}` };
    case "ConfigChanged":
      return info(`${event.key} is ${JSON.stringify(event.value)} now`);
    default:
      return event satisfies never;
  }
}

function errorNews(event: ErrorEvent): News {
  switch (event.type) {
    case "Network": {
      const title = `Network: ${event.error}, while ${event.context}`;
      return { level: event.retryable ? "warning" : "error", title };
    }
    case "Authentication":
      return failed(`Not allowed: ${event.error}, while ${event.context}`);
    case "Validation":
      return failed(`${event.field} cannot be taken: ${event.error}`);
    case "Session":
      return failed(`Session ${event.session_id} cannot go on: ${event.error}`);
    case "Internal":
      return failed(`A mistake in ${event.component}: ${event.error}`);
    default:
      return event satisfies never;
  }
}

function info(title: string): News {
  return { level: "info", title };
}

function failed(title: string): News {
  return { level: "error" satisfies Level, title };
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : words.join(", ");
}

function are(count: number, what: string): string {
  return count === 1 ? `is 1 ${what}` : `are ${count} ${what}s`;
}

function head(group: string, payload: { readonly type: string }, beside: ServerBeside) {
  const name = `${group}.${payload.type}`;
  return { id: beside.event_id, at: beside.timestamp, parts: [{ name, payload }] };
}
