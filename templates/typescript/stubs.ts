import type { {{ handlers }} } from {{ index }};

// For `attach{% if handlers != "ServerHandlers" %}Partial{% endif %}` of the events that `createEvents` makes.
export const handlers = {
{%- for group in groups %}
{%- if let Some(heading) = group.heading %}
{%- if !loop.first %}
{% endif %}
  // {{ heading }}
{%- endif %}
{%- let first = loop.first && group.heading.is_none() %}
{%- for stub in group.items %}
{%- if !loop.first || !first %}
{% endif %}
{{ stub.doc.before("  ") }}  {{ stub.key }}({{ stub.parameters }}) {
    console.log({{ stub.name }}{{ stub.shown }});
  },
{%- endfor %}
{%- endfor %}
} satisfies {{ handlers }};
