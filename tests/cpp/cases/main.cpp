// Compares what C++ says of frames with what Rust has said of them.
//
// `verdicts FOLDER FILE…`: of the frames in the files. Each folder in FOLDER has to be a case that was compiled, and one
// of its frames is there.
//
// `bytes FILE`: frames of the file are cut off, or have other bytes in them, which need not be text. Nothing is thrown.
//
// `plant MISTAKE`: what a sanitizer has to see, `use-after-free` or `signed-overflow`.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <stdexcept>

#include "verdict.hpp"

namespace {

using tests::Case;
using tests::Verdict;

/// How many disagreements are shown.
constexpr std::size_t SHOWN = 20;
constexpr std::size_t SHOWN_OF_A_CASE = 4;
/// What may be otherwise than in Rust has to be rarer than one in so many.
constexpr std::size_t RARE = 500;

using Table = std::map<std::pair<std::string, std::string>, Case>;

Table table() {
  Table table;
  for (const Case& each : tests::cases()) table.emplace(std::pair(each.name, each.direction), each);
  return table;
}

const Case& find(const Table& table, const Verdict& verdict) {
  const auto found = table.find({verdict.case_name, verdict.direction});
  if (found == table.end())
    throw std::runtime_error("no case " + verdict.case_name + ", " + verdict.direction);
  return found->second;
}

std::vector<Verdict> verdicts_in(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) throw std::runtime_error("cannot read " + file);
  return tests::verdicts(lines);
}

void show(const Verdict& verdict, const std::string& why) {
  std::cout << verdict.case_name << '/' << verdict.direction << ' ' << verdict.file << ": "
            << verdict.text.substr(0, 2000) << "\n  " << why << '\n';
}

/// The folders that are no case, or of whose frames none was read.
std::set<std::string> missing(const std::string& folder, const std::set<std::string>& seen) {
  std::set<std::string> missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && seen.count(name) == 0) missing.insert(name);
  }
  return missing;
}

/// What was counted of the frames.
struct Counts {
  std::size_t frames = 0, refused = 0, unknown = 0, wrong = 0;
  std::map<tests::Otherwise, std::size_t> otherwise;
  std::map<std::string, std::size_t> wrong_in;
  std::set<std::string> seen;

  void add(const Verdict& verdict, const tests::Said& said) {
    ++frames;
    refused += verdict.path.has_value();
    unknown += verdict.is_unknown;
    seen.insert(verdict.case_name);
    if (said.otherwise) ++otherwise[*said.otherwise];
    if (!said.wrong) return;
    if (++wrong_in[verdict.case_name] <= SHOWN_OF_A_CASE && wrong < SHOWN) show(verdict, *said.wrong);
    ++wrong;
  }

  /// What may be otherwise, and is no matter of words, stays rare.
  [[nodiscard]] bool is_rare(tests::Otherwise kind) const {
    const auto found = otherwise.find(kind);
    return found == otherwise.end() || found->second * RARE < frames;
  }
};

int compare(const std::string& folder, const std::vector<std::string>& files) {
  const Table table = ::table();
  Counts counts;
  for (const std::string& file : files) {
    for (const Verdict& verdict : verdicts_in(file)) {
      counts.add(verdict, tests::compare(verdict, find(table, verdict)));
    }
  }
  for (const auto& [name, count] : counts.wrong_in)
    std::cout << count << " disagreements in " << name << '\n';
  const auto missing = ::missing(folder, counts.seen);
  if (!missing.empty()) std::cout << "no frame of the cases";
  for (const std::string& name : missing) std::cout << ' ' << name;
  if (!missing.empty()) std::cout << '\n';
  using tests::Otherwise;
  std::cout << counts.seen.size() << " cases, " << counts.frames << " frames: " << counts.refused
            << " refused, " << counts.unknown << " unknown; " << counts.wrong << " disagreements\n"
            << "refused too: " << counts.otherwise[Otherwise::InOtherWords] << " in other words, "
            << counts.otherwise[Otherwise::Elsewhere] << " that are no JSON at another member, "
            << counts.otherwise[Otherwise::OfSeveral] << " for another of several mistakes; "
            << counts.otherwise[Otherwise::Unread] << " read, with a bad text where nobody looks\n";
  const bool is_rare = counts.is_rare(Otherwise::OfSeveral) && counts.is_rare(Otherwise::Unread);
  return counts.wrong == 0 && missing.empty() && counts.frames > 0 && is_rare ? 0 : 1;
}

bool is_text(const std::string& bytes) try {
  return !nlohmann::json(bytes).dump().empty();
} catch (const nlohmann::json::type_error&) {
  return false;
}

/// Puts up to three other bytes into a text.
std::string garbled(std::string text, std::mt19937& random) {
  for (unsigned count = random() % 3 + 1; count > 0; --count)
    text[random() % text.size()] = static_cast<char>(random() % 256);
  return text;
}

int bytes(const std::string& file) {
  const Table table = ::table();
  std::mt19937 random(7);
  std::size_t frames = 0, read = 0, wrong = 0;
  for (const Verdict& verdict : verdicts_in(file)) {
    if (verdict.file.rfind("accept/", 0) != 0 || verdict.text.empty()) continue;
    const Case& of = find(table, verdict);
    std::vector<std::string> texts;
    for (std::size_t end = 0; end < verdict.text.size(); ++end) texts.push_back(verdict.text.substr(0, end));
    for (int count = 0; count < 100; ++count) texts.push_back(garbled(verdict.text, random));
    for (const std::string& text : texts) {
      ++frames;
      bool is_read = false;
      try {
        is_read = of.run(verdict.name, text).has_value();
      } catch (const std::exception& error) {
        if (++wrong <= SHOWN) show(verdict, std::string("an exception comes out: ") + error.what());
      }
      read += is_read;
      if (is_read && !is_text(text) && ++wrong <= SHOWN) show(verdict, "is read with bytes that are no text");
    }
  }
  std::cout << frames << " frames with other bytes, of which " << read << " were read; " << wrong
            << " mistakes\n";
  return wrong == 0 && read > 0 ? 0 : 1;
}

int plant(const std::string& mistake) {
  if (mistake == "use-after-free") {
    auto text = std::make_unique<std::string>("a text that is too long to lie in the string itself");
    const char* letters = text->data();
    text.reset();
    const volatile char letter = *letters;
    std::cout << letter << '\n';
    return 0;
  }
  if (mistake == "signed-overflow") {
    volatile int most = std::numeric_limits<int>::max();
    most = most + 1;
    std::cout << most << '\n';
    return 0;
  }
  throw std::runtime_error("there is no mistake " + mistake);
}

}  // namespace

int main(int count, char** words) try {
  const std::vector<std::string> arguments(words + 1, words + count);
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (command == "verdicts" && arguments.size() > 2)
    return compare(arguments[1], {arguments.begin() + 2, arguments.end()});
  if (command == "bytes" && arguments.size() == 2) return bytes(arguments[1]);
  if (command == "plant" && arguments.size() == 2) return plant(arguments[1]);
  throw std::runtime_error("verdicts FOLDER FILE… | bytes FILE | plant MISTAKE");
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
