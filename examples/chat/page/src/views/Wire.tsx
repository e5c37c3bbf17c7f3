import { serverEvents } from "@events/index.js";
import type { Connection } from "@events/protocol.js";
import { createSignal, For, Match, Show, Switch } from "solid-js";

import type { Chat } from "../state/chat.js";
import type { Tally } from "../state/tally.js";
import { Icon } from "./icons.jsx";

const TABS = ["Events", "Frames", "Problems"] as const;
type Tab = (typeof TABS)[number];

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** What comes over the wire, as it comes. */
export function Wire(props: {
  readonly chat: Chat;
  readonly tally: Tally;
  readonly connection: Connection;
  onClose(): void;
}) {
  const [tab, setTab] = createSignal<Tab>("Events");
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const next = TABS[(TABS.indexOf(tab()) + step + TABS.length) % TABS.length] ?? "Events";
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <aside class="wire" aria-label="The wire">
      <header class="wire-head">
        <h2>The wire</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close"
          title="Close"
          onClick={() => props.onClose()}
        >
          <Icon name="close" />
        </button>
      </header>
      <Summary chat={props.chat} tally={props.tally} connection={props.connection} />
      <div class="tabs" role="tablist" aria-label="What to show" onKeyDown={move}>
        <For each={TABS}>
          {(name) => (
            <button
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={tab() === name}
              aria-controls="wire-panel"
              tabIndex={tab() === name ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {name}
            </button>
          )}
        </For>
      </div>
      <div id="wire-panel" class="wire-panel" role="tabpanel" aria-labelledby={`tab-${tab()}`}>
        <Switch>
          <Match when={tab() === "Events"}>
            <Counts tally={props.tally} />
          </Match>
          <Match when={tab() === "Frames"}>
            <Frames tally={props.tally} />
          </Match>
          <Match when={tab() === "Problems"}>
            <Problems tally={props.tally} />
          </Match>
        </Switch>
      </div>
      <Show when={props.chat.state.isDemo}>
        <Wishes chat={props.chat} />
      </Show>
    </aside>
  );
}

function Summary(props: { readonly chat: Chat; readonly tally: Tally; readonly connection: Connection }) {
  const detail = () => {
    const { connection } = props;
    if (connection.state === "waiting") return `next attempt in ${(connection.delay / 1000).toFixed(1)} s`;
    if (connection.state === "connecting") return `attempt ${connection.attempt}`;
    return connection.state;
  };
  return (
    <>
      <dl class="summary">
        <div class="summary-wide">
          <dt>Carried by</dt>
          <dd>
            <strong>{props.chat.server.carrier}</strong> <span class="quiet">{detail()}</span>
          </dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>{props.tally.received}</dd>
        </div>
        <div>
          <dt>Different</dt>
          <dd>
            {props.tally.different}
            <span class="quiet"> / {serverEvents.length}</span>
          </dd>
        </div>
        <div classList={{ noted: props.tally.unknown > 0 }}>
          <dt>Unknown</dt>
          <dd>{props.tally.unknown}</dd>
        </div>
      </dl>
      <div class="lamps" aria-hidden="true">
        <For each={serverEvents}>
          {(name) => (
            <i
              classList={{ lit: props.tally.counts[name] > 0, fresh: props.tally.last === name }}
              title={name}
            />
          )}
        </For>
      </div>
    </>
  );
}

function Counts(props: { readonly tally: Tally }) {
  return (
    <ul class="counts">
      <For each={serverEvents}>
        {(name) => (
          <li classList={{ none: props.tally.counts[name] === 0, fresh: props.tally.last === name }}>
            <span>{name}</span>
            <span>{props.tally.counts[name]}</span>
          </li>
        )}
      </For>
    </ul>
  );
}

function Frames(props: { readonly tally: Tally }) {
  return (
    <ol class="frames">
      <For each={props.tally.frames} fallback={<li class="quiet">Nothing yet.</li>}>
        {(frame) => (
          <li classList={{ unknown: !frame.isKnown }}>
            <p class="frame-head">
              <strong>{frame.name}</strong>
              <Show when={!frame.isKnown}>
                <span class="tag">unknown</span>
              </Show>
              <time>{clock.format(frame.at)}</time>
            </p>
            <code>{frame.text}</code>
          </li>
        )}
      </For>
    </ol>
  );
}

function Problems(props: { readonly tally: Tally }) {
  return (
    <ul class="frames">
      <For
        each={props.tally.problems}
        fallback={<li class="quiet">No frame was refused, no handler failed, nothing was lost.</li>}
      >
        {(problem) => <li>{problem.text}</li>}
      </For>
    </ul>
  );
}

/** What a server that was started with `--demo` does on request. */
function Wishes(props: { readonly chat: Chat }) {
  const wish = (what: string) => props.chat.attempt(props.chat.server.ask("POST", `/demo/${what}`));
  return (
    <footer class="wishes">
      <p class="quiet">Ask the server for</p>
      <button type="button" onClick={() => wish("unknown")}>
        An unknown
      </button>
      <button type="button" onClick={() => wish("every")}>
        Every event
      </button>
      <button type="button" onClick={() => wish("call")}>
        A call
      </button>
    </footer>
  );
}
