{# What events.hpp declares of events: here, so that those who include it need not compile it. -#}
{% for side in sides %}
{% let event = format!("{}Event", side.title) -%}
{{ event }}::{{ event }}() : value(::samewire::Unknown{}) {}
{%- for carried in side.carried %}
{{ event }}::{{ event }}({{ carried.ty }} event) : value(::std::in_place_index<{{ loop.index0 }}>, ::std::move(event)) {}
{%- endfor %}
{{ event }}::{{ event }}(const {{ event }}& other) = default;
{{ event }}::{{ event }}({{ event }}&& other) noexcept = default;
{{ event }}& {{ event }}::operator=(const {{ event }}& other) = default;
{{ event }}& {{ event }}::operator=({{ event }}&& other) noexcept = default;
{{ event }}::~{{ event }}() = default;

const ::samewire::EventInfo* {{ event }}::info() const {
{%- if side.rows.is_empty() %}
  return nullptr;
{%- else %}
  return value.index() < {{ side.side }}_events.size() ? &{{ side.side }}_events[value.index()] : nullptr;
{%- endif %}
}

::std::optional<::std::string_view> {{ event }}::name() const {
  if (const ::samewire::EventInfo* known = info()) return known->name;
{%- for carried in side.carried %}
{%- if let Some(name) = carried.name %}
  if (value.index() == {{ loop.index0 }}) return {{ name }};
{%- endif %}
{%- endfor %}
  const auto* unknown = ::std::get_if<::samewire::Unknown>(&value);
  if (unknown == nullptr || !unknown->name) return ::std::nullopt;
  return *unknown->name;
}

bool operator==(const {{ event }}& a, const {{ event }}& b) { return a.value == b.value; }
bool operator!=(const {{ event }}& a, const {{ event }}& b) { return !(a == b); }
{% if let Some(frame) = side.frame -%}
bool operator==(const {{ side.title }}Frame& a, const {{ side.title }}Frame& b) {
  return {% for member in frame.members %}a.{{ member.name }} == b.{{ member.name }} && {% endfor %}a.event == b.event;
}
bool operator!=(const {{ side.title }}Frame& a, const {{ side.title }}Frame& b) { return !(a == b); }
{%- endif %}

void dispatch(const {{ event }}& event, {{ side.title }}Handler& handler) {
  switch (event.value.index()) {
{%- for carried in side.carried %}
    case {{ loop.index0 }}:
      return handler.on(*::std::get_if<{{ loop.index0 }}>(&event.value));
{%- endfor %}
    default:
      return;
  }
}

bool dispatch(const {{ event }}& event, const {{ side.title }}Handlers& handlers) {
  const auto handled = [](const auto& handler, const auto* own) {
    if (!handler) return false;
    handler(*own);
    return true;
  };
  switch (event.value.index()) {
{%- for carried in side.carried %}
    case {{ loop.index0 }}:
      return handled(handlers.{{ carried.handler }}, ::std::get_if<{{ loop.index0 }}>(&event.value));
{%- endfor %}
    default:
      return false;
  }
}
{% endfor %}
