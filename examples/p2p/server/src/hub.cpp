#include "hub.hpp"

#include <algorithm>
#include <utility>

#include "log.hpp"

namespace backend {
namespace {

using p2p::types::DeliveryMethod;

// An event as text, for as many sessions as there are. Nothing if it cannot be written: a text that is not UTF-8.
Frame frame_of(const p2p::ServerEvent& event) {
  auto text = p2p::encode(event);
  if (!text) {
    log(event.name().value_or("event"), text.error().describe());
    return nullptr;
  }
  const bool is_volatile = event.info()->delivery == samewire::Delivery::Volatile;
  return std::make_shared<const Text>(Text{*std::move(text), is_volatile});
}

}  // namespace

void Hub::join(std::shared_ptr<Connection> connection) {
  if (gone_) return connection->close(Closing::GoingAway);
  const std::string& user = connection->user();
  const bool is_first = !is_online(user);
  users_[user].push_back({connection});

  for (const auto& [other, sessions] : users_) {
    if (other == user) continue;
    if (const Frame frame = frame_of(p2p::server::FriendOnline{other})) connection->send(frame);
  }
  if (is_first) tell_others(user, p2p::server::FriendOnline{user});
  catch_up(users_[user].back());
}

void Hub::leave(const Connection& connection) {
  const auto found = users_.find(connection.user());
  if (found == users_.end()) return;
  auto& [user, sessions] = *found;
  const auto is_it = [&](const Present& present) { return present.connection.get() == &connection; };
  sessions.erase(std::remove_if(sessions.begin(), sessions.end(), is_it), sessions.end());

  if (sessions.empty()) {
    tell_others(user, p2p::server::FriendOffline{user});
    users_.erase(found);
  }
  if (gone_ && users_.empty()) gone_();
}

void Hub::written(const Connection& connection, Place message) {
  if (const auto delivered = store_.mark_delivered(message)) {
    tell(delivered->from, p2p::server::MessageDelivered{delivered->msg_id, delivered->to});
  }
  if (Present* present = find(connection); present != nullptr && !present->caught_up) catch_up(*present);
}

// One after the other: what somebody missed in a year must not fill the queue of their session.
void Hub::catch_up(Present& present) {
  while (const auto kept = store_.next_undelivered(present.connection->user(), present.seen)) {
    present.seen = kept->place;
    if (const Frame frame = frame_of(as_received(kept->message, DeliveryMethod::Offline))) {
      return present.connection->send(frame, kept->place);
    }
  }
  present.caught_up = true;
}

bool Hub::message(const Message& message) {
  const DeliveryMethod method = has_caught_up(message.to) ? DeliveryMethod::Direct : DeliveryMethod::Offline;
  const Frame received = frame_of(as_received(message, method));
  if (!received) return false;
  const Place place = store_.add(message);

  tell(message.from, as_sent(message, method));
  const auto recipient = users_.find(message.to);
  if (recipient == users_.end()) return true;
  for (const Present& present : recipient->second) {
    if (present.caught_up) present.connection->send(received, place);
  }
  return true;
}

void Hub::typing(const std::string& from, const std::string& to, bool typing) {
  tell(to, p2p::server::Typing{from, typing});
}

void Hub::close(std::function<void()> gone) {
  gone_ = std::move(gone);
  if (users_.empty()) return gone_();
  for (const auto& [user, sessions] : users_) {
    for (const Present& present : sessions) present.connection->close(Closing::GoingAway);
  }
}

std::size_t Hub::sessions() const {
  std::size_t count = 0;
  for (const auto& [user, sessions] : users_) count += sessions.size();
  return count;
}

void Hub::tell(const std::string& user, const p2p::ServerEvent& event) {
  const auto found = users_.find(user);
  if (found == users_.end()) return;
  const Frame frame = frame_of(event);
  if (!frame) return;
  for (const Present& present : found->second) present.connection->send(frame);
}

void Hub::tell_others(const std::string& user, const p2p::ServerEvent& event) {
  const Frame frame = frame_of(event);
  if (!frame) return;
  for (const auto& [other, sessions] : users_) {
    if (other == user) continue;
    for (const Present& present : sessions) present.connection->send(frame);
  }
}

bool Hub::has_caught_up(const std::string& user) const {
  const auto found = users_.find(user);
  if (found == users_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [](const Present& present) { return present.caught_up; });
}

Hub::Present* Hub::find(const Connection& connection) {
  const auto user = users_.find(connection.user());
  if (user == users_.end()) return nullptr;
  for (Present& present : user->second) {
    if (present.connection.get() == &connection) return &present;
  }
  return nullptr;
}

}  // namespace backend
