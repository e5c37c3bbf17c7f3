{{ doc.before("") }}{{ name.export() }}type {{ name }} =
{%- for alternative in any_of %}
{{ alternative.doc.before("  ") }}  | {{ alternative.ty }}
{%- endfor %};
