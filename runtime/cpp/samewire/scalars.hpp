// Codecs of single values. A codec is a type without values that mirrors a type expression of the manifest:
// `list<timestamp<ms>>` is `List<Millis>`.

#ifndef SAMEWIRE_SCALARS_HPP
#define SAMEWIRE_SCALARS_HPP

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text_forms.hpp"
#include "writer.hpp"

namespace samewire::codec {

struct Bool {
  using Value = bool;
  static bool read(Reader& in, const Json& json, bool& out) {
    if (!json.is_boolean()) return in.wrong("boolean", json);
    out = json.get<bool>();
    return true;
  }
  static bool write(Writer& out, bool value) {
    out.text += value ? "true" : "false";
    return true;
  }
};

struct String {
  using Value = std::string;
  static bool read(Reader& in, const Json& json, std::string& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr) return in.wrong("string", json);
    out = *text;
    return true;
  }
  static bool write(Writer& out, const std::string& value) { return out.string(value); }
};

struct Null {
  using Value = std::monostate;
  static bool read(Reader& in, const Json& json, std::monostate&) { return json.is_null() || in.wrong("null", json); }
  static bool write(Writer& out, std::monostate) {
    out.text += "null";
    return true;
  }
};

/// Any value.
struct Any {
  using Value = Json;
  static bool read(Reader& in, const Json& json, Json& out) {
    if (!is_whole(in, json)) return false;
    out = in.text().repeats ? settled(json) : json;
    return true;
  }
  static bool write(Writer& out, const Json& value) { return out.json(value); }
};

/// What integers are called in errors.
template <class Int>
constexpr std::string_view int_name() {
  constexpr bool is_signed = std::numeric_limits<Int>::is_signed;
  switch (sizeof(Int)) {
    case 1:
      return is_signed ? "i8" : "u8";
    case 2:
      return is_signed ? "i16" : "u16";
    case 4:
      return is_signed ? "i32" : "u32";
    default:
      return is_signed ? "i64" : "u64";
  }
}

/// An integer as a number: beyond 53 bits such numbers mean something else to others, and are refused.
template <class T>
struct Int {
  using Value = T;

  static constexpr std::int64_t SAFE = 9007199254740991;

  static bool read(Reader& in, const Json& json, T& out) {
    if (const auto* size = json.get_ptr<const Json::number_unsigned_t*>()) {
      if (*size > most()) return beyond(in);
      out = static_cast<T>(*size);
      return true;
    }
    if (const auto* value = json.get_ptr<const Json::number_integer_t*>()) {
      if (*value < least()) return beyond(in);
      out = static_cast<T>(*value);
      return true;
    }
    const auto* value = json.get_ptr<const Json::number_float_t*>();
    if (value == nullptr) return in.wrong(int_name<T>(), json);
    if (std::trunc(*value) != *value) return in.refuse("expected " + std::string(int_name<T>()) + ", got a fraction");
    if (*value < static_cast<double>(least()) || *value > static_cast<double>(most())) return beyond(in);
    out = static_cast<T>(*value);
    return true;
  }

  static bool write(Writer& out, T value) {
    if constexpr (sizeof(T) == 8) {
      const bool is_low = std::numeric_limits<T>::is_signed && value < static_cast<T>(least());
      if (is_low || (value > 0 && static_cast<std::uint64_t>(value) > most())) {
        return out.refuse("out of range of " + std::string(int_name<T>()));
      }
    }
    out.integer(value);
    return true;
  }

 private:
  static constexpr std::uint64_t most() {
    return sizeof(T) == 8 ? static_cast<std::uint64_t>(SAFE) : static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  }
  static constexpr std::int64_t least() {
    if (!std::numeric_limits<T>::is_signed) return 0;
    return sizeof(T) == 8 ? -SAFE : static_cast<std::int64_t>(std::numeric_limits<T>::min());
  }
  static bool beyond(Reader& in) { return in.refuse("out of range of " + std::string(int_name<T>())); }
};

/// An integer as a string of its decimal digits.
template <class T>
struct Digits {
  using Value = T;

  static bool read(Reader& in, const Json& json, T& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr || !read_integer(*text, out)) {
      return in.wrong("string of " + std::string(int_name<T>()) + " digits", json, "string");
    }
    return true;
  }

  static bool write(Writer& out, T value) {
    out.text += '"';
    out.integer(value);
    out.text += '"';
    return true;
  }
};

