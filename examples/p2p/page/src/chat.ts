// What the page does with each event, and what it tells the server.

import type { Clock } from "@events/clock.js";
import type { PageEvents, ServerHandlers } from "@events/index.js";
import type { Message } from "@events/types.js";
import type { StoreApi } from "zustand/vanilla";

import type { Notify } from "./notifications.js";
import { type ChatState, createChatStore } from "./stores/chatStore.js";
import { type ContactState, createContactStore } from "./stores/contactStore.js";
import { TypingSender } from "./typing.js";

/** What of the page's events is used. */
export type Sends = Pick<PageEvents, "send" | "connection">;

/** What a chat needs of the browser, and tests give it. */
export interface Surroundings {
  readonly clock: Clock;
  /** The time of day (ms since the epoch). */
  now(): number;
  /** Whether the page is looked at. */
  isVisible(): boolean;
  readonly notify: Notify;
}

export interface Chat {
  readonly chats: StoreApi<ChatState>;
  readonly contacts: StoreApi<ContactState>;
  /** One for each event of the server: without one of them, this page does not compile. */
  readonly handlers: ServerHandlers;
  /** Opens a conversation, which is read by that; `undefined` closes the one that is open. */
  open(peer: string | undefined): void;
  /** The user writes to whom the conversation is open with; an empty draft is none. */
  drafted(draft: string): void;
  /** The page is looked at again. */
  seen(): void;
  /** The connection is another. */
  connectionChanged(): void;
}

export function createChat(events: Sends, { clock, now, isVisible, notify }: Surroundings): Chat {
  const [chats, contacts] = [createChatStore(clock), createContactStore(now)];
  const { addMessage, markDelivered, setTyping, openChat } = chats.getState();
  const { setOnline, setOffline, forgetPresence, updateLastMessage, incrementUnread, clearUnread } =
    contacts.getState();
  const typing = new TypingSender(clock, (to, typing) => send("typing", { to, typing }));
  /** What is read, and could not be said: the latest message of each peer. */
  const unsaid = new Map<string, string>();
  let isOpen = events.connection.state === "open";

  const send: Sends["send"] = async (name, payload) => {
    // What is lost with the connection is said again, or is over by then.
    if (isOpen) await events.send(name, payload).catch(() => {});
  };

  function markRead(peer: string): void {
    clearUnread(peer);
    const id = latestReceived(chats.getState().messages.get(peer));
    if (id === undefined) return;
    if (isOpen) void send("mark_read", { peer, msg_id: id });
    else unsaid.set(peer, id);
  }

  function received(message: Message): void {
    const { from, text } = message;
    if (chats.getState().activeChat === from && isVisible()) {
      markRead(from);
      return;
    }
    incrementUnread(from);
    notify(from, text, () => open(from));
  }

  function open(peer: string | undefined): void {
    typing.stop();
    openChat(peer);
    if (isVisible()) readOpen();
  }

  function readOpen(): void {
    const { activeChat } = chats.getState();
    if (activeChat === undefined) return;
    if (contacts.getState().contacts.get(activeChat)?.unreadCount) markRead(activeChat);
  }

  return {
    chats,
    contacts,
    handlers: {
      new_message(message) {
        if (!addMessage(message)) return;
        updateLastMessage(message);
        if (message.direction === "received") received(message);
      },
      message_delivered: ({ msg_id, peer }) => markDelivered(msg_id, peer),
      friend_online: ({ username }) => setOnline(username),
      friend_offline({ username }) {
        setOffline(username);
        setTyping(username, false);
      },
      typing: ({ username, typing }) => setTyping(username, typing),
    },
    open,
    drafted(draft) {
      const { activeChat } = chats.getState();
      if (draft === "" || activeChat === undefined) typing.stop();
      else typing.pressed(activeChat);
    },
    seen: readOpen,
    connectionChanged() {
      const wasOpen = isOpen;
      isOpen = events.connection.state === "open";
      if (wasOpen && !isOpen) forgetPresence();
      if (!isOpen) return;
      for (const [peer, msg_id] of unsaid) void send("mark_read", { peer, msg_id });
      unsaid.clear();
    },
  };
}

function latestReceived(messages: readonly Message[] = []): string | undefined {
  return messages.findLast(({ direction }) => direction === "received")?.msg_id;
}
