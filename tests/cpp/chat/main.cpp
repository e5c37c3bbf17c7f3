// The chat protocol in C++, generated from events.yaml. `chat REPOSITORY [WORD]` runs the tests whose names
// hold a word, or all.

#include <exception>
#include <iostream>

#include "check.hpp"

namespace {

std::string folder;

}

std::vector<tests::Test>& tests::all() {
  static std::vector<Test> all;
  return all;
}

const std::string& tests::root() { return folder; }

int main(int count, char** words) {
  if (count < 2) {
    std::cerr << "chat REPOSITORY [WORD]\n";
    return 2;
  }
  folder = words[1];
  const std::string word = count > 2 ? words[2] : "";
  int run = 0, failed = 0;
  for (const auto& [name, test] : tests::all()) {
    if (std::string(name).find(word) == std::string::npos) continue;
    ++run;
    try {
      test();
      std::cout << "ok  " << name << '\n';
    } catch (const std::exception& error) {
      ++failed;
      std::cout << "FAILED  " << name << '\n' << error.what() << '\n';
    }
  }
  std::cout << run << " tests, " << failed << " failed\n";
  return run > 0 && failed == 0 ? 0 : 1;
}
