// What readers have in common: where and why a frame was refused.
//
// A reader says `false` and leaves the reason and the path here; a success costs nothing. The path grows from the inside
// out: each reader on the way adds the key under which the value stood.

#ifndef SAMEWIRE_READER_HPP
#define SAMEWIRE_READER_HPP

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parser.hpp"
#include "samewire.hpp"

namespace samewire {

/// Names of members that lie among those of an object and are not the reader's; further ones lie around these.
struct Around {
  const std::string_view* names;
  std::size_t count;
  const Around* outer;

  static bool has(const Around* around, std::string_view name) {
    for (; around != nullptr; around = around->outer) {
      const std::string_view* end = around->names + around->count;
      if (std::find(around->names, end, name) != end) return true;
    }
    return false;
  }
};

class Reader {
 public:
  explicit Reader(const Limits& limits) : limits_(limits) {}

  /// Puts away a mistake, and says so.
  bool refuse(std::string why) {
    path_.clear();
    reason_ = std::move(why);
    return false;
  }

  /// The same of a value that is of no use here; `kind` is the kind of JSON that it should be.
  bool wrong(std::string_view expected, const Json& value, std::string_view kind) {
    if (value.is_discarded()) return refuse(text_.spoilt);
    const std::string_view found = kind_of(value);
    if (found == kind) return refuse("not a valid " + std::string(expected));
    return refuse("expected " + std::string(expected) + ", got " + std::string(found));
  }
  bool wrong(std::string_view expected, const Json& value) { return wrong(expected, value, expected); }

  /// The same at a path that was found by another reader.
  bool refuse_at(const std::string& path, std::string why) {
    reason_ = std::move(why);
    path_ = path.empty() || path.front() == '[' ? path : '.' + path;
    return false;
  }

  /// Says that the mistake lies under this key.
  bool at(std::string_view key) {
    path_.insert(0, "." + std::string(key));
    return false;
  }
  bool at(std::size_t index) {
    path_.insert(0, "[" + std::to_string(index) + "]");
    return false;
  }

  /// The mistake that was put away last.
  [[nodiscard]] Error error(std::string event) const {
    std::size_t dots = std::min(path_.find_first_not_of('.'), path_.size());
    if (dots != path_.size() && path_[dots] != '[') dots = std::min<std::size_t>(dots, 1);
    return {std::move(event), path_.substr(dots), reason_};
  }

  /// Whether what nobody has read is good enough: it has to be JSON, and not too deep.
  bool is_good_unread() { return (!text_.broken && !text_.is_too_deep) || refuse(text_.spoilt); }

  /// Whether that is something that no side takes, or the end of the text.
  [[nodiscard]] bool is_spoilt() const { return !text_.spoilt.empty() && reason_ == text_.spoilt; }

  /// What is known of the text that is being read.
  [[nodiscard]] const Text& text() const { return text_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }

  /// Reads a text; the tree has to stay where it is while it is read.
  bool parse(std::string_view text, Json& root) {
    if (text.size() > limits_.bytes) {
      return refuse("larger than " + std::to_string(limits_.bytes) + " bytes");
    }
    if (!is_utf8(text)) return refuse("not valid UTF-8");
    Parser::parse(text, limits_.depth, root, text_);
    return true;
  }

  /// Reads a text that stands in a string of the frame.
  bool parse_inside(std::string_view text, Json& root) {
    Text inside;
    inside.repeats = text_.repeats;
    Parser::parse(text, limits_.depth, root, inside);
    text_.repeats = inside.repeats;
    text_.is_too_deep = text_.is_too_deep || inside.is_too_deep;
    if (inside.broken) return refuse(NOT_JSON);
    if (text_.spoilt.empty()) text_.spoilt = std::move(inside.spoilt);
    return true;
  }

  /// The end of what stands in an array or object: whether the text goes on as it should.
  bool end(const Json& value) { return !text_.broken || !text_.is_open(value) || refuse(text_.spoilt); }

  /// Whether the text ends, or goes wrong, inside this value, so that nobody knows what is missing.
  [[nodiscard]] bool is_open(const Json& value) const { return text_.broken && text_.is_open(value); }

  static std::string_view kind_of(const Json& value) {
    switch (value.type()) {
      case Json::value_t::null:
        return "null";
      case Json::value_t::object:
        return "object";
      case Json::value_t::array:
        return "array";
      case Json::value_t::string:
        return "string";
      case Json::value_t::boolean:
        return "boolean";
      default:
        return "number";
    }
  }

 private:
  const Limits& limits_;
  Text text_;
  std::string path_;
  std::string reason_;
};

/// The object that a value is; none, and a reason, if it is something else.
inline const Json::object_t* object_of(Reader& in, const Json& value) {
  const auto* object = value.get_ptr<const Json::object_t*>();
  if (object == nullptr) in.wrong("object", value);
  return object;
}

/// Whether a value holds nothing that no side takes, and does not end too early.
inline bool is_whole(Reader& in, const Json& json) {
  if (in.text().spoilt.empty()) return true;
  if (json.is_discarded()) return in.refuse(in.text().spoilt);
  if (!in.end(json)) return false;
  return !json.is_structured() || std::all_of(json.begin(), json.end(), [&](const Json& item) { return is_whole(in, item); });
}

/// Calls `each` with every member of an object, of a repeated key with the last one alone, until that says `false`.
template <class Each>
bool each_member(const Reader& in, const Json::object_t& object, Each each) {
  if (!in.text().repeats) {
    return std::all_of(object.begin(), object.end(), [&](const auto& member) { return each(member.first, member.second); });
  }
  std::set<std::string_view> seen;
  std::vector<const Json::object_t::value_type*> last;
  for (auto member = object.rbegin(); member != object.rend(); ++member) {
    if (seen.insert(member->first).second) last.push_back(&*member);
  }
  return std::all_of(last.rbegin(), last.rend(), [&](const auto* member) { return each(member->first, member->second); });
}

/// The value with one member for each key: at the place of the first one, and with the value of the last.
inline Json settled(const Json& json) {
  if (json.is_array()) {
    Json list = Json::array();
    for (const Json& item : json) list.push_back(settled(item));
    return list;
  }
  if (!json.is_object()) return json;
  Json object = Json::object();
  std::map<std::string_view, std::size_t> places;
  Json::object_t::Container& members = object.get_ref<Json::object_t&>();
  members.reserve(json.size());
  for (const auto& [key, value] : json.get_ref<const Json::object_t&>()) {
    const auto [place, is_new] = places.emplace(key, members.size());
    if (is_new) {
      members.emplace_back(key, settled(value));
    } else {
      members[place->second].second = settled(value);
    }
  }
  own(object);
  return object;
}

}  // namespace samewire

#endif
