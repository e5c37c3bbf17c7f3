import type { {{ handlers }} } from {{ index }};

// For `attach{% if handlers != "ServerHandlers" %}Partial{% endif %}` of the events that `createEvents` makes.
export const handlers = {
{%- for group in groups %}
{%- if let Some(heading) = group.heading %}

  // {{ heading }}
{%- endif %}
{%- for stub in group.items %}

{{ stub.doc.before("  ") }}  {{ stub.key }}({{ stub.parameters }}) {
    console.log({{ stub.name }}{{ stub.shown }});
  },
{%- endfor %}
{%- endfor %}
} satisfies {{ handlers }};
