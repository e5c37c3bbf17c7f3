// Who there is, and how they are.

import type { UserStatus } from "@events/types.js";

import type { Chat } from "./chat.js";

export function hearPeople(chat: Chat): void {
  const { hear, state, change, notice, attempt } = chat;
  const isKnown = (id: string): boolean => state.people[id] !== undefined;

  hear("presence_update", ({ user_id, status }) => {
    if (isKnown(user_id)) change("people", user_id, { status });
    // Somebody who is new: only the server knows the name.
    else if (state.isLoaded) attempt(chat.load());
  });
  hear("rich_presence_update", ({ user_id, activity }) => {
    if (isKnown(user_id)) change("people", user_id, { activity });
  });
  hear("custom_status_update", ({ user_id, custom_status }) => {
    if (isKnown(user_id)) change("people", user_id, { custom_status });
  });
  hear("patch", ({ entity_type }) => {
    // A direct conversation was begun.
    if (entity_type === "channel") attempt(chat.load());
  });
  hear("friend_request_received", ({ from_display_name }) => {
    notice(`${from_display_name} wants to be friends`);
  });
  hear("command_response", ({ bot_name, content }) => notice(`${bot_name}: ${content}`));
  hear("error", ({ message }) => notice(message));
}

export const STATUSES: readonly UserStatus[] = ["online", "away", "busy", "offline"];

export function setStatus({ events, attempt }: Chat, status: UserStatus): void {
  void attempt(events.send("set_status", { status }));
}

/** The direct conversation with somebody, which is begun if there is none. */
export async function openDirect(chat: Chat, user: string): Promise<void> {
  const asked = chat.server.ask("POST", `/direct/${user}`).then(async (answer) => {
    const { channel_id } = answer as { readonly channel_id: string };
    if (!chat.state.channels.some(({ id }) => id === channel_id)) await chat.load();
    chat.change("shown", channel_id);
  });
  await chat.attempt(asked);
}
