#include "answer.hpp"

#include "log.hpp"

namespace backend {
namespace {

// An event that the manifest gets and this class lacks does not compile.
class Answer final : public p2p::ClientHandler {
 public:
  Answer(const std::string& user, Hub& hub, Store& store) : user_(user), hub_(hub), store_(store) {}

  void on(const p2p::client::Typing& event) override { hub_.typing(user_, event.to, event.typing); }

  void on(const p2p::client::MarkRead& event) override {
    if (!store_.mark_read(user_, event.peer, event.msg_id)) {
      log(user_, "mark_read: no message of this conversation has the msg_id " + event.msg_id);
    }
  }

  void on(const samewire::Unknown& event) override {
    ++hub_.counts.unknown;
    log(user_,
        event.name ? "ignored an event that nobody knows: " + quoted(*event.name) : "ignored a frame that is no event");
  }

 private:
  const std::string& user_;
  Hub& hub_;
  Store& store_;
};

}  // namespace

void answer(const std::string& user, const p2p::ClientEvent& event, Hub& hub, Store& store) {
  Answer answer(user, hub, store);
  p2p::dispatch(event, answer);
}

}  // namespace backend
