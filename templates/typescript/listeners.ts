// A function for each event from the server{% if has_desktop %}, and from the desktop app{% endif %}, so that a page has in its bundle what it listens to, and no more.
{%- if groups.is_empty() %}

export {};
{%- else %}

import type * as client from "./client.js";
{%- if has_desktop %}
import * as ownCodecs from "./codec/desktop.js";
{%- endif %}
{%- if has_server %}
import * as codecs from "./codec/server.js";
{%- endif %}
{%- if has_desktop %}
import type * as desktop from "./desktop.js";
{%- endif %}
import type { Handler, Listeners } from "./dispatch.js";
import type { ListenOptions, Unsubscribe } from "./handlers.js";
import type * as server from "./server.js";

/** What listens: `createEvents` and `createListeners` make it. */
export type Listening = Pick<Listeners<server.ServerBeside, client.ClientBeside>, "listen">;
{%- for group in groups %}
{%- if let Some(heading) = group.heading %}

// {{ heading }}
{%- endif %}
{%- for function in group.items %}

{{ function.doc.before("") }}export function on{{ function.name }}(
  events: Listening,
  handler: Handler<{{ function.payload }}, {{ function.beside }}>,
  options?: ListenOptions,
): Unsubscribe {
  return events.listen({{ function.codec }}, handler, options);
}
{%- endfor %}
{%- endfor %}
{%- endif %}
