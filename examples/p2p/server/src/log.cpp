#include "log.hpp"

#include <algorithm>
#include <cstddef>
#include <iostream>

namespace backend {
namespace {

constexpr std::size_t longest_quotation = 64;

// stdin does not block while the console reads it, and a terminal is one file for all three: where it is paused, lines
// are lost and the server goes on.
void write(std::ostream& stream, const std::string& line) {
  stream << line << std::flush;
  stream.clear();
}

}  // namespace

void print(std::string_view line) { write(std::cout, std::string(line) + '\n'); }

void log(std::string_view who, std::string_view what) {
  write(std::cerr, std::string("p2p-server: ").append(who).append(": ").append(what) + '\n');
}

std::string quoted(std::string_view text) {
  std::string quotation(text.substr(0, longest_quotation));
  std::replace_if(
      quotation.begin(), quotation.end(), [](char letter) { return letter < ' ' || letter > '~' || letter == '`'; },
      '?');
  return '`' + quotation + (text.size() > longest_quotation ? "…`" : "`");
}

}  // namespace backend
