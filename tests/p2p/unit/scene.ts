// A chat whose time, server and browser are the test's.

import type { ServerEventMap } from "@events/index.js";
import type { Message } from "@events/types.js";

import { type Chat, createChat } from "../../../examples/p2p/page/src/chat.js";
import { FakeClock } from "../../typescript/runtime/fakes.js";

export interface Scene {
  readonly chat: Chat;
  readonly clock: FakeClock;
  /** What the server was told: the frames, as objects. */
  readonly sent: unknown[];
  readonly notified: { readonly from: string; readonly text: string; opened(): void }[];
  /** The server sends an event. */
  hear<Name extends keyof ServerEventMap>(name: Name, payload: ServerEventMap[Name]): void;
  /** The connection is lost or back. */
  connect(isOpen: boolean): void;
  /** The page is looked at, or no more. */
  look(isVisible: boolean): void;
  /** How many messages of somebody are unread. */
  unread(username: string): number | undefined;
}

export function scene(): Scene {
  const [sent, notified, clock] = [[] as unknown[], [] as Scene["notified"], new FakeClock()];
  let [isOpen, isVisible] = [true, true];
  const chat = createChat(
    {
      get connection() {
        return isOpen ? { state: "open" as const } : { state: "failed" as const, reason: "" };
      },
      async send(event, data) {
        if (!isOpen) throw new Error("there is no connection");
        sent.push({ event, data });
      },
    },
    {
      clock,
      now: () => 1_000_000 + clock.now(),
      isVisible: () => isVisible,
      notify: (from, text, opened) => notified.push({ from, text, opened }),
    },
  );
  return {
    chat,
    clock,
    sent,
    notified,
    hear: (name, payload) => (chat.handlers[name] as (payload: unknown) => void)(payload),
    connect(now) {
      isOpen = now;
      chat.connectionChanged();
    },
    look(now) {
      isVisible = now;
      chat.seen();
    },
    unread: (username) => chat.contacts.getState().contacts.get(username)?.unreadCount,
  };
}

/** A message that alice has sent to bob, at whom it has arrived. */
export function message(number: number, other: Partial<Message> = {}): Message {
  return {
    msg_id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    from: "alice",
    to: "bob",
    text: `message ${number}`,
    timestamp: new Date(Date.UTC(2024, 0, 15, 10, number)).toISOString(),
    direction: "received",
    delivered: true,
    delivery_method: "direct",
    ...other,
  };
}
