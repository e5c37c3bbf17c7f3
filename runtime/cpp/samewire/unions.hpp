// Codecs of unions.

#ifndef SAMEWIRE_UNIONS_HPP
#define SAMEWIRE_UNIONS_HPP

#include "enums.hpp"
#include "written.hpp"

namespace samewire {

/// What is known of a union that is told by a name.
template <class T>
struct UnionTable {
  Picture picture;
  Names names;
  const Carried<T>* variants;
  std::size_t count;
};

namespace codec {

/// A union that is told by a name, of what is generated for it: `table`. What is unknown comes last among its alternatives,
/// if it may be there at all.
template <class Self, class T>
struct Union {
  using Value = T;

  static bool read(Reader& in, const Json& json, T& out) {
    const UnionTable<T>& table = Self::table();
    Found found;
    if (!Walk(in, table.names, found).find(table.picture, json)) {
      return is_open(table) && keep(in, json, std::nullopt, out);
    }
    return read_found(in, json, found, out, nullptr) && in.end(json);
  }

  /// Reads what lies among other members, which are called `around`.
  static bool among(Reader& in, const Json& json, T& out, const Around* around) {
    const UnionTable<T>& table = Self::table();
    Found found;
    if (!Walk(in, table.names, found).find(table.picture, json)) {
      return is_open(table) && keep_rest(in, json, std::nullopt, out, around);
    }
    return read_found(in, json, found, out, around);
  }

  static bool write(Writer& out, const T& value) {
    const UnionTable<T>& table = Self::table();
    const std::size_t index = value.value.index();
    if (index < table.count) return PictureWriter<T>(table.variants[index], value, nullptr).write(out, table.picture);
    const std::string* raw = kept(value);
    return raw == nullptr ? out.refuse("holds nothing") : write_kept(out, *raw);
  }

  static bool parts(Object& object, const T& value, const Around* around) {
    const UnionTable<T>& table = Self::table();
    const std::size_t index = value.value.index();
    if (index < table.count) {
      return PictureWriter<T>(table.variants[index], value, nullptr).parts(object, table.picture, around);
    }
    const std::string* raw = kept(value);
    return raw == nullptr ? object.out.refuse("holds nothing") : write_members(object, *raw);
  }

 private:
  static bool is_open(const UnionTable<T>& table) { return table.names.closed.empty(); }

  static bool given_twice(Reader& in, const Found& found) { return in.refuse("given twice") || under(in, *found.twice); }

  static bool read_found(Reader& in, const Json& json, const Found& found, T& out, const Around* around) {
    if (found.twice) return given_twice(in, found);
    if (found.known) return read_payload(in, found, Self::table().variants[*found.known], out, around);
    return around == nullptr ? keep(in, json, found.name, out) : keep_rest(in, json, found.name, out, around);
  }

  /// The last alternative is of this type where the union is open.
  static constexpr std::size_t LAST = std::variant_size_v<decltype(T::value)> - 1;
  static constexpr bool KEEPS = std::is_same_v<std::variant_alternative_t<LAST, decltype(T::value)>, Unknown>;

  static const std::string* kept(const T& value) {
    if constexpr (KEEPS) {
      if (const auto* unknown = std::get_if<LAST>(&value.value)) return &unknown->raw;
    }
    return nullptr;
  }

  static bool keep(Reader& in, const Json& json, std::optional<std::string> name, T& out) {
    if (!is_whole(in, json)) return false;
    put(std::move(name), kept_text(in, json), out);
    return true;
  }

  static bool keep_rest(Reader& in, const Json& json, std::optional<std::string> name, T& out, const Around* around) {
    Writer raw;
    Object object(raw);
    const Json all = in.text().repeats ? settled(json) : json;
    for (const auto& [key, value] : all.get_ref<const Json::object_t&>()) {
      if (Around::has(around, key)) continue;
      if (!is_whole(in, value)) return in.at(key);
      object.member(key, [&, &value = value] { return raw.json(value); });
    }
    object.end();
    put(std::move(name), std::move(raw.text), out);
    return true;
  }

  static void put(std::optional<std::string> name, std::string raw, T& out) {
    if constexpr (KEEPS) out.value.template emplace<LAST>(Unknown{std::move(name), std::move(raw)});
  }

  static bool write_members(Object& object, const std::string& raw) {
    Json json;
    Text text;
    if (is_utf8(raw)) Parser::parse(raw, SIZE_MAX, json, text);
    if (text.broken || !json.is_object()) return object.out.refuse("not an object of JSON");
    for (const auto& [key, value] : json.get_ref<const Json::object_t&>()) {
      if (!object.member(key, [&, &value = value] { return object.out.json(value); })) return false;
    }
    return true;
  }
};

/// A key by which one of some objects is told: which has it, and the objects (as bits) that it decides against.
struct Deciding {
  std::string_view key;
  std::size_t object;
  std::uint64_t against;
};

/// Which of some objects is meant, by the keys that it has; `could` are those (as bits) that each can be told from.
/// `COUNT` and a reason if none is.
template <std::size_t COUNT, std::size_t KEYS>
std::size_t which(Reader& in, const Json& json, const std::uint64_t (&could)[COUNT], const Deciding (&keys)[KEYS]) {
  const auto& object = json.get_ref<const Json::object_t&>();
  std::uint64_t decided[COUNT] = {};
  std::uint64_t against = 0;
  for (const Deciding& deciding : keys) {
    if (find_member(object, deciding.key) == nullptr) continue;
    decided[deciding.object] |= deciding.against;
    against |= deciding.against;
  }
  for (std::size_t index = 0; index < COUNT; ++index) {
    if ((against >> index & 1) == 0 && (could[index] & ~decided[index]) == 0) return index;
  }
  if (!in.end(json)) return COUNT;
  for (std::size_t one = 0; one < COUNT; ++one) {
    for (std::size_t other = 0; other < COUNT; ++other) {
      if ((decided[one] >> other & 1) == 0 || (decided[other] >> one & 1) == 0) continue;
      in.refuse("has members of several alternatives");
      return COUNT;
    }
  }
  std::string names;
  for (const Deciding& deciding : keys) {
    const std::string name = '`' + std::string(deciding.key) + '`';
    if (names.find(name) != std::string::npos) continue;
    names += names.empty() ? name : ", " + name;
  }
  in.refuse("expected a member that tells which alternative it is: " + names);
  return COUNT;
}

}  // namespace codec
}  // namespace samewire

#endif
