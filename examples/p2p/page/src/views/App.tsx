import { systemClock } from "@events/clock.js";
import type { PageEvents, Problem } from "@events/index.js";
import { describe } from "@events/protocol.js";
import { type HeldTransport, useConnection, useRelease } from "@events/react.js";
import { useEffect, useState } from "react";
import { useStore } from "zustand";

import { createChat } from "../chat.js";
import { notify } from "../notifications.js";
import { useUiStore } from "../stores/uiStore.js";
import { ChatPanel } from "./ChatPanel.jsx";
import { ConnectionStatus } from "./ConnectionStatus.jsx";
import { ContactList } from "./ContactList.jsx";
import { Options } from "./Options.jsx";

interface Props {
  readonly user: string;
  readonly transport: HeldTransport;
  readonly events: PageEvents;
}

const surroundings = {
  clock: systemClock,
  now: Date.now,
  isVisible: () => document.visibilityState === "visible",
  notify,
};

export function App({ user, transport, events }: Props) {
  const [chat] = useState(() => createChat(events, surroundings));
  const { addUnknown, setProblem, theme } = useUiStore();
  const connection = useConnection(events);
  const activeChat = useStore(chat.chats, (state) => state.activeChat);

  useEffect(() => {
    const ends = [
      events.attach(chat.handlers),
      events.onConnection(chat.connectionChanged),
      events.onUnknown(({ name }) => addUnknown(String(name ?? ""))),
      events.onError((problem) => setProblem(inWords(problem))),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [events, chat, addUnknown, setProblem]);
  useEffect(() => {
    document.addEventListener("visibilitychange", chat.seen);
    return () => document.removeEventListener("visibilitychange", chat.seen);
  }, [chat]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useRelease(transport);

  return (
    <div className="page" data-open={activeChat !== undefined}>
      <header className="sidebar">
        <h1 className="brand">samewire p2p</h1>
        <p className="quiet">
          You are <strong>{user}</strong>
        </p>
        <ConnectionStatus connection={connection} onReconnect={() => events.reconnect()} />
        <ContactList chat={chat} user={user} />
        <Options stats={events.stats} />
      </header>
      <main>
        {activeChat === undefined ? (
          <p className="nothing-open quiet">Choose somebody on the left to read what they wrote.</p>
        ) : (
          <ChatPanel key={activeChat} chat={chat} user={user} peer={activeChat} />
        )}
      </main>
    </div>
  );
}

function inWords(problem: Problem): string {
  switch (problem.kind) {
    case "frame":
      return `A frame was refused: ${describe(problem.error)}`;
    case "handler":
      return `${problem.name} was not handled: ${String(problem.error)}`;
    case "dropped":
      return `A frame is lost: ${problem.reason}`;
  }
}
