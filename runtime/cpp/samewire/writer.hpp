// What writers have in common: the text, and where and why something cannot be written.

#ifndef SAMEWIRE_WRITER_HPP
#define SAMEWIRE_WRITER_HPP

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "reader.hpp"

namespace samewire {

class Writer {
 public:
  std::string text;

  bool refuse(std::string why) {
    path_.clear();
    reason_ = std::move(why);
    return false;
  }

  bool at(std::string_view key) {
    path_ = std::string(key) + (path_.empty() || path_.front() == '[' ? "" : ".") + path_;
    return false;
  }
  bool at(std::size_t index) {
    path_ = "[" + std::to_string(index) + "]" + (path_.empty() || path_.front() == '[' ? "" : ".") + path_;
    return false;
  }

  [[nodiscard]] Error error() const { return {"", path_, reason_}; }

  template <class Int>
  void integer(Int value) {
    char digits[24];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }

  /// The shortest digits that are read as the same number, laid out as Rust does: `1.0`, `1e21`, `-0.0`.
  template <class Float>
  bool floating(Float value) {
    if (!std::isfinite(value)) return refuse("not a finite number");
    if (std::signbit(value)) text += '-';
    if (value == 0) {
      text += "0.0";
      return true;
    }
    char form[40];
    const char* end = std::to_chars(form, form + sizeof form, std::fabs(value), std::chars_format::scientific).ptr;
    const std::string_view shown(form, static_cast<std::size_t>(end - form));
    const std::size_t e = shown.find('e');
    std::string digits(shown.substr(0, 1));
    if (e > 2) digits += shown.substr(2, e - 2);
    int exponent = 0;
    const char* from = shown.data() + e + (shown[e + 1] == '+' ? 2 : 1);
    std::from_chars(from, end, exponent);
    constexpr bool is_single = sizeof(Float) == 4;
    lay_out(digits, exponent + 1, is_single ? 13 : 16, is_single ? -6 : -5);
    return true;
  }

  bool string(std::string_view value) {
    if (!is_utf8(value)) return refuse("a text that is no Unicode");
    text += '"';
    for (const char sign : value) escaped(sign);
    text += '"';
    return true;
  }

  /// Any value that JSON can hold.
  bool json(const Json& value) {
    switch (value.type()) {
      case Json::value_t::object: {
        text += '{';
        bool first = true;
        for (const auto& member : value.get_ref<const Json::object_t&>()) {
          if (!first) text += ',';
          first = false;
          if (!string(member.first)) return false;
          text += ':';
          if (!json(member.second)) return false;
        }
        text += '}';
        return true;
      }
      case Json::value_t::array: {
        text += '[';
        bool first = true;
        for (const Json& item : value) {
          if (!first) text += ',';
          first = false;
          if (!json(item)) return false;
        }
        text += ']';
        return true;
      }
      case Json::value_t::string:
        return string(value.get_ref<const std::string&>());
      case Json::value_t::boolean:
        text += value.get<bool>() ? "true" : "false";
        return true;
      case Json::value_t::number_integer:
        integer(value.get<std::int64_t>());
        return true;
      case Json::value_t::number_unsigned:
        integer(value.get<std::uint64_t>());
        return true;
      case Json::value_t::number_float:
        return floating(value.get<double>());
      case Json::value_t::null:
        text += "null";
        return true;
      default:
        return refuse("holds what JSON cannot hold everywhere");
    }
  }

 private:
  /// `point` is how many of the digits stand before the point.
  void lay_out(const std::string& digits, int point, int most, int least) {
    const int count = static_cast<int>(digits.size());
    if (count <= point && point <= most) {
      text += digits;
      text.append(static_cast<std::size_t>(point - count), '0');
      text += ".0";
    } else if (0 < point && point <= most) {
      text += digits.substr(0, static_cast<std::size_t>(point));
      text += '.';
      text += digits.substr(static_cast<std::size_t>(point));
    } else if (least < point && point <= 0) {
      text += "0.";
      text.append(static_cast<std::size_t>(-point), '0');
      text += digits;
    } else {
      text += digits[0];
      if (count > 1) text += '.';
      text += digits.substr(1);
      text += point > 0 ? "e+" : "e";
      integer(point - 1);
    }
  }

  void escaped(char sign) {
    switch (sign) {
      case '"':
        text += "\\\"";
        break;
      case '\\':
        text += "\\\\";
        break;
      case '\b':
        text += "\\b";
        break;
      case '\f':
        text += "\\f";
        break;
      case '\n':
        text += "\\n";
        break;
      case '\r':
        text += "\\r";
        break;
      case '\t':
        text += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(sign) < 0x20) {
          constexpr const char* HEX = "0123456789abcdef";
          text += "\\u00";
          text += HEX[sign >> 4];
          text += HEX[sign & 15];
        } else {
          text += sign;
        }
    }
  }

  std::string path_;
  std::string reason_;
};

/// An object that is being written, member by member.
class Object {
 public:
  explicit Object(Writer& out) : out(out) { out.text += '{'; }

  Writer& out;

  /// Writes a member with what `write` makes of it.
  template <class Write>
  bool member(std::string_view key, Write write) {
    if (!is_empty_) out.text += ',';
    is_empty_ = false;
    if (!out.string(key)) return false;
    out.text += ':';
    return write() || out.at(key);
  }

  bool end() {
    out.text += '}';
    return true;
  }

  /// Entries that are called as a declared member are left out, instead of being refused.
  bool drops_declared = false;

 private:
  bool is_empty_ = true;
};

}  // namespace samewire

#endif
