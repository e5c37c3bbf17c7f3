// How much work large frames are: the basic blocks that generated code and its runtime run through, which the
// compiler counts, and the memory that they ask for. No clock is part of it.
//
//   work grow     a frame that is four times as large takes at most six times the work
//   work whole    a frame of each kind, of a mebibyte, is read or refused
//   work plant    the same as `grow` of two readers that are quadratic
//
// This file is compiled without the counting, since it counts.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <new>
#include <stdexcept>

#include "../cases/case.hpp"
#include "frames.hpp"

namespace {

struct Work {
  std::uint64_t blocks = 0;
  std::uint64_t bytes = 0;
};

Work done;

}  // namespace

extern "C" void __sanitizer_cov_trace_pc() { ++done.blocks; }

void* operator new(std::size_t size) {
  done.bytes += size;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace tests {

/// Readers that visit each member for each member, and that copy all that was read for each member.
samewire::Result<Read> quadratic_visits(const std::optional<std::string>& name, std::string_view text);
samewire::Result<Read> quadratic_copies(const std::optional<std::string>& name, std::string_view text);

}  // namespace tests

namespace {

/// A frame four times as large may take so many times the work; what sorts takes a little more than four
/// times.
constexpr std::uint64_t MOST = 6;
constexpr std::size_t MEBIBYTE = std::size_t{1} << 20;

tests::Run reader(const std::string& case_name) {
  for (const tests::Case& each : tests::cases()) {
    if (each.name == case_name && each.direction == "server") return each.run;
  }
  throw std::runtime_error("no case " + case_name);
}

Work work(tests::Run run, const std::string& frame) {
  const Work before = done;
  const auto read = run(std::nullopt, frame);
  const Work after = done;
  if (!read && read.error().reason.empty()) throw std::runtime_error("it is refused without a reason");
  return {after.blocks - before.blocks, after.bytes - before.bytes};
}

/// Whether the work grows as the frame does.
bool grows(const char* what, tests::Run run, const std::string& small, const std::string& large) {
  const Work less = work(run, small), more = work(run, large);
  const bool is_linear = more.blocks <= MOST * less.blocks && more.bytes <= MOST * less.bytes;
  std::cout << (is_linear ? "    " : "!!  ") << what << ": " << small.size() << " to " << large.size()
            << " letters, " << less.blocks << " to " << more.blocks << " blocks, " << less.bytes << " to "
            << more.bytes << " bytes\n";
  return is_linear;
}

bool grow() {
  int quadratic = 0;
  for (const auto& [what, case_name, frame] : tests::wide()) {
    quadratic += !grows(what, reader(case_name), frame(1'500), frame(6'000));
  }
  for (const auto& [what, case_name, frame] : tests::deep()) {
    quadratic += !grows(what, reader(case_name), frame(7), frame(28));
  }
  return quadratic == 0;
}

bool whole() {
  for (const auto& [what, case_name, frame] : tests::wide()) {
    const std::size_t one = frame(1'001).size() - frame(1'000).size();
    std::size_t count = MEBIBYTE / one;
    while (frame(count).size() > MEBIBYTE) count -= count / 20;
    const std::string text = frame(count);
    const Work done = work(reader(case_name), text);
    std::cout << "    " << what << ": " << count << " times, " << text.size() << " letters, " << done.blocks
              << " blocks, " << done.bytes << " bytes\n";
  }
  return true;
}

bool plant() {
  const auto wide = tests::wide();
  const auto& frame = wide.front().frame;
  const bool visits = grows("visits", tests::quadratic_visits, frame(1'500), frame(6'000));
  const bool copies = grows("copies", tests::quadratic_copies, frame(1'500), frame(6'000));
  return visits || copies;
}

}  // namespace

int main(int count, char** words) try {
  const std::string command = count == 2 ? words[1] : "";
  if (command == "grow") return grow() ? 0 : 1;
  if (command == "whole") return whole() ? 0 : 1;
  if (command == "plant") return plant() ? 0 : 1;
  throw std::runtime_error("grow | whole | plant");
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
