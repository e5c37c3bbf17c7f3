{{ doc.before("") }}{{ name.export() }}const {{ name }} = {
{%- for entry in entries %}
{{ entry.doc.before("  ") }}  {{ entry.key }}: {{ entry.value }},
{%- endfor %}
  /** All of the given bits in one value. */
  of: (...bits: {{ ty }}[]): {{ ty }} => bits.reduce((all, bit) => {{ together }}, {{ zero }}),
  /** Whether all of the given bits are set. */
  has: (flags: {{ ty }}, bits: {{ ty }}): boolean => (flags & bits) === {{ set }},
} as const;
