{{ doc.before("") }}enum class {{ deprecated }}{{ name }}{% if let Some(under) = under %} : {{ under }}{% endif %} {
{%- for value in values %}
{{ value.doc.before("  ") }}  {{ value.name }}{% if !value.deprecated.is_empty() %} {{ value.deprecated.trim_end() }}{% endif %}{% if !value.value.is_empty() %} = {{ value.value }}{% endif %},
{%- endfor %}
};
{% if *ranked %}
/// In the order of the manifest.
constexpr bool operator<({{ name }} a, {{ name }} b) {
  const auto rank = [](const {{ name }} value) {
    switch (value) {
{%- for value in values %}
      case {{ name }}::{{ value.name }}:
        return {{ loop.index0 }};
{%- endfor %}
    }
    return {{ values.len() }};
  };
  return rank(a) != rank(b) ? rank(a) < rank(b) : static_cast<{{ under.unwrap_or("int") }}>(a) < static_cast<{{ under.unwrap_or("int") }}>(b);
}
{% endif %}
