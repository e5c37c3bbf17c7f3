import { createEffect, createMemo, For, on, onCleanup, Show } from "solid-js";

import type { Channel, Posted } from "../server/server.js";
import { leaveCall, startCall } from "../state/calls.js";
import { type Chat, nameOf, partnerOf, titleOf } from "../state/chat.js";
import { markRead } from "../state/messages.js";
import { joinVoice } from "../state/voice.js";
import { Composer } from "./Composer.jsx";
import { Icon } from "./icons.jsx";
import { MessageRow } from "./MessageRow.jsx";
import { Room } from "./Room.jsx";

/** Messages of one author that are this near stand under one name (ms). */
const TOGETHER = 5 * 60_000;

interface Shown {
  readonly chat: Chat;
  readonly channel: Channel;
}

export function Conversation(props: Shown & { readonly isWireShown: boolean; onWire(): void }) {
  readWhatIsSeen(props);
  const isInRoom = () => props.chat.state.voice?.channel_id === props.channel.id;
  return (
    <main class="conversation">
      <Head {...props} />
      <Show when={isInRoom()}>
        <Room chat={props.chat} channel={props.channel} />
      </Show>
      <Show when={props.channel.kind === "voice" && !isInRoom()}>
        <section class="lobby">
          <Icon name="voice" />
          <p>You are not in {props.channel.name}.</p>
          <button type="button" class="primary" onClick={() => joinVoice(props.chat, props.channel.id)}>
            Join
          </button>
        </section>
      </Show>
      <Messages {...props} />
      <Typing {...props} />
      <Composer chat={props.chat} channel={props.channel} />
    </main>
  );
}

function Head(props: Shown & { readonly isWireShown: boolean; onWire(): void }) {
  const state = () => props.chat.state;
  const call = () => state().calls[props.channel.id];
  const topic = () => {
    if (props.channel.kind !== "direct") return props.channel.topic;
    const status = partnerOf(state(), props.channel)?.custom_status;
    return status
      ? `${status.emoji ?? ""} ${status.text}`
      : (partnerOf(state(), props.channel)?.status ?? "");
  };
  return (
    <header class="conversation-head">
      <div class="conversation-title">
        <h1>
          <Show when={props.channel.kind !== "direct"}>
            <Icon name={props.channel.kind === "voice" ? "voice" : "hash"} />
          </Show>
          {titleOf(state(), props.channel)}
        </h1>
        <p class="quiet">{topic()}</p>
      </div>
      <Show when={props.channel.kind === "direct"}>
        <Show
          when={call()?.joined.includes(state().me.id)}
          fallback={
            <button
              type="button"
              class="icon-button"
              aria-label="Call"
              title="Call"
              disabled={call() !== undefined}
              onClick={() => startCall(props.chat, props.channel.id)}
            >
              <Icon name="phone" />
            </button>
          }
        >
          <span class="call-state">{call()?.joined.length === 1 ? "Ringing …" : "In a call"}</span>
          <button
            type="button"
            class="icon-button danger"
            aria-label="Leave the call"
            title="Leave the call"
            onClick={() => leaveCall(props.chat, props.channel.id)}
          >
            <Icon name="phone" />
          </button>
        </Show>
      </Show>
      <button
        type="button"
        class="icon-button"
        aria-pressed={props.isWireShown}
        aria-label="The wire"
        title="What comes over the wire"
        onClick={() => props.onWire()}
      >
        <Icon name="wire" />
      </button>
    </header>
  );
}

function Messages(props: Shown) {
  let list: HTMLOListElement | undefined;
  const last = createMemo(() => props.channel.messages.at(-1)?.id);
  const size = () => props.channel.messages.map(({ reactions }) => reactions.length).join();
  // Below the last message, unless the user looks at older ones.
  createEffect(
    on([() => props.channel.id, last, size], ([id], before) => {
      const isElsewhere = before?.[0] !== id;
      if (list !== undefined && (isElsewhere || isNearEnd(list))) list.scrollTop = list.scrollHeight;
    }),
  );
  return (
    <ol
      class="messages"
      ref={list}
      role="log"
      aria-label={`Messages in ${titleOf(props.chat.state, props.channel)}`}
    >
      <For each={props.channel.messages}>
        {(message, index) => (
          <MessageRow
            chat={props.chat}
            message={message}
            isContinued={continues(props.channel.messages[index() - 1], message)}
          />
        )}
      </For>
      <Show when={props.channel.messages.length === 0}>
        <li class="nothing quiet">Nobody has written here yet.</li>
      </Show>
    </ol>
  );
}

/** Room for a message that has just come. */
const NEAR = 220;

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR;
}

function continues(before: Posted | undefined, message: Posted): boolean {
  if (before?.author.id !== message.author.id) return false;
  return Date.parse(message.created_at) - Date.parse(before.created_at) < TOGETHER;
}

function Typing(props: Shown) {
  const names = () =>
    Object.keys(props.chat.state.typing[props.channel.id] ?? {}).map((user) =>
      nameOf(props.chat.state, user),
    );
  return (
    <p class="typing" aria-live="polite">
      <Show when={names().length > 0}>
        <span class="typing-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {new Intl.ListFormat("en").format(names())} {names().length === 1 ? "is" : "are"} typing
      </Show>
    </p>
  );
}

/** What is shown in a window that is looked at has been read. */
function readWhatIsSeen(props: Shown): void {
  const read = (): void => {
    if (document.visibilityState === "visible" && document.hasFocus()) markRead(props.chat, props.channel);
  };
  createEffect(on([() => props.channel.id, () => props.channel.messages.at(-1)?.id], read));
  window.addEventListener("focus", read);
  onCleanup(() => window.removeEventListener("focus", read));
}
