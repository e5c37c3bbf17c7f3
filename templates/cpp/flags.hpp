{{ doc.before("") }}enum class {{ deprecated }}{{ name }} : {{ under }} {
{%- for value in values %}
{{ value.doc.before("  ") }}  {{ value.name }}{% if !value.deprecated.is_empty() %} {{ value.deprecated.trim_end() }}{% endif %} = {{ value.value }},
{%- endfor %}
};

constexpr {{ name }} operator|({{ name }} a, {{ name }} b) {
  return static_cast<{{ name }}>(static_cast<{{ under }}>(a) | static_cast<{{ under }}>(b));
}
constexpr {{ name }} operator&({{ name }} a, {{ name }} b) {
  return static_cast<{{ name }}>(static_cast<{{ under }}>(a) & static_cast<{{ under }}>(b));
}
constexpr {{ name }} operator^({{ name }} a, {{ name }} b) {
  return static_cast<{{ name }}>(static_cast<{{ under }}>(a) ^ static_cast<{{ under }}>(b));
}
constexpr {{ name }} operator~({{ name }} a) {
  return static_cast<{{ name }}>(static_cast<{{ under }}>(~static_cast<{{ under }}>(a)));
}
constexpr {{ name }}& operator|=({{ name }}& a, {{ name }} b) { return a = a | b; }
constexpr {{ name }}& operator&=({{ name }}& a, {{ name }} b) { return a = a & b; }
constexpr {{ name }}& operator^=({{ name }}& a, {{ name }} b) { return a = a ^ b; }
/// Whether all of these bits are in a set.
constexpr bool has({{ name }} set, {{ name }} bits) { return (set & bits) == bits; }
