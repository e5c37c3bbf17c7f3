// The frames that were written by hand, and what is JSON and what is not: the verdicts stand beside the
// texts, and Rust is held to them too.

#include <cstddef>
#include <iostream>

#include "check.hpp"
#include "files.hpp"
#include "sides.hpp"

TEST(frames_are_written_as_they_were_read) {
  for (const auto& [is_server, text] : tests::canonical()) {
    const auto again = tests::rewritten(is_server, text);
    CHECK_ABOUT(again, text + '\n' + (again ? "" : again.error().describe()));
    EQUAL(*again, text);
    CHECK_ABOUT(!tests::unknown(is_server, text), text);
  }
  std::cout << "    " << tests::canonical().size() << " frames\n";
  CHECK(tests::canonical().size() > 190);
}

TEST(other_forms_are_read_and_written_as_usual) {
  const auto lines = tests::lines("read");
  for (const auto& line : lines) {
    const auto again = tests::rewritten(line.is_server, line.frame);
    CHECK_ABOUT(again, line.frame + '\n' + (again ? "" : again.error().describe()));
    EQUAL(*again, line.same_as.value_or(line.frame));
  }
  CHECK(lines.size() > 80);
}

TEST(bad_frames_are_refused_at_their_path) {
  const auto lines = tests::lines("reject");
  for (const auto& line : lines) {
    const auto again = tests::rewritten(line.is_server, line.frame);
    CHECK_ABOUT(!again, line.frame);
    CHECK_ABOUT(again.error().path == line.path, line.frame + '\n' + again.error().describe());
  }
  std::cout << "    " << lines.size() << " frames\n";
  CHECK(lines.size() > 340);
}

TEST(what_is_not_known_is_kept) {
  const auto lines = tests::lines("unknown");
  for (const auto& line : lines) {
    const auto unknown = tests::unknown(line.is_server, line.frame);
    CHECK_ABOUT(unknown, line.frame);
    CHECK_ABOUT(unknown->name == line.name, line.frame);
    EQUAL(unknown->raw, line.frame);
    EQUAL(*tests::rewritten(line.is_server, line.frame), line.frame);
  }
  CHECK(lines.size() > 90);
}

TEST(every_class_of_text_has_its_verdict) {
  const auto texts = tests::texts();
  EQUAL(texts.size(), 318U);
  for (const auto& [name, bytes] : texts) {
    CHECK_ABOUT(name.front() == 'y' || name.front() == 'n', name);
    CHECK_ABOUT(tests::rewritten(true, bytes).has_value() == (name.front() == 'y'), name);
  }
}

TEST(a_text_that_is_cut_off_is_refused) {
  std::size_t texts = 0;
  for (const auto& [is_server, text] : tests::canonical()) {
    for (std::size_t end = 0; end < text.size(); ++end, ++texts) {
      CHECK_ABOUT(!tests::rewritten(is_server, text.substr(0, end)), text.substr(0, end));
    }
  }
  std::cout << "    " << texts << " texts\n";
  CHECK(texts > 30000);
}
