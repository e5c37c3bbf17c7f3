// The beginning of a connection: an HTTP request, which becomes a session or is turned down.

#ifndef BACKEND_HANDSHAKE_HPP
#define BACKEND_HANDSHAKE_HPP

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "access.hpp"
#include "session.hpp"

namespace backend {

class Handshake : public std::enable_shared_from_this<Handshake> {
 public:
  Handshake(boost::asio::ip::tcp::socket socket, const Access& access, Surroundings around);

  /// Reads the request and answers it.
  void start();

 private:
  void on_request(boost::beast::error_code error);
  void turn_down(const Refusal& refusal);

  boost::beast::tcp_stream stream_;
  const Access& access_;
  const Surroundings around_;
  boost::beast::flat_buffer buffer_;
  boost::beast::http::request_parser<boost::beast::http::empty_body> parser_;
  boost::beast::http::response<boost::beast::http::string_body> response_;
};

}  // namespace backend

#endif
