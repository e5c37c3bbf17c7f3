// The reading and writing of frames: an event, its name, and what travels beside it.

#ifndef SAMEWIRE_FRAME_HPP
#define SAMEWIRE_FRAME_HPP

#include "unions.hpp"

namespace samewire {

/// A picture that frames of a direction may be in.
struct FramePicture {
  Picture picture;
  /// Names other than texts may stand there too.
  bool others = false;
  /// A picture without names holds this event, which is made of members beside it; none if the number is too large.
  std::size_t only = SIZE_MAX;
};

/// A member beside the events of a direction.
template <class Event, class Frame>
struct Beside {
  bool (*read)(Reader&, const Json&, Frame&);
  bool (*has)(const Event&, const Frame*);
  bool (*write)(Writer&, const Event&, const Frame*);
};

/// A member beside the events that is a field of the frame.
template <class Event, class Frame, auto Field, class C>
struct FrameField {
  static bool read(Reader& in, const Json& json, Frame& frame) {
    auto& field = frame.*Field;
    if (read_into(in, json, field)) return true;
    field.reset();
    return false;
  }
  static bool has(const Event&, const Frame* frame) { return frame != nullptr && (frame->*Field).has_value(); }
  static bool write(Writer& out, const Event&, const Frame* frame) { return write_from(out, frame->*Field); }
  static constexpr Beside<Event, Frame> row() { return {&read, &has, &write}; }

 private:
  /// Where null stands for none, the codec knows of both.
  static bool read_into(Reader& in, const Json& json, typename C::Value& field) { return C::read(in, json, field); }
  static bool read_into(Reader& in, const Json& json, std::optional<typename C::Value>& field) {
    return C::read(in, json, field.emplace());
  }
  static bool write_from(Writer& out, const typename C::Value& field) { return C::write(out, field); }
  static bool write_from(Writer& out, const std::optional<typename C::Value>& field) { return C::write(out, *field); }
};

/// A member of the picture of a refusal, which is an event that is made of such members.
template <class Event, class Frame, std::size_t Index, auto Part, class C>
struct RefusalPart {
  static bool read(Reader& in, const Json& json, Frame& frame) {
    if (auto* refused = std::get_if<Index>(&frame.event.value)) return C::read(in, json, refused->*Part);
    typename C::Value dropped{};
    return C::read(in, json, dropped);
  }
  static bool has(const Event& event, const Frame*) { return std::get_if<Index>(&event.value) != nullptr; }
  static bool write(Writer& out, const Event& event, const Frame*) {
    return C::write(out, std::get_if<Index>(&event.value)->*Part);
  }
  static constexpr Beside<Event, Frame> row() { return {&read, &has, &write}; }
};

/// All that is known of the events of a direction.
template <class Event, class Frame>
struct Protocol {
  const FramePicture* pictures;
  std::size_t picture_count;
  const Lookup& lookup;
  /// By the index of the alternative.
  const Carried<Event>* events;
  std::size_t event_count;
  const Beside<Event, Frame>* beside;
};

/// What became of a frame.
struct Outcome {
  bool is_good;
  /// The event at fault, as it is called on the wire; empty if its name was not read.
  std::string event;
};

/// Reads frames of one direction.
template <class Event, class Frame>
class FrameReader {
 public:
  FrameReader(Reader& in, const Protocol<Event, Frame>& protocol) : in_(in), protocol_(protocol) {}

  /// Reads a frame, whose text is `raw`, or is made where that is asked for.
  template <class Raw>
  Outcome read(const Json& json, Raw raw, Frame& out) {
    if (json.is_discarded()) return {in_.wrong("frame", json), ""};
    const std::size_t chosen = choose(json);
    if (chosen == protocol_.picture_count) {
      if (twice_) return {in_.refuse("given twice") || under(in_, *twice_), ""};
      if (spoilt_) return {in_.refuse_at(spoilt_->path, spoilt_->reason), ""};
      return keep(std::nullopt, raw(), out);
    }
    if (best_.twice) return {in_.refuse("given twice") || under(in_, *best_.twice), name()};
    const std::size_t only = protocol_.pictures[chosen].only;
    if (only == SIZE_MAX && !known_) {
      keep(best_.name, raw(), out);
      return {read_beside(false, out), ""};
    }
    if (only != SIZE_MAX) {
      protocol_.events[only].unit(in_, out.event);
    } else if (!read_payload(in_, best_, *known_, out.event, nullptr)) {
      return {false, name()};
    }
    if (best_.missing && !in_.is_open(json)) return {in_.refuse("missing") || under(in_, *best_.missing), name()};
    return {read_beside(true, out) && in_.end(json), name()};
  }

