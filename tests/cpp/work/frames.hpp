// Frames that are as large, or as deep, as somebody likes.

#ifndef SAMEWIRE_TESTS_WORK_FRAMES_HPP
#define SAMEWIRE_TESTS_WORK_FRAMES_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace tests {

/// A kind of frame: which case reads it, and what it looks like with so many parts.
struct Growing {
  const char* what;
  const char* case_name;
  std::function<std::string(std::size_t)> frame;
};

/// With ever more members, items, letters or digits; they may have so many of them as fit into a mebibyte.
std::vector<Growing> wide();

/// With ever more arrays or objects inside one another, 60 at most.
std::vector<Growing> deep();

}  // namespace tests

#endif
