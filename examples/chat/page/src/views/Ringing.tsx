import { onMount } from "solid-js";

import { answerCall, declineCall } from "../state/calls.js";
import { type Chat, nameOf } from "../state/chat.js";
import { Avatar } from "./Avatar.jsx";
import { Icon } from "./icons.jsx";

/** Somebody calls. */
export function Ringing(props: { readonly chat: Chat; readonly channel: string }) {
  const name = () => nameOf(props.chat.state, props.chat.state.calls[props.channel]?.initiator ?? "");
  let answer: HTMLButtonElement | undefined;
  onMount(() => answer?.focus());
  return (
    <section class="ringing" role="alertdialog" aria-labelledby="ringing-title">
      <Avatar name={name()} />
      <div class="ringing-text">
        <h2 id="ringing-title">{name()} calls</h2>
        <p class="small quiet">Audio and screen</p>
      </div>
      <button
        type="button"
        class="round danger"
        aria-label="Decline"
        title="Decline"
        onClick={() => declineCall(props.chat, props.channel)}
      >
        <Icon name="close" />
      </button>
      <button
        type="button"
        class="round accept"
        aria-label="Answer"
        title="Answer"
        ref={answer}
        onClick={() => answerCall(props.chat, props.channel)}
      >
        <Icon name="phone" />
      </button>
    </section>
  );
}
