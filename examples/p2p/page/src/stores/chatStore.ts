// Conversations: their messages, who types, and which is open.

import type { Clock } from "@events/clock.js";
import type { Message } from "@events/types.js";
import { createStore, type StoreApi } from "zustand/vanilla";

/** How long somebody is shown as typing after the last event that says so (ms). */
export const TYPING_TIMEOUT = 5_000;

export interface ChatState {
  /** By the user with whom the conversation is. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  readonly activeChat: string | undefined;
  readonly typingUsers: ReadonlySet<string>;
  /** Adds a message to its conversation; false if it is there already. */
  addMessage(message: Message): boolean;
  markDelivered(id: string, peer: string): void;
  setTyping(username: string, typing: boolean): void;
  openChat(peer: string | undefined): void;
}

export function createChatStore(clock: Clock): StoreApi<ChatState> {
  const ends = new Map<string, () => void>();
  return createStore<ChatState>((set, get) => ({
    messages: new Map(),
    activeChat: undefined,
    typingUsers: new Set(),

    addMessage(message) {
      const peer = peerOf(message);
      const before = get().messages.get(peer) ?? [];
      if (before.some(({ msg_id }) => msg_id === message.msg_id)) return false;
      set(({ messages }) => ({ messages: new Map(messages).set(peer, [...before, message]) }));
      return true;
    },

    markDelivered(id, peer) {
      const before = get().messages.get(peer);
      if (before === undefined) return;
      const after = before.map((message) =>
        message.msg_id === id ? { ...message, delivered: true } : message,
      );
      set(({ messages }) => ({ messages: new Map(messages).set(peer, after) }));
    },

    setTyping(username, typing) {
      ends.get(username)?.();
      ends.delete(username);
      set(({ typingUsers }) => ({ typingUsers: changed(typingUsers, username, typing) }));
      if (!typing) return;
      // In case the word that it is over is lost.
      const end = clock.after(TYPING_TIMEOUT, () => get().setTyping(username, false));
      ends.set(username, end);
    },

    openChat: (peer) => set({ activeChat: peer }),
  }));
}

/** The other of the two who write to each other. */
export function peerOf({ direction, from, to }: Message): string {
  return direction === "sent" ? to : from;
}

function changed(users: ReadonlySet<string>, user: string, isIn: boolean): ReadonlySet<string> {
  const after = new Set(users);
  if (isIn) after.add(user);
  else after.delete(user);
  return after;
}
