// The reading of a text into a tree.
//
// The tree is nlohmann's, the reading of the text is not: a library stops at the first text that is no Unicode, number
// that is too large, or object that lies too deep, and cannot say which member of the manifest that is. Here such a value
// is marked, until a reader comes upon it and tells its path. Of a repeated key all values are kept: the last counts, but
// a name may not be repeated.

#ifndef SAMEWIRE_PARSER_HPP
#define SAMEWIRE_PARSER_HPP

#include <charconv>

#include "json.hpp"

namespace samewire {

/// Reads one text. It needs no recursion, so no text can exhaust the stack.
class Parser {
 public:
  /// Puts the tree into `root`, which has to stay where it is for as long as `text` is asked about it.
  static void parse(std::string_view source, std::size_t depth, Json& root, Text& text) {
    Parser parser(source, depth, text);
    if (parser.run(root)) return;
    text.broken = true;
    if (text.spoilt.empty()) text.spoilt = NOT_JSON;
    for (const Level& level : parser.levels_) {
      if (level.built == nullptr) continue;
      own(*level.built);
      text.open.push_back(level.built);
    }
  }

 private:
  /// An array or object that has not ended. Nothing is built of one that lies too deep.
  struct Level {
    bool is_object;
    Json* built;
  };

  Parser(std::string_view source, std::size_t depth, Text& text) : source_(source), depth_(depth), text_(text) {}

  bool run(Json& root) {
    place_ = &root;
    do {
      if (!value()) return broken_here();
    } while (behind());
    return !failed_ && levels_.empty() && (skip_space(), at_ == source_.size());
  }

  /// The value that should stand here is none.
  bool broken_here() {
    if (place_ != nullptr) *place_ = Json(Json::value_t::discarded);
    return false;
  }

  /// What follows an item or a member is none of what may: in an array the mistake is that of the next item.
  bool broken_behind(const Level& level) {
    if (!level.is_object && level.built != nullptr) {
      level.built->get_ref<Json::array_t&>().emplace_back(Json::value_t::discarded);
    }
    return fail();
  }

  bool value() {
    skip_space();
    switch (peek()) {
      case '{':
        return begin(true);
      case '[':
        return begin(false);
      case '"':
        return string_value();
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", nullptr);
      default:
        return number();
    }
  }

  /// Goes on behind a value. Whether another value has to follow.
  bool behind() {
    while (!levels_.empty()) {
      const Level level = levels_.back();
      skip_space();
      const char next = peek();
      if (next == (level.is_object ? '}' : ']')) {
        ++at_;
        end();
      } else if (next == ',' && !is_empty_) {
        ++at_;
        return follow();
      } else if (is_empty_) {
        is_empty_ = false;
        return follow();
      } else {
        return broken_behind(level);
      }
      is_empty_ = false;
    }
    return false;
  }

  /// Makes the place of the next item or member. Whether there is one.
  bool follow() {
    Level& level = levels_.back();
    if (!level.is_object) {
      place_ = level.built == nullptr ? nullptr : &level.built->get_ref<Json::array_t&>().emplace_back();
      return true;
    }
    skip_space();
    bool whole = true;
    std::string key;
    if (peek() != '"' || !string(key, whole)) return fail();
    if (!whole) {
      spoil(LONE_SURROGATE);
      // Whoever looks for members here cannot know which this is.
      if (level.built != nullptr) *level.built = Json(Json::value_t::discarded);
      level.built = nullptr;
    }
    if (level.built == nullptr) {
      place_ = nullptr;
    } else {
      place_ = &add_member(level.built->get_ref<Json::object_t&>(), std::move(key));
    }
    skip_space();
    if (peek() != ':') return broken_here() || fail();
    ++at_;
    return true;
  }

  /// Adds a member behind the others. Room is made here: keys are constant, so that the container would copy what it
  /// holds, and all that lies in there, where it can be moved.
  static Json& add_member(Json::object_t::Container& members, std::string key) {
    if (members.size() == members.capacity()) {
      Json::object_t::Container larger;
      larger.reserve(std::max<std::size_t>(4, members.size() * 2));
      for (auto& [name, value] : members) larger.emplace_back(name, std::move(value));
      members.swap(larger);
    }
    return members.emplace_back(std::move(key), Json()).second;
  }

  bool begin(bool is_object) {
    ++at_;
    if (levels_.size() >= depth_ && place_ != nullptr) {
      text_.is_too_deep = true;
      mark("nested deeper than " + std::to_string(depth_));
      place_ = nullptr;
    }
    if (place_ != nullptr) *place_ = is_object ? Json::object() : Json::array();
    levels_.push_back({is_object, place_});
    place_ = nullptr;
    is_empty_ = true;
    return true;
  }

  void end() {
    const Level level = levels_.back();
    levels_.pop_back();
    if (level.built == nullptr) return;
    own(*level.built);
    if (level.is_object && !text_.repeats) {
      text_.repeats = repeats(level.built->get_ref<const Json::object_t&>());
    }
  }

  /// Sorted, not hashed: who sends a frame can choose keys that all have one hash.
  static bool repeats(const Json::object_t& object) {
    std::vector<std::string_view> keys;
    keys.reserve(object.size());
    for (const auto& member : object) keys.push_back(member.first);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  }

