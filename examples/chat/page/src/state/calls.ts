// Calls in direct conversations: they ring, are answered, and end.

import { produce } from "solid-js/store";

import { type Chat, nameOf } from "./chat.js";
import { joinVoice, leaveVoice } from "./voice.js";

export function hearCalls(chat: Chat): void {
  const { hear, state, change, notice } = chat;
  const isMine = (channel: string): boolean => state.channels.some(({ id }) => id === channel);

  const ring = ({ channel_id, initiator }: { readonly channel_id: string; readonly initiator: string }) => {
    if (isMine(channel_id)) change("calls", channel_id, { channel_id, initiator, joined: [initiator] });
  };
  hear("call_started", ring);
  hear("incoming_call", ring);

  hear("call_participant_joined", ({ channel_id, user_id }) => {
    if (state.calls[channel_id] === undefined) return;
    change("calls", channel_id, "joined", (before) => [...new Set([...before, user_id])]);
    if (state.answered === channel_id && state.voice?.channel_id !== channel_id) joinVoice(chat, channel_id);
  });
  hear("call_participant_left", ({ channel_id, user_id }) => {
    if (state.calls[channel_id] === undefined) return;
    change("calls", channel_id, "joined", (before) => before.filter((id) => id !== user_id));
  });
  hear("call_declined", ({ channel_id, user_id }) => {
    if (isMine(channel_id) && user_id !== state.me.id) notice(`${nameOf(state, user_id)} cannot talk now`);
  });
  hear("call_ended", ({ channel_id, reason, duration_secs }) => {
    if (state.calls[channel_id] === undefined) return;
    notice(ending(reason, duration_secs));
    if (state.voice?.channel_id === channel_id) leaveVoice(chat);
    change(
      produce((state) => {
        delete state.calls[channel_id];
        if (state.answered === channel_id) state.answered = undefined;
      }),
    );
  });
}

function ending(reason: string, seconds: number | null): string {
  if (seconds !== null) {
    return `The call is over, after ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  return reason === "all_declined" ? "The call was declined" : "The call was not answered";
}

/** The call that rings for the user, if one does. */
export function ringing({ state }: Chat): string | undefined {
  const rings = Object.values(state.calls).find(
    ({ initiator, joined }) => initiator !== state.me.id && !joined.includes(state.me.id),
  );
  return rings?.channel_id;
}

export async function startCall(chat: Chat, channel: string): Promise<void> {
  chat.change("answered", channel);
  await chat.attempt(chat.server.ask("POST", `/channels/${channel}/call`));
}

export async function answerCall(chat: Chat, channel: string): Promise<void> {
  chat.change({ answered: channel, shown: channel });
  await chat.attempt(chat.server.ask("POST", `/channels/${channel}/call/join`));
}

export async function declineCall(chat: Chat, channel: string): Promise<void> {
  await chat.attempt(chat.server.ask("POST", `/channels/${channel}/call/decline`));
}

export async function leaveCall(chat: Chat, channel: string): Promise<void> {
  if (chat.state.voice?.channel_id === channel) leaveVoice(chat);
  chat.change("answered", undefined);
  await chat.attempt(chat.server.ask("POST", `/channels/${channel}/call/leave`));
}
