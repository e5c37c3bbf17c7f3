#include "hub.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "answer.hpp"

namespace {

using backend::answer;
using backend::Closing;
using backend::compose;
using backend::Connection;
using backend::Frame;
using backend::Hub;
using backend::Message;
using backend::Place;
using backend::Store;
using p2p::types::DeliveryMethod;
using p2p::types::Direction;

using Lines = std::vector<std::string>;

// What an event says, in a line.
std::string line_of(const Frame& frame) {
  const auto event = p2p::decode_server_event(frame->text);
  REQUIRE_MESSAGE(event, event.error().describe());
  return std::visit(
      samewire::Overloaded{
          [](const p2p::server::NewMessage& event) {
            const auto& message = event.value;
            return std::string(message.direction == Direction::Sent ? "to " + message.to : "from " + message.from) +
                   ": " + message.text +
                   (message.delivery_method == DeliveryMethod::Direct ? " (direct" : " (offline") +
                   (message.delivered ? ", delivered)" : ")");
          },
          [](const p2p::server::MessageDelivered& event) { return event.peer + " has " + event.msg_id; },
          [](const p2p::server::FriendOnline& event) { return event.username + " is there"; },
          [](const p2p::server::FriendOffline& event) { return event.username + " is gone"; },
          [](const p2p::server::Typing& event) {
            return event.username + (event.typing ? " types" : " types no more");
          },
          [](const samewire::Unknown&) { return std::string("unknown"); },
      },
      event->value);
}

// A session without a network: it keeps what it gets until somebody looks, or writes.
class Fake final : public Connection {
 public:
  explicit Fake(std::string user) : user_(std::move(user)) {}

  [[nodiscard]] const std::string& user() const override { return user_; }
  void send(Frame frame, std::optional<Place> message) override { waiting_.push_back({std::move(frame), message}); }
  void close(Closing reason) override { closed = reason; }

  // What has come since the last time, which counts as written.
  Lines write(Hub& hub) {
    Lines lines;
    while (!waiting_.empty()) {
      const auto [frame, message] = waiting_.front();
      waiting_.erase(waiting_.begin());
      lines.push_back(line_of(frame));
      if (message) hub.written(*this, *message);
    }
    return lines;
  }

  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
  [[nodiscard]] const Frame& last() const { return waiting_.back().first; }

  std::optional<Closing> closed;

 private:
  std::string user_;
  std::vector<std::pair<Frame, std::optional<Place>>> waiting_;
};

struct World {
  Store store{":memory:"};
  Hub hub{store};

  std::shared_ptr<Fake> join(const std::string& user) {
    auto session = std::make_shared<Fake>(user);
    hub.join(session);
    return session;
  }

  Message message(const std::string& from, const std::string& to, const std::string& text) {
    const Message message = compose(from, to, text);
    REQUIRE(hub.message(message));
    return message;
  }
};

}  // namespace

TEST_CASE_FIXTURE(World, "A user comes with their first session and goes with their last") {
  const auto alice = join("alice");
  CHECK(alice->write(hub).empty());
  const auto bob = join("bob");
  CHECK(alice->write(hub) == Lines{"bob is there"});
  CHECK(bob->write(hub) == Lines{"alice is there"});

  const auto bobs_other = join("bob");
  CHECK(bobs_other->write(hub) == Lines{"alice is there"});
  CHECK(hub.sessions() == 3);
  hub.leave(*bob);
  CHECK(alice->write(hub).empty());
  CHECK(hub.is_online("bob"));
  hub.leave(*bobs_other);
  CHECK(alice->write(hub) == Lines{"bob is gone"});
  CHECK(!hub.is_online("bob"));
  CHECK(bob->write(hub).empty());
}

TEST_CASE_FIXTURE(World, "A session that never came cannot go") {
  const auto alice = join("alice");
  hub.leave(Fake("alice"));
  hub.leave(Fake("bob"));
  CHECK(hub.sessions() == 1);
  CHECK(alice->write(hub).empty());
}

TEST_CASE_FIXTURE(World, "Typing reaches every session of the peer, and nobody else") {
  const auto alice = join("alice"), bob = join("bob"), bobs_other = join("bob"), carol = join("carol");
  for (const auto& session : {alice, bob, bobs_other, carol}) session->write(hub);

  answer("alice", p2p::client::Typing{"bob", true}, hub, store);
  CHECK(bob->last()->is_volatile);
  CHECK(bob->last().get() == bobs_other->last().get());  // one text, shared
  CHECK(bob->write(hub) == Lines{"alice types"});
  CHECK(bobs_other->write(hub) == Lines{"alice types"});
  answer("alice", p2p::client::Typing{"bob", false}, hub, store);
  CHECK(bob->write(hub) == Lines{"alice types no more"});
  answer("alice", p2p::client::Typing{"nobody", true}, hub, store);
  CHECK(alice->waiting() + carol->waiting() == 0);
}

TEST_CASE_FIXTURE(World, "A message reaches both, and its delivery the one who sent it") {
  const auto alice = join("alice"), bob = join("bob"), carol = join("carol");
  for (const auto& session : {alice, bob, carol}) session->write(hub);

  const Message hello = message("alice", "bob", "Hello!");
  CHECK(!bob->last()->is_volatile);
  CHECK(alice->write(hub) == Lines{"to bob: Hello! (direct)"});
  CHECK(bob->write(hub) == Lines{"from alice: Hello! (direct, delivered)"});
  CHECK(alice->write(hub) == Lines{"bob has " + hello.msg_id});
  CHECK(carol->waiting() == 0);
}

