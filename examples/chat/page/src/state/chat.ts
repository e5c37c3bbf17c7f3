// All that the page shows. It begins with what the server tells once, and changes by events.

import { createEvents, type PageEvents, type ServerEventMap, type ServerEventName } from "@events/index.js";
import { onEvent } from "@events/solid.js";
import type { ScreenShareInfo, VoiceParticipant, WebcamInfo } from "@events/types.js";
import { onCleanup } from "solid-js";
import { createStore, produce, type SetStoreFunction } from "solid-js/store";

import type { Call, Channel, Everything, Person, Server, User } from "../server/server.js";
import { hearCalls } from "./calls.js";
import { hearMessages } from "./messages.js";
import { hearPeople } from "./people.js";
import { hearVoice } from "./voice.js";

export interface State {
  readonly me: User;
  isLoaded: boolean;
  isDemo: boolean;
  people: { [id: string]: Person };
  channels: Channel[];
  /** The channel that is shown. */
  shown: string | undefined;
  /** Who types: by channel, then by user. */
  typing: { [channel: string]: { [user: string]: true } };
  /** Calls that ring or go on, by channel. */
  calls: { [channel: string]: Call };
  /** The call that this window has begun or answered; another window of the user may be in another. */
  answered: string | undefined;
  voice: Voice | undefined;
  notices: Notice[];
}

/** The voice channel, or call, that this window is in. */
export interface Voice {
  readonly channel_id: string;
  /** Names this stay, from joining to leaving. */
  readonly session_id: string;
  participants: VoiceParticipant[];
  shares: ScreenShareInfo[];
  webcams: WebcamInfo[];
  /** Round-trip times in milliseconds, by user. */
  latency: { [user: string]: number };
}

/** Something that is worth a line for a while. */
export interface Notice {
  readonly id: number;
  readonly text: string;
}

/** What those that change the state have at hand. */
export interface Chat {
  readonly server: Server;
  readonly events: PageEvents;
  readonly state: State;
  readonly change: SetStoreFunction<State>;
  /** Calls the handler for each event of this name; one that comes during {@link load} waits for its end. */
  hear<Name extends ServerEventName>(name: Name, handler: (payload: ServerEventMap[Name]) => void): void;
  /** Shows a line for a while. */
  notice(text: string): void;
  /** Does what may be refused; a refusal is shown. */
  attempt(deed: Promise<unknown>): Promise<boolean>;
  /** Loads all that was before the events. */
  load(): Promise<void>;
}

/** How long a notice is shown (ms), and how many are at once. */
const NOTICE = 6_000;
const NOTICES = 3;

/** Connects for whoever is signed in, until the owner is disposed of. */
export function createChat(server: Server, me: User): Chat {
  const events = createEvents(server.transport());
  onCleanup(() => events.close());
  const [state, change] = createStore<State>({
    me,
    isLoaded: false,
    isDemo: false,
    people: {},
    channels: [],
    shown: undefined,
    typing: {},
    calls: {},
    answered: undefined,
    voice: undefined,
    notices: [],
  });

  let notices = 0;
  function notice(text: string): void {
    const id = ++notices;
    change("notices", (before) => [...before.slice(1 - NOTICES), { id, text }]);
    setTimeout(() => change("notices", (before) => before.filter((other) => other.id !== id)), NOTICE);
  }

  async function attempt(deed: Promise<unknown>): Promise<boolean> {
    try {
      await deed;
      return true;
    } catch (error) {
      notice(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  const waiting: (() => void)[] = [];
  let loads = 0;
  function hear<Name extends ServerEventName>(name: Name, handler: (payload: ServerEventMap[Name]) => void) {
    onEvent(events, name, (payload) => {
      if (loads > 0) waiting.push(() => handler(payload));
      else handler(payload);
    });
  }

  // What is loaded may be older than events that come meanwhile, and newer than some: those that are acted on twice
  // say the same twice.
  async function load(): Promise<void> {
    loads += 1;
    try {
      await loadState(chat);
    } finally {
      loads -= 1;
      if (loads === 0) for (const handle of waiting.splice(0)) handle();
    }
  }

  const chat: Chat = { server, events, state, change, hear, notice, attempt, load };
  hearMessages(chat);
  hearPeople(chat);
  hearCalls(chat);
  hearVoice(chat);
  onCleanup(
    events.onConnection(({ state }) => {
      if (state === "open") attempt(chat.load());
    }),
  );
  return chat;
}

/** Subscribes first and looks then, so that nothing is missed in between. */
async function loadState({ server, events, state, change }: Chat): Promise<void> {
  const known = (await server.ask("GET", "/state")) as Everything;
  await Promise.all(known.channels.map(({ id }) => events.request("subscribe", { channel_id: id })));
  const { people, channels, calls, demo } = (await server.ask("GET", "/state")) as Everything;
  change(
    produce((state) => {
      state.isLoaded = true;
      state.isDemo = demo;
      state.people = Object.fromEntries(people.map((person) => [person.id, person]));
      state.channels = [...channels];
      state.calls = Object.fromEntries(calls.map((call) => [call.channel_id, call]));
      // A server that was restarted has forgotten conversations, and calls.
      if (channelOf(state, state.shown) === undefined) state.shown = channels[0]?.id;
      if (channelOf(state, state.voice?.channel_id) === undefined) state.voice = undefined;
      if (channelOf(state, state.answered) === undefined) state.answered = undefined;
    }),
  );
  // The server has forgotten the room that a connection was in when that was cut.
  if (state.voice !== undefined) await events.send("voice_join", { channel_id: state.voice.channel_id });
}

export function channelOf(state: State, id: string | undefined): Channel | undefined {
  return state.channels.find((channel) => channel.id === id);
}

/** Who is on the other side of a direct conversation. */
export function partnerOf(state: State, channel: Channel): Person | undefined {
  const id = channel.members.find((member) => member !== state.me.id);
  return id === undefined ? undefined : state.people[id];
}

export function titleOf(state: State, channel: Channel): string {
  return channel.name || (partnerOf(state, channel)?.display_name ?? "Conversation");
}

export function nameOf(state: State, user: string): string {
  return state.people[user]?.display_name ?? "Somebody";
}
