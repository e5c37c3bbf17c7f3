#include "options.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace {

using backend::Options;
using backend::read_options;

using Words = std::vector<std::string>;

Options right(const Words& words) {
  const auto options = read_options(words);
  REQUIRE_MESSAGE(options, options.error());
  return *options;
}

std::string mistake(const Words& words) {
  const auto options = read_options(words);
  REQUIRE(!options);
  return options.error();
}

// What follows a user, without whom nothing is right.
Words with_user(const Words& words) {
  Words all{"--user", "alice:secret"};
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

// A file that is gone when the test is.
class File {
 public:
  explicit File(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("p2p-options-" + std::to_string(::getpid()))) {
    std::ofstream(path_) << text;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { std::filesystem::remove(path_); }

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("One user is enough") {
  const Options options = right({"--user", "alice:secret"});
  CHECK(options.tokens == std::map<std::string, std::string>{{"alice", "secret"}});
  CHECK(options.address == "127.0.0.1");
  CHECK(options.port == 8081);
  CHECK(options.origins.empty());
  CHECK(options.database == ":memory:");
  CHECK(options.limits.queue == 64);
  CHECK(options.limits.mistakes == 20);
  CHECK(options.limits.idle == std::chrono::seconds(60));
  CHECK(options.input);
  CHECK(!options.demo);
}

TEST_CASE("Everything can be set") {
  const Options options =
      right({"--user",     "alice:a:b", "--user", "bob:c", "--origin",   "http://a", "--origin", "http://b",
             "--address",  "0.0.0.0",   "--port", "0",     "--database", "chat.db",  "--queue",  "2",
             "--mistakes", "1",         "--idle", "7",     "--no-input", "--demo"});
  CHECK(options.tokens == std::map<std::string, std::string>{{"alice", "a:b"}, {"bob", "c"}});
  CHECK(options.origins == std::set<std::string>{"http://a", "http://b"});
  CHECK(options.address == "0.0.0.0");
  CHECK(options.port == 0);
  CHECK(options.database == "chat.db");
  CHECK(options.limits.queue == 2);
  CHECK(options.limits.mistakes == 1);
  CHECK(options.limits.idle == std::chrono::seconds(7));
  CHECK(!options.input);
  CHECK(options.demo);
}

TEST_CASE("Users come from a file, too") {
  const File file("# who may connect\nalice:secret\r\n\nbob:other\n");
  CHECK(right({"--users", file.path()}).tokens ==
        std::map<std::string, std::string>{{"alice", "secret"}, {"bob", "other"}});
}

TEST_CASE("A mistake in a file has its line, and not its token") {
  const File file("alice:secret\nbob:to ken\n");
  CHECK(mistake({"--users", file.path()}) ==
        "--users: " + file.path() +
            ", line 2: the token of bob is empty, or has other letters than ASCII's without spaces");
  CHECK(mistake({"--users", "/nowhere/users"}) == "--users: /nowhere/users cannot be read");
}

TEST_CASE("Help needs no user") { CHECK(right({"--help"}).help); }

TEST_CASE("Mistakes are named") {
  CHECK(mistake({}) == "there is no user, so nobody could connect: --user NAME:TOKEN");
  CHECK(mistake(with_user({"--prot", "1"})) == "there is no option --prot");
  CHECK(mistake(with_user({"--port"})) == "--port needs a value");
  for (const char* port : {"", "65536", "-1", "80x", " 80", "0x50"}) {
    CAPTURE(port);
    CHECK(mistake(with_user({"--port", port})) == "--port: expected a number from 0 to 65535");
  }
  CHECK(mistake(with_user({"--idle", "0"})) == "--idle: expected a number from 1 to 65535");
  CHECK(mistake(with_user({"--mistakes", "0"})) == "--mistakes: expected a number from 1 to 18446744073709551615");
  CHECK(mistake(with_user({"--origin", ""})) == "--origin: it is empty");
  CHECK(mistake(with_user({"--database", ""})) == "--database: it is empty");
}

TEST_CASE("Users have a name and a token of their own") {
  CHECK(mistake({"--user", "alice"}) == "--user: a user is NAME:TOKEN");
  CHECK(mistake({"--user", ":secret"}) == "--user: a name is ASCII letters without spaces");
  CHECK(mistake({"--user", "al ice:secret"}) == "--user: a name is ASCII letters without spaces");
  CHECK(mistake({"--user", "alice:"}) ==
        "--user: the token of alice is empty, or has other letters than ASCII's without spaces");
  CHECK(mistake(with_user({"--user", "alice:other"})) == "--user: alice is there twice");
  CHECK(mistake(with_user({"--user", "bob:secret"})) == "--user: alice and bob have one token");
}

TEST_CASE("A queue holds what somebody who connects hears at once") {
  CHECK(right(with_user({"--user", "bob:b", "--queue", "2"})).limits.queue == 2);
  CHECK(mistake(with_user({"--user", "bob:b", "--queue", "1"})) == "--queue must hold a frame for each user");
}
