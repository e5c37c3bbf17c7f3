{{ doc.before("") }}struct {{ deprecated }}{{ name }} {
  ::samewire::Uint128 bits;
{% for value in values %}
{{ value.doc.before("  ") }}  {{ value.deprecated }}static const {{ name }} {{ value.name }};
{%- endfor %}
};
{% for value in values %}
inline constexpr {{ name }} {{ name }}::{{ value.name }} = { {{- "{" }}{{ value.value }}{{ "}" -}} };
{%- endfor %}

constexpr {{ name }} operator|({{ name }} a, {{ name }} b) { return {a.bits | b.bits}; }
constexpr {{ name }} operator&({{ name }} a, {{ name }} b) { return {a.bits & b.bits}; }
constexpr {{ name }} operator^({{ name }} a, {{ name }} b) { return {a.bits ^ b.bits}; }
constexpr {{ name }} operator~({{ name }} a) { return {~a.bits}; }
constexpr {{ name }}& operator|=({{ name }}& a, {{ name }} b) { return a = a | b; }
constexpr {{ name }}& operator&=({{ name }}& a, {{ name }} b) { return a = a & b; }
constexpr {{ name }}& operator^=({{ name }}& a, {{ name }} b) { return a = a ^ b; }
/// Whether all of these bits are in a set.
constexpr bool has({{ name }} set, {{ name }} bits) { return (set.bits & bits.bits) == bits.bits; }
