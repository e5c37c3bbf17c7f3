// The page of the tests in Chromium: all that a page does, and windows for the test to look through.

import {
  createEvents,
  encodeServerEvent,
  type ServerBeside,
  type ServerEventMap,
} from "../../../generated/typescript/index.js";
import { fixed, webSocketTransport } from "../../../generated/typescript/websocket.js";

const query = new URLSearchParams(location.search);
/** What arrived: the name of the event, and its frame as it is written again. */
const seen: { readonly name: string; readonly frame: string }[] = [];
const unknown: unknown[] = [];
const problems: unknown[] = [];
const states: string[] = [];

const events = createEvents(
  webSocketTransport(String(query.get("server")), {
    backoff: fixed([20]),
    openTimeout: 3_000,
    // A machine that is busy may keep an answer for a while.
    heartbeat: query.has("heartbeat") && { every: 200, grace: 3_000 },
    queue: { frames: 3 },
  }),
);
events.onConnection(({ state }) => states.push(state));
events.onUnknown((event) => unknown.push(event.frame));
events.onError((problem) => problems.push(problem));
// Without one of them, this does not compile.
events.attach({
  ready: heard("ready"),
  pong: heard("pong"),
  subscribed: heard("subscribed"),
  unsubscribed: heard("unsubscribed"),
  message_new: heard("message_new"),
  message_edit: heard("message_edit"),
  message_delete: heard("message_delete"),
  reaction_add: heard("reaction_add"),
  reaction_remove: heard("reaction_remove"),
  channel_pin_added: heard("channel_pin_added"),
  channel_pin_removed: heard("channel_pin_removed"),
  guild_emoji_updated: heard("guild_emoji_updated"),
  typing_start: heard("typing_start"),
  typing_stop: heard("typing_stop"),
  presence_update: heard("presence_update"),
  error: heard("error"),
  voice_offer: heard("voice_offer"),
  voice_ice_candidate: heard("voice_ice_candidate"),
  voice_user_joined: heard("voice_user_joined"),
  voice_user_left: heard("voice_user_left"),
  voice_user_muted: heard("voice_user_muted"),
  voice_user_unmuted: heard("voice_user_unmuted"),
  voice_room_state: heard("voice_room_state"),
  voice_error: heard("voice_error"),
  voice_user_stats: heard("voice_user_stats"),
  screen_share_started: heard("screen_share_started"),
  screen_share_stopped: heard("screen_share_stopped"),
  webcam_started: heard("webcam_started"),
  webcam_stopped: heard("webcam_stopped"),
  screen_share_quality_changed: heard("screen_share_quality_changed"),
  voice_layer_changed: heard("voice_layer_changed"),
  incoming_call: heard("incoming_call"),
  call_started: heard("call_started"),
  call_ended: heard("call_ended"),
  call_participant_joined: heard("call_participant_joined"),
  call_participant_left: heard("call_participant_left"),
  call_declined: heard("call_declined"),
  dm_read: heard("dm_read"),
  channel_read: heard("channel_read"),
  rich_presence_update: heard("rich_presence_update"),
  custom_status_update: heard("custom_status_update"),
  patch: heard("patch"),
  preferences_updated: heard("preferences_updated"),
  friend_request_received: heard("friend_request_received"),
  friend_request_accepted: heard("friend_request_accepted"),
  user_blocked: heard("user_blocked"),
  user_unblocked: heard("user_unblocked"),
  workspace_created: heard("workspace_created"),
  workspace_updated: heard("workspace_updated"),
  workspace_deleted: heard("workspace_deleted"),
  workspace_reordered: heard("workspace_reordered"),
  workspace_entry_added: heard("workspace_entry_added"),
  workspace_entry_removed: heard("workspace_entry_removed"),
  workspace_entries_reordered: heard("workspace_entries_reordered"),
  thread_reply_new: heard("thread_reply_new"),
  thread_reply_delete: heard("thread_reply_delete"),
  thread_read: heard("thread_read"),
  dm_name_updated: heard("dm_name_updated"),
  admin_user_banned: heard("admin_user_banned"),
  admin_user_unbanned: heard("admin_user_unbanned"),
  admin_guild_suspended: heard("admin_guild_suspended"),
  admin_guild_unsuspended: heard("admin_guild_unsuspended"),
  admin_user_deleted: heard("admin_user_deleted"),
  admin_guild_deleted: heard("admin_guild_deleted"),
  admin_report_created: heard("admin_report_created"),
  admin_report_resolved: heard("admin_report_resolved"),
  admin_moderation_blocked: heard("admin_moderation_blocked"),
  command_response: heard("command_response"),
  command_response_timeout: heard("command_response_timeout"),
});

/** Writes down what arrives under a name. */
function heard<Name extends keyof ServerEventMap>(name: Name) {
  return (payload: ServerEventMap[Name], beside: ServerBeside): void => {
    seen.push({ name, frame: encodeServerEvent(name, payload, beside) });
  };
}

const chat = { events, seen, unknown, problems, states };
export type Chat = typeof chat;
Object.assign(globalThis, { chat });