 private:
  /// The picture that a frame is in. No frame is in two; one that lacks what must be there is still in the picture that
  /// knows its name, so that it is an error and no unknown event.
  std::size_t choose(const Json& json) {
    std::size_t chosen = protocol_.picture_count;
    int least = 4;
    for (std::size_t index = 0; index < protocol_.picture_count && least > 0; ++index) {
      const FramePicture& picture = protocol_.pictures[index];
      const Names names = {protocol_.lookup, index, picture.others};
      Found found;
      if (!Walk(in_, names, found).find(picture.picture, json)) {
        if (!spoilt_ && in_.is_spoilt()) spoilt_ = in_.error("");
        continue;
      }
      if (found.is_unnamed) {
        if (!found.missing && !twice_) twice_ = found.twice;
        continue;
      }
      const Carried<Event>* known = of_version(found);
      const int rank = rank_of(found, known, picture);
      if (rank >= least) continue;
      best_ = std::move(found);
      known_ = known;
      chosen = index;
      least = rank;
    }
    return chosen;
  }

  static int rank_of(const Found& found, const Carried<Event>* known, const FramePicture& picture) {
    if (picture.only != SIZE_MAX) return found.missing ? 4 : 0;
    return (known == nullptr ? 2 : 0) + (found.missing ? 1 : 0);
  }

  /// The event in the version that the frame tells; none if nobody knows that.
  const Carried<Event>* of_version(const Found& found) const {
    if (!found.known) return nullptr;
    const Carried<Event>& newest = protocol_.events[*found.known];
    if (!found.is_versioned || !found.version || *found.version == newest.version) return &newest;
    if (*found.version < newest.first) return nullptr;
    const auto index = static_cast<std::size_t>(*found.version - newest.first);
    return index < newest.older_count ? &newest.older[index] : nullptr;
  }

  [[nodiscard]] std::string name() const { return best_.name.value_or(""); }

  static Outcome keep(std::optional<std::string> name, std::string raw, Frame& out) {
    out.event = Event(Unknown{std::move(name), std::move(raw)});
    return {true, ""};
  }

  /// Reads the members beside the event; bad ones are left out unless all must be good, or nobody could read them.
  bool read_beside(bool is_strict, Frame& out) {
    for (const Found::BesideAt& at : best_.beside) {
      const bool is_good = protocol_.beside[at.member->beside].read(in_, *at.value, out);
      if (!is_good && (is_strict || in_.is_spoilt())) return under(in_, at.path);
    }
    return true;
  }

  Reader& in_;
  const Protocol<Event, Frame>& protocol_;
  Found best_;
  const Carried<Event>* known_ = nullptr;
  /// The path of a second name in a frame that has none that could be one.
  std::optional<Found::Path> twice_;
  /// What no side takes stands where a picture has something.
  std::optional<Error> spoilt_;
};

/// Reads a frame. Never throws but for want of memory.
template <class Event, class Frame>
Result<Frame> decode_frame(const Protocol<Event, Frame>& protocol, std::string_view text, const Limits& limits) {
  Reader in(limits);
  Json json;
  if (!in.parse(text, json)) return in.error("");
  Frame frame;
  const Outcome outcome =
      FrameReader<Event, Frame>(in, protocol).read(json, [&] { return std::string(text); }, frame);
  if (!outcome.is_good) return in.error(outcome.event);
  if (!in.is_good_unread()) {
    return in.error("");
  }
  return frame;
}

/// The member at a path, also of a frame that is otherwise bad: what follows may be no JSON at all.
template <class C>
std::optional<typename C::Value> correlation(std::string_view text, std::initializer_list<std::string_view> path) {
  const Limits limits;
  Reader in(limits);
  Json json;
  if (!in.parse(text, json)) return std::nullopt;
  const Json* at = &json;
  for (const std::string_view key : path) {
    const auto* object = at->get_ptr<const Json::object_t*>();
    at = object == nullptr ? nullptr : find_member(*object, key);
    if (at == nullptr) return std::nullopt;
  }
  typename C::Value id{};
  return C::read(in, *at, id) ? std::optional<typename C::Value>(std::move(id)) : std::nullopt;
}

/// Writes the members beside an event.
template <class Event, class Frame>
class FrameBeside : public BesideWriter {
 public:
  FrameBeside(const Protocol<Event, Frame>& protocol, const Event& event, const Frame* frame)
      : protocol_(protocol), event_(event), frame_(frame) {}

  [[nodiscard]] bool has(std::size_t index) const override { return protocol_.beside[index].has(event_, frame_); }
  bool write(Writer& out, std::size_t index) const override {
    return protocol_.beside[index].write(out, event_, frame_);
  }

