{{ doc.before("") }}{{ name.export() }}const {{ name }} = {
{%- for entry in entries %}
{{ entry.doc.before("  ") }}  {{ entry.key }}: {{ entry.value }},
{%- endfor %}
} as const;
