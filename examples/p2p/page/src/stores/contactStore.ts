// Contacts: who is there, what was said last, and how much of it is unread.

import type { Message } from "@events/types.js";
import { createStore, type StoreApi } from "zustand/vanilla";

import { peerOf } from "./chatStore.js";

export interface Contact {
  readonly username: string;
  /** Nothing is known of anybody while there is no connection. */
  readonly presence: "online" | "offline" | "unknown";
  /** When they were heard to go (ms since the epoch). */
  readonly lastSeen: number | undefined;
  readonly lastMessage: Message | undefined;
  readonly unreadCount: number;
}

export interface ContactState {
  readonly contacts: ReadonlyMap<string, Contact>;
  setOnline(username: string): void;
  setOffline(username: string): void;
  /** The connection is lost: nobody is known to be online. */
  forgetPresence(): void;
  updateLastMessage(message: Message): void;
  incrementUnread(username: string): void;
  clearUnread(username: string): void;
}

/** `now` is the time of day (ms since the epoch). */
export function createContactStore(now: () => number): StoreApi<ContactState> {
  return createStore<ContactState>((set) => {
    /** Whoever is heard of is a contact. */
    const change = (username: string, how: (contact: Contact) => Partial<Contact>): void =>
      set(({ contacts }) => {
        const contact = contacts.get(username) ?? unheard(username);
        return { contacts: new Map(contacts).set(username, { ...contact, ...how(contact) }) };
      });
    return {
      contacts: new Map(),
      setOnline: (username) => change(username, () => ({ presence: "online" })),
      setOffline: (username) => change(username, () => ({ presence: "offline", lastSeen: now() })),
      forgetPresence: () =>
        set(({ contacts }) => ({
          contacts: new Map(
            [...contacts].map(([name, contact]) => [name, { ...contact, presence: "unknown" }]),
          ),
        })),
      updateLastMessage: (message) => change(peerOf(message), () => ({ lastMessage: message })),
      incrementUnread: (username) =>
        change(username, ({ unreadCount }) => ({ unreadCount: unreadCount + 1 })),
      clearUnread: (username) => change(username, () => ({ unreadCount: 0 })),
    };
  });
}

/** Those who were heard of last come first, and the others by their names. */
export function inOrder(contacts: ReadonlyMap<string, Contact>): readonly Contact[] {
  const at = ({ lastMessage }: Contact) =>
    lastMessage === undefined ? 0 : Date.parse(lastMessage.timestamp);
  return [...contacts.values()].sort((a, b) => at(b) - at(a) || (a.username < b.username ? -1 : 1));
}

function unheard(username: string): Contact {
  return { username, presence: "unknown", lastSeen: undefined, lastMessage: undefined, unreadCount: 0 };
}
