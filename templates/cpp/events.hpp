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

  {{ event }}();
{%- for carried in side.carried %}
  {{ event }}({{ carried.ty }} event);
{%- endfor %}
  {{ event }}(const {{ event }}& other);
  {{ event }}({{ event }}&& other) noexcept;
  {{ event }}& operator=(const {{ event }}& other);
  {{ event }}& operator=({{ event }}&& other) noexcept;
  ~{{ event }}();

  /// The name on the wire, of an answer that of its request; none for a frame that fits no picture of the manifest.
  [[nodiscard]] ::std::optional<::std::string_view> name() const;
  /// What the manifest says of the event; nothing of an unknown one, and of an answer that is no event.
  [[nodiscard]] const ::samewire::EventInfo* info() const;
};

bool operator==(const {{ event }}& a, const {{ event }}& b);
bool operator!=(const {{ event }}& a, const {{ event }}& b);

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

bool operator==(const {{ frame_name }}& a, const {{ frame_name }}& b);
bool operator!=(const {{ frame_name }}& a, const {{ frame_name }}& b);

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

}  // namespace {{ namespace }}
{%- for (module, compared) in deferred %}

namespace {{ namespace }}::{{ module }} {
{% for one in compared %}
{{ one }}
{%- endfor %}

}  // namespace {{ namespace }}::{{ module }}
{%- endfor %}
