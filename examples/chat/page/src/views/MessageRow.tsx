import { createSignal, For, Show } from "solid-js";

import type { Posted, Reaction } from "../server/server.js";
import { type Chat, nameOf } from "../state/chat.js";
import { toggleReaction } from "../state/messages.js";
import { Avatar } from "./Avatar.jsx";
import { Icon } from "./icons.jsx";
import { Markdown } from "./Markdown.jsx";

const EMOJIS = ["👍", "❤️", "😄", "🎉", "👀", "🔥"];
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

export function MessageRow(props: {
  readonly chat: Chat;
  readonly message: Posted;
  readonly isContinued: boolean;
}) {
  const time = () => clock.format(new Date(props.message.created_at));
  return (
    <li class="message" classList={{ continued: props.isContinued }}>
      <Show when={!props.isContinued} fallback={<time class="margin-time">{time()}</time>}>
        <Avatar name={props.message.author.display_name} />
      </Show>
      <div class="message-body">
        <Show when={!props.isContinued}>
          <p class="message-head">
            <strong>{props.message.author.display_name}</strong>
            <time datetime={props.message.created_at}>{time()}</time>
          </p>
        </Show>
        <p class="message-text">
          <Markdown content={props.message.content} />
          <Show when={props.message.edited_at}>
            <span class="small quiet"> (edited)</span>
          </Show>
        </p>
        <For each={props.message.attachments}>
          {(file) => (
            <p class="attachment">
              {file.filename} <span class="quiet">{Math.ceil(file.size_bytes / 1024)} KB</span>
            </p>
          )}
        </For>
        <Show when={props.message.reactions.length > 0}>
          <ul class="reactions" aria-label="Reactions">
            <For each={props.message.reactions}>
              {(reaction) => <Reacted chat={props.chat} message={props.message} reaction={reaction} />}
            </For>
          </ul>
        </Show>
      </div>
      <Picker chat={props.chat} message={props.message} />
    </li>
  );
}

function Reacted(props: { readonly chat: Chat; readonly message: Posted; readonly reaction: Reaction }) {
  const isMine = () => props.reaction.user_ids.includes(props.chat.state.me.id);
  const names = () =>
    new Intl.ListFormat("en").format(props.reaction.user_ids.map((user) => nameOf(props.chat.state, user)));
  return (
    <li>
      <button
        type="button"
        class="reaction"
        aria-pressed={isMine()}
        aria-label={`${props.reaction.emoji} by ${names()}`}
        title={names()}
        onClick={() => toggleReaction(props.chat, props.message, props.reaction.emoji)}
      >
        {props.reaction.emoji} <span>{props.reaction.user_ids.length}</span>
      </button>
    </li>
  );
}

function Picker(props: { readonly chat: Chat; readonly message: Posted }) {
  const [isOpen, setOpen] = createSignal(false);
  let place: HTMLFieldSetElement | undefined;
  const choose = (emoji: string): void => {
    setOpen(false);
    toggleReaction(props.chat, props.message, emoji);
  };
  const leave = (event: FocusEvent): void => {
    if (!(event.relatedTarget instanceof Node && place?.contains(event.relatedTarget))) setOpen(false);
  };
  return (
    <fieldset
      class="picker"
      aria-label="Reactions to choose from"
      classList={{ open: isOpen() }}
      ref={place}
      onFocusOut={leave}
      onKeyDown={({ key }) => key === "Escape" && setOpen(false)}
    >
      <button
        type="button"
        class="icon-button"
        aria-label="React"
        title="React"
        aria-expanded={isOpen()}
        onClick={() => setOpen((before) => !before)}
      >
        <Icon name="smile" />
      </button>
      <Show when={isOpen()}>
        <div class="picker-choice">
          <For each={EMOJIS}>
            {(emoji) => (
              <button type="button" aria-label={`React with ${emoji}`} onClick={() => choose(emoji)}>
                {emoji}
              </button>
            )}
          </For>
        </div>
      </Show>
    </fieldset>
  );
}
