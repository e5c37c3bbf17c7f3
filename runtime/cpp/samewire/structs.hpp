// How structs are read and written, member by member. What is generated for a struct are calls of these.

#ifndef SAMEWIRE_STRUCTS_HPP
#define SAMEWIRE_STRUCTS_HPP

#include "collections.hpp"

namespace samewire {

/// The name of a member, and those that it had before.
struct Key {
  Key(const char* now) : now(now) {}
  Key(std::string_view now) : now(now) {}
  Key(std::string_view now, std::initializer_list<std::string_view> was) : now(now), was(was) {}

  std::string_view now;
  std::initializer_list<std::string_view> was;
};

/// The object whose members become those of a struct.
class Members {
 public:
  Members(Reader& in, const Json& json, const Around* around)
      : in(in), json(json), around(around), object_(json.get_ref<const Json::object_t&>()) {}

  Reader& in;
  const Json& json;
  /// The names of members that are none of the struct's.
  const Around* around;

  /// A member that has to be there.
  template <class C>
  bool required(const Key& key, typename C::Value& out) const {
    Found found;
    if (!find(key, found)) return false;
    if (found.value == nullptr) return is_cut() || in.refuse("missing") || in.at(key.now);
    return C::read(in, *found.value, out) || in.at(found.name);
  }

  /// A member that may be left out, and then leaves what is there: none, or the default.
  template <class C, class Value>
  bool optional(const Key& key, Value& out) const {
    Found found;
    if (!find(key, found)) return false;
    return found.value == nullptr || read<C>(*found.value, out) || in.at(found.name);
  }

  /// `x?: null`: that it is there is all that it says.
  bool flag(const Key& key, bool& out) const {
    Found found;
    if (!find(key, found)) return false;
    out = found.value != nullptr;
    std::monostate null;
    return !out || codec::Null::read(in, *found.value, null) || in.at(found.name);
  }

  /// What lies among these members; `names` are those of the other ones.
  template <class C>
  bool spread(typename C::Value& out, std::initializer_list<std::string_view> names) const {
    const Around inner = {names.begin(), names.size(), around};
    return C::among(in, json, out, &inner);
  }

  /// The end of the members.
  bool end() const { return in.end(json); }

 private:
  struct Found {
    const Json* value = nullptr;
    std::string_view name;
  };

  template <class C>
  bool read(const Json& value, typename C::Value& out) const {
    return C::read(in, value, out);
  }
  template <class C>
  bool read(const Json& value, std::optional<typename C::Value>& out) const {
    return C::read(in, value, out.emplace());
  }

  /// Whether nobody knows what would have come.
  [[nodiscard]] bool is_cut() const { return in.is_open(json); }

  bool find(const Key& key, Found& found) const {
    found.name = key.now;
    if (key.was.size() == 0) {
      found.value = find_member(object_, key.now);
      return true;
    }
    for (const auto& [name, value] : object_) {
      const bool is_old = std::find(key.was.begin(), key.was.end(), name) != key.was.end();
      if (name != key.now && !is_old) continue;
      if (found.value != nullptr && name != found.name) {
        return in.refuse("given under its old and under its new name") || in.at(name);
      }
      found = {&value, name};
    }
    return true;
  }

  const Json::object_t& object_;
};

/// The members of a struct as they are written.
class Parts {
 public:
  Parts(Object& object, const Around* around) : object(object), around(around) {}

  Object& object;
  const Around* around;

  template <class C>
  bool required(std::string_view key, const typename C::Value& value) const {
    return object.member(key, [&] { return C::write(object.out, value); });
  }

  /// What is left out when there is none.
  template <class C>
  bool optional(std::string_view key, const std::optional<typename C::Value>& value) const {
    return !value || required<C>(key, *value);
  }

  /// What is left out when it is a certain value.
  template <class C>
  bool unless(std::string_view key, const typename C::Value& value, const typename C::Value& usual) const {
    return is_same(value, usual) || required<C>(key, value);
  }

  /// What is left out when there is none, or when it is null.
  template <class C>
  bool some(std::string_view key, const std::optional<std::optional<typename C::Value>>& value) const {
    return !value || optional<C>(key, *value);
  }

  bool flag(std::string_view key, bool value) const { return !value || required<codec::Null>(key, {}); }

  /// What lies among these members; `names` are those of the other ones.
  template <class C>
  bool spread(const typename C::Value& value, std::initializer_list<std::string_view> names) const {
    const Around inner = {names.begin(), names.size(), around};
    return C::parts(object, value, &inner);
  }
};

namespace codec {

/// A struct's codec, of what is generated for it: `members` and `write_parts`.
template <class Self, class T>
struct Struct {
  using Value = T;

  static bool read(Reader& in, const Json& json, T& out) {
    return object_of(in, json) != nullptr && among(in, json, out, nullptr);
  }
  static bool among(Reader& in, const Json& json, T& out, const Around* around) {
    const Members members(in, json, around);
    return Self::members(members, out) && members.end();
  }
  static bool write(Writer& out, const T& value) {
    Object object(out);
    return parts(object, value, nullptr) && object.end();
  }
  static bool parts(Object& object, const T& value, const Around* around) {
    return Self::write_parts(Parts(object, around), value);
  }
};

/// A struct that holds one value, and is on the wire what that is.
template <class T, class C>
struct Wrapped {
  using Value = T;

  static bool read(Reader& in, const Json& json, T& out) { return C::read(in, json, out.value); }
  static bool write(Writer& out, const T& value) { return C::write(out, value.value); }
  static bool among(Reader& in, const Json& json, T& out, const Around* around) {
    return C::among(in, json, out.value, around);
  }
  static bool parts(Object& object, const T& value, const Around* around) {
    return C::parts(object, value.value, around);
  }
};

/// Reads a value from JSON that the generator has checked.
template <class C>
typename C::Value checked(std::string_view text) {
  const Limits limits = {text.size(), text.size()};
  Reader in(limits);
  Json json;
  typename C::Value value{};
  if (in.parse(text, json)) C::read(in, json, value);
  return value;
}

}  // namespace codec
}  // namespace samewire

#endif
