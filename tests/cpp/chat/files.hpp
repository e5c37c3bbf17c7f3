// The frames of tests/frames and the texts of tests/json.

#ifndef SAMEWIRE_TESTS_FILES_HPP
#define SAMEWIRE_TESTS_FILES_HPP

#include <optional>
#include <string>
#include <vector>

namespace tests {

/// A frame that is written as it stands.
struct Canonical {
  bool is_server;
  std::string text;
};

/// A line of `read/`, `reject/` or `unknown/`: a frame, and what has to come of it.
struct Line {
  std::string frame;
  bool is_server;
  std::optional<std::string> same_as;
  std::optional<std::string> path;
  std::optional<std::string> name;
};

/// A text of tests/json, whose verdict is the first letter of its name.
struct Text {
  std::string name;
  std::string bytes;
};

/// Every frame of `server/` and `client/`.
const std::vector<Canonical>& canonical();

/// Every line of the files in a folder of tests/frames.
std::vector<Line> lines(const std::string& folder);

/// Every text of tests/json.
std::vector<Text> texts();

}  // namespace tests

#endif
