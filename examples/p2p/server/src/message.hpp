// A message between two users, as the server knows it: without the view that either of them has of it.

#ifndef BACKEND_MESSAGE_HPP
#define BACKEND_MESSAGE_HPP

#include <string>

#include "events.hpp"

namespace backend {

struct Message {
  /// A uuid in lower case.
  std::string msg_id;
  std::string from;
  std::string to;
  std::string text;
  samewire::Timestamp timestamp;
};

/// A message that is new: it gets an id, and was sent now.
Message compose(std::string from, std::string to, std::string text);

/// What the one who wrote it sees. It counts as delivered when `message_delivered` says so.
p2p::server::NewMessage as_sent(const Message& message, p2p::types::DeliveryMethod method);

/// What the one for whom it is sees.
p2p::server::NewMessage as_received(const Message& message, p2p::types::DeliveryMethod method);

}  // namespace backend

#endif
