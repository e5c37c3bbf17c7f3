// How fields of newer versions are made of older ones, where the manifest says `by_hand`.

#include "generated/cpp/upgrades.hpp"

namespace cases::case_version_by_hand::upgrades {

types::Actor session_update_v1_actor(const server::SessionUpdateV1& v1) { return {v1.user, std::nullopt}; }

std::optional<std::string> session_update_v1_note(const server::SessionUpdateV1& v1) {
  if (v1.note == 0) return std::nullopt;
  return "note " + std::to_string(v1.note);
}

types::Area session_update_v2_area(const server::SessionUpdateV2& v2) {
  // What is too large for a number is written by nobody.
  return {v2.side, v2.side * 1e300};
}

std::vector<std::string> session_update_v2_tags(const server::SessionUpdateV2& v2) { return {v2.tag, v2.actor.id}; }

std::uint32_t ask_v1_seconds(const client::AskV1& v1) { return std::uint32_t{v1.minutes} * 60; }

}  // namespace cases::case_version_by_hand::upgrades
