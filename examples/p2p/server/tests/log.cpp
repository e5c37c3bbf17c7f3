#include "log.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using backend::contain;
using backend::quoted;

TEST_CASE("What is quoted cannot add lines, colour a terminal, or end its own quotation") {
  CHECK(quoted("message_sent") == "`message_sent`");
  CHECK(quoted("") == "``");
  CHECK(quoted("a\nb\r\x1b[31m`\x7f\xff") == "`a?b??[31m???`");
}

TEST_CASE("What is quoted is cut") {
  CHECK(quoted(std::string(64, 'x')) == '`' + std::string(64, 'x') + '`');
  CHECK(quoted(std::string(65, 'x')) == '`' + std::string(64, 'x') + "…`");
}

TEST_CASE("A failure ends the action, and not the program") {
  int steps = 0;
  CHECK(contain("test", [&] { ++steps; }));
  CHECK(!contain("test", [&] {
    ++steps;
    if (steps > 0) throw std::runtime_error("planted");
    ++steps;
  }));
  CHECK(steps == 2);
}
