// What generated C++ and the code that uses it have in common: results, what is unknown, limits, and some values.

#ifndef SAMEWIRE_SAMEWIRE_HPP
#define SAMEWIRE_SAMEWIRE_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace samewire {

/// Why a frame was refused, or why an event cannot be written. Holds no value of the frame.
struct Error {
  /// The event, if its name was read before the mistake; empty otherwise.
  std::string event;
  /// The member at fault, in wire names: `message.author.id`, `items[2]`; empty if it is the frame itself.
  std::string path;
  /// What is wrong with it: `expected uuid, got number`.
  std::string reason;

  /// The same in a line, for people.
  [[nodiscard]] std::string describe() const {
    std::string line;
    for (const std::string* part : {&event, &path, &reason}) {
      if (part->empty()) continue;
      if (!line.empty()) line += ": ";
      line += *part;
    }
    return line;
  }
};

inline bool operator==(const Error& a, const Error& b) {
  return a.event == b.event && a.path == b.path && a.reason == b.reason;
}
inline bool operator!=(const Error& a, const Error& b) { return !(a == b); }

/// A value, or why there is none.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  // Whoever reads a value or refuses one gives it back as it is.
  Result(T&& value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(const T& value) : held_(std::in_place_index<0>, value) {}
  Result(E error) : held_(std::in_place_index<1>, std::move(error)) {}

  /// Whether there is a value.
  [[nodiscard]] bool has_value() const noexcept { return held_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// The value. Only where there is one: `std::bad_variant_access` is thrown otherwise.
  [[nodiscard]] const T& value() const& { return std::get<0>(held_); }
  [[nodiscard]] T& value() & { return std::get<0>(held_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(held_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  /// Why there is none. Only where that is so: `std::bad_variant_access` is thrown otherwise.
  [[nodiscard]] const E& error() const { return std::get<1>(held_); }

  friend bool operator==(const Result& a, const Result& b) { return a.held_ == b.held_; }
  friend bool operator!=(const Result& a, const Result& b) { return !(a == b); }

 private:
  std::variant<T, E> held_;
};

/// An event, or a variant of a union, that the manifest does not know. It is written again as it came.
struct Unknown {
  /// Its name on the wire; none if the frame is in no picture that is known.
  std::optional<std::string> name;
  /// The frame's own text.
  std::string raw;
};

inline bool operator==(const Unknown& a, const Unknown& b) { return a.name == b.name && a.raw == b.raw; }
inline bool operator!=(const Unknown& a, const Unknown& b) { return !(a == b); }

/// An element of a batch that is no event: where in the element, why, and its JSON, which is written again as it is.
struct BadEvent {
  std::string path;
  std::string reason;
  std::string raw;
};

inline bool operator==(const BadEvent& a, const BadEvent& b) {
  return a.path == b.path && a.reason == b.reason && a.raw == b.raw;
}
inline bool operator!=(const BadEvent& a, const BadEvent& b) { return !(a == b); }

/// How large and how deep a frame may be; nothing is built from what is too large or too deep. Readers call themselves for
/// every level: a depth far beyond the usual one needs a stack for it.
struct Limits {
  /// The most bytes that a frame may have.
  std::size_t bytes = std::size_t{1} << 20;
  /// The most arrays and objects that may lie inside one another.
  std::size_t depth = 64;
};

/// A moment, in UTC. Of a finer time that was read microseconds are kept; milliseconds are written.
using Timestamp = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

/// A value of an enum that may get more values: one that is known, or what stood there.
template <class Known, class Other = std::string>
struct Open {
  std::variant<Known, Other> value;

  Open(Known known = Known{}) : value(std::in_place_index<0>, known) {}
  explicit Open(Other other) : value(std::in_place_index<1>, std::move(other)) {}

  /// The value, if it is one that is known.
  [[nodiscard]] std::optional<Known> known() const {
    const Known* found = std::get_if<0>(&value);
    return found == nullptr ? std::nullopt : std::optional<Known>(*found);
  }

  friend bool operator==(const Open& a, const Open& b) { return a.value == b.value; }
  friend bool operator!=(const Open& a, const Open& b) { return a.value != b.value; }
  /// Known ones first, in the order of the manifest.
  friend bool operator<(const Open& a, const Open& b) { return a.value < b.value; }
};

/// An unsigned integer of 128 bits: what flags of that size are made of.
struct Uint128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  /// The integer that these decimal digits are, which have to be those of one.
  static Uint128 of(std::string_view digits) {
    Uint128 value;
    for (const char digit : digits) value = value.times_ten(static_cast<unsigned>(digit - '0'));
    return value;
  }

  /// Its decimal digits.
  [[nodiscard]] std::string digits() const {
    std::string text;
    Uint128 rest = *this;
    do {
      text.insert(text.begin(), static_cast<char>('0' + rest.divide_by_ten()));
    } while (rest.high != 0 || rest.low != 0);
    return text;
  }

  friend constexpr bool operator==(const Uint128& a, const Uint128& b) { return a.high == b.high && a.low == b.low; }
  friend constexpr bool operator!=(const Uint128& a, const Uint128& b) { return !(a == b); }
  friend constexpr bool operator<(const Uint128& a, const Uint128& b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  }
  friend constexpr Uint128 operator|(Uint128 a, Uint128 b) { return {a.high | b.high, a.low | b.low}; }
  friend constexpr Uint128 operator&(Uint128 a, Uint128 b) { return {a.high & b.high, a.low & b.low}; }
  friend constexpr Uint128 operator^(Uint128 a, Uint128 b) { return {a.high ^ b.high, a.low ^ b.low}; }
  friend constexpr Uint128 operator~(Uint128 a) { return {~a.high, ~a.low}; }

 private:
  [[nodiscard]] Uint128 times_ten(unsigned more) const {
    Uint128 value;
    std::uint64_t carry = more;
    const auto part = [&](std::uint64_t bits) {
      carry += bits * 10;
      const std::uint64_t kept = carry & 0xffffffff;
      carry >>= 32;
      return kept;
    };
    value.low = part(low & 0xffffffff);
    value.low |= part(low >> 32) << 32;
    value.high = part(high & 0xffffffff);
    value.high |= part(high >> 32) << 32;
    return value;
  }

  unsigned divide_by_ten() {
    std::uint64_t rest = 0;
    const auto part = [&](std::uint64_t bits) {
      rest = rest << 32 | bits;
      const std::uint64_t kept = rest / 10;
      rest %= 10;
      return kept;
    };
    const std::uint64_t top = part(high >> 32);
    high = top << 32 | part(high & 0xffffffff);
    const std::uint64_t middle = part(low >> 32);
    low = middle << 32 | part(low & 0xffffffff);
    return static_cast<unsigned>(rest);
  }
};

/// A value on the heap that is copied with what holds it: where a type holds itself. It holds one always, but for one that
/// was moved from, which can only be assigned to or destroyed.
template <class T>
class Box {
 public:
  Box() : held_(std::make_unique<T>()) {}
  // Nothing else is asked for whether it becomes a `T`, which may not be complete yet.
  template <class U, class = std::enable_if_t<std::is_same_v<std::decay_t<U>, T>>>
  Box(U&& value) : held_(std::make_unique<T>(std::forward<U>(value))) {}
  Box(const Box& other) : held_(std::make_unique<T>(*other)) {}
  Box(Box&& other) noexcept = default;
  Box& operator=(const Box& other) {
    if (this != &other) held_ = std::make_unique<T>(*other);
    return *this;
  }
  Box& operator=(Box&& other) noexcept = default;
  // As a default it would be a constant expression in C++23, and clang would ask for a whole `T` too early.
  ~Box() {}

  T& operator*() { return *held_; }
  const T& operator*() const { return *held_; }
  T* operator->() { return held_.get(); }
  const T* operator->() const { return held_.get(); }

  friend bool operator==(const Box& a, const Box& b) { return *a == *b; }
  friend bool operator!=(const Box& a, const Box& b) { return !(a == b); }
  friend bool operator<(const Box& a, const Box& b) { return *a < *b; }

 private:
  std::unique_ptr<T> held_;
};

/// Handlers for `std::visit`: `std::visit(samewire::Overloaded{[](const Message&) {}, [](const auto&) {}}, event.value)`.
template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

/// Who sends an event.
enum class Direction { Server, Client };
/// Who gets an event.
enum class Audience { Broadcast, Targeted };
/// What is promised about the delivery of an event.
enum class Delivery { Ordered, Volatile, Critical };

/// What the manifest says of an event. Texts that it does not say are empty.
struct EventInfo {
  /// Its name on the wire, in words if that is no text.
  std::string_view name;
  Direction direction;
  std::string_view category;
  Audience audience;
  Delivery delivery;
  /// Doing it twice is doing it once.
  bool idempotent;
  bool deprecated;
  bool experimental;
};

}  // namespace samewire

#endif
