// Commands on stdin. They stand in for the rest of the backend, which has the messages: other peers, and the REST API.

#ifndef BACKEND_CONSOLE_HPP
#define BACKEND_CONSOLE_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/beast/core/error.hpp>
#include <cstddef>
#include <functional>
#include <string>

#include "hub.hpp"
#include "store.hpp"

namespace backend {

/// It has to live as long as the context runs.
class Console {
 public:
  /// `quit` is called for the command, and when the input ends.
  Console(boost::asio::io_context& context, Hub& hub, Store& store, std::function<void()> quit);
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console();

  void start();

 private:
  void read();
  void on_read(boost::beast::error_code error, std::size_t length);
  void run(const std::string& line);
  void message(const std::string& words);
  void unread(const std::string& words);
  void status();

  boost::asio::posix::stream_descriptor input_;
  std::string buffer_;
  Hub& hub_;
  Store& store_;
  std::function<void()> quit_;
};

}  // namespace backend

#endif
