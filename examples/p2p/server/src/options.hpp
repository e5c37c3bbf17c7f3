// What the command line says.

#ifndef BACKEND_OPTIONS_HPP
#define BACKEND_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "samewire/samewire.hpp"

namespace backend {

/// How much a session may ask of the server.
struct SessionLimits {
  /// The most frames that may wait for a client that reads slowly.
  std::size_t queue = 64;
  /// How many frames in a row may be refused before the session is closed.
  std::size_t mistakes = 20;
  /// After how long a client that says nothing, and answers no ping, is gone.
  std::chrono::seconds idle{60};
};

struct Options {
  std::string address = "127.0.0.1";
  /// 0: one that is free.
  std::uint16_t port = 8081;
  /// The token of each user, by name.
  std::map<std::string, std::string> tokens;
  /// The pages that a browser may connect from, such as `http://127.0.0.1:1420`.
  std::set<std::string> origins;
  /// A file, or `:memory:`.
  std::string database = ":memory:";
  SessionLimits limits;
  /// Whether commands are read from stdin.
  bool input = true;
  /// Whether alice and bob talk by themselves.
  bool demo = false;
  /// Whether only the usage is asked for.
  bool help = false;
};

/// What the words behind the program's name say, or what is wrong with them. Reads the file that `--users` names.
samewire::Result<Options, std::string> read_options(const std::vector<std::string>& words);

/// All options, for people.
extern const std::string_view usage;

}  // namespace backend

#endif
