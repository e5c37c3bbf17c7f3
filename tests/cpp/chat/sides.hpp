// Both directions of the chat protocol behind functions of one type.

#ifndef SAMEWIRE_TESTS_SIDES_HPP
#define SAMEWIRE_TESTS_SIDES_HPP

#include <optional>
#include <string>
#include <string_view>

#include "chat/events.hpp"

namespace tests {

/// Reads a frame and writes it again.
inline samewire::Result<std::string> rewritten(bool is_server, std::string_view text,
                                               const samewire::Limits& limits = {}) {
  const auto again = [](const auto& frame) -> samewire::Result<std::string> {
    return frame ? chat::encode(*frame) : samewire::Result<std::string>(frame.error());
  };
  if (is_server) return again(chat::decode_server_frame(text, limits));
  return again(chat::decode_client_frame(text, limits));
}

/// The event of a frame, if the manifest does not know it.
inline std::optional<samewire::Unknown> unknown(bool is_server, std::string_view text) {
  const auto kept = [](const auto& event) -> std::optional<samewire::Unknown> {
    const auto* unknown = event ? std::get_if<samewire::Unknown>(&event->value) : nullptr;
    if (unknown == nullptr) return std::nullopt;
    return *unknown;
  };
  return is_server ? kept(chat::decode_server_event(text)) : kept(chat::decode_client_event(text));
}

}  // namespace tests

#endif
