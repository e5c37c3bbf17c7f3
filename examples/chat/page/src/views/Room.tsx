import type { ScreenShareInfo, VoiceParticipant } from "@events/types.js";
import { For, Show } from "solid-js";

import type { Channel } from "../server/server.js";
import { leaveCall } from "../state/calls.js";
import { type Chat, nameOf, type Voice } from "../state/chat.js";
import { leaveVoice, toggleMute, toggleShare, toggleWebcam } from "../state/voice.js";
import { Avatar } from "./Avatar.jsx";
import { Icon } from "./icons.jsx";

/** The voice channel or call that this window is in. */
export function Room(props: { readonly chat: Chat; readonly channel: Channel }) {
  return (
    <Show when={props.chat.state.voice}>
      {(voice) => (
        <section class="room" aria-label="Call">
          <Show when={voice().shares.length > 0}>
            <ul class="shares">
              <For each={voice().shares}>{(share) => <Share chat={props.chat} share={share} />}</For>
            </ul>
          </Show>
          <ul class="seats">
            <For each={voice().participants}>
              {(participant) => <Seat chat={props.chat} voice={voice()} participant={participant} />}
            </For>
          </ul>
          <Controls chat={props.chat} voice={voice()} channel={props.channel} />
        </section>
      )}
    </Show>
  );
}

function Share(props: { readonly chat: Chat; readonly share: ScreenShareInfo }) {
  return (
    <li class="share">
      <div class="share-screen" aria-hidden="true">
        <Icon name="screen" />
      </div>
      <p class="share-label">
        <strong>{props.share.source_label}</strong>
        <span class="quiet">
          {nameOf(props.chat.state, props.share.user_id)} · {props.share.quality}
          {props.share.has_audio ? " · with sound" : ""}
        </span>
      </p>
    </li>
  );
}

function Seat(props: { readonly chat: Chat; readonly voice: Voice; readonly participant: VoiceParticipant }) {
  const id = () => props.participant.user_id;
  const name = () => props.participant.display_name ?? nameOf(props.chat.state, id());
  const hasWebcam = () => props.voice.webcams.some(({ user_id }) => user_id === id());
  return (
    <li class="seat" classList={{ muted: props.participant.muted }}>
      <Avatar name={name()} />
      <span class="seat-name">{id() === props.chat.state.me.id ? "You" : name()}</span>
      <span class="seat-facts">
        <Icon
          name={props.participant.muted ? "muted" : "mic"}
          label={props.participant.muted ? "muted" : "speaks"}
        />
        <Show when={hasWebcam()}>
          <Icon name="video" label="webcam" />
        </Show>
        <Show when={props.voice.latency[id()] !== undefined}>
          <span class="latency">{props.voice.latency[id()]} ms</span>
        </Show>
      </span>
    </li>
  );
}

function Controls(props: { readonly chat: Chat; readonly voice: Voice; readonly channel: Channel }) {
  const me = () => props.chat.state.me.id;
  const isMuted = () => props.voice.participants.some(({ user_id, muted }) => user_id === me() && muted);
  const isSharing = () => props.voice.shares.some(({ user_id }) => user_id === me());
  const isSeen = () => props.voice.webcams.some(({ user_id }) => user_id === me());
  const leave = (): void => {
    if (props.channel.kind === "direct") void leaveCall(props.chat, props.channel.id);
    else leaveVoice(props.chat);
  };
  return (
    <div class="controls" role="toolbar" aria-label="In this call">
      <button type="button" aria-pressed={isMuted()} onClick={() => toggleMute(props.chat)}>
        <Icon name={isMuted() ? "muted" : "mic"} /> {isMuted() ? "Unmute" : "Mute"}
      </button>
      <button type="button" aria-pressed={isSharing()} onClick={() => toggleShare(props.chat)}>
        <Icon name="screen" /> {isSharing() ? "Stop sharing" : "Share screen"}
      </button>
      <button type="button" aria-pressed={isSeen()} onClick={() => toggleWebcam(props.chat)}>
        <Icon name="video" /> {isSeen() ? "Webcam off" : "Webcam on"}
      </button>
      <button type="button" class="danger" onClick={leave}>
        <Icon name="leave" /> Leave
      </button>
    </div>
  );
}