 private:
  const Protocol<Event, Frame>& protocol_;
  const Event& event_;
  const Frame* frame_;
};

template <class Event, class Frame>
bool write_event(Writer& out, const Protocol<Event, Frame>& protocol, const Event& event, const Frame* frame) {
  const std::size_t index = event.value.index();
  if (index < protocol.event_count) {
    const Carried<Event>& known = protocol.events[index];
    const FrameBeside<Event, Frame> beside(protocol, event, frame);
    return PictureWriter<Event>(known, event, &beside).write(out, protocol.pictures[known.picture].picture);
  }
  const auto* unknown = std::get_if<Unknown>(&event.value);
  return unknown == nullptr ? out.refuse("holds nothing") : write_kept(out, unknown->raw);
}

/// Writes a frame; without one, an event with nothing beside it.
template <class Event, class Frame>
Result<std::string> encode_frame(const Protocol<Event, Frame>& protocol, const Event& event, const Frame* frame) {
  Writer out;
  if (!write_event(out, protocol, event, frame)) return out.error();
  return std::move(out.text);
}

// --------------------------------------------------------------------------------- names beside the payload

/// Where the name is the channel and the payload travels alone.
template <class Event>
struct Channel {
  const Lookup& lookup;
  const Carried<Event>* events;
  std::size_t event_count;
  /// The pictures in which no payload is null.
  bool (*is_nullable)(std::size_t picture);
};

template <class Event>
Result<Event> decode_payload(const Channel<Event>& channel, std::string_view name, std::string_view text, const Limits& limits) {
  Reader in(limits);
  Json json;
  const std::string event(name);
  if (!in.parse(text, json)) return in.error(event);
  Event out;
  const auto known = channel.lookup.find_key(0, name);
  if (known) {
    const Carried<Event>& carried = channel.events[*known];
    const bool good = carried.unit == nullptr ? carried.read(in, json, out) : is_nothing(in, json) && carried.unit(in, out);
    if (!good) return in.error(event);
  } else {
    out = Event(Unknown{event, std::string(text)});
  }
  if (!in.is_good_unread()) {
    return in.error(event);
  }
  return out;
}

template <class Event>
Result<std::string> encode_payload(const Channel<Event>& channel, const Event& event) {
  Writer out;
  const std::size_t index = event.value.index();
  if (index >= channel.event_count) {
    const auto* unknown = std::get_if<Unknown>(&event.value);
    if (unknown == nullptr ? !out.refuse("holds nothing") : !write_kept(out, unknown->raw)) return out.error();
  } else if (channel.events[index].unit != nullptr) {
    out.text = channel.is_nullable(channel.events[index].picture) ? "null" : "{}";
  } else if (!channel.events[index].write(out, event)) {
    return out.error();
  }
  return std::move(out.text);
}

// ------------------------------------------------------------------------------------------- events inside

namespace codec {

/// `server_event`, `client_event`: the event of a frame, of what is generated for it: `Event`, `Frame` and `protocol`. What
/// stands beside the event is checked and dropped.
template <class P>
struct Single {
  using Event = typename P::Event;
  using Frame = typename P::Frame;
  using Value = Event;

  static bool read(Reader& in, const Json& json, Event& out) {
    if (!is_whole(in, json)) return false;
    Frame frame;
    const auto raw = [&] { return kept_text(in, json); };
    if (!FrameReader<Event, Frame>(in, P::protocol()).read(json, raw, frame).is_good) return false;
    out = std::move(frame.event);
    return in.end(json);
  }
  static bool write(Writer& out, const Event& value) {
    return write_event<Event, Frame>(out, P::protocol(), value, nullptr);
  }
};

/// `list<server_event>`: each element is read for itself, so that a bad one does not take the others with it.
template <class P>
struct Batch {
  using Event = typename P::Event;
  using Value = std::vector<Result<Event, BadEvent>>;

  static bool read(Reader& in, const Json& json, Value& out) {
    if (!json.is_array()) return in.wrong("array", json);
    out.clear();
    for (const Json& item : json) {
      if (!is_whole(in, item)) return false;
      Event event;
      if (Single<P>::read(in, item, event)) {
        out.emplace_back(std::move(event));
        continue;
      }
      const Error error = in.error("");
      out.emplace_back(BadEvent{error.path, error.reason, kept_text(in, item)});
    }
    return in.end(json);
  }

  static bool write(Writer& out, const Value& value) {
    out.text += '[';
    std::size_t index = 0;
    for (const auto& item : value) {
      if (index != 0) out.text += ',';
      const bool written = item ? Single<P>::write(out, *item) : write_kept(out, item.error().raw);
      if (!written) return out.at(index);
      ++index;
    }
    out.text += ']';
    return true;
  }
};

}  // namespace codec
}  // namespace samewire

#endif
