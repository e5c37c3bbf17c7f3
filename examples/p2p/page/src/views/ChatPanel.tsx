import { useEffect, useRef } from "react";
import { useStore } from "zustand";

import type { Chat } from "../chat.js";
import { Avatar } from "./Avatar.jsx";
import { Composer } from "./Composer.jsx";
import { MessageRow } from "./MessageRow.jsx";
import { Time } from "./Time.jsx";

interface Props {
  readonly chat: Chat;
  readonly user: string;
  readonly peer: string;
}

/** The open conversation. Escape closes it. */
export function ChatPanel({ chat, user, peer }: Props) {
  const messages = useStore(chat.chats, (state) => state.messages.get(peer));
  const isTyping = useStore(chat.chats, ({ typingUsers }) => typingUsers.has(peer));
  const end = useRef<HTMLDivElement>(null);
  // The latest message is looked at.
  useEffect(() => {
    // Newer browsers return a promise, which React would take for what ends an effect.
    void end.current?.scrollIntoView({ block: "end" });
  }, [messages?.length]);
  return (
    <section
      className="conversation"
      aria-label={`Conversation with ${peer}`}
      onKeyDown={({ key }) => key === "Escape" && chat.open(undefined)}
    >
      <ConversationHead chat={chat} peer={peer} />
      <div role="log" aria-label="Messages" className="messages">
        <ol>
          {messages?.map((message) => (
            <MessageRow key={message.msg_id} message={message} />
          ))}
        </ol>
        <div ref={end} />
      </div>
      <p className="typing" role="status">
        {isTyping && `${peer} is typing…`}
      </p>
      <Composer chat={chat} user={user} peer={peer} />
    </section>
  );
}

function ConversationHead({ chat, peer }: Omit<Props, "user">) {
  const contact = useStore(chat.contacts, ({ contacts }) => contacts.get(peer));
  const { presence = "unknown", lastSeen } = contact ?? {};
  return (
    <header className="conversation-head">
      <button type="button" className="plain back" onClick={() => chat.open(undefined)}>
        Back
      </button>
      <Avatar name={peer} presence="unknown" />
      <div>
        <h2>{peer}</h2>
        <p className="quiet">
          {presence === "online" && "online"}
          {presence !== "online" && lastSeen !== undefined && (
            <>
              last seen <Time of={lastSeen} />
            </>
          )}
        </p>
      </div>
    </header>
  );
}
