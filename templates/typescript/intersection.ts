{{ doc.before("") }}{{ name.export() }}type {{ name }} = {{ all_of.join(" & ") }}{% if !members.is_empty() %} & {
{%- for member in members %}
{{ member.doc.before("  ") }}  {{ member.key }}: {{ member.ty }};
{%- endfor %}
}{% endif %};
