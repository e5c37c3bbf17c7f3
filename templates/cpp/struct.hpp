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
{%- for member in members %}
{%- if let Initial::Made(function) = member.initial %}
  static {{ member.ty }} {{ function }}();
{%- endif %}
{%- endfor %}
{%- if !members.is_empty() %}
{% endif %}};
