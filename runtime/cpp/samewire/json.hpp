// A frame's text as a tree, and what is known of the text beside it.

#ifndef SAMEWIRE_JSON_HPP
#define SAMEWIRE_JSON_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace samewire {

using Json = ::nlohmann::ordered_json;

/// What is known of a text beside its tree.
struct Text {
  /// Why some value, which is marked as `discarded`, is one that no side takes; empty if there is none.
  std::string spoilt;
  /// Some array or object lies too deep, which is a mistake even where nobody looks.
  bool is_too_deep = false;
  /// Some object has a key more than once.
  bool repeats = false;
  /// The text is no JSON: it ends, or goes wrong, inside these arrays and objects.
  bool broken = false;
  std::vector<const Json*> open;

  [[nodiscard]] bool is_open(const Json& value) const {
    return std::find(open.begin(), open.end(), &value) != open.end();
  }
};

inline constexpr const char* NOT_JSON = "not valid JSON";
inline constexpr const char* LONE_SURROGATE = "a surrogate without its partner";

/// Whether a text is UTF-8, without halves of surrogate pairs and forms that are too long.
inline bool is_utf8(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char first = byte(at);
    if (first < 0x80) {
      ++at;
      continue;
    }
    const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || at + more >= text.size()) return false;
    const unsigned char second = byte(at + 1);
    const unsigned char least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned char most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) return false;
    for (std::size_t next = 2; next <= more; ++next) {
      if ((byte(at + next) & 0xc0) != 0x80) return false;
    }
    at += more + 1;
  }
  return true;
}

/// Tells the members of a value, which were put into it by hand, whose they are: the library asserts that they know, where a
/// program is built with `JSON_DIAGNOSTICS`.
inline void own([[maybe_unused]] Json& value) {
#if JSON_DIAGNOSTICS
  Json moved = std::move(value);
  value = std::move(moved);
#endif
}

/// A member of an object: of a repeated key the last one.
inline const Json* find_member(const Json::object_t& object, std::string_view key) {
  for (auto member = object.rbegin(); member != object.rend(); ++member) {
    if (member->first == key) return &member->second;
  }
  return nullptr;
}

/// The same: of a repeated key the first one.
inline const Json* find_first(const Json::object_t& object, std::string_view key) {
  for (const auto& member : object) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

template <class T>
bool is_same(const T& a, const T& b) {
  return a == b;
}

/// Whether two values of JSON mean the same: the order of members is none of their meaning.
inline bool is_same(const Json& a, const Json& b) {
  if (a.type() != b.type() || a.size() != b.size()) return false;
  if (a.is_array()) {
    return std::equal(a.begin(), a.end(), b.begin(), [](const Json& x, const Json& y) { return is_same(x, y); });
  }
  if (!a.is_object()) return a == b;
  const auto& members = a.get_ref<const Json::object_t&>();
  return std::all_of(members.begin(), members.end(), [&](const auto& member) {
    const Json* other = find_member(b.get_ref<const Json::object_t&>(), member.first);
    return other != nullptr && is_same(member.second, *other);
  });
}

}  // namespace samewire

#endif
