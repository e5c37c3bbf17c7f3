// A WebSocket of a user: it reads events, and writes the frames that wait in its queue.

#ifndef BACKEND_SESSION_HPP
#define BACKEND_SESSION_HPP

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "access.hpp"
#include "connection.hpp"
#include "hub.hpp"
#include "options.hpp"

namespace backend {

/// The longest frame that a client may send, in bytes.
constexpr std::size_t longest_frame = 64 * 1024;

/// What every session needs, and none owns.
struct Surroundings {
  const SessionLimits& limits;
  Hub& hub;
  Store& store;
};

class Session final : public Connection, public std::enable_shared_from_this<Session> {
 public:
  Session(boost::beast::tcp_stream stream, std::string user, Surroundings around);

  /// Answers the request for a WebSocket; from then on the session keeps itself alive until the connection is gone.
  void start(const Request& request);

  [[nodiscard]] const std::string& user() const override { return user_; }
  void send(Frame frame, std::optional<Place> message = std::nullopt) override;
  void close(Closing reason) override;

 private:
  struct Outgoing {
    Frame frame;
    std::optional<Place> message;
  };

  void read();
  void on_read(boost::beast::error_code error);
  void take_frame();
  void refuse(const samewire::Error& error);
  void write();
  void on_write(boost::beast::error_code error);
  template <class Action>
  void attempt(Action&& action);
  void cut();

  boost::beast::websocket::stream<boost::beast::tcp_stream> socket_;
  boost::asio::steady_timer deadline_;
  const std::string user_;
  const Surroundings around_;
  boost::beast::flat_buffer buffer_;
  /// The first is being written.
  std::deque<Outgoing> queue_;
  std::size_t mistakes_ = 0;
  bool closing_ = false;
};

}  // namespace backend

#endif
