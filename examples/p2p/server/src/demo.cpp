#include "demo.hpp"

#include <array>
#include <boost/beast/core/error.hpp>

#include "log.hpp"

namespace backend {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_lines{2500};
constexpr milliseconds typing_time{1200};

struct Line {
  const char* from;
  const char* to;
  const char* text;
};

constexpr std::array<Line, 8> script = {{
    {"bob", "alice", "Hey there!"},
    {"alice", "bob", "Hello Bob. Is this going through a server now?"},
    {"bob", "alice", "No, straight from my machine to yours."},
    {"bob", "alice", "Only the page talks to the backend, over a WebSocket."},
    {"alice", "bob", "And if I close my laptop?"},
    {"bob", "alice", "Then it waits in SQLite until you are back."},
    {"alice", "bob", "Fine. Lunch?"},
    {"bob", "alice", "In ten minutes 🥪"},
}};

}  // namespace

void Demo::start() { after(between_lines, &Demo::begin_to_type); }

void Demo::after(milliseconds time, void (Demo::*step)()) {
  timer_.expires_after(time);
  timer_.async_wait([this, step](boost::beast::error_code cancelled) {
    if (!cancelled) contain("demo", [&] { (this->*step)(); });
  });
}

void Demo::begin_to_type() {
  const Line& line = script[line_];
  if (!hub_.is_online(line.from) && !hub_.is_online(line.to)) return start();
  hub_.typing(line.from, line.to, true);
  after(typing_time, &Demo::write);
}

void Demo::write() {
  const Line& line = script[line_];
  line_ = (line_ + 1) % script.size();
  start();
  hub_.typing(line.from, line.to, false);
  hub_.message(compose(line.from, line.to, line.text));
}

}  // namespace backend
