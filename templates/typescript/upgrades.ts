// How fields of newer versions are made of older ones, where the manifest says `by_hand`.

{% for (name, from) in imports -%}
import type * as {{ name }} from {{ from }};
{% endfor %}
{%- for function in functions %}
{{ function.doc.before("") }}export function {{ function.name }}({{ function.parameter.0 }}: {{ function.parameter.1 }}): {{ function.result }} {
  throw new Error("{{ function.name }} is not written yet", { cause: {{ function.parameter.0 }} });
}
{% endfor %}
