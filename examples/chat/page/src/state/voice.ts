// Voice channels, and what goes on in them. Media is not part of this example: only its events are.

import type { ServerEventMap } from "@events/index.js";
import type { VoiceParticipant } from "@events/types.js";
import { produce } from "solid-js/store";

import type { Chat, Voice } from "./chat.js";

export function hearVoice(chat: Chat): void {
  const { hear, notice } = chat;
  /** Changes the room that this window is in, if an event is about that one. */
  const inRoom = (channel: string, to: (voice: Voice) => void): void => {
    chat.change(
      produce(({ voice }) => {
        if (voice?.channel_id === channel) to(voice);
      }),
    );
  };
  const inSeat = (channel: string, user: string, to: Partial<VoiceParticipant>): void => {
    inRoom(channel, ({ participants }) => {
      const seat = participants.find(({ user_id }) => user_id === user);
      if (seat !== undefined) Object.assign(seat, to);
    });
  };

  hear("voice_room_state", ({ channel_id, participants, screen_shares, webcams }) => {
    inRoom(channel_id, (voice) => Object.assign(voice, { participants, shares: screen_shares, webcams }));
  });
  hear("voice_user_joined", (joined) => inRoom(joined.channel_id, (voice) => sit(voice, joined)));
  hear("voice_user_left", ({ channel_id, user_id }) => {
    inRoom(channel_id, (voice) => {
      voice.participants = voice.participants.filter((other) => other.user_id !== user_id);
    });
  });
  hear("voice_user_muted", ({ channel_id, user_id }) => inSeat(channel_id, user_id, { muted: true }));
  hear("voice_user_unmuted", ({ channel_id, user_id }) => {
    inSeat(channel_id, user_id, { muted: false });
  });
  hear("voice_user_stats", ({ channel_id, user_id, latency }) => {
    inRoom(channel_id, (voice) => {
      voice.latency[user_id] = latency;
    });
  });
  hear("screen_share_started", ({ channel_id, ...share }) => {
    inRoom(channel_id, (voice) => {
      voice.shares = [...voice.shares.filter(({ stream_id }) => stream_id !== share.stream_id), share];
    });
  });
  hear("screen_share_stopped", ({ channel_id, stream_id }) => {
    // A user may share several screens: the others go on.
    inRoom(channel_id, (voice) => {
      voice.shares = voice.shares.filter((share) => share.stream_id !== stream_id);
    });
  });
  hear("webcam_started", ({ channel_id, user_id, username, quality }) => {
    inRoom(channel_id, (voice) => {
      const others = voice.webcams.filter((webcam) => webcam.user_id !== user_id);
      voice.webcams = [...others, { user_id, username, quality }];
    });
  });
  hear("webcam_stopped", ({ channel_id, user_id }) => {
    inRoom(channel_id, (voice) => {
      voice.webcams = voice.webcams.filter((webcam) => webcam.user_id !== user_id);
    });
  });
  hear("voice_error", ({ message }) => notice(message));
}

function sit(voice: Voice, { user_id, username, display_name }: ServerEventMap["voice_user_joined"]): void {
  if (voice.participants.some((other) => other.user_id === user_id)) return;
  const rest = { muted: false, screen_sharing: false, webcam_active: false };
  voice.participants.push({ user_id, username, display_name, ...rest });
}

/** Goes into a voice channel or a call, and out of the one before. */
export function joinVoice(chat: Chat, channel_id: string): void {
  leaveVoice(chat);
  const session_id = crypto.randomUUID();
  chat.change("voice", { channel_id, session_id, participants: [], shares: [], webcams: [], latency: {} });
  void chat.attempt(chat.events.send("voice_join", { channel_id }));
}

export function leaveVoice({ state, events, change, attempt }: Chat): void {
  if (state.voice === undefined) return;
  const { channel_id } = state.voice;
  change("voice", undefined);
  void attempt(events.send("voice_leave", { channel_id }));
}

/** Mutes the user's own microphone, or lifts that. The others hear of it; the user is told nothing. */
export function toggleMute({ state, events, change, attempt }: Chat): void {
  if (state.voice === undefined) return;
  const { channel_id, participants } = state.voice;
  const isMuted = participants.find(({ user_id }) => user_id === state.me.id)?.muted === true;
  void attempt(events.send(isMuted ? "voice_unmute" : "voice_mute", { channel_id }));
  change("voice", "participants", ({ user_id }) => user_id === state.me.id, { muted: !isMuted });
}

/** Shares the screen, or stops the user's own share. */
export function toggleShare({ state, events, attempt }: Chat): void {
  if (state.voice === undefined) return;
  const { channel_id, shares } = state.voice;
  const own = shares.find(({ user_id }) => user_id === state.me.id);
  const stream_id = own?.stream_id ?? crypto.randomUUID();
  const share = {
    channel_id,
    stream_id,
    quality: "high",
    has_audio: false,
    source_label: "Display 1",
  } as const;
  const sent = own
    ? events.send("voice_screen_share_stop", { channel_id, stream_id })
    : events.send("voice_screen_share_start", share);
  void attempt(sent);
}

export function toggleWebcam({ state, events, attempt }: Chat): void {
  if (state.voice === undefined) return;
  const { channel_id, webcams } = state.voice;
  const isOn = webcams.some(({ user_id }) => user_id === state.me.id);
  const sent = isOn
    ? events.send("voice_webcam_stop", { channel_id })
    : events.send("voice_webcam_start", { channel_id, quality: "medium" });
  void attempt(sent);
}
