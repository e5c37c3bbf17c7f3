{{ doc.before("") }}struct {{ deprecated }}{{ name }} {
{%- for alternative in alternatives %}
{%- if let Some(own) = alternative.name %}
  using {{ own }} = {{ alternative.ty }};
{%- endif %}
{%- endfor %}
{%- if *has_names %}
{% endif %}
  ::std::variant<
{%- for alternative in alternatives %}
      {{ alternative.ty }}{% if !loop.last %},{% endif %}
{%- endfor %}>
      value{% if *usual != 0 %}{::std::in_place_index<{{ usual }}>}{% endif %};

  {{ name }}() = default;
{%- for alternative in alternatives %}
{%- match alternative.made %}
{%- when Made::Implicitly %}
  {{ name }}({{ alternative.ty }} own) : value(::std::in_place_index<{{ loop.index0 }}>, ::std::move(own)) {}
{%- when Made::Explicitly %}
  explicit {{ name }}({{ alternative.ty }} own) : value(::std::in_place_index<{{ loop.index0 }}>, ::std::move(own)) {}
{%- when Made::Exactly %}
  template <class Own, class = ::std::enable_if_t<::std::is_same_v<Own, {{ alternative.ty }}>>>
  {{ name }}(Own own) : value(::std::in_place_index<{{ loop.index0 }}>, own) {}
{%- when Made::ByIndex %}
{%- endmatch %}
{%- endfor %}
};
