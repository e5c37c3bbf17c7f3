// What the server does with the events that clients send.

#ifndef BACKEND_ANSWER_HPP
#define BACKEND_ANSWER_HPP

#include <string>

#include "events.hpp"
#include "hub.hpp"
#include "store.hpp"

namespace backend {

/// Does what an event of this user asks for.
void answer(const std::string& user, const p2p::ClientEvent& event, Hub& hub, Store& store);

}  // namespace backend

#endif
