import type { KeyboardEvent } from "react";
import { useStore } from "zustand";

import type { Chat } from "../chat.js";
import { type Contact, inOrder } from "../stores/contactStore.js";
import { Avatar } from "./Avatar.jsx";
import { Time } from "./Time.jsx";

interface Props {
  readonly chat: Chat;
  readonly user: string;
}

export function ContactList({ chat, user }: Props) {
  const contacts = useStore(chat.contacts, (state) => state.contacts);
  if (contacts.size === 0) {
    return (
      <p className="contacts none quiet">
        Nobody is here yet. Friends appear when they come online, or write.
      </p>
    );
  }
  return (
    <nav className="contacts" aria-label="Contacts">
      <ul onKeyDown={walk}>
        {inOrder(contacts).map((contact) => (
          <li key={contact.username}>
            <ContactRow chat={chat} user={user} contact={contact} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ContactRow({ chat, user, contact }: Props & { readonly contact: Contact }) {
  const { username, lastMessage, unreadCount } = contact;
  const isActive = useStore(chat.chats, ({ activeChat }) => activeChat === username);
  const isTyping = useStore(chat.chats, ({ typingUsers }) => typingUsers.has(username));
  const isOwn = lastMessage?.from === user && lastMessage.direction === "sent";
  return (
    <button
      type="button"
      className="contact"
      aria-current={isActive ? "true" : undefined}
      onClick={() => chat.open(username)}
    >
      <Avatar name={username} presence={contact.presence} />
      <span className="contact-name">{username}</span>
      {lastMessage && <Time of={lastMessage.timestamp} />}
      <span className="preview" data-typing={isTyping}>
        {isTyping ? "is typing…" : `${isOwn ? "You: " : ""}${lastMessage?.text ?? ""}`}
      </span>
      {unreadCount > 0 && (
        <span className="unread">
          {unreadCount} <span className="hidden">unread</span>
        </span>
      )}
    </button>
  );
}

/** Up and down, from one contact to the next. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll("button")];
  const at = rows.indexOf(document.activeElement as HTMLButtonElement);
  rows[(at + step + rows.length) % rows.length]?.focus();
  event.preventDefault();
}
