// How the event in a frame, or the variant of a union, is found along its picture.

#ifndef SAMEWIRE_WALK_HPP
#define SAMEWIRE_WALK_HPP

#include "picture.hpp"

namespace samewire {

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

}  // namespace samewire

#endif
