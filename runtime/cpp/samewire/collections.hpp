// Codecs of what is made of other values.

#ifndef SAMEWIRE_COLLECTIONS_HPP
#define SAMEWIRE_COLLECTIONS_HPP

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "scalars.hpp"

namespace samewire::codec {

/// `T | null`
template <class C>
struct Nullable {
  using Value = std::optional<typename C::Value>;

  static bool read(Reader& in, const Json& json, Value& out) {
    if (json.is_null()) {
      out.reset();
      return true;
    }
    return C::read(in, json, out.emplace());
  }
  static bool write(Writer& out, const Value& value) {
    if (value) return C::write(out, *value);
    out.text += "null";
    return true;
  }
};

/// What is held in a box.
template <class C>
struct Boxed {
  using Value = Box<typename C::Value>;
  static bool read(Reader& in, const Json& json, Value& out) { return C::read(in, json, *out); }
  static bool write(Writer& out, const Value& value) { return C::write(out, *value); }
};

/// Calls `take` with each item of an array.
template <class C, class Take>
bool read_items(Reader& in, const Json& json, Take take) {
  if (!json.is_array()) return in.wrong("array", json);
  std::size_t index = 0;
  for (const Json& item : json) {
    typename C::Value value{};
    if (!C::read(in, item, value)) return in.at(index);
    take(std::move(value));
    ++index;
  }
  return in.end(json);
}

template <class C, class Items>
bool write_items(Writer& out, const Items& items) {
  out.text += '[';
  std::size_t index = 0;
  for (const auto& item : items) {
    if (index != 0) out.text += ',';
    if (!C::write(out, item)) return out.at(index);
    ++index;
  }
  out.text += ']';
  return true;
}

/// `list<T>`
template <class C>
struct List {
  using Value = std::vector<typename C::Value>;

  static bool read(Reader& in, const Json& json, Value& out) {
    out.clear();
    return read_items<C>(in, json, [&](auto&& value) { out.push_back(std::move(value)); });
  }
  static bool write(Writer& out, const Value& value) { return write_items<C>(out, value); }
};

/// `set<T>` of what has an order: of equals the first is kept.
template <class C>
struct Set {
  using Value = std::set<typename C::Value>;

  static bool read(Reader& in, const Json& json, Value& out) {
    out.clear();
    return read_items<C>(in, json, [&](auto&& value) { out.insert(std::move(value)); });
  }
  static bool write(Writer& out, const Value& value) { return write_items<C>(out, value); }
};

/// `set<T>` of what has none: equal is what is written alike.
template <class C>
struct Distinct {
  using Value = std::vector<typename C::Value>;

  static bool read(Reader& in, const Json& json, Value& out) {
    out.clear();
    std::set<std::string> seen;
    return read_items<C>(in, json, [&](auto&& value) {
      if (is_first(value, seen)) out.push_back(std::move(value));
    });
  }
  static bool write(Writer& out, const Value& value) {
    std::set<std::string> seen;
    Value firsts;
    for (const auto& item : value) {
      if (is_first(item, seen)) firsts.push_back(item);
    }
    return write_items<C>(out, firsts);
  }

 private:
  /// Whether no value before was written alike; what cannot be written is told when it is tried.
  static bool is_first(const typename C::Value& value, std::set<std::string>& seen) {
    Writer out;
    return !C::write(out, value) || seen.insert(std::move(out.text)).second;
  }
};

/// `[A, B]`
template <class... C>
struct Tuple {
  using Value = std::tuple<typename C::Value...>;

  static bool read(Reader& in, const Json& json, Value& out) {
    constexpr std::size_t COUNT = sizeof...(C);
    const std::string expected = "array of " + std::to_string(COUNT);
    if (!json.is_array()) return in.wrong(expected, json, "array");
    if (!read_each(in, json, out, std::index_sequence_for<C...>()) || !in.end(json)) return false;
    return json.size() == COUNT || in.refuse("expected " + expected + ", got another length");
  }
  static bool write(Writer& out, const Value& value) {
    out.text += '[';
    if (!write_each(out, value, std::index_sequence_for<C...>())) return false;
    out.text += ']';
    return true;
  }

