// A function for each event to the server, so that a page has in its bundle what it sends, and no more.
{%- if groups.is_empty() %}

export {};
{%- else %}

import type * as client from "./client.js";
import * as codecs from "./codec/client.js";
import type { Listeners, SendArguments } from "./dispatch.js";
import type * as server from "./server.js";

/** What sends: `createEvents` and `createListeners` make it. */
export type Sending = Pick<Listeners<server.ServerBeside, client.ClientBeside>, "post">;
{%- for group in groups %}
{%- if let Some(heading) = group.heading %}

// {{ heading }}
{%- endif %}
{%- for function in group.items %}

{{ function.doc.before("") }}export function send{{ function.name }}(
  events: Sending,
{%- if !function.carries_nothing %}
  payload: {{ function.payload }},
{%- endif %}
  ...options: SendArguments<client.ClientBeside>
): Promise<void> {
  return events.post({{ function.codec }}, {% if function.carries_nothing %}{}{% else %}payload{% endif %}, ...options);
}
{%- endfor %}
{%- endfor %}
{%- endif %}
