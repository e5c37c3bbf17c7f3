// Readers that are as slow as no reader may be.

#include "../cases/case.hpp"

namespace tests {

samewire::Result<Read> quadratic_visits(const std::optional<std::string>&, std::string_view text) {
  volatile unsigned pairs = 0;
  for (const char one : text) {
    if (one != ',') continue;
    for (const char other : text) pairs = pairs + (other == ',' ? 1 : 0);
  }
  return Read{};
}

samewire::Result<Read> quadratic_copies(const std::optional<std::string>&, std::string_view text) {
  std::size_t copied = 0;
  for (std::size_t at = text.find(','); at != std::string_view::npos; at = text.find(',', at + 1)) {
    copied += std::string(text.substr(0, at)).size();
  }
  Read read;
  read.is_read_again = copied > text.size();
  return read;
}

}  // namespace tests