TEST_CASE_FIXTURE(World, "With two sessions a message is delivered by the first that has it") {
  const auto alice = join("alice"), bob = join("bob"), bobs_other = join("bob");
  for (const auto& session : {alice, bob, bobs_other}) session->write(hub);

  const Message hello = message("alice", "bob", "Hello!");
  alice->write(hub);
  bobs_other->write(hub);
  CHECK(alice->write(hub) == Lines{"bob has " + hello.msg_id});
  CHECK(bob->write(hub) == Lines{"from alice: Hello! (direct, delivered)"});
  CHECK(alice->waiting() == 0);
}

TEST_CASE_FIXTURE(World, "What somebody missed comes once, when they are there") {
  const auto alice = join("alice");
  const Message first = message("alice", "bob", "1");
  const Message second = message("alice", "bob", "2");
  CHECK(alice->write(hub) == Lines{"to bob: 1 (offline)", "to bob: 2 (offline)"});

  const auto bob = join("bob");
  CHECK(bob->write(hub) ==
        Lines{"alice is there", "from alice: 1 (offline, delivered)", "from alice: 2 (offline, delivered)"});
  CHECK(alice->write(hub) == Lines{"bob is there", "bob has " + first.msg_id, "bob has " + second.msg_id});
  CHECK(join("bob")->write(hub) == Lines{"alice is there"});
}

TEST_CASE_FIXTURE(World, "What somebody missed waits in the store, not in their queue") {
  for (int count = 0; count < 100; ++count) message("alice", "bob", std::to_string(count));
  const auto bob = join("bob");
  CHECK(bob->waiting() == 1);
  message("alice", "bob", "new");
  CHECK(bob->waiting() == 1);

  const Lines lines = bob->write(hub);
  REQUIRE(lines.size() == 101);
  CHECK(lines.front() == "from alice: 0 (offline, delivered)");
  CHECK(lines.back() == "from alice: new (offline, delivered)");
  message("alice", "bob", "newer");
  CHECK(bob->write(hub) == Lines{"from alice: newer (direct, delivered)"});
}

TEST_CASE_FIXTURE(World, "What was not written before somebody went comes again") {
  auto bob = join("bob");
  message("alice", "bob", "1");
  CHECK(bob->waiting() == 1);
  hub.leave(*bob);
  CHECK(join("bob")->write(hub) == Lines{"from alice: 1 (offline, delivered)"});
}

TEST_CASE_FIXTURE(World, "What was read is read in the store") {
  const Message hello = message("alice", "bob", "Hello!");
  CHECK(store.unread("bob", "alice") == 1);
  answer("bob", p2p::client::MarkRead{"alice", "00000000-0000-4000-8000-000000000000"}, hub, store);
  answer("carol", p2p::client::MarkRead{"alice", hello.msg_id}, hub, store);
  CHECK(store.unread("bob", "alice") == 1);
  answer("bob", p2p::client::MarkRead{"alice", hello.msg_id}, hub, store);
  CHECK(store.unread("bob", "alice") == 0);
}

TEST_CASE_FIXTURE(World, "An unknown event is counted, and changes nothing") {
  const auto bob = join("bob");
  answer("alice", samewire::Unknown{"call_started", R"({"event":"call_started","data":{}})"}, hub, store);
  answer("alice", samewire::Unknown{std::nullopt, "[]"}, hub, store);
  CHECK(hub.counts.unknown == 2);
  CHECK(bob->waiting() == 0);
}

TEST_CASE_FIXTURE(World, "A text that is no UTF-8 is not kept") {
  const auto bob = join("bob");
  CHECK(!hub.message(compose("alice", "bob", "\xff")));
  CHECK(bob->waiting() == 0);
  CHECK(store.unread("bob", "alice") == 0);
}

TEST_CASE_FIXTURE(World, "One that is kept all the same keeps back no other") {
  store.add(compose("alice", "bob", "\xff"));
  message("alice", "bob", "1");
  CHECK(join("bob")->write(hub) == Lines{"from alice: 1 (offline, delivered)"});
}

TEST_CASE_FIXTURE(World, "What the store cannot keep is not sent") {
  const auto bob = join("bob");
  const Message hello = message("alice", "bob", "Hello!");
  CHECK(bob->write(hub).size() == 1);
  CHECK_THROWS_AS(hub.message(hello), backend::sqlite::Failure);
  CHECK(bob->waiting() == 0);
}

TEST_CASE_FIXTURE(World, "The end is when the last session is gone") {
  const auto alice = join("alice"), bob = join("bob");
  bool gone = false;
  hub.close([&] { gone = true; });
  CHECK(alice->closed == Closing::GoingAway);
  CHECK(bob->closed == Closing::GoingAway);
  const auto late = join("carol");
  CHECK(late->closed == Closing::GoingAway);
  hub.leave(*alice);
  hub.leave(*late);
  CHECK(!gone);
  hub.leave(*bob);
  CHECK(gone);
}

TEST_CASE_FIXTURE(World, "Without sessions the end is at once") {
  bool gone = false;
  hub.close([&] { gone = true; });
  CHECK(gone);
}
