#include "files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "check.hpp"

namespace tests {
namespace {

std::vector<std::filesystem::path> files_in(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Lines end at `\n` only: strings in here hold other separators.
std::vector<std::string> lines_in(const std::string& folder) {
  std::vector<std::string> lines;
  for (const auto& path : files_in(folder)) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
  }
  return lines;
}

std::optional<std::string> text_of(const nlohmann::json& line, const char* key) {
  const auto member = line.find(key);
  if (member == line.end() || member->is_null()) return std::nullopt;
  return member->get<std::string>();
}

}  // namespace

const std::vector<Canonical>& canonical() {
  static const std::vector<Canonical> all = [] {
    std::vector<Canonical> all;
    for (const std::string direction : {"server", "client"}) {
      for (const std::string& text : lines_in(root() + "/tests/frames/" + direction)) {
        all.push_back({direction == "server", text});
      }
    }
    return all;
  }();
  return all;
}

std::vector<Line> lines(const std::string& folder) {
  std::vector<Line> lines;
  for (const std::string& text : lines_in(root() + "/tests/frames/" + folder)) {
    const auto line = nlohmann::json::parse(text);
    const std::string frame = line.at("frame").get<std::string>();
    const bool is_server = line.at("direction") == "server";
    lines.push_back(
        {frame, is_server, text_of(line, "same_as"), text_of(line, "path"), text_of(line, "name")});
  }
  return lines;
}

std::vector<Text> texts() {
  std::vector<Text> texts;
  for (const auto& path : files_in(root() + "/tests/json")) {
    if (path.extension() != ".json") continue;
    std::ifstream file(path, std::ios::binary);
    texts.push_back({path.filename().string(), {std::istreambuf_iterator<char>(file), {}}});
  }
  return texts;
}

}  // namespace tests