  template <class Value>
  bool word(std::string_view word, Value value) {
    if (source_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    if (place_ != nullptr) *place_ = value;
    return true;
  }

  bool string_value() {
    std::string text;
    bool whole = true;
    if (!string(text, whole)) return false;
    if (!whole) {
      mark(LONE_SURROGATE);
    } else if (place_ != nullptr) {
      *place_ = std::move(text);
    }
    return true;
  }

  /// Reads a string; `whole` says that it is Unicode.
  bool string(std::string& out, bool& whole) {
    ++at_;
    while (at_ < source_.size()) {
      const std::size_t from = at_;
      while (at_ < source_.size() && is_plain(source_[at_])) ++at_;
      out.append(source_, from, at_ - from);
      if (at_ == source_.size()) return false;
      const char sign = source_[at_++];
      if (sign == '"') return true;
      if (sign != '\\' || !escape(out, whole)) return false;
    }
    return false;
  }

  static bool is_plain(char sign) {
    return static_cast<unsigned char>(sign) >= 0x20 && sign != '"' && sign != '\\';
  }

  bool escape(std::string& out, bool& whole) {
    if (at_ == source_.size()) return false;
    const char sign = source_[at_++];
    constexpr std::string_view SHORT = "\"\\/bfnrt";
    constexpr std::string_view MEANT = "\"\\/\b\f\n\r\t";
    if (const std::size_t found = SHORT.find(sign); found != std::string_view::npos) {
      out += MEANT[found];
      return true;
    }
    std::uint32_t code = 0;
    if (sign != 'u' || !hex(code)) return false;
    if (code >= 0xd800 && code < 0xdc00 && source_.substr(at_, 2) == "\\u") {
      const std::size_t before = at_;
      std::uint32_t low = 0;
      at_ += 2;
      if (!hex(low)) return false;
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      } else {
        at_ = before;
      }
    }
    if (code >= 0xd800 && code < 0xe000) {
      whole = false;
    } else {
      append(out, code);
    }
    return true;
  }

  bool hex(std::uint32_t& code) {
    if (source_.size() - at_ < 4) return false;
    const char* from = source_.data() + at_;
    for (const char* sign = from; sign != from + 4; ++sign) {
      if (std::string_view("0123456789abcdefABCDEF").find(*sign) == std::string_view::npos) return false;
    }
    std::from_chars(from, from + 4, code, 16);
    at_ += 4;
    return true;
  }

  static void append(std::string& out, std::uint32_t code) {
    const auto sign = [&](std::uint32_t bits) { out += static_cast<char>(bits); };
    if (code < 0x80) {
      sign(code);
    } else if (code < 0x800) {
      sign(0xc0 | (code >> 6));
      sign(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      sign(0xe0 | (code >> 12));
      sign(0x80 | ((code >> 6) & 0x3f));
      sign(0x80 | (code & 0x3f));
    } else {
      sign(0xf0 | (code >> 18));
      sign(0x80 | ((code >> 12) & 0x3f));
      sign(0x80 | ((code >> 6) & 0x3f));
      sign(0x80 | (code & 0x3f));
    }
  }

  bool number() {
    const std::size_t from = at_;
    if (peek() == '-') ++at_;
    if (peek() == '0') {
      ++at_;
      if (peek() >= '0' && peek() <= '9') return false;
    } else if (!digits()) {
      return false;
    }
    bool is_integer = true;
    if (peek() == '.') {
      ++at_;
      is_integer = false;
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at_;
      is_integer = false;
      if (peek() == '+' || peek() == '-') ++at_;
      if (!digits()) return false;
    }
    if (place_ != nullptr) put_number(source_.substr(from, at_ - from), is_integer);
    return true;
  }

  bool digits() {
    const std::size_t from = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ != from;
  }

  void put_number(std::string_view text, bool is_integer) {
    // Of integers only those of floating point have a negative zero.
    if (text == "-0") {
      *place_ = -0.0;
      return;
    }
    if (is_integer && text.size() <= 18) {
      std::int64_t value = 0;
      std::from_chars(text.data(), text.data() + text.size(), value);
      if (value < 0) {
        *place_ = value;
      } else {
        *place_ = static_cast<std::uint64_t>(value);
      }
      return;
    }
    // The library knows of locales, and of what rounds how.
    Json value = Json::parse(text.begin(), text.end(), nullptr, false);
    if (value.is_discarded()) {
      mark("number out of range");
    } else {
      *place_ = std::move(value);
    }
  }

  /// Puts a mark in place of a value that no side takes.
  void mark(const std::string& why) {
    spoil(why);
    if (place_ != nullptr) *place_ = Json(Json::value_t::discarded);
  }

  void spoil(const std::string& why) {
    if (text_.spoilt.empty()) text_.spoilt = why;
  }

  bool fail() {
    failed_ = true;
    return false;
  }

  void skip_space() {
    while (at_ < source_.size() && std::string_view(" \t\n\r").find(source_[at_]) != std::string_view::npos) ++at_;
  }

  [[nodiscard]] char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }

  std::string_view source_;
  std::size_t depth_;
  Text& text_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
  /// Where the next value goes; nowhere if nothing is built there.
  Json* place_ = nullptr;
  /// The innermost array or object has just begun.
  bool is_empty_ = false;
  bool failed_ = false;
};

}  // namespace samewire

#endif
