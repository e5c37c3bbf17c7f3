// What a frame, or a variant of a union, looks like, and how the event in it is found. Generated code tells pictures as
// data; the same picture serves readers and writers.

#ifndef SAMEWIRE_PICTURE_HPP
#define SAMEWIRE_PICTURE_HPP

#include <optional>
#include <unordered_map>

#include "structs.hpp"

namespace samewire {

struct Picture;

/// A value that stands for itself.
struct Constant {
  enum class Kind { Null, Boolean, Integer } kind = Kind::Null;
  std::int64_t value = 0;

  [[nodiscard]] bool is(const Json& json) const;
  [[nodiscard]] std::string text() const {
    if (kind == Kind::Integer) return std::to_string(value);
    return kind == Kind::Null ? "null" : value != 0 ? "true" : "false";
  }
};

/// A member of an object in a picture, or what else is in the object.
struct Member {
  enum class Is {
    /// The name of the event.
    Name,
    /// Its payload.
    Payload,
    /// The members of its payload lie among those of the object.
    Spread,
    /// The payload, whose key is the name of the event.
    Named,
    /// The version of the payload.
    Version,
    /// A value that stands for itself.
    Constant,
    /// No member at all: its presence tells another picture from this one.
    Absent,
    Object,
    /// A member beside the event.
    Beside,
  };

  Is is;
  std::string_view key = {};
  bool optional = false;
  /// Where there is nothing it is null.
  bool nullable = false;
  Constant constant = {};
  const Picture* object = nullptr;
  /// Index of the member among those beside the events of its direction.
  std::size_t beside = 0;
};

/// The object that a frame is.
struct Picture {
  const Member* members;
  std::size_t count;

  [[nodiscard]] const Member* begin() const { return members; }
  [[nodiscard]] const Member* end() const { return members + count; }

  /// Whether what carries nothing is the bare name.
  [[nodiscard]] bool is_bare() const {
    return std::all_of(begin(), end(), [](const Member& member) {
      return member.is == Member::Is::Named || member.is == Member::Is::Absent;
    });
  }

  [[nodiscard]] bool has_key(std::string_view key) const {
    return std::any_of(begin(), end(), [&](const Member& member) { return has_own_key(member) && member.key == key; });
  }

  /// The member with this key, if the picture has one.
  [[nodiscard]] const Member* find(std::string_view key) const {
    const auto* found = std::find_if(begin(), end(), [&](const Member& member) { return member.key == key; });
    return found == end() || !has_own_key(*found) ? nullptr : found;
  }

  /// The keys of the object's own members.
  [[nodiscard]] std::vector<std::string_view> keys() const {
    std::vector<std::string_view> keys;
    for (const Member& member : *this) {
      if (has_own_key(member) && member.is != Member::Is::Absent) keys.push_back(member.key);
    }
    return keys;
  }

 private:
  static bool has_own_key(const Member& member) {
    return member.is != Member::Is::Spread && member.is != Member::Is::Named;
  }
};

/// An integer, in whichever form JSON has it.
inline std::optional<std::int64_t> integer_of(const Json& json) {
  if (const auto* size = json.get_ptr<const Json::number_unsigned_t*>()) {
    return *size > INT64_MAX ? std::nullopt : std::optional<std::int64_t>(static_cast<std::int64_t>(*size));
  }
  if (const auto* value = json.get_ptr<const Json::number_integer_t*>()) return *value;
  const auto* value = json.get_ptr<const Json::number_float_t*>();
  if (value == nullptr || std::trunc(*value) != *value || std::fabs(*value) > 9007199254740992.0) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

inline bool Constant::is(const Json& json) const {
  switch (kind) {
    case Kind::Null:
      return json.is_null();
    case Kind::Boolean:
      return json.is_boolean() && json.get<bool>() == (value != 0);
    default:
      return integer_of(json) == std::optional<std::int64_t>(value);
  }
}

/// What stands where the name does.
struct WireName {
  enum class Kind { Text, Integer, Boolean } kind;
  std::string_view text;
  std::int64_t value;

  constexpr WireName(const char* text) : kind(Kind::Text), text(text), value(0) {}
  constexpr WireName(std::string_view text) : kind(Kind::Text), text(text), value(0) {}
  constexpr WireName(std::int64_t value) : kind(Kind::Integer), value(value) {}
  constexpr WireName(bool value) : kind(Kind::Boolean), value(value ? 1 : 0) {}

  /// As it is shown to people, and as it is a key.
  [[nodiscard]] std::string shown() const {
    if (kind == Kind::Text) return std::string(text);
    return kind == Kind::Integer ? std::to_string(value) : value != 0 ? "true" : "false";
  }

  [[nodiscard]] bool is(const Json& json) const {
    if (kind == Kind::Boolean) return json.is_boolean() && json.get<bool>() == (value != 0);
    return kind == Kind::Integer && integer_of(json) == std::optional<std::int64_t>(value);
  }
};

/// A name, now or once, of what stands at an index of a table, in one picture.
struct NameRow {
  std::size_t picture;
  WireName name;
  std::size_t index;
};

/// Finds what has a name.
class Lookup {
 public:
  Lookup(const NameRow* rows, std::size_t count, std::size_t pictures) : texts_(pictures), others_(pictures) {
    for (const NameRow* row = rows; row != rows + count; ++row) {
      if (row->name.kind == WireName::Kind::Text) {
        texts_[row->picture].emplace(row->name.text, row->index);
      } else {
        others_[row->picture].push_back(*row);
      }
    }
  }

  [[nodiscard]] std::optional<std::size_t> find(std::size_t picture, const Json& json) const {
    if (const auto* text = json.get_ptr<const std::string*>()) return of_text(picture, *text);
    for (const NameRow& row : others_[picture]) {
      if (row.name.is(json)) return row.index;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> find_key(std::size_t picture, std::string_view key) const {
    const auto found = of_text(picture, key);
    if (found) return found;
    for (const NameRow& row : others_[picture]) {
      if (row.name.shown() == key) return row.index;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> of_text(std::size_t picture, std::string_view text) const {
    const auto found = texts_[picture].find(text);
    return found == texts_[picture].end() ? std::nullopt : std::optional<std::size_t>(found->second);
  }

  std::vector<std::unordered_map<std::string_view, std::size_t>> texts_;
  std::vector<std::vector<NameRow>> others_;
};

/// The names that may stand in a picture.
struct Names {
  const Lookup& lookup;
  std::size_t picture;
  /// Names other than texts may stand there, known or not.
  bool others;
  /// What has no known name is refused: what is expected, and the kind of JSON that the first of them is; empty if not.
  std::string_view closed = {};
  std::string_view kind = {};
};

/// Refuses a value that is none of some.
inline bool none_of(Reader& in, const Json* json, std::string_view expected, std::string_view kind) {
  if (json == nullptr) return in.refuse("missing");
  if (!json->is_discarded() && Reader::kind_of(*json) == kind) {
    return in.refuse("expected " + std::string(expected) + ", got another " + std::string(kind));
  }
  return in.wrong(expected, *json);
}

}  // namespace samewire

#endif
