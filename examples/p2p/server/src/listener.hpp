// Where connections come in.

#ifndef BACKEND_LISTENER_HPP
#define BACKEND_LISTENER_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/error.hpp>

#include "access.hpp"
#include "session.hpp"

namespace backend {

/// It has to live as long as the context runs.
class Listener {
 public:
  /// Listens; throws `boost::system::system_error` if the address is taken.
  Listener(boost::asio::io_context& context, const boost::asio::ip::tcp::endpoint& endpoint, const Access& access,
           Surroundings around);

  /// Lets connections in, one after the other.
  void start();
  /// Lets in no more.
  void stop();

  /// Where it listens, with the real port.
  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  void on_accept(boost::beast::error_code error, boost::asio::ip::tcp::socket socket);

  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  const Access& access_;
  const Surroundings around_;
};

}  // namespace backend

#endif
