// How fields of newer versions are made of older ones, where the manifest says `by_hand`.

#include <cctype>

#include "generated/cpp/upgrades.hpp"

namespace cases::case_system_activity::upgrades {

/// `actor` in version 2 of `session_update`: no more was known than the name.
types::Actor session_update_v1_actor(const server::SessionUpdateV1& v1) {
  std::string id = v1.user;
  for (char& letter : id) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return {id, v1.user};
}

}  // namespace cases::case_system_activity::upgrades
