// Codecs of enums and flags.

#ifndef SAMEWIRE_ENUMS_HPP
#define SAMEWIRE_ENUMS_HPP

#include "picture.hpp"

namespace samewire::codec {

/// An enum of strings, of what is generated for it: `EXPECTED`, `read_text` and `write_text`, which says `false` of what is
/// no value.
template <class Self, class T>
struct Texts {
  using Value = T;

  static bool read(Reader& in, const Json& json, T& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text != nullptr && Self::read_text(*text, out)) return true;
    if (Self::IS_OPEN) return in.wrong("string", json);
    return none_of(in, &json, Self::EXPECTED, "string");
  }

  static bool write(Writer& out, const T& value) {
    std::string text;
    if (!Self::write_text(value, text)) return out.refuse("expected " + std::string(Self::EXPECTED) + ", got another value");
    return out.string(text);
  }
};

/// Such an enum as the keys of a map, or in the hole of another one.
template <class C>
struct EnumKey {
  using Value = typename C::Value;
  static constexpr std::string_view EXPECTED = C::EXPECTED;

  static bool read(std::string_view key, Value& out) { return C::read_text(key, out); }
  static std::string text(const Value& key) {
    std::string text;
    C::write_text(key, text);
    return text;
  }
  static bool is(const Value& key) {
    std::string text;
    return C::write_text(key, text);
  }
};

/// A text that is a value of an enum, now or once.
template <class E>
struct TextRow {
  std::string_view text;
  E value;
};

/// Finds a value by a text.
template <class E, std::size_t N>
bool find_text(const TextRow<E> (&rows)[N], std::string_view text, E& out) {
  for (const TextRow<E>& row : rows) {
    if (row.text != text) continue;
    out = row.value;
    return true;
  }
  return false;
}

/// Finds the text of a value: rows of old ones stand behind.
template <class E, std::size_t N>
bool find_value(const TextRow<E> (&rows)[N], E value, std::string& out) {
  for (const TextRow<E>& row : rows) {
    if (row.value != value) continue;
    out = row.text;
    return true;
  }
  return false;
}

/// Reads what stands in the hole of a text.
template <class K>
bool read_hole(std::string_view text, std::string_view prefix, std::string_view suffix, typename K::Value& out) {
  if (text.size() < prefix.size() + suffix.size() || text.substr(0, prefix.size()) != prefix) return false;
  const std::size_t size = text.size() - prefix.size() - suffix.size();
  return text.substr(prefix.size() + size) == suffix && K::read(text.substr(prefix.size(), size), out);
}

/// Writes a text with a hole.
template <class K>
bool write_hole(std::string_view prefix, std::string_view suffix, const typename K::Value& value, std::string& out) {
  if (!K::is(value)) return false;
  out = std::string(prefix) + K::text(value) + std::string(suffix);
  return true;
}

/// An integer that is a value of an enum, now or once.
template <class E, class I>
struct IntRow {
  I value;
  E is;
};

/// An enum of integers, of what is generated for it: the codec of its `Repr`, `EXPECTED` and `rows`.
template <class Self, class E, class Repr>
struct Ints {
  using Value = E;
  using Integer = typename Repr::Value;

  static bool read(Reader& in, const Json& json, E& out) {
    Integer value{};
    const bool is_number = json.is_number();
    if (Repr::read(in, json, value)) {
      for (const auto& row : Self::rows()) {
        if (row.value != value) continue;
        out = row.is;
        return true;
      }
    } else if (!is_number) {
      return json.is_string() ? false : none_of(in, &json, Self::EXPECTED, "");
    }
    return in.refuse("expected " + std::string(Self::EXPECTED) + ", got another " + (is_number ? "number" : "integer"));
  }

  static bool write(Writer& out, E value) {
    for (const auto& row : Self::rows()) {
      if (row.is == value) return Repr::write(out, row.value);
    }
    return out.refuse("expected " + std::string(Self::EXPECTED) + ", got another value");
  }
};

/// The same where other values are kept.
template <class Self, class E, class Repr>
struct OpenInts {
  using Integer = typename Repr::Value;
  using Value = Open<E, Integer>;

  static bool read(Reader& in, const Json& json, Value& out) {
    Integer value{};
    if (!Repr::read(in, json, value)) return false;
    for (const auto& row : Self::rows()) {
      if (row.value != value) continue;
      out = Value(row.is);
      return true;
    }
    out = Value(std::move(value));
    return true;
  }

  static bool write(Writer& out, const Value& value) {
    if (const auto* other = std::get_if<1>(&value.value)) return Repr::write(out, *other);
    for (const auto& row : Self::rows()) {
      if (row.is == *std::get_if<0>(&value.value)) return Repr::write(out, row.value);
    }
    return out.refuse("expected " + std::string(Self::EXPECTED) + ", got another value");
  }
};

/// A set of bits; unknown ones are kept.
template <class T, class Repr>
struct Flags {
  using Value = T;
  using Integer = typename Repr::Value;

  static bool read(Reader& in, const Json& json, T& out) {
    Integer bits{};
    if (!Repr::read(in, json, bits)) return false;
    out = static_cast<T>(bits);
    return true;
  }
  static bool write(Writer& out, T value) { return Repr::write(out, static_cast<Integer>(value)); }
};

/// The same of 128 bits.
template <class T>
struct Flags128 {
  using Value = T;
  static bool read(Reader& in, const Json& json, T& out) { return Bits128::read(in, json, out.bits); }
  static bool write(Writer& out, const T& value) { return Bits128::write(out, value.bits); }
};

}  // namespace samewire::codec

#endif
