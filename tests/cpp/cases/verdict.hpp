// What Rust says of a frame, and whether C++ says the same.

#ifndef SAMEWIRE_TESTS_VERDICT_HPP
#define SAMEWIRE_TESTS_VERDICT_HPP

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "case.hpp"

namespace tests {

/// A line of `verdicts`, the example of tests/consumers/cases.
struct Verdict {
  std::string case_name;
  /// The file of the frame; empty if it was made of another one.
  std::string file;
  std::string direction;
  /// The channel, where the name travels beside the frame.
  std::optional<std::string> name;
  std::string text;

  /// The text is no JSON.
  bool is_broken = false;
  /// Where and why it is refused, if it is.
  std::optional<std::string> path;
  std::string reason;

  bool is_unknown = false;
  /// What Rust writes; nothing if it does not, and then the member for which it does not.
  std::optional<std::string> written;
  std::string unwritable;
  /// More was read than is written.
  bool is_cut = false;
};

/// The verdicts of a file, a line each.
std::vector<Verdict> verdicts(std::istream& lines);

/// How C++ may say something else than Rust; it is counted.
enum class Otherwise {
  /// The same mistake in other words.
  InOtherWords,
  /// The text is no JSON, and it is another member in which it goes wrong: Rust reads it from left to right
  /// along the
  /// manifest, C++ all of it first.
  Elsewhere,
  /// Of several mistakes Rust tells the one that comes first in the frame, and what is missing last; C++ the
  /// one that
  /// comes first in the manifest.
  OfSeveral,
  /// Half a surrogate pair, or a number that is too large, where nobody looks: Rust refuses it where it has
  /// to put members
  /// aside until it knows the name.
  Unread,
};

/// What C++ says of a frame.
struct Said {
  /// What is otherwise than in Rust, and may not be.
  std::optional<std::string> wrong;
  std::optional<Otherwise> otherwise;
};

/// Compares what C++ says of a frame with what Rust says.
Said compare(const Verdict& verdict, const Case& of);

}  // namespace tests

#endif
