{%- if members.is_empty() -%}
inline bool operator==(const {{ name }}&, const {{ name }}&) { return true; }
{%- else -%}
inline bool operator==(const {{ name }}& a, const {{ name }}& b) {
  return {% for member in members %}a.{{ member }} == b.{{ member }}{% if !loop.last %} && {% endif %}{% endfor %};
}
{%- endif %}
inline bool operator!=(const {{ name }}& a, const {{ name }}& b) { return !(a == b); }
{%- if is_ordered %}
{%- if members.is_empty() %}
inline bool operator<(const {{ name }}&, const {{ name }}&) { return false; }
{%- else %}
inline bool operator<(const {{ name }}& a, const {{ name }}& b) {
  return {% for member in members %}a.{{ member }} < b.{{ member }}{% endfor %};
}
{%- endif %}
{%- endif %}