 private:
  template <std::size_t... Index>
  static bool read_each(Reader& in, const Json& json, Value& out, std::index_sequence<Index...>) {
    return (... && (Index >= json.size() || C::read(in, json[Index], std::get<Index>(out)) || in.at(Index)));
  }
  template <std::size_t... Index>
  static bool write_each(Writer& out, const Value& value, std::index_sequence<Index...>) {
    return (... && (out.text += Index == 0 ? "" : ",", C::write(out, std::get<Index>(value)) || out.at(Index)));
  }
};

/// `string<T>`: a string that holds the JSON text of a value.
template <class C>
struct JsonText {
  using Value = typename C::Value;

  static bool read(Reader& in, const Json& json, Value& out) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text == nullptr) return in.wrong("string", json);
    Json inside;
    return in.parse_inside(*text, inside) && C::read(in, inside, out);
  }
  static bool write(Writer& out, const Value& value) {
    std::string before;
    before.swap(out.text);
    const bool written = C::write(out, value);
    before.swap(out.text);
    return written && out.string(before);
  }
};

// ------------------------------------------------------------------------------------------------------- maps

/// Keys that are any text.
struct TextKey {
  using Value = std::string;
  static constexpr std::string_view EXPECTED = "string";
  static bool read(std::string_view key, std::string& out) {
    out = key;
    return true;
  }
  static std::string text(const std::string& key) { return key; }
  static bool is(const std::string&) { return true; }
};

/// Keys of some form.
template <class Form>
struct FormedKey {
  using Value = std::string;
  static constexpr std::string_view EXPECTED = Form::EXPECTED;
  static bool read(std::string_view key, std::string& out) {
    if (!Form::is(key)) return false;
    out = Form::settled(std::string(key));
    return true;
  }
  static std::string text(const std::string& key) { return Form::settled(key); }
  static bool is(const std::string& key) { return Form::is(key); }
};

/// Keys that are integers in canonical digits.
template <class T>
struct IntKey {
  using Value = T;
  static constexpr std::string_view EXPECTED = int_name<T>();
  static bool read(std::string_view key, T& out) { return read_integer(key, out); }
  static std::string text(T key) { return std::to_string(key); }
  static bool is(T) { return true; }
};

/// `map<K, T>`
template <class K, class C>
struct Map {
  using Value = std::map<typename K::Value, typename C::Value>;

  static bool read(Reader& in, const Json& json, Value& out) {
    const auto* object = object_of(in, json);
    return object != nullptr && among(in, json, out, nullptr);
  }

  /// Reads the entries that lie among other members of an object, which are called `around`.
  static bool among(Reader& in, const Json& json, Value& out, const Around* around) {
    out.clear();
    const auto& object = json.get_ref<const Json::object_t&>();
    return each_member(in, object, [&](const std::string& name, const Json& item) {
      if (Around::has(around, name)) return true;
      typename K::Value key{};
      if (!K::read(name, key)) return in.refuse("expected key " + std::string(K::EXPECTED)) || in.at(name);
      // Two forms of one key are one entry, and the last counts.
      return C::read(in, item, out[key] = typename C::Value{}) || in.at(name);
    }) && in.end(json);
  }

  static bool write(Writer& out, const Value& value) {
    Object object(out);
    return parts(object, value, nullptr) && object.end();
  }

  static bool parts(Object& object, const Value& value, const Around* around) {
    for (const auto& [key, item] : value) {
      const std::string name = K::text(key);
      if (Around::has(around, name)) {
        if (object.drops_declared) continue;
        object.out.refuse("a member of this name is declared: it is not one of the others");
        return object.out.at(name);
      }
      if (!K::is(key)) return object.out.refuse("expected key " + std::string(K::EXPECTED)) || object.out.at(name);
      if (!object.member(name, [&, &item = item] { return C::write(object.out, item); })) return false;
    }
    return true;
  }
};

}  // namespace samewire::codec

#endif
