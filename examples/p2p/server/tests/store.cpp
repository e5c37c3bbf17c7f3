#include "store.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace {

using backend::compose;
using backend::Message;
using backend::Place;
using backend::Store;

// A folder for a database, which is gone when the test is.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("p2p-store-" + std::to_string(::getpid()))) {
    std::filesystem::create_directory(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string database() const { return (path_ / "chat.db").string(); }

 private:
  std::filesystem::path path_;
};

const std::string nowhere = "00000000-0000-4000-8000-000000000000";

}  // namespace

TEST_CASE("A message comes back as it was kept") {
  Store store(":memory:");
  Message message = compose("alice", "bob", std::string("a\0b \xf0\x9f\xa5\xaa '); DROP TABLE messages; --", 35));
  message.timestamp = samewire::Timestamp(std::chrono::microseconds(1705314600123456));
  const Place place = store.add(message);

  const auto kept = store.next_undelivered("bob", 0);
  REQUIRE(kept);
  CHECK(kept->place == place);
  CHECK(kept->message.msg_id == message.msg_id);
  CHECK(kept->message.from == "alice");
  CHECK(kept->message.to == "bob");
  CHECK(kept->message.text == message.text);
  // Milliseconds are what the wire has.
  CHECK(kept->message.timestamp == samewire::Timestamp(std::chrono::microseconds(1705314600123000)));
}

TEST_CASE("Each user misses their own messages, in the order of arrival") {
  Store store(":memory:");
  const Place first = store.add(compose("alice", "bob", "1"));
  store.add(compose("bob", "alice", "2"));
  const Place third = store.add(compose("carol", "bob", "3"));

  CHECK(store.next_undelivered("bob", 0)->place == first);
  CHECK(store.next_undelivered("bob", first)->place == third);
  CHECK(!store.next_undelivered("bob", third));
  CHECK(!store.next_undelivered("carol", 0));
}

TEST_CASE("A message is delivered once") {
  Store store(":memory:");
  const Message message = compose("alice", "bob", "Hello!");
  const Place place = store.add(message);

  const auto delivered = store.mark_delivered(place);
  REQUIRE(delivered);
  CHECK(delivered->msg_id == message.msg_id);
  CHECK(delivered->from == "alice");
  CHECK(!store.mark_delivered(place));
  CHECK(!store.mark_delivered(place + 1));
  CHECK(!store.next_undelivered("bob", 0));
}

TEST_CASE("What was read is read up to a message, of one conversation") {
  Store store(":memory:");
  store.add(compose("alice", "bob", "1"));
  const Message second = compose("alice", "bob", "2");
  store.add(second);
  const Message answer = compose("bob", "alice", "3");
  store.add(answer);
  store.add(compose("alice", "bob", "4"));
  const Message other = compose("carol", "bob", "5");
  store.add(other);
  REQUIRE(store.unread("bob", "alice") == 3);

  CHECK(store.mark_read("bob", "alice", second.msg_id) == 2);
  CHECK(store.unread("bob", "alice") == 1);
  CHECK(store.mark_read("bob", "alice", second.msg_id) == 0);
  // The last one may be the reader's own.
  CHECK(store.mark_read("bob", "alice", answer.msg_id) == 0);
  CHECK(store.unread("bob", "alice") == 1);
  CHECK(store.unread("bob", "carol") == 1);
  CHECK(store.unread("alice", "bob") == 1);
}

TEST_CASE("Nobody reads by a message of another conversation") {
  Store store(":memory:");
  store.add(compose("alice", "bob", "1"));
  const Message other = compose("carol", "bob", "2");
  store.add(other);
  const Message foreign = compose("carol", "dave", "3");
  store.add(foreign);

  for (const std::string& msg_id : {other.msg_id, foreign.msg_id, nowhere, std::string("' OR 1 = 1 --")}) {
    CAPTURE(msg_id);
    CHECK(!store.mark_read("bob", "alice", msg_id));
  }
  CHECK(store.unread("bob", "alice") == 1);
  CHECK(store.unread("bob", "carol") == 1);
}

TEST_CASE("An id is there once, and a failure leaves the store as it was") {
  Store store(":memory:");
  const Message message = compose("alice", "bob", "1");
  store.add(message);
  CHECK_THROWS_AS(store.add(message), backend::sqlite::Failure);
  store.add(compose("alice", "bob", "2"));
  CHECK(store.unread("bob", "alice") == 2);
}

TEST_CASE("A file keeps everything") {
  const Folder folder;
  const Message message = compose("alice", "bob", "1");
  {
    Store store(folder.database());
    store.mark_delivered(store.add(message));
    store.add(compose("alice", "bob", "2"));
    store.mark_read("bob", "alice", message.msg_id);
  }
  Store store(folder.database());
  CHECK(store.next_undelivered("bob", 0)->message.text == "2");
  CHECK(store.unread("bob", "alice") == 1);
  CHECK(store.mark_read("bob", "alice", message.msg_id) == 0);
}

TEST_CASE("A database that cannot be opened is a failure") {
  CHECK_THROWS_AS(Store("/nowhere/chat.db"), backend::sqlite::Failure);
  CHECK_THROWS_AS(Store("/dev/null/chat.db"), backend::sqlite::Failure);
}

TEST_CASE("Ids are uuids in lower case, each its own") {
  const std::string id = compose("alice", "bob", "1").msg_id;
  REQUIRE(id.size() == 36);
  CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
  CHECK(id[14] == '4');
  CHECK(compose("alice", "bob", "1").msg_id != id);
}
