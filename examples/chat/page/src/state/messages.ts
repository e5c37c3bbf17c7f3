// Messages, reactions, typing, and how far the user has read.

import type { ServerEventMap } from "@events/index.js";
import { onCleanup } from "solid-js";
import { produce } from "solid-js/store";

import type { Channel, Posted } from "../server/server.js";
import { type Chat, channelOf } from "./chat.js";

/** How long somebody is shown to type who says nothing more of it (ms). */
const TYPING = 6_000;

export function hearMessages(chat: Chat): void {
  const { hear, change } = chat;
  hearTyping(chat);

  hear("message_new", ({ channel_id, message }) => {
    change(
      produce((state) => {
        const channel = channelOf(state, channel_id);
        if (channel === undefined || found(channel, message.id) !== undefined) return;
        channel.messages.push({ ...message, reactions: [] });
        // Whoever has written has read, and types no more.
        if (message.author.id === state.me.id) channel.last_read_message_id = message.id;
        delete state.typing[channel_id]?.[message.author.id];
      }),
    );
  });
  hear("message_edit", ({ channel_id, message_id, content, edited_at }) => {
    changeMessage(chat, channel_id, message_id, (message) => Object.assign(message, { content, edited_at }));
  });
  hear("message_delete", ({ channel_id, message_id }) => {
    change(
      produce((state) => {
        const channel = channelOf(state, channel_id);
        if (channel !== undefined) channel.messages = channel.messages.filter(({ id }) => id !== message_id);
      }),
    );
  });
  hear("reaction_add", (added) => react(chat, added));
  hear("reaction_remove", (removed) => takeBack(chat, removed));

  const mark = ({ channel_id, last_read_message_id }: ServerEventMap["channel_read"]): void => {
    change(
      produce((state) => {
        const channel = channelOf(state, channel_id);
        const isThere = last_read_message_id === null || (channel && found(channel, last_read_message_id));
        if (channel !== undefined && isThere) channel.last_read_message_id = last_read_message_id;
      }),
    );
  };
  hear("channel_read", mark);
  hear("dm_read", mark);
}

function react(chat: Chat, { channel_id, message_id, user_id, emoji }: ServerEventMap["reaction_add"]): void {
  changeMessage(chat, channel_id, message_id, (message) => {
    const reaction = message.reactions.find((other) => other.emoji === emoji);
    if (reaction === undefined) message.reactions.push({ emoji, user_ids: [user_id] });
    else if (!reaction.user_ids.includes(user_id)) reaction.user_ids.push(user_id);
  });
}

function takeBack(
  chat: Chat,
  { channel_id, message_id, user_id, emoji }: ServerEventMap["reaction_remove"],
): void {
  changeMessage(chat, channel_id, message_id, (message) => {
    const reaction = message.reactions.find((other) => other.emoji === emoji);
    if (reaction === undefined) return;
    reaction.user_ids = reaction.user_ids.filter((id) => id !== user_id);
    if (reaction.user_ids.length === 0) message.reactions.splice(message.reactions.indexOf(reaction), 1);
  });
}

function hearTyping({ hear, change, state }: Chat): void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  onCleanup(() => timers.forEach(clearTimeout));

  const stop = ({ channel_id, user_id }: ServerEventMap["typing_stop"]): void => {
    change(
      produce((state) => {
        delete state.typing[channel_id]?.[user_id];
      }),
    );
  };
  hear("typing_stop", stop);
  hear("typing_start", (typing) => {
    const { channel_id, user_id } = typing;
    // The user may be typing in another window.
    if (user_id === state.me.id) return;
    change("typing", channel_id, (before) => ({ ...before, [user_id]: true as const }));
    const key = `${channel_id} ${user_id}`;
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => stop(typing), TYPING),
    );
  });
}

function changeMessage(chat: Chat, channel_id: string, id: string, to: (message: Posted) => void): void {
  chat.change(
    produce((state) => {
      const channel = channelOf(state, channel_id);
      const message = channel && found(channel, id);
      if (message !== undefined) to(message);
    }),
  );
}

function found(channel: Channel, id: string): Posted | undefined {
  return channel.messages.findLast((message) => message.id === id);
}

/** How many messages of others the user has not read. */
export function unread(channel: Channel, me: string): number {
  const last = channel.messages.findLastIndex(({ id }) => id === channel.last_read_message_id);
  return channel.messages.slice(last + 1).filter(({ author }) => author.id !== me).length;
}

/** Tells the server that the user has seen all of a channel; all windows of the user hear of it. */
export function markRead({ server, state, attempt }: Chat, channel: Channel): void {
  const last = channel.messages.at(-1);
  if (last === undefined || unread(channel, state.me.id) === 0) return;
  void attempt(server.ask("PUT", `/channels/${channel.id}/read/${last.id}`));
}

/** Adds the user's reaction, or takes it back. */
export function toggleReaction({ server, state, attempt }: Chat, message: Posted, emoji: string): void {
  const mine = message.reactions.some((it) => it.emoji === emoji && it.user_ids.includes(state.me.id));
  const path = `/channels/${message.channel_id}/messages/${message.id}/reactions/${encodeURIComponent(emoji)}`;
  void attempt(server.ask(mine ? "DELETE" : "PUT", path));
}
