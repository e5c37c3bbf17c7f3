{% if !events.is_empty() -%}
namespace {{ namespace }} {
{%- for event in events %}
struct {{ event }};
{%- endfor %}
}  // namespace {{ namespace }}

{% endif -%}
namespace {{ namespace }}::{{ module }} {
{% for declaration in plain %}
{{ declaration.to_string().trim_end() }}
{% endfor %}
{%- if !forward.is_empty() %}
{% for name in forward -%}
struct {{ name }};
{% endfor %}
{%- endif %}
{%- for declaration in rest %}
{{ declaration.to_string().trim_end() }}
{% endfor %}
{%- if !compared.is_empty() %}
// Values are compared member by member.
{% for one in compared -%}
bool operator==(const {{ one.name }}& a, const {{ one.name }}& b);
{%- if one.is_ordered %}
bool operator<(const {{ one.name }}& a, const {{ one.name }}& b);
{%- endif %}
{% endfor -%}
{% for one in compared -%}
{%- if !one.has_events %}
{{ one }}
{%- endif %}
{%- endfor %}
{% endif %}
}  // namespace {{ namespace }}::{{ module }}
