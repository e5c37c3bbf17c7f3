// What the hub knows of a session, and all that it needs to.

#ifndef BACKEND_CONNECTION_HPP
#define BACKEND_CONNECTION_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "store.hpp"

namespace backend {

/// An event as text. It is made once, and shared by all sessions in whose queues it waits.
struct Text {
  std::string text;
  /// Whether a client that reads slowly may go without it.
  bool is_volatile;
};
using Frame = std::shared_ptr<const Text>;

/// Why the server closes a connection: the codes of RFC 6455 that it sends.
enum class Closing : std::uint16_t {
  GoingAway = 1001,
  UnacceptableData = 1003,
  PolicyViolation = 1008,
  InternalError = 1011,
  TryAgainLater = 1013
};

class Connection {
 public:
  virtual ~Connection() = default;

  /// Whose it is.
  [[nodiscard]] virtual const std::string& user() const = 0;

  /// Puts a frame behind those that wait, and returns at once. If the queue is full the connection is closed instead; a
  /// volatile frame is dropped from half of that on. Of a message, the hub hears when it was written; never before this
  /// returns.
  virtual void send(Frame frame, std::optional<Place> message = std::nullopt) = 0;

  /// Drops what waits and says goodbye. The hub hears when the connection is gone; never before this returns.
  virtual void close(Closing reason) = 0;
};

}  // namespace backend

#endif
