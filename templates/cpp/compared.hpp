{%- match members.as_slice() -%}
{%- when [] -%}
inline bool operator==(const {{ name }}&, const {{ name }}&) { return true; }
{%- when [member] -%}
inline bool operator==(const {{ name }}& a, const {{ name }}& b) { return a.{{ member }} == b.{{ member }}; }
{%- when _ -%}
inline bool operator==(const {{ name }}& a, const {{ name }}& b) {
  return {% for member in members %}a.{{ member }} == b.{{ member }}{% if !loop.last %} &&
         {% endif %}{% endfor %};
}
{%- endmatch %}
inline bool operator!=(const {{ name }}& a, const {{ name }}& b) { return !(a == b); }
{%- if is_ordered %}
{%- match members.as_slice() -%}
{%- when [member] %}
inline bool operator<(const {{ name }}& a, const {{ name }}& b) { return a.{{ member }} < b.{{ member }}; }
{%- when _ %}
inline bool operator<(const {{ name }}&, const {{ name }}&) { return false; }
{%- endmatch %}
{%- endif %}