/// An unsigned integer of 128 bits, which stays the text that it is.
struct Digits128 {
  using Value = std::string;

  static bool read(Reader& in, const Json& json, std::string& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr || !is_u128(*text)) return in.wrong("string of u128 digits", json, "string");
    out = *text;
    return true;
  }
  static bool write(Writer& out, const std::string& value) {
    return is_u128(value) ? out.string(value) : out.refuse("not a valid string of u128 digits");
  }
};

/// The same where the value is one in code.
struct Bits128 {
  using Value = Uint128;

  static bool read(Reader& in, const Json& json, Uint128& out) {
    std::string digits;
    return Digits128::read(in, json, digits) && ((out = Uint128::of(digits)), true);
  }
  static bool write(Writer& out, const Uint128& value) { return out.string(value.digits()); }
};

struct F32 {
  using Value = float;
  static bool read(Reader& in, const Json& json, float& out) {
    if (!json.is_number()) return in.wrong("f32", json);
    const auto value = json.get<double>();
    // Half a step beyond the largest one rounds to infinity.
    if (std::fabs(value) >= 3.4028235677973366e38) return in.refuse("out of range of f32");
    out = static_cast<float>(value);
    return true;
  }
  static bool write(Writer& out, float value) { return out.floating(value); }
};

struct F64 {
  using Value = double;
  static bool read(Reader& in, const Json& json, double& out) {
    if (!json.is_number()) return in.wrong("f64", json, "number");
    out = json.get<double>();
    return true;
  }
  static bool write(Writer& out, double value) { return out.floating(value); }
};

/// A string of some form, which is kept as a string; `Form` says which.
template <class Form>
struct Formed {
  using Value = std::string;

  static bool read(Reader& in, const Json& json, std::string& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr || !Form::is(*text)) return in.wrong(Form::EXPECTED, json, "string");
    out = Form::settled(*text);
    return true;
  }
  static bool write(Writer& out, const std::string& value) {
    if (!Form::is(value)) return out.refuse("not a valid " + std::string(Form::EXPECTED));
    return out.string(Form::settled(value));
  }
};

using Uuid = Formed<UuidForm>;
using Date = Formed<DateForm>;

/// RFC 3339.
struct Rfc3339 {
  using Value = Timestamp;

  static bool read(Reader& in, const Json& json, Timestamp& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr || !read_timestamp(*text, out)) return in.wrong("timestamp (RFC 3339)", json, "string");
    return true;
  }
  static bool write(Writer& out, Timestamp value) {
    if (!is_within(value)) return out.refuse("out of range of timestamp");
    if (year_of(value) < 0) return out.refuse("before the year 0, which RFC 3339 cannot write");
    out.text += '"';
    out.text += utc(value);
    out.text += '"';
    return true;
  }
};

/// An integer since the epoch, in `Unit`s.
template <class Unit>
struct Epoch {
  using Value = Timestamp;

  static bool read(Reader& in, const Json& json, Timestamp& out) {
    std::int64_t count = 0;
    if (!Int<std::int64_t>::read(in, json, count)) return false;
    if (!is_within_seconds(std::chrono::floor<std::chrono::seconds>(Unit(count)).count())) {
      return in.refuse("out of range of timestamp");
    }
    out = Timestamp(Unit(count));
    return true;
  }
  static bool write(Writer& out, Timestamp value) {
    if (!is_within(value)) return out.refuse("out of range of timestamp");
    return Int<std::int64_t>::write(out, std::chrono::floor<Unit>(value.time_since_epoch()).count());
  }
};

using Millis = Epoch<std::chrono::milliseconds>;
using Seconds = Epoch<std::chrono::seconds>;

struct Bytes {
  using Value = std::vector<std::uint8_t>;

  static bool read(Reader& in, const Json& json, Value& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr || !from_base64(*text, out)) return in.wrong("base64", json, "string");
    return true;
  }
  static bool write(Writer& out, const Value& value) {
    out.text += '"';
    to_base64(value, out.text);
    out.text += '"';
    return true;
  }
};

}  // namespace samewire::codec

#endif
