{%- for import in imports -%}
import type * as {{ import }} from "./{{ import }}.js";
{% endfor %}
/** Every event {{ way }}, by its name: what it carries. */
{% if events.is_empty() -%}
export type {{ title }}EventMap = Record<never, never>;
{%- else -%}
export interface {{ title }}EventMap {
{%- for event in events %}
{{ event.doc.before("  ") }}  {{ event.key }}: {{ event.payload }};
{%- endfor %}
}
{%- endif %}

/** The name of an event {{ way }}. */
export type {{ title }}EventName = keyof {{ title }}EventMap;

/** An event {{ way }}: `switch (event.name)` tells which. */
export type {{ title }}Event = {
  [Name in {{ title }}EventName]: { readonly name: Name; readonly payload: {{ title }}EventMap[Name] };
}[{{ title }}EventName];

{% if let Some(beside) = beside -%}
{{ beside }}

{% endif -%}
/** The names of all events {{ way }}, in the order of the manifest. */
export const {{ side }}Events = [
{%- for event in events %}
  {{ event.name }},
{%- endfor %}
] as const;
{%- if let Some(replies) = replies %}

/** The events that answer requests, by the names of these. */
{% if replies.is_empty() -%}
export type ClientReplies = Record<never, never>;
{%- else -%}
export interface ClientReplies {
{%- for (request, reply) in replies %}
  {{ request }}: {{ reply }};
{%- endfor %}
}
{%- endif %}
{%- endif %}
{% for declaration in declarations %}
{{ declaration }}
{% endfor %}
{%- include "typescript/hiding.ts" %}
