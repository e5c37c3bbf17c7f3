{{ doc.before("") }}struct {{ deprecated }}{{ name }} {
{%- for member in members %}
{{ member.doc.before("  ") }}  {{ member.deprecated }}{{ member.ty }} {{ member.name }}
{%- match member.initial %}
{%- when Initial::Nothing %};
{%- when Initial::Empty %}{};
{%- when Initial::Value with (value) %} = {{ value }};
{%- when Initial::Made with (function) %} = {{ function }}();
{%- endmatch %}
{%- endfor %}
{%- for (member, function) in Member::made(members) %}
{%- if loop.first %}

  // Defaults of the manifest.
{%- endif %}
  static {{ member.ty }} {{ function }}();
{%- endfor %}
{%- if !members.is_empty() %}
{% endif %}};
