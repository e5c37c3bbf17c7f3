#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

namespace backend {

const std::string_view usage =
    R"(usage: p2p-server [OPTION…]
  --user NAME:TOKEN   a user and the token that they connect with; again for each user
  --users FILE        the same from a file, one a line; `#` begins a comment
  --origin ORIGIN     a page that browsers may connect from, as http://127.0.0.1:1420; again for each page
  --address ADDRESS   where to listen (127.0.0.1)
  --port PORT         where to listen (8081); 0 takes one that is free
  --database PATH     where messages are kept (:memory:)
  --queue FRAMES      the most frames that may wait for a slow reader (64)
  --mistakes FRAMES   how many refused frames in a row close a session (20)
  --idle SECONDS      after how long a silent client is gone (60)
  --no-input          read no commands from stdin, and go on when it ends
  --demo              let alice and bob talk by themselves
  --help              print this
commands on stdin: message FROM TO TEXT…, unread USER PEER, status, quit)";

namespace {

// Why a value does not do; nothing if it does.
using Complaint = std::optional<std::string>;

Complaint add_user(Options& options, std::string_view user) {
  const std::size_t colon = user.find(':');
  if (colon == std::string_view::npos) return "a user is NAME:TOKEN";
  const std::string name(user.substr(0, colon));
  const std::string token(user.substr(colon + 1));

  const auto is_plain = [](char letter) { return letter > ' ' && letter <= '~'; };
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_plain)) return "a name is ASCII letters without spaces";
  if (token.empty() || !std::all_of(token.begin(), token.end(), is_plain)) {
    return "the token of " + name + " is empty, or has other letters than ASCII's without spaces";
  }
  for (const auto& [other, taken] : options.tokens) {
    if (other == name) return name + " is there twice";
    if (taken == token) return other + " and " + name + " have one token";
  }
  options.tokens.emplace(name, token);
  return std::nullopt;
}

Complaint add_users(Options& options, const std::string& path) {
  std::ifstream file(path);
  if (!file) return path + " cannot be read";
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (const Complaint complaint = add_user(options, line)) {
      return path + ", line " + std::to_string(number) + ": " + *complaint;
    }
  }
  return std::nullopt;
}

template <class Number>
Complaint read_number(std::string_view text, Number least, Number& number) {
  const char* const end = text.data() + text.size();
  Number read{};
  const auto [stopped, error] = std::from_chars(text.data(), end, read);
  if (error != std::errc() || stopped != end || read < least) {
    return "expected a number from " + std::to_string(least) + " to " +
           std::to_string(std::numeric_limits<Number>::max());
  }
  number = read;
  return std::nullopt;
}

Complaint read_seconds(std::string_view text, std::chrono::seconds& seconds) {
  std::uint16_t number = 0;
  const Complaint complaint = read_number<std::uint16_t>(text, 1, number);
  seconds = std::chrono::seconds(number);
  return complaint;
}

Complaint set(std::string& target, const std::string& value) {
  target = value;
  return value.empty() ? Complaint("it is empty") : std::nullopt;
}

using Flag = void (*)(Options&);
using Setting = Complaint (*)(Options&, const std::string&);

const std::map<std::string_view, Flag> flags = {
    {"--no-input", [](Options& options) { options.input = false; }},
    {"--demo", [](Options& options) { options.demo = true; }},
    {"--help", [](Options& options) { options.help = true; }},
};

const std::map<std::string_view, Setting> settings = {
    {"--user", [](Options& options, const std::string& value) { return add_user(options, value); }},
    {"--users", add_users},
    {"--origin",
     [](Options& options, const std::string& value) {
       options.origins.insert(value);
       return value.empty() ? Complaint("it is empty") : std::nullopt;
     }},
    {"--address", [](Options& options, const std::string& value) { return set(options.address, value); }},
    {"--port",
     [](Options& options, const std::string& value) { return read_number<std::uint16_t>(value, 0, options.port); }},
    {"--database", [](Options& options, const std::string& value) { return set(options.database, value); }},
    {"--queue", [](Options& options,
                   const std::string& value) { return read_number<std::size_t>(value, 1, options.limits.queue); }},
    {"--mistakes",
     [](Options& options, const std::string& value) {
       return read_number<std::size_t>(value, 1, options.limits.mistakes);
     }},
    {"--idle", [](Options& options, const std::string& value) { return read_seconds(value, options.limits.idle); }},
};

Complaint check(const Options& options) {
  if (options.tokens.empty()) return "there is no user, so nobody could connect: --user NAME:TOKEN";
  // Who connects hears at once who is online.
  if (options.limits.queue < options.tokens.size()) return "--queue must hold a frame for each user";
  return std::nullopt;
}

}  // namespace

samewire::Result<Options, std::string> read_options(const std::vector<std::string>& words) {
  Options options;
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (const auto flag = flags.find(*word); flag != flags.end()) {
      flag->second(options);
      continue;
    }
    const auto setting = settings.find(*word);
    if (setting == settings.end()) return "there is no option " + *word;
    const std::string& name = *word;
    if (++word == words.end()) return name + " needs a value";
    if (const Complaint complaint = setting->second(options, *word)) return name + ": " + *complaint;
  }
  if (options.help) return options;
  if (const Complaint complaint = check(options)) return *complaint;
  return options;
}

}  // namespace backend
