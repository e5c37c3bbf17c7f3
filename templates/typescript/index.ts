// The protocol {{ protocol }}: what pages import first.

{% for import in imports -%}
import {{ import.kind }}{ {{ import.names.join(", ") }} } from "./{{ import.module }}.js";
{% endfor %}
export type {
  ClientBeside,
  ClientEvent,
  ClientEventMap,
  ClientEventName,
  ClientReplies,
} from "./client.js";
export { clientEvents } from "./client.js";
export { decodeClientEvent, encodeClientEvent } from "./codec/client.js";
{%- if has_desktop %}
export { decodeDesktopEvent } from "./codec/desktop.js";
{%- endif %}
export { decodeServerEvent, encodeServerEvent } from "./codec/server.js";
{%- if has_desktop %}
export type { DesktopEvent, DesktopEventMap, DesktopEventName } from "./desktop.js";
export { desktopEvents } from "./desktop.js";
{%- endif %}
export type { Problem, SendOptions, Stats } from "./dispatch.js";
export { assertNever, type EventsOptions, RequestError, type RequestOptions } from "./events.js";
export { type Decoded, EncodeError, type FrameError, SendError, type Transport, type UnknownEvent } from "./protocol.js";
export type { ServerBeside, ServerEvent, ServerEventMap, ServerEventName } from "./server.js";
export { serverEvents } from "./server.js";

{% if has_desktop -%}
/** Handlers for events of the desktop app's own: no other page hears of them. */
export type DesktopHandlers = DesktopEventHandlers<DesktopEventMap>;

/** A handler for each event from the server, and for those of the desktop app that are wanted, for `attach`. */
export type ServerHandlers = EventHandlers<ServerEventMap, ServerBeside> & DesktopHandlers;

/** Handlers for some events from the server, and from the desktop app, for `attachPartial`. */
export type SomeServerHandlers = SomeEventHandlers<ServerEventMap, ServerBeside> & DesktopHandlers;
{%- else -%}
/** A handler for each event from the server, for `attach`. */
export type ServerHandlers = EventHandlers<ServerEventMap, ServerBeside>;

/** Handlers for some events from the server, for `attachPartial`. */
export type SomeServerHandlers = SomeEventHandlers<ServerEventMap, ServerBeside>;
{%- endif %}

/** The events of the protocol, as a page has them. */
export type PageEvents = Events<ServerEventMap, ServerBeside, ClientEventMap, ClientBeside, ClientReplies{% if has_desktop %}, DesktopEventMap{% endif %}>;

/** Listening and sending by the functions of `listeners.ts` and `senders.ts`. */
export type PageListeners = Listeners<ServerBeside, ClientBeside>;

type PageProtocol = Protocol<ServerEventMap, ServerBeside, ClientEventMap, ClientBeside, ClientReplies{% if has_desktop %}, DesktopEventMap{% endif %}>;

{% if let Some(beginning) = beginning -%}
/** The name of an event at the beginning of a frame, where it tells all. */
const beginning = {{ beginning.pattern }};

{% endif -%}
{% if !old_names.is_empty() -%}
/** The names that events have now, by old ones. */
const renamed: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
{%- for (old, now) in old_names %}
  [{{ old }}, {{ now }}],
{%- endfor %}
]);

{% endif -%}
{% if let Some(heartbeat) = heartbeat -%}
const heartbeat = { send: {{ heartbeat.send }}, expect: {{ heartbeat.expect }} } as const;

{% endif -%}
{% if let Some(tauri) = tauri -%}
const tauri = {
  names: {
{%- for (carried, name) in tauri.names %}
    {{ carried }}: {{ name }},
{%- endfor %}
  },
  payload: "{{ tauri.payload }}",
{%- if tauri.named %}
  named: true,
{%- endif %}
{%- if !tauri.desktop.is_empty() %}
  desktop: [{{ tauri.desktop.join(", ") }}],
{%- endif %}
} as const;

