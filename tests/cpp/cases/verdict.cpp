#include "verdict.hpp"

#include <exception>
#include <nlohmann/json.hpp>
#include <set>

namespace tests {
namespace {

using nlohmann::json;

std::optional<std::string> text_of(const json& line, const char* key) {
  const auto member = line.find(key);
  if (member == line.end() || !member->is_string()) return std::nullopt;
  return member->get<std::string>();
}

bool is_marked(const json& line, const char* key) { return line.contains(key) && line.at(key) == true; }

std::string shown(const samewire::Error& error) { return '`' + error.path + "`: " + error.reason; }

/// Frames that were written by hand, of which C++ tells another of several mistakes.
const std::set<std::string> OF_SEVERAL = {
    "names-keywords/reject/self.json",
    "recursion-mutual/reject/around.json",
    "string-of-repeats/reject/bad-other.json",
    "union-objects/reject/bad-nested-member-before-the-deciding-key.json",
};

Said refusal(const Verdict& verdict, const samewire::Result<Read>& read) {
  const std::string rust = '`' + *verdict.path + "`: " + verdict.reason;
  const bool is_made = verdict.file.empty();
  if (read) {
    const bool is_unread =
        verdict.reason == "number out of range" || verdict.text.find("\\ud") != std::string::npos;
    if (is_made && !verdict.is_broken && is_unread) return {std::nullopt, Otherwise::Unread};
    return {"is read; Rust refuses it: " + rust, std::nullopt};
  }
  if (read.error().path == *verdict.path) {
    if (read.error().reason == verdict.reason) return {};
    return {std::nullopt, Otherwise::InOtherWords};
  }
  if (is_made && verdict.is_broken) return {std::nullopt, Otherwise::Elsewhere};
  if (is_made || OF_SEVERAL.count(verdict.case_name + '/' + verdict.file) != 0) {
    return {std::nullopt, Otherwise::OfSeveral};
  }
  return {"is refused: " + shown(read.error()) + "; Rust: " + rust, std::nullopt};
}

std::optional<std::string> unknown(const Verdict& verdict, const samewire::Unknown& unknown) {
  if (unknown.raw != verdict.text) return "is kept as " + unknown.raw;
  if (verdict.name && unknown.name != verdict.name) return "has not the name of its channel";
  return std::nullopt;
}

std::optional<std::string> writing(const Verdict& verdict, const Read& read) {
  if (!verdict.written) {
    if (read.written) return "is written; Rust does not write it, for `" + verdict.unwritable + '`';
    if (read.written.error().path == verdict.unwritable) return std::nullopt;
    return "is not written: " + shown(read.written.error()) + "; Rust: `" + verdict.unwritable + '`';
  }
  if (!read.written) return "is not written: " + shown(read.written.error());
  if (*read.written != *verdict.written)
    return "is written as " + *read.written + "\n  Rust: " + *verdict.written;
  if (!read.is_read_again && !verdict.is_cut) return "what was written is read as another frame";
  return std::nullopt;
}

}  // namespace

std::vector<Verdict> verdicts(std::istream& lines) {
  std::vector<Verdict> verdicts;
  for (std::string text; std::getline(lines, text);) {
    const json line = json::parse(text);
    Verdict verdict;
    verdict.case_name = line.at("case").get<std::string>();
    verdict.file = line.at("file").get<std::string>();
    verdict.direction = line.at("direction").get<std::string>();
    verdict.name = text_of(line, "name");
    verdict.text = line.at("text").get<std::string>();
    verdict.is_broken = is_marked(line, "broken");
    verdict.path = text_of(line, "path");
    verdict.reason = text_of(line, "reason").value_or("");
    verdict.is_unknown = is_marked(line, "unknown");
    verdict.written = text_of(line, "written");
    verdict.unwritable = text_of(line, "unwritable").value_or("");
    verdict.is_cut = is_marked(line, "cut");
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

Said compare(const Verdict& verdict, const Case& of) try {
  const samewire::Result<Read> read = of.run(verdict.name, verdict.text);
  if (verdict.path) return refusal(verdict, read);
  if (!read) return {"is refused: " + shown(read.error()), std::nullopt};
  if (!read->broken.empty()) return {read->broken, std::nullopt};
  if (read->unknown.has_value() != verdict.is_unknown) {
    return {read->unknown ? "is unknown" : "is known; in Rust it is not", std::nullopt};
  }
  if (read->unknown) {
    if (const auto wrong = unknown(verdict, *read->unknown)) return {wrong, std::nullopt};
  }
  return {writing(verdict, *read), std::nullopt};
} catch (const std::exception& error) {
  return {std::string("an exception comes out: ") + error.what(), std::nullopt};
}

}  // namespace tests
