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
