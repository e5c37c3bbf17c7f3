// The writing of frames, and of unions that have a picture, in the order of their pictures.

#ifndef SAMEWIRE_WRITTEN_HPP
#define SAMEWIRE_WRITTEN_HPP

#include "carried.hpp"

namespace samewire {

/// What writes the members beside an event.
class BesideWriter {
 public:
  virtual ~BesideWriter() = default;
  [[nodiscard]] virtual bool has(std::size_t index) const = 0;
  virtual bool write(Writer& out, std::size_t index) const = 0;
};

/// Writes one event, or one variant of a union, along a picture.
template <class Out>
class PictureWriter {
 public:
  PictureWriter(const Carried<Out>& known, const Out& value, const BesideWriter* beside)
      : known_(known), value_(value), beside_(beside) {}

  bool write(Writer& out, const Picture& picture) const {
    if (picture.is_bare() && known_.unit != nullptr) return out.string(known_.wire.shown());
    Object object(out);
    return parts(object, picture, nullptr) && object.end();
  }

  /// The members alone; `beyond` are those of others around them.
  bool parts(Object& object, const Picture& picture, const Around* beyond) const {
    for (const Member& member : picture) {
      if (!part(object, picture, member, beyond)) return false;
    }
    return true;
  }

 private:
  bool part(Object& object, const Picture& picture, const Member& member, const Around* beyond) const {
    if (member.is == Member::Is::Absent) return true;
    if (member.is == Member::Is::Spread) return spread(object, picture, beyond);
    if (member.is == Member::Is::Named) {
      return object.member(known_.wire.shown(), [&] { return payload(object.out, false); });
    }
    if (member.optional && may_be_left_out(member) && holds_nothing(member)) return true;
    return object.member(member.key, [&] { return value(object.out, member); });
  }

  bool spread(Object& object, const Picture& picture, const Around* beyond) const {
    if (known_.unit != nullptr) return true;
    const std::vector<std::string_view> keys = picture.keys();
    const Around around = {keys.data(), keys.size(), beyond};
    return known_.parts(object, value_, &around);
  }

  bool value(Writer& out, const Member& member) const {
    switch (member.is) {
      case Member::Is::Name:
        if (known_.wire.kind == WireName::Kind::Text) return out.string(known_.wire.text);
        out.text += known_.wire.shown();
        return true;
      case Member::Is::Payload:
        return payload(out, member.nullable);
      case Member::Is::Version:
        out.integer(known_.version);
        return true;
      case Member::Is::Constant:
        out.text += member.constant.text();
        return true;
      case Member::Is::Object:
        return write(out, *member.object);
      default:
        return beside(out, member);
    }
  }

  bool payload(Writer& out, bool is_nullable) const {
    if (known_.unit == nullptr) return known_.write(out, value_);
    out.text += is_nullable ? "null" : "{}";
    return true;
  }

  bool beside(Writer& out, const Member& member) const {
    if (beside_ != nullptr && beside_->has(member.beside)) return beside_->write(out, member.beside);
    if (!member.nullable) return out.refuse("missing");
    out.text += "null";
    return true;
  }

  static bool may_be_left_out(const Member& member) {
    return member.is == Member::Is::Payload || member.is == Member::Is::Beside || member.is == Member::Is::Object;
  }

  /// Whether a member would hold nothing but what stands for itself.
  [[nodiscard]] bool holds_nothing(const Member& member) const {
    switch (member.is) {
      case Member::Is::Payload:
      case Member::Is::Spread:
      case Member::Is::Named:
        return known_.unit != nullptr;
      case Member::Is::Beside:
        return beside_ == nullptr || !beside_->has(member.beside);
      case Member::Is::Object:
        return std::all_of(member.object->begin(), member.object->end(),
                           [&](const Member& inner) { return holds_nothing(inner); });
      default:
        return member.is != Member::Is::Name;
    }
  }

  const Carried<Out>& known_;
  const Out& value_;
  const BesideWriter* beside_;
};

/// The text in which JSON is kept that is whole: of a repeated key the last value, as for those who read it.
inline std::string kept_text(const Reader& in, const Json& json) {
  Writer out;
  if (in.text().repeats) {
    out.json(settled(json));
  } else {
    out.json(json);
  }
  return std::move(out.text);
}

/// Writes JSON that was kept as text.
inline bool write_kept(Writer& out, const std::string& raw) {
  Json json;
  Text text;
  if (!is_utf8(raw)) return out.refuse(NOT_JSON);
  Parser::parse(raw, SIZE_MAX, json, text);
  if (text.broken) return out.refuse(NOT_JSON);
  out.text += raw;
  return true;
}

}  // namespace samewire

#endif
