import { createConnection } from "@events/solid.js";
import { createSignal, For, Show } from "solid-js";

import type { Server, User } from "../server/server.js";
import { ringing } from "../state/calls.js";
import { channelOf, createChat } from "../state/chat.js";
import { createTally } from "../state/tally.js";
import { Conversation } from "./Conversation.jsx";
import { Markdown } from "./Markdown.jsx";
import { Ringing } from "./Ringing.jsx";
import { Sidebar } from "./Sidebar.jsx";
import { Wire } from "./Wire.jsx";

export function ChatPage(props: { readonly server: Server; readonly user: User; onSignedOut(): void }) {
  // Both are given once: another user is another page.
  const chat = createChat(props.server, props.user);
  const tally = createTally(chat.events);
  const connection = createConnection(chat.events);
  const [isWireShown, setWireShown] = createSignal(matchMedia("(min-width: 1100px)").matches);
  const shown = () => channelOf(chat.state, chat.state.shown);

  const signOut = async () => {
    // Who cannot be signed out is shown nothing any more at least.
    await props.server.signOut(chat.events).catch(() => {});
    props.onSignedOut();
  };

  return (
    <div class="page" classList={{ "with-wire": isWireShown() }}>
      <Sidebar chat={chat} connection={connection()} onSignOut={signOut} />
      <Show when={shown()} fallback={<main class="conversation empty quiet">One moment …</main>}>
        {(channel) => (
          <Conversation
            chat={chat}
            channel={channel()}
            isWireShown={isWireShown()}
            onWire={() => setWireShown((before) => !before)}
          />
        )}
      </Show>
      <Show when={isWireShown()}>
        <Wire chat={chat} tally={tally} connection={connection()} onClose={() => setWireShown(false)} />
      </Show>
      <Show when={ringing(chat)}>{(channel) => <Ringing chat={chat} channel={channel()} />}</Show>
      <div class="notices" role="status">
        <For each={chat.state.notices}>
          {(notice) => (
            <p class="notice">
              <Markdown content={notice.text} />
            </p>
          )}
        </For>
      </div>
    </div>
  );
}
