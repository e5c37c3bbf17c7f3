#include "message.hpp"

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <chrono>
#include <utility>

namespace backend {
namespace {

using p2p::types::DeliveryMethod;
using p2p::types::Direction;

p2p::server::NewMessage view(const Message& message, Direction direction, DeliveryMethod method) {
  p2p::types::Message view;
  view.msg_id = message.msg_id;
  view.from = message.from;
  view.to = message.to;
  view.text = message.text;
  view.timestamp = message.timestamp;
  view.direction = direction;
  view.delivered = direction == Direction::Received;
  view.delivery_method = method;
  return {std::move(view)};
}

}  // namespace

Message compose(std::string from, std::string to, std::string text) {
  const auto now = std::chrono::time_point_cast<samewire::Timestamp::duration>(std::chrono::system_clock::now());
  return {boost::uuids::to_string(boost::uuids::random_generator()()), std::move(from), std::move(to), std::move(text),
          now};
}

p2p::server::NewMessage as_sent(const Message& message, DeliveryMethod method) {
  return view(message, Direction::Sent, method);
}

p2p::server::NewMessage as_received(const Message& message, DeliveryMethod method) {
  return view(message, Direction::Received, method);
}

}  // namespace backend