{% endif -%}
const protocol: PageProtocol = {
{%- if let Some(Beginning { known: Some(known), .. }) = beginning %}
  peek(text) {
    const name = beginning.exec(text)?.[1];
    return name === undefined ? name : {{ known }}?.name;
  },
{%- else %}
  peek: () => undefined,
{%- endif %}
{%- if receives_payloads %}
  decode: nameless,
  known: (name) => findServerEvent(0, name)?.name,
  decodePayload: (name, payload) => decodeServerEvent(name, payload),
{%- else %}
  decode: (frame) => decodeServerEvent(frame),
{%- endif %}
{%- if receives_both %}
  decodePayload: (name, payload) => decodeServerPayload(name, payload),
{%- endif %}
{%- if has_desktop %}
  decodeDesktop: (name, payload) => decodeDesktopEvent(name, payload),
{%- endif %}
  encode: (name, payload{% if !sends_payloads %}, beside{% endif %}) => encodeClientEvent(name, payload{% if !sends_payloads %}, beside{% endif %}),
{%- if let Some(correlation) = correlation %}
  correlation: {
    create: {{ correlation.create }},
    set: (beside, id) => ({ ...beside, {{ correlation.client }}: id as {{ correlation.ty }} }),
    get: (beside) => beside{{ correlation.server }}{% if correlation.nullable %} ?? undefined{% endif %},
  },
{%- endif %}
  replies: {
{%- for (request, reply) in replies %}
    {{ request }}: {{ reply }},
{%- endfor %}
  },
{%- if let Some(error) = error %}
  error: {{ error }},
{%- endif %}
{%- if heartbeat.is_some() %}
  heartbeat,
{%- endif %}
{%- if tauri.is_some() %}
  tauri,
{%- endif %}
};

/** Joins the protocol with a transport, and starts that. */
export function createEvents(transport: Transport, options?: EventsOptions): PageEvents {
  return create(protocol, transport, options);
}

/**
 * As `createEvents`, for pages that listen by the functions of `listeners.ts` and send by those of `senders.ts` only:
 * no other events are in their bundle.
 */
export function createListeners(transport: Transport): PageListeners {
{%- if !receives_payloads %}
  const decode = decodeListened(decodeServerFrame);
{%- endif %}
{%- if receives_payloads %}
  const decodeAlone = decodeListenedPayload();
{%- endif %}
{%- if receives_both || has_desktop %}
  const decodeNamed = decodeListenedPayload(named);
{%- endif %}
  const listened: PageProtocol = {
    listenedOnly: true,
{%- if beginning.is_some() && old_names.is_empty() %}
    peek: (text) => beginning.exec(text)?.[1],
{%- else if beginning.is_some() %}
    peek(text) {
      const name = beginning.exec(text)?.[1];
      return name === undefined ? name : (renamed.get(name) ?? name);
    },
{%- else %}
    peek: () => undefined,
{%- endif %}
{%- if receives_payloads %}
    decode: nameless,
    known: (name) => {% if old_names.is_empty() %}name{% else %}renamed.get(name) ?? name{% endif %},
    decodePayload: (name, payload, codecs) => decodeAlone(name, payload, codecs) as ServerDecoded,
{%- else %}
    decode: (frame, codecs) => decode(frame, codecs) as ServerDecoded,
{%- endif %}
{%- if receives_both %}
    decodePayload: (name, payload, codecs) => decodeNamed(name, payload, codecs) as ServerDecoded,
{%- endif %}
{%- if has_desktop %}
    decodeDesktop: (name, payload, codecs) => decodeNamed(name, payload, codecs) as DesktopDecoded,
{%- endif %}
{%- if sends_payloads %}
    encode: (_name, payload, _beside, codec{% if let Some(heartbeat) = heartbeat %} = {{ heartbeat.codec }}{% endif %}) => encodeClientPayload(brought(codec), payload),
{%- else %}
    encode: (_, payload, beside, codec{% if let Some(heartbeat) = heartbeat %} = {{ heartbeat.codec }}{% endif %}) => encodeClientFrame(brought(codec), payload, beside),
{%- endif %}
{%- if heartbeat.is_some() %}
    heartbeat,
{%- endif %}
{%- if tauri.is_some() %}
    tauri,
{%- endif %}
  };
  return listen(listened, transport);
}

type ServerDecoded = Decoded<AnyEvent<ServerEventMap>, ServerBeside>;
{%- if has_desktop %}

type DesktopDecoded = Decoded<AnyEvent<DesktopEventMap>, Record<never, never>>;
{%- endif %}
{%- if receives_payloads %}

/** The name of an event travels beside its payload. */
function nameless(): ServerDecoded {
  return { kind: "error", error: { path: "", reason: "expected the name of the event beside its payload" } };
}
{%- endif %}
