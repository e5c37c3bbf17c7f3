// Tests that name themselves, and what they check.

#ifndef SAMEWIRE_TESTS_CHECK_HPP
#define SAMEWIRE_TESTS_CHECK_HPP

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests {

struct Test {
  const char* name;
  void (*run)();
};

/// All tests of the program.
std::vector<Test>& all();

/// The folder of the repository.
const std::string& root();

struct Registered {
  Registered(const char* name, void (*run)()) { all().push_back({name, run}); }
};

[[noreturn]] inline void failed(const char* file, int line, const std::string& what) {
  throw std::runtime_error(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

template <class Found, class Expected>
void equal(const Found& found, const Expected& expected, const char* file, int line) {
  if (found == expected) return;
  std::ostringstream text;
  text << "found\n  " << found << "\nexpected\n  " << expected;
  failed(file, line, text.str());
}

}  // namespace tests

/// `TEST(what_is_true) { … }`
#define TEST(NAME)                                                 \
  static void NAME();                                              \
  static const ::tests::Registered registered_##NAME(#NAME, NAME); \
  static void NAME()

/// What is true; `ABOUT`, a text, is shown if it is not.
#define CHECK_ABOUT(CONDITION, ABOUT)                                                                \
  do {                                                                                               \
    if (!(CONDITION)) ::tests::failed(__FILE__, __LINE__, std::string(#CONDITION " in ") + (ABOUT)); \
  } while (false)
#define CHECK(CONDITION) CHECK_ABOUT(CONDITION, "this test")
#define EQUAL(FOUND, EXPECTED) ::tests::equal((FOUND), (EXPECTED), __FILE__, __LINE__)

#endif
