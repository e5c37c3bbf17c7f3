import { createEffect, createSignal, on } from "solid-js";

import type { Channel } from "../server/server.js";
import { type Chat, titleOf } from "../state/chat.js";
import { Icon } from "./icons.jsx";

/** How often the others are told that the user is still typing (ms). */
const REMINDER = 3_000;

export function Composer(props: { readonly chat: Chat; readonly channel: Channel }) {
  const [text, setText] = createSignal("");
  let told = 0;
  let field: HTMLTextAreaElement | undefined;
  createEffect(
    on(
      () => props.channel.id,
      () => field?.focus(),
    ),
  );

  function write(next: string): void {
    setText(next);
    const { events, attempt } = props.chat;
    const channel_id = props.channel.id;
    if (next === "") {
      told = 0;
      void attempt(events.send("stop_typing", { channel_id }));
    } else if (performance.now() - told > REMINDER || told === 0) {
      told = performance.now();
      void attempt(events.send("typing", { channel_id }));
    }
  }

  async function send(): Promise<void> {
    const content = text().trim();
    if (content === "") return;
    setText("");
    told = 0;
    const path = `/channels/${props.channel.id}/messages`;
    const isSent = await props.chat.attempt(props.chat.server.ask("POST", path, { content }));
    // Nothing that somebody wrote is lost, unless they have written something else since.
    if (!isSent && text() === "") setText(content);
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={field}
        rows="1"
        value={text()}
        aria-label={`Message to ${titleOf(props.chat.state, props.channel)}`}
        placeholder={`Message ${titleOf(props.chat.state, props.channel)}`}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" class="send" aria-label="Send" title="Send" disabled={text().trim() === ""}>
        <Icon name="send" />
      </button>
    </form>
  );
}
