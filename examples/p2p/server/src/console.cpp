#include "console.hpp"

#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <sstream>
#include <utility>

#include "log.hpp"

namespace backend {
namespace {

namespace net = boost::asio;
using boost::beast::error_code;

}  // namespace

Console::Console(net::io_context& context, Hub& hub, Store& store, std::function<void()> quit)
    : input_(context), hub_(hub), store_(store), quit_(std::move(quit)) {}

// The file outlives this program, and the shell it belongs to expects it to block.
Console::~Console() {
  error_code ignored;
  input_.non_blocking(false, ignored);
}

void Console::start() {
  error_code error;
  input_.assign(::dup(STDIN_FILENO), error);
  if (error) return quit_();
  read();
}

void Console::read() {
  net::async_read_until(input_, net::dynamic_buffer(buffer_), '\n',
                        [this](error_code error, std::size_t length) { on_read(error, length); });
}

void Console::on_read(error_code error, std::size_t length) {
  const std::string line = buffer_.substr(0, error ? buffer_.size() : length);
  buffer_.erase(0, line.size());
  contain("stdin", [&] { run(line); });
  if (error) quit_();
  else read();
}

void Console::run(const std::string& line) {
  std::istringstream words(line);
  std::string command, rest;
  words >> command >> std::ws;
  std::getline(words, rest);

  if (command == "message") message(rest);
  else if (command == "unread") unread(rest);
  else if (command == "status") status();
  else if (command == "quit") quit_();
  else if (!command.empty()) log("stdin", "there is no command " + quoted(command));
}

void Console::message(const std::string& words) {
  std::istringstream stream(words);
  std::string from, to, text;
  stream >> from >> to >> std::ws;
  std::getline(stream, text);
  if (text.empty()) return log("stdin", "message FROM TO TEXT…");

  const Message message = compose(from, to, text);
  if (hub_.message(message)) print("message " + message.msg_id);
}

void Console::unread(const std::string& words) {
  std::istringstream stream(words);
  std::string user, peer;
  if (!(stream >> user >> peer)) return log("stdin", "unread USER PEER");
  print(std::to_string(store_.unread(user, peer)));
}

void Console::status() {
  std::ostringstream line;
  line << "sessions " << hub_.sessions() << ", refused " << hub_.counts.refused << ", unknown " << hub_.counts.unknown
       << ", slow " << hub_.counts.slow;
  print(line.str());
}

}  // namespace backend
