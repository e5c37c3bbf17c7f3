// What the server says: to programs on stdout, to people on stderr.

#ifndef BACKEND_LOG_HPP
#define BACKEND_LOG_HPP

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace backend {

/// Prints a line that a program waits for: where the server listens, or what a command on stdin asked for.
void print(std::string_view line);

/// Logs a line for people. Neither tokens nor texts of messages belong into it.
void log(std::string_view who, std::string_view what);

/// Text from the network, in a form that cannot add lines to the log, colour a terminal, or fill a disk.
std::string quoted(std::string_view text);

/// Does `action`, logs it if that failed, and says whether it did not: a full disk must not end the one thread that
/// serves everybody.
template <class Action>
bool contain(std::string_view who, Action&& action) noexcept {
  try {
    std::forward<Action>(action)();
    return true;
  } catch (const std::exception& failure) {
    log(who, failure.what());
    return false;
  }
}

}  // namespace backend

#endif
