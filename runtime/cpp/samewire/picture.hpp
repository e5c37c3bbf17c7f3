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

/// What was found along a picture.
struct Found {
  using Path = std::vector<std::string_view>;

  struct BesideAt {
    const Member* member;
    const Json* value;
    Path path;
  };

  /// The name, if one was taken, and what has it.
  std::optional<std::string> name;
  std::optional<std::size_t> known;
  /// The value that holds the payload; without a key its members are the payload's.
  const Json* holder = nullptr;
  bool has_key = false;
  std::string_view key;
  /// The keys that lead to the holder, and what else it holds.
  Path path;
  const Picture* around = nullptr;
  /// The path of a second name.
  std::optional<Path> twice;
  /// The first of several names is of no kind that names are of.
  bool is_unnamed = false;
  /// None if it has to be there and is not.
  std::optional<std::int64_t> version = 1;
  /// The picture has a place for the version.
  bool is_versioned = false;
  /// The path of a member that must be there and is not.
  std::optional<Path> missing;
  std::vector<BesideAt> beside;
};

/// Says that the mistake lies under these keys.
inline bool under(Reader& in, const Found::Path& path) {
  for (auto key = path.rbegin(); key != path.rend(); ++key) in.at(*key);
  return false;
}

/// One walk along a picture.
class Walk {
 public:
  Walk(Reader& in, const Names& names, Found& found) : in_(in), names_(names), found_(found) {}

  /// Whether a value is in the picture; if not, the reason is put away.
  bool find(const Picture& picture, const Json& json) {
    found_.around = &picture;
    std::size_t names = 0;
    if (in_.text().repeats) count_names(picture, json, names);
    if (json.is_string() && picture.is_bare()) return take_name(&json);
    return in_object(picture, json);
  }

  /// The same of members that lie among others.
  bool in_object(const Picture& picture, const Json& json) {
    const auto* object = object_of(in_, json);
    if (object == nullptr) return false;
    for (const Member& member : picture) {
      if (member.is == Member::Is::Spread) {
        hold(json, picture);
      } else if (member.is == Member::Is::Named) {
        if (!under_name(picture, json, *object)) return false;
      } else if (!in_member(member, picture, json, *object)) {
        const bool is_cut_off = find_member(*object, member.key) == nullptr && in_.is_open(json);
        return is_cut_off ? in_.end(json) : in_.at(member.key);
      }
    }
    return true;
  }

 private:
  void hold(const Json& json, const Picture& picture) {
    found_.holder = &json;
    found_.path = path_;
    found_.around = &picture;
  }

  bool in_member(const Member& member, const Picture& picture, const Json& json, const Json::object_t& object) {
    const Json* value = find_member(object, member.key);
    switch (member.is) {
      case Member::Is::Name:
        return take_name(found_.twice ? find_first(object, member.key) : value);
      case Member::Is::Payload:
        hold(json, picture);
        found_.has_key = true;
        found_.key = member.key;
        return true;
      case Member::Is::Beside:
        if (value != nullptr) {
          found_.beside.push_back({&member, value, to(member.key)});
        } else if (!member.optional && !member.nullable) {
          miss(member.key);
        }
        return true;
      case Member::Is::Version:
        return version(member, value);
      case Member::Is::Constant:
        if (value == nullptr) return member.optional || in_.refuse("missing");
        if (value->is_discarded()) return in_.wrong("value", *value);
        return member.constant.is(*value) || in_.refuse("expected " + member.constant.text());
      case Member::Is::Absent:
        return value == nullptr || in_.refuse("expected no such member");
      default: {
        if (value == nullptr) return member.optional || in_.refuse("missing");
        path_.push_back(member.key);
        const bool fits = in_object(*member.object, *value);
        path_.pop_back();
        return fits;
      }
    }
  }

  bool version(const Member& member, const Json* value) {
    found_.is_versioned = true;
    if (value == nullptr) {
      if (!member.optional) {
        found_.version.reset();
        miss(member.key);
      }
      return true;
    }
    found_.version = integer_of(*value);
    return found_.version || in_.wrong("version", *value);
  }

  bool take_name(const Json* value) {
    if (value != nullptr) {
      found_.known = names_.lookup.find(names_.picture, *value);
      found_.name = shown(*value);
    }
    if (found_.known) return true;
    if (value == nullptr) return in_.refuse("missing");
    if (!names_.closed.empty()) return none_of(in_, value, names_.closed, names_.kind);
    const bool is_other = names_.others && (value->is_boolean() || integer_of(*value));
    if (in_.text().is_too_deep && !is_whole(in_, *value)) return false;
    found_.is_unnamed = found_.twice && !value->is_string() && !is_other;
    return value->is_string() || is_other || found_.is_unnamed || in_.wrong("name", *value);
  }

  static std::optional<std::string> shown(const Json& value) {
    if (const auto* text = value.get_ptr<const std::string*>()) return *text;
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    const auto integer = integer_of(value);
    return integer ? std::optional<std::string>(std::to_string(*integer)) : std::nullopt;
  }

  /// Finds the key that is the name: it is none of the picture's own.
  bool under_name(const Picture& picture, const Json& json, const Json::object_t& object) {
    std::vector<const Json::object_t::value_type*> others;
    std::vector<const Json::object_t::value_type*> known;
    for (const auto& member : object) {
      if (picture.has_key(member.first)) continue;
      others.push_back(&member);
      if (names_.lookup.find_key(names_.picture, member.first)) known.push_back(&member);
    }
    if (known.size() > 1) found_.twice = to(known[1]->first);
    const auto* named = !known.empty() ? known.front() : others.size() == 1 ? others.front() : nullptr;
    // Of several it cannot be told which is the name.
    if (named == nullptr || (known.empty() && !names_.closed.empty())) {
      return none_of(in_, nullptr, names_.closed, names_.kind);
    }
    hold(json, picture);
    found_.has_key = true;
    found_.key = named->first;
    found_.known = names_.lookup.find_key(names_.picture, named->first);
    found_.name = named->first;
    return true;
  }

  /// Finds a second name, also in a member of the picture that is given twice itself.
  void count_names(const Picture& picture, const Json& json, std::size_t& names) {
    const auto* object = json.get_ptr<const Json::object_t*>();
    if (object == nullptr) return;
    for (const auto& [key, value] : *object) {
      const Member* member = picture.find(key);
      if (member == nullptr) continue;
      if (member->is == Member::Is::Name && ++names == 2) found_.twice = to(member->key);
      if (member->is != Member::Is::Object) continue;
      path_.push_back(member->key);
      count_names(*member->object, value, names);
      path_.pop_back();
    }
  }

  void miss(std::string_view key) {
    if (!found_.missing) found_.missing = to(key);
  }

  [[nodiscard]] Found::Path to(std::string_view key) const {
    Found::Path path = path_;
    path.push_back(key);
    return path;
  }

  Reader& in_;
  const Names& names_;
  Found& found_;
  Found::Path path_;
};

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
