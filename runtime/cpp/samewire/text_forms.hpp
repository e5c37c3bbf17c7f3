// The forms that texts of the manifest's scalars have.

#ifndef SAMEWIRE_TEXT_FORMS_HPP
#define SAMEWIRE_TEXT_FORMS_HPP

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "samewire.hpp"

namespace samewire {

constexpr bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

/// Whether a text is an integer in canonical decimal digits: `-1`, `0`, `15`; not `+1`, `01`, `-0`, `1.0`.
inline bool is_canonical(std::string_view text) {
  const std::string_view digits = !text.empty() && text[0] == '-' ? text.substr(1) : text;
  if (digits.empty() || (digits[0] == '0' && text.size() > 1)) return false;
  for (const char sign : digits) {
    if (!is_digit(sign)) return false;
  }
  return true;
}

/// Reads an integer in canonical digits, if it is in range.
template <class Int>
bool read_integer(std::string_view text, Int& out) {
  if (!is_canonical(text)) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

/// Whether a text is an unsigned integer of 128 bits in canonical digits.
inline bool is_u128(std::string_view text) {
  constexpr std::string_view MOST = "340282366920938463463374607431768211455";
  if (!is_canonical(text) || text[0] == '-') return false;
  return text.size() < MOST.size() || (text.size() == MOST.size() && text <= MOST);
}

struct U128Form {
  static constexpr std::string_view EXPECTED = "u128";
  static bool is(std::string_view text) { return is_u128(text); }
  static std::string settled(std::string text) { return text; }
};

struct UuidForm {
  static constexpr std::string_view EXPECTED = "uuid";

  static bool is(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t at = 0; at < 36; ++at) {
      const bool is_hyphen = at == 8 || at == 13 || at == 18 || at == 23;
      if (is_hyphen ? text[at] != '-' : !is_hex(text[at])) return false;
    }
    return true;
  }

  /// In lower case.
  static std::string settled(std::string text) {
    for (char& sign : text) {
      if (sign >= 'A' && sign <= 'F') sign = static_cast<char>(sign - 'A' + 'a');
    }
    return text;
  }

 private:
  static bool is_hex(char sign) {
    return is_digit(sign) || (sign >= 'a' && sign <= 'f') || (sign >= 'A' && sign <= 'F');
  }
};

/// Days since the epoch of a day in the Gregorian calendar.
constexpr std::int64_t days_of(std::int64_t year, unsigned month, unsigned day) {
  // Years begin in March, so that the day that is not always there is the last one.
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto of_era = static_cast<unsigned>(year - era * 400);
  const unsigned of_year = (153 * (month + (month > 2 ? -3U : 9U)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct Day {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

constexpr Day day_of(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
  const unsigned month = (5 * of_year + 2) / 153;
  const unsigned day = of_year - (153 * month + 2) / 5 + 1;
  const unsigned shown = month < 10 ? month + 3 : month - 9;
  return {static_cast<std::int64_t>(year) + era * 400 + (shown <= 2 ? 1 : 0), shown, day};
}

/// `count` digits at a place of a text; -1 if others stand there.
inline int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  if (text.size() < at + count) return -1;
  for (const char sign : text.substr(at, count)) {
    if (!is_digit(sign)) return -1;
    value = value * 10 + (sign - '0');
  }
  return value;
}

inline bool is_day(std::string_view text) {
  constexpr std::array<int, 13> LENGTH = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = digits_at(text, 0, 4);
  const int month = digits_at(text, 5, 2);
  const int day = digits_at(text, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || text[4] != '-' || text[7] != '-') return false;
  const bool leaps = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= LENGTH[static_cast<std::size_t>(month)] && (month != 2 || day < 29 || leaps);
}

struct DateForm {
  static constexpr std::string_view EXPECTED = "date (YYYY-MM-DD)";
  static bool is(std::string_view text) { return text.size() == 10 && is_day(text); }
  static std::string settled(std::string text) { return text; }
};

/// Whether all sides can hold a moment: those of Rust's `jiff` end a day before the year 10,000 does.
constexpr bool is_within_seconds(std::int64_t second) { return second >= -377705023201 && second <= 253402207200; }

inline bool is_within(Timestamp value) {
  return is_within_seconds(std::chrono::floor<std::chrono::seconds>(value.time_since_epoch()).count());
}

/// Reads RFC 3339 with any offset and up to nine digits of a second.
inline bool read_timestamp(std::string_view text, Timestamp& out) {
  if (text.size() < 20 || !is_day(text) || (text[10] != 'T' && text[10] != 't')) return false;
  const int hour = digits_at(text, 11, 2);
  const int minute = digits_at(text, 14, 2);
  const int second = digits_at(text, 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  if (text[13] != ':' || text[16] != ':') return false;
  std::size_t at = 19;
  std::int64_t micros = 0;
  if (text[at] == '.') {
    std::size_t count = 0;
    for (++at; at < text.size() && is_digit(text[at]); ++at, ++count) {
      if (count < 6) micros = micros * 10 + (text[at] - '0');
    }
    if (count < 1 || count > 9) return false;
    for (; count < 6; ++count) micros *= 10;
  }
  std::int64_t offset = 0;
  const std::string_view zone = text.substr(at);
  if (zone != "Z" && zone != "z") {
    const int hours = digits_at(zone, 1, 2);
    const int minutes = digits_at(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return false;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
    offset = (hours * 60 + minutes) * (zone[0] == '-' ? -60 : 60);
  }
  const std::int64_t days = days_of(digits_at(text, 0, 4), static_cast<unsigned>(digits_at(text, 5, 2)),
                                    static_cast<unsigned>(digits_at(text, 8, 2)));
  const std::int64_t seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset;
  if (!is_within_seconds(seconds)) return false;
  out = Timestamp(std::chrono::seconds(seconds) + std::chrono::microseconds(micros));
  return true;
}

inline std::int64_t day_count(Timestamp value) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(value.time_since_epoch()).count();
  return (seconds >= 0 ? seconds : seconds - 86399) / 86400;
}

inline std::int64_t year_of(Timestamp value) { return day_of(day_count(value)).year; }

/// RFC 3339 in UTC with three digits of a second, cut, never rounded. The year has to be one of four digits.
inline std::string utc(Timestamp value) {
  const std::int64_t days = day_count(value);
  const Day day = day_of(days);
  const auto millis = std::chrono::floor<std::chrono::milliseconds>(value.time_since_epoch()).count() - days * 86400000;
  const std::int64_t parts[] = {day.year, day.month, day.day, millis / 3600000, millis / 60000 % 60,
                                millis / 1000 % 60, millis % 1000};
  const std::size_t widths[] = {4, 2, 2, 2, 2, 2, 3};
  std::string text;
  for (std::size_t part = 0; part < 7; ++part) {
    const std::string digits = std::to_string(parts[part]);
    text.append(widths[part] - std::min(digits.size(), widths[part]), '0');
    text += digits;
    text += "--T::.Z"[part];
  }
  return text;
}

/// The six bits that a sign of base64 stands for, in either alphabet; -1 if it is none.
inline int sextet(char sign) {
  if (sign >= 'A' && sign <= 'Z') return sign - 'A';
  if (sign >= 'a' && sign <= 'z') return sign - 'a' + 26;
  if (is_digit(sign)) return sign - '0' + 52;
  if (sign == '+' || sign == '-') return 62;
  return sign == '/' || sign == '_' ? 63 : -1;
}

/// Reads base64 of either alphabet, with or without padding.
inline bool from_base64(std::string_view text, std::vector<std::uint8_t>& out) {
  const std::string_view body = text.substr(0, text.find('='));
  const std::size_t padding = text.size() - body.size();
  const std::size_t rest = body.size() % 4;
  if (rest == 1 || padding > (rest == 0 ? 0 : 4 - rest)) return false;
  if (text.find_first_not_of('=', body.size()) != std::string_view::npos) return false;
  const bool has_url = body.find_first_of("-_") != std::string_view::npos;
  if (has_url && body.find_first_of("+/") != std::string_view::npos) return false;
  out.clear();
  out.reserve(body.size() * 3 / 4);
  std::uint32_t bits = 0;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const int next = sextet(body[at]);
    if (next < 0) return false;
    bits = (bits << 6) | static_cast<std::uint32_t>(next);
    if (at % 4 != 0) out.push_back(static_cast<std::uint8_t>(bits >> (6 - 2 * (at % 4))));
  }
  // What is left over of the last sign has to be nought.
  return rest == 0 || (bits & (rest == 2 ? 15U : 3U)) == 0;
}

/// Appends base64 in the standard alphabet with padding.
inline void to_base64(const std::vector<std::uint8_t>& bytes, std::string& out) {
  constexpr std::string_view SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = bytes.size() - at;
    const auto byte = [&](std::size_t index) { return index < left ? std::uint32_t{bytes[at + index]} : 0U; };
    const std::uint32_t bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    out += SIGNS[bits >> 18];
    out += SIGNS[bits >> 12 & 63];
    out += left > 1 ? SIGNS[bits >> 6 & 63] : '=';
    out += left > 2 ? SIGNS[bits & 63] : '=';
  }
}

}  // namespace samewire

#endif
