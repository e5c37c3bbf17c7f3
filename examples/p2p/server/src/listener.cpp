#include "listener.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include "handshake.hpp"
#include "log.hpp"

namespace backend {
namespace {

namespace net = boost::asio;
using boost::beast::error_code;
using net::ip::tcp;

constexpr std::chrono::milliseconds pause_time{200};

}  // namespace

Listener::Listener(net::io_context& context, const tcp::endpoint& endpoint, const Access& access, Surroundings around)
    : acceptor_(context, endpoint), pause_(context), access_(access), around_(around) {}

void Listener::start() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) { on_accept(error, std::move(socket)); });
}

void Listener::stop() {
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel(ignored);
}

void Listener::on_accept(error_code error, tcp::socket socket) {
  if (!acceptor_.is_open()) return;
  if (!error) {
    std::make_shared<Handshake>(std::move(socket), access_, around_)->start();
    return start();
  }
  // Most likely there are too many open files. At once it would only happen again.
  log("listener", error.message());
  pause_.expires_after(pause_time);
  pause_.async_wait([this](error_code cancelled) {
    if (!cancelled) start();
  });
}

}  // namespace backend
