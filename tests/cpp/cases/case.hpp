// The generated code of every case, and of each direction, behind functions of one type.

#ifndef SAMEWIRE_TESTS_CASE_HPP
#define SAMEWIRE_TESTS_CASE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "samewire/samewire.hpp"

namespace tests {

/// A frame that was read.
struct Read {
  /// What it is, if the manifest does not know its event.
  std::optional<samewire::Unknown> unknown;
  /// What encoding it gives, or why it cannot be written.
  samewire::Result<std::string> written = samewire::Error{};
  /// What was written was read again, and is the same frame.
  bool is_read_again = false;
  /// What does not hold that holds of any frame; empty if all does.
  std::string broken;
};

/// Reads a frame and writes it again; the name is that of the channel, where it travels beside the frame.
using Run = samewire::Result<Read> (*)(const std::optional<std::string>& name, std::string_view text);

struct Case {
  /// The name of its folder.
  std::string name;
  /// `server` or `client`.
  std::string direction;
  Run run;
};

/// All that were compiled.
std::vector<Case> cases();

/// `Whole` is what is read and written: a frame, or an event where the name is the channel.
template <class Handlers, class Whole, class Event, class Again>
Read read(const Whole& whole, const Event& event, Again again) {
  Read read;
  const auto* unknown = std::get_if<samewire::Unknown>(&event.value);
  if (unknown != nullptr) read.unknown = *unknown;
  read.written = encode(whole);
  if (read.written) {
    const auto second = again(*read.written);
    read.is_read_again = second && *second == whole;
  }

  Whole copy = whole;
  if (!(copy == whole) || copy != whole) read.broken = "a copy is another";
  const Whole moved = std::move(copy);
  if (moved != whole) read.broken = "what was moved is another";
  if (unknown != nullptr && (event.info() != nullptr || event.name() != unknown->name)) {
    read.broken = "an unknown event has information, or another name";
  }
  if (dispatch(event, Handlers{})) read.broken = "no handler handles it";
  Handlers handlers;
  bool handled = false;
  handlers.unknown = [&handled](const samewire::Unknown&) { handled = true; };
  if (dispatch(event, handlers) != handled || handled != (unknown != nullptr)) {
    read.broken = "the handler of unknown events is called, or is not";
  }
  return read;
}

/// The name stands in the frame.
template <class Handlers, auto Decode>
samewire::Result<Read> framed(const std::optional<std::string>& name, std::string_view text) {
  if (name) return samewire::Error{{}, {}, "the name stands in the frame"};
  const auto frame = Decode(text, samewire::Limits{});
  if (!frame) return frame.error();
  return read<Handlers>(*frame, frame->event,
                        [](std::string_view written) { return Decode(written, samewire::Limits{}); });
}

/// The name travels beside the payload.
template <class Handlers, auto Decode>
samewire::Result<Read> channel(const std::optional<std::string>& name, std::string_view text) {
  const auto event = Decode(name.value(), text, samewire::Limits{});
  if (!event) return event.error();
  Read made = read<Handlers>(*event, *event, [&name](std::string_view written) {
    return Decode(*name, written, samewire::Limits{});
  });
  if (event->name() != *name) made.broken = "it has not the name of its channel";
  return made;
}

}  // namespace tests

#endif
