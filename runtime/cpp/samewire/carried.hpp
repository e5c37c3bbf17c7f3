// What an event, or a variant of a union, carries: how it is read where a walk has found it, and written.

#ifndef SAMEWIRE_CARRIED_HPP
#define SAMEWIRE_CARRIED_HPP

#include "walk.hpp"

namespace samewire {

/// How what an event, or a variant of a union, carries is read into `Out` and written from there.
template <class Out>
struct Carried {
  WireName wire;
  /// The index of its picture.
  std::size_t picture = 0;
  /// Makes what carries nothing; all else has none.
  bool (*unit)(Reader&, Out&) = nullptr;
  bool (*read)(Reader&, const Json&, Out&) = nullptr;
  bool (*among)(Reader&, const Json&, Out&, const Around*) = nullptr;
  bool (*write)(Writer&, const Out&) = nullptr;
  bool (*parts)(Object&, const Out&, const Around*) = nullptr;
  std::int64_t version = 1;
  /// Its older versions, and the number of the first of them.
  const Carried* older = nullptr;
  std::size_t older_count = 0;
  std::int64_t first = 1;
};

/// An alternative of the variant that `Out` holds.
template <class Out, std::size_t Index, class C = void>
struct Alternative {
  static bool unit(Reader&, Out& out) {
    out.value.template emplace<Index>();
    return true;
  }
  static bool read(Reader& in, const Json& json, Out& out) {
    return C::read(in, json, out.value.template emplace<Index>());
  }
  static bool among(Reader& in, const Json& json, Out& out, const Around* around) {
    return C::among(in, json, out.value.template emplace<Index>(), around);
  }
  static bool write(Writer& out, const Out& value) { return C::write(out, *std::get_if<Index>(&value.value)); }
  static bool parts(Object& object, const Out& value, const Around* around) {
    return C::parts(object, *std::get_if<Index>(&value.value), around);
  }
};

/// An event, or a variant, that carries nothing.
template <class Out, std::size_t Index>
Carried<Out> unit(WireName wire, std::size_t picture = 0) {
  Carried<Out> carried = {wire, picture};
  carried.unit = &Alternative<Out, Index>::unit;
  return carried;
}

/// One whose payload has a place of its own.
template <class Out, std::size_t Index, class C>
Carried<Out> keyed(WireName wire, std::size_t picture = 0) {
  Carried<Out> carried = {wire, picture};
  carried.read = &Alternative<Out, Index, C>::read;
  carried.write = &Alternative<Out, Index, C>::write;
  return carried;
}

/// One whose members lie among those of the picture.
template <class Out, std::size_t Index, class C>
Carried<Out> spread(WireName wire, std::size_t picture = 0) {
  Carried<Out> carried = {wire, picture};
  carried.among = &Alternative<Out, Index, C>::among;
  carried.parts = &Alternative<Out, Index, C>::parts;
  return carried;
}

/// Whether a value may stand for what carries nothing.
inline bool is_nothing(Reader& in, const Json& json) {
  if (json.is_null()) return true;
  return json.is_object() ? in.end(json) : in.wrong("object or null", json, "object");
}

/// Reads what is known; `beyond` are members around the picture.
template <class Out>
bool read_payload(Reader& in, const Found& found, const Carried<Out>& known, Out& out, const Around* beyond) {
  const auto read = [&] {
    if (found.holder == nullptr) {
      if (known.unit == nullptr) return in.refuse("missing") || in.at(found.name.value_or(""));
      return known.unit(in, out);
    }
    if (!found.has_key) {
      if (known.unit != nullptr) return known.unit(in, out);
      const std::vector<std::string_view> keys = found.around->keys();
      const Around around = {keys.data(), keys.size(), beyond};
      return known.among(in, *found.holder, out, &around);
    }
    const Json* value = find_member(found.holder->get_ref<const Json::object_t&>(), found.key);
    if (known.unit != nullptr) {
      const bool good = value == nullptr || is_nothing(in, *value);
      return (good && known.unit(in, out)) || in.at(found.key);
    }
    if (value == nullptr) return in.is_open(*found.holder) || in.refuse("missing") || in.at(found.key);
    return known.read(in, *value, out) || in.at(found.key);
  };
  return read() || under(in, found.path);
}

}  // namespace samewire

#endif
