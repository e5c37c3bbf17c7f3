// How older versions of what an event carries become the next. A step goes through JSON: what the older version writes
// under the next one's names is read as the next one, so that no values are converted.

#ifndef SAMEWIRE_UPGRADE_HPP
#define SAMEWIRE_UPGRADE_HPP

#include "frame.hpp"

namespace samewire {

/// Reads the next version from what `write` makes of an older one.
template <class Next, class Write>
bool upgrade(Reader& in, typename Next::Value& out, Write write) {
  Writer written;
  if (!write(written)) {
    const Error error = written.error();
    return in.refuse_at(error.path, error.reason);
  }
  const Limits limits = {SIZE_MAX, SIZE_MAX};
  Reader next(limits);
  Json json;
  if (next.parse(written.text, json) && Next::read(next, json, out)) return true;
  const Error error = next.error("");
  return in.refuse_at(error.path, error.reason);
}

/// An older version that becomes the newest, of what is generated for it: `From`, the codec of the older one, and
/// `upgrade`.
template <class Self, class From, class Newest>
struct Older {
  using Value = Newest;

  static bool read(Reader& in, const Json& json, Newest& out) {
    typename From::Value older{};
    return From::read(in, json, older) && Self::upgrade(in, older, out);
  }
  static bool among(Reader& in, const Json& json, Newest& out, const Around* around) {
    typename From::Value older{};
    return From::among(in, json, older, around) && Self::upgrade(in, older, out);
  }
};

/// The row of such a version; `spreads` where its members lie among those of the picture.
template <class Out, std::size_t Index, class C, bool IS_UNIT, bool SPREADS>
Carried<Out> older(WireName wire, std::size_t picture, std::int64_t version) {
  Carried<Out> carried = {wire, picture};
  carried.version = version;
  if constexpr (IS_UNIT) {
    carried.unit = [](Reader& in, Out& out) { return C::upgrade(in, {}, out.value.template emplace<Index>()); };
  } else if constexpr (SPREADS) {
    carried.among = &Alternative<Out, Index, C>::among;
  } else {
    carried.read = &Alternative<Out, Index, C>::read;
  }
  return carried;
}

/// The row of an event that has older versions.
template <class Out>
Carried<Out> versioned(Carried<Out> carried, std::int64_t version, std::int64_t first, const Carried<Out>* older,
                       std::size_t count) {
  carried.version = version;
  carried.first = first;
  carried.older = older;
  carried.older_count = count;
  return carried;
}

namespace codec {

/// A version that carries nothing.
template <class T>
struct Nothing {
  using Value = T;
  static bool read(Reader&, const Json&, T&) { return true; }
};

}  // namespace codec

/// Calls what somebody has written. Nothing of what it throws is told, since it may hold values.
template <class Make, class Value>
bool by_hand(Writer& out, Make make, Value& value) {
  try {
    value = make();
    return true;
  } catch (...) {
    return out.refuse("the upgrade by hand failed");
  }
}

}  // namespace samewire

#endif
