import type { Connection } from "@events/protocol.js";
import type { UserStatus } from "@events/types.js";
import { For, type JSX, Show } from "solid-js";

import type { Channel, Person } from "../server/server.js";
import { type Chat, partnerOf, titleOf } from "../state/chat.js";
import { unread } from "../state/messages.js";
import { openDirect, STATUSES, setStatus } from "../state/people.js";
import { Avatar } from "./Avatar.jsx";
import { Icon, Mark } from "./icons.jsx";

export function Sidebar(props: { readonly chat: Chat; readonly connection: Connection; onSignOut(): void }) {
  const state = () => props.chat.state;
  const ofKind = (...kinds: readonly Channel["kind"][]) =>
    state().channels.filter(({ kind }) => kinds.includes(kind));
  const others = () => Object.values(state().people).filter(({ id }) => id !== state().me.id);

  return (
    <nav class="sidebar" aria-label="Channels and people">
      <header class="brand">
        <Mark class="brand-mark" />
        <span class="brand-name">samewire chat</span>
        <ConnectionPill chat={props.chat} connection={props.connection} />
      </header>
      <div class="sidebar-lists">
        <Section title="Channels">
          <For each={ofKind("text", "voice")}>{(channel) => <Row chat={props.chat} channel={channel} />}</For>
        </Section>
        <Section title="Conversations">
          <For each={ofKind("direct")}>{(channel) => <Row chat={props.chat} channel={channel} />}</For>
        </Section>
        <Section title="People">
          <For each={others()}>{(person) => <PersonRow chat={props.chat} person={person} />}</For>
        </Section>
      </div>
      <Me chat={props.chat} onSignOut={props.onSignOut} />
    </nav>
  );
}

function Section(props: { readonly title: string; readonly children: JSX.Element }) {
  return (
    <section class="side-section">
      <h2>{props.title}</h2>
      <ul>{props.children}</ul>
    </section>
  );
}

function Row(props: { readonly chat: Chat; readonly channel: Channel }) {
  const state = () => props.chat.state;
  const isShown = () => state().shown === props.channel.id;
  const count = () => unread(props.channel, state().me.id);
  const title = () => titleOf(state(), props.channel);
  return (
    <li>
      <button
        type="button"
        class="side-row"
        classList={{ unread: count() > 0 }}
        aria-current={isShown() ? "page" : undefined}
        onClick={() => props.chat.change("shown", props.channel.id)}
      >
        <Show
          when={props.channel.kind === "direct"}
          fallback={<Icon name={props.channel.kind === "voice" ? "voice" : "hash"} />}
        >
          <Avatar name={title()} status={partnerOf(state(), props.channel)?.status} small />
        </Show>
        <span class="side-name">{title()}</span>
        <Show when={state().calls[props.channel.id] !== undefined}>
          <Icon name="phone" class="in-call" label="call" />
        </Show>
        <Show when={count() > 0}>
          <span class="badge">
            {count()}
            <span class="hidden"> unread</span>
          </span>
        </Show>
      </button>
    </li>
  );
}

function PersonRow(props: { readonly chat: Chat; readonly person: Person }) {
  const line = () => {
    const { custom_status: status, activity } = props.person;
    if (status !== null) return `${status.emoji ?? ""} ${status.text}`;
    return activity === null ? undefined : `${activity.name} · ${activity.details ?? activity.type}`;
  };
  return (
    <li>
      <button type="button" class="side-row person" onClick={() => openDirect(props.chat, props.person.id)}>
        <Avatar name={props.person.display_name} status={props.person.status} />
        <span class="side-lines">
          <span class="side-name">{props.person.display_name}</span>
          <Show when={line()}>
            <span class="side-status">{line()}</span>
          </Show>
        </span>
      </button>
    </li>
  );
}

function Me(props: { readonly chat: Chat; onSignOut(): void }) {
  const me = () => props.chat.state.me;
  const status = () => props.chat.state.people[me().id]?.status ?? "offline";
  return (
    <footer class="me">
      <Avatar name={me().display_name} status={status()} />
      <span class="side-lines">
        <span class="side-name">{me().display_name}</span>
        <span class="status-line">
          <select
            class="status-choice"
            aria-label="Your status"
            value={status()}
            onChange={(event) => setStatus(props.chat, event.currentTarget.value as UserStatus)}
          >
            <For each={STATUSES}>{(status) => <option value={status}>{status}</option>}</For>
          </select>
          <Icon name="down" />
        </span>
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="Sign out"
        title="Sign out"
        onClick={() => props.onSignOut()}
      >
        <Icon name="leave" />
      </button>
    </footer>
  );
}

function ConnectionPill(props: { readonly chat: Chat; readonly connection: Connection }) {
  const word = () => (props.connection.state === "open" ? "live" : props.connection.state);
  const canTry = () => props.connection.state === "waiting" || props.connection.state === "failed";
  return (
    <button
      type="button"
      class="pill"
      data-state={props.connection.state}
      disabled={!canTry()}
      title={canTry() ? "Try again now" : `Connected by ${props.chat.server.carrier}`}
      onClick={() => props.chat.events.reconnect()}
    >
      {word()}
    </button>
  );
}
