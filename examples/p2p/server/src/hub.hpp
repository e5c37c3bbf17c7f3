// Who is online, and what they are told.

#ifndef BACKEND_HUB_HPP
#define BACKEND_HUB_HPP

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connection.hpp"
#include "events.hpp"
#include "store.hpp"

namespace backend {

/// What clients did wrong since the server started.
struct Counts {
  /// Frames that are no event of the protocol.
  std::size_t refused = 0;
  /// Events that the protocol does not know.
  std::size_t unknown = 0;
  /// Sessions that were closed because their queue was full.
  std::size_t slow = 0;
};

/// Every user is a friend of every other. All functions are called on the one thread that runs the server.
class Hub {
 public:
  explicit Hub(Store& store) : store_(store) {}

  /// A session has begun. It hears who is online, and gets what its user missed. Of a user's first, others hear.
  void join(std::shared_ptr<Connection> connection);
  /// A session is over. Of a user's last, others hear.
  void leave(const Connection& connection);
  /// A message was written to this session: it is delivered, and whoever sent it hears that.
  void written(const Connection& connection, Place message);

  /// There is a new message. It is kept, and given to both of the two who are online. False if it is not UTF-8.
  bool message(const Message& message);
  /// `from` began or ceased to type to `to`.
  void typing(const std::string& from, const std::string& to, bool typing);

  /// Closes all sessions, also those that begin from now on, and calls `gone` when the last is over.
  void close(std::function<void()> gone);

  [[nodiscard]] std::size_t sessions() const;
  [[nodiscard]] bool is_online(const std::string& user) const { return users_.count(user) != 0; }

  Counts counts;

 private:
  struct Present {
    std::shared_ptr<Connection> connection;
    /// The last message that it got of those that its user had missed.
    Place seen = 0;
    /// Whether it has all of them, so that new ones can follow.
    bool caught_up = false;
  };

  void catch_up(Present& present);
  void tell(const std::string& user, const p2p::ServerEvent& event);
  void tell_others(const std::string& user, const p2p::ServerEvent& event);
  [[nodiscard]] bool has_caught_up(const std::string& user) const;
  [[nodiscard]] Present* find(const Connection& connection);

  Store& store_;
  /// The sessions of those who are online; nobody stands here without one.
  std::map<std::string, std::vector<Present>> users_;
  /// Set when the server closes.
  std::function<void()> gone_;
};

}  // namespace backend

#endif
