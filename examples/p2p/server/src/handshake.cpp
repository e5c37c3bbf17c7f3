#include "handshake.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <string>
#include <utility>

#include "log.hpp"

namespace backend {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using beast::error_code;
using boost::asio::ip::tcp;

constexpr std::chrono::seconds request_time{10};

}  // namespace

Handshake::Handshake(tcp::socket socket, const Access& access, Surroundings around)
    : stream_(std::move(socket)), access_(access), around_(around) {}

void Handshake::start() {
  error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
  stream_.expires_after(request_time);
  http::async_read_header(stream_, buffer_, parser_,
                          [self = shared_from_this()](error_code error, std::size_t) { self->on_request(error); });
}

void Handshake::on_request(error_code error) {
  if (error) return log("handshake", error.message());
  const Request& request = parser_.get();
  auto user = access_.admit(request);
  if (!user) return turn_down(user.error());
  std::make_shared<Session>(std::move(stream_), *std::move(user), around_)->start(request);
}

// The log says why, and neither by which token nor from where: the address holds the token.
void Handshake::turn_down(const Refusal& refusal) {
  log("handshake", std::to_string(static_cast<unsigned>(refusal.status)) + ", " + std::string(refusal.reason));
  response_.result(refusal.status);
  response_.set(http::field::content_type, "text/plain");
  if (refusal.status == http::status::unauthorized) response_.set(http::field::www_authenticate, "Bearer");
  if (refusal.status == http::status::upgrade_required) {
    response_.set(http::field::connection, "upgrade");
    response_.set(http::field::upgrade, "websocket");
  }
  response_.keep_alive(false);
  response_.body() = std::string(refusal.reason) + '\n';
  response_.prepare_payload();
  http::async_write(stream_, response_, [self = shared_from_this()](error_code, std::size_t) {
    error_code ignored;
    self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  });
}

}  // namespace backend
