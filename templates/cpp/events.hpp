namespace {{ namespace }} {
{% for side in sides %}
{% let event = format!("{}Event", side.title) -%}
{% let frame_name = format!("{}Frame", side.title) -%}
/// An event {{ side.way }}.
struct {{ event }} {
  ::std::variant<
{%- for carried in side.carried %}
      {{ carried.ty }}{% if !loop.last %},{% endif %}
{%- endfor %}>
      value;

  {{ event }}() : value(::samewire::Unknown{}) {}
{%- for carried in side.carried %}
  {{ event }}({{ carried.ty }} event) : value(::std::in_place_index<{{ loop.index0 }}>, ::std::move(event)) {}
{%- endfor %}

  /// The name on the wire, of an answer that of its request; none for a frame that fits no picture of the manifest.
  [[nodiscard]] ::std::optional<::std::string_view> name() const;
  /// What the manifest says of the event; nothing of an unknown one, and of an answer that is no event.
  [[nodiscard]] const ::samewire::EventInfo* info() const;
};

{% match side.frame -%}
{% when Some with (frame) -%}
/// A frame {{ side.way }}: an event and what travels beside it.
struct {{ frame_name }} {
{%- for member in frame.members %}
{{ member.doc.before("  ") }}  {{ member.ty }} {{ member.name }}{};
{%- endfor %}
  /// The event.
  {{ event }} event;
};

/// Reads a frame {{ side.way }}. Throws nothing but for want of memory.
::samewire::Result<{{ frame_name }}> decode_{{ side.side }}_frame(::std::string_view text, const ::samewire::Limits& limits = {});
/// The same; what stands beside the event is checked and dropped.
::samewire::Result<{{ event }}> decode_{{ side.side }}_event(::std::string_view text, const ::samewire::Limits& limits = {});
/// Writes a frame. Refuses what no reader would take.
::samewire::Result<::std::string> encode(const {{ frame_name }}& frame);
{%- if !frame.has_required %}
/// Writes a frame with nothing beside its event.
::samewire::Result<::std::string> encode(const {{ event }}& event);
{%- endif %}
{%- if let Some(id) = frame.correlation %}
/// The request id of a frame's text, also of one that is otherwise bad; none if it has none.
::std::optional<{{ id }}> correlation_of_{{ side.side }}_frame(::std::string_view text);
{%- endif %}
{%- when None -%}
/// Reads the payload of the event of this name. Throws nothing but for want of memory.
::samewire::Result<{{ event }}> decode_{{ side.side }}_event(::std::string_view name, ::std::string_view payload,
    const ::samewire::Limits& limits = {});
/// Writes the payload, which travels beside the name; that of an unknown event as it came.
::samewire::Result<::std::string> encode(const {{ event }}& event);
{%- endmatch %}

/// Handles every event {{ side.way }}: a new one does not compile until it is handled.
class {{ side.title }}Handler {
 public:
  virtual ~{{ side.title }}Handler() = default;
{% for carried in side.carried %}
{{ carried.doc.before("  ") }}  virtual void on(const {{ carried.ty }}& event) = 0;
{%- endfor %}
};

/// Hands an event to its handler.
void dispatch(const {{ event }}& event, {{ side.title }}Handler& handler);

/// Handlers for some events {{ side.way }}.
struct {{ side.title }}Handlers {
{%- for carried in side.carried %}
{{ carried.doc.before("  ") }}  ::std::function<void(const {{ carried.ty }}&)> {{ carried.handler }}{};
{%- endfor %}
};

/// Hands an event to its handler, and tells whether there is one.
bool dispatch(const {{ event }}& event, const {{ side.title }}Handlers& handlers);
{%- if !side.rows.is_empty() %}

/// What the manifest says of every event {{ side.way }}, in its order.
inline constexpr ::std::array<::samewire::EventInfo, {{ side.rows.len() }}> {{ side.side }}_events{ {{- "{" }}
{%- for row in side.rows %}
    {{ "{" }}{{ row.name }}, ::samewire::Direction::{{ side.title }}, {{ row.category }}, ::samewire::Audience::{{ row.audience }},
     ::samewire::Delivery::{{ row.delivery }}, {{ row.idempotent }}, {{ row.deprecated }}, {{ row.experimental }}{{ "}" }},
{%- endfor %}
{{ "}}" }};
{%- endif %}
{% endfor %}
// What is declared above and needs no reading or writing.
{% for side in sides %}
{% let event = format!("{}Event", side.title) -%}
inline const ::samewire::EventInfo* {{ event }}::info() const {
{%- if side.rows.is_empty() %}
  return nullptr;
{%- else %}
  return value.index() < {{ side.side }}_events.size() ? &{{ side.side }}_events[value.index()] : nullptr;
{%- endif %}
}

inline ::std::optional<::std::string_view> {{ event }}::name() const {
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

inline bool operator==(const {{ event }}& a, const {{ event }}& b) { return a.value == b.value; }
inline bool operator!=(const {{ event }}& a, const {{ event }}& b) { return !(a == b); }
{% if let Some(frame) = side.frame -%}
inline bool operator==(const {{ side.title }}Frame& a, const {{ side.title }}Frame& b) {
  return {% for member in frame.members %}a.{{ member.name }} == b.{{ member.name }} && {% endfor %}a.event == b.event;
}
inline bool operator!=(const {{ side.title }}Frame& a, const {{ side.title }}Frame& b) { return !(a == b); }
{%- endif %}

inline void dispatch(const {{ event }}& event, {{ side.title }}Handler& handler) {
  switch (event.value.index()) {
{%- for carried in side.carried %}
    case {{ loop.index0 }}:
      return handler.on(*::std::get_if<{{ loop.index0 }}>(&event.value));
{%- endfor %}
    default:
      return;
  }
}

inline bool dispatch(const {{ event }}& event, const {{ side.title }}Handlers& handlers) {
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
}  // namespace {{ namespace }}
{%- for (module, compared) in deferred %}

namespace {{ namespace }}::{{ module }} {
{% for one in compared %}
{{ one }}
{%- endfor %}

}  // namespace {{ namespace }}::{{ module }}
{%- endfor %}
