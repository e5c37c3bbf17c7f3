{%- for import in imports -%}
import type * as {{ import }} from "./{{ import }}.js";
{% endfor %}
{%- for declaration in declarations %}
{{ declaration }}
{% endfor %}
{%- include "typescript/hiding.ts" %}
