{{ doc.before("") }}{{ name.export() }}interface {{ name }}{% if !extends.is_empty() %} extends {{ extends.join(", ") }}{% endif %} {
{%- for member in members %}
{{ member.doc.before("  ") }}  {{ member.key }}: {{ member.ty }};
{%- endfor %}
}
