// Handlers, exhaustive and partial, and what the manifest says of events.

#include <stdexcept>

#include "chat/events.hpp"
#include "check.hpp"

namespace {

/// Everything that a server has to handle: without one of these the class could not be made.
class Everything : public chat::ClientHandler {
 public:
  std::string last;

  void on(const chat::client::Ping&) override { last = "ping"; }
  void on(const chat::client::Subscribe& event) override { last = "subscribe " + event.channel_id; }
  void on(const chat::client::Unsubscribe&) override { last = "unsubscribe"; }
  void on(const chat::client::Typing&) override { last = "typing"; }
  void on(const chat::client::StopTyping&) override { last = "stop_typing"; }
  void on(const chat::client::VoiceJoin&) override { last = "voice_join"; }
  void on(const chat::client::VoiceLeave&) override { last = "voice_leave"; }
  void on(const chat::client::VoiceAnswer&) override { last = "voice_answer"; }
  void on(const chat::client::VoiceIceCandidate&) override { last = "voice_ice_candidate"; }
  void on(const chat::client::VoiceMute&) override { last = "voice_mute"; }
  void on(const chat::client::VoiceUnmute&) override { last = "voice_unmute"; }
  void on(const chat::client::VoiceStats&) override { last = "voice_stats"; }
  void on(const chat::client::VoiceScreenShareStart&) override { last = "voice_screen_share_start"; }
  void on(const chat::client::VoiceScreenShareStop&) override { last = "voice_screen_share_stop"; }
  void on(const chat::client::VoiceWebcamStart&) override { last = "voice_webcam_start"; }
  void on(const chat::client::VoiceWebcamStop&) override { last = "voice_webcam_stop"; }
  void on(const chat::client::VoiceSetLayerPreference&) override { last = "voice_set_layer_preference"; }
  void on(const chat::client::SetActivity&) override { last = "set_activity"; }
  void on(const chat::client::SetStatus&) override { last = "set_status"; }
  void on(const chat::client::SetCustomStatus&) override { last = "set_custom_status"; }
  void on(const chat::client::AdminSubscribe&) override { last = "admin_subscribe"; }
#ifndef WITHOUT_ADMIN_UNSUBSCRIBE
  void on(const chat::client::AdminUnsubscribe&) override { last = "admin_unsubscribe"; }
#endif
  void on(const samewire::Unknown& event) override { last = "unknown " + event.name.value_or("-"); }
};

}  // namespace

TEST(each_event_comes_to_its_handler) {
  Everything handler;
  chat::dispatch(chat::client::Subscribe{"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d"}, handler);
  EQUAL(handler.last, "subscribe 01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d");
  chat::dispatch(chat::client::AdminUnsubscribe{}, handler);
  EQUAL(handler.last, "admin_unsubscribe");
  chat::dispatch(*chat::decode_client_event(R"({"type":"ping"})"), handler);
  EQUAL(handler.last, "ping");
  chat::dispatch(*chat::decode_client_event(R"({"type":"pong"})"), handler);
  EQUAL(handler.last, "unknown pong");
  chat::dispatch(*chat::decode_client_event("[]"), handler);
  EQUAL(handler.last, "unknown -");
  chat::dispatch(chat::ClientEvent(), handler);
  EQUAL(handler.last, "unknown -");
}

TEST(a_handler_may_be_one_of_many) {
  std::string heard;
  chat::ServerHandlers handlers;
  handlers.pong = [&heard](const chat::server::Pong&) { heard += "pong "; };
  handlers.presence_update = [&heard](const auto& event) { heard += event.user_id + ' '; };
  CHECK(chat::dispatch(chat::server::Pong{}, handlers));
  CHECK(chat::dispatch(chat::server::PresenceUpdate{"somebody", chat::types::UserStatus::Busy}, handlers));
  CHECK(!chat::dispatch(chat::server::Ready{}, handlers));
  CHECK(!chat::dispatch(chat::ServerEvent(), handlers));
  EQUAL(heard, "pong somebody ");
  handlers.unknown = [&heard](const samewire::Unknown& event) { heard += *event.name; };
  CHECK(chat::dispatch(*chat::decode_server_event(R"({"type":"then"})"), handlers));
  EQUAL(heard, "pong somebody then");
}

TEST(a_handler_may_throw) {
  chat::ServerHandlers handlers;
  handlers.pong = [](const chat::server::Pong&) { throw std::runtime_error("mine"); };
  std::string caught;
  try {
    chat::dispatch(chat::server::Pong{}, handlers);
  } catch (const std::runtime_error& error) {
    caught = error.what();
  }
  EQUAL(caught, "mine");
}

TEST(an_event_knows_what_the_manifest_says_of_it) {
  const chat::ClientEvent typing = chat::client::Typing{};
  CHECK(typing.name() == "typing");
  const samewire::EventInfo* info = typing.info();
  CHECK(info != nullptr);
  EQUAL(info->name, "typing");
  EQUAL(info->category, "typing");
  CHECK(info->direction == samewire::Direction::Client);
  CHECK(info->delivery == samewire::Delivery::Volatile);
  CHECK(!info->idempotent && !info->deprecated && !info->experimental);

  const chat::ServerEvent call = chat::server::IncomingCall{};
  CHECK(call.info()->delivery == samewire::Delivery::Critical);
  CHECK(call.info()->direction == samewire::Direction::Server);
  CHECK(call.info()->audience == samewire::Audience::Broadcast);
  const chat::ServerEvent pong = chat::server::Pong{};
  CHECK(pong.info()->audience == samewire::Audience::Targeted);
  CHECK(pong.info()->delivery == samewire::Delivery::Ordered);
  const chat::ServerEvent read = chat::server::DmRead{};
  CHECK(read.info()->idempotent);
  CHECK(chat::ServerEvent().info() == nullptr);
  CHECK(!chat::ServerEvent().name());
}

TEST(events_are_the_same_if_all_of_them_is) {
  const chat::ServerFrame frame{"a", chat::server::DmRead{"x", std::nullopt}};
  CHECK(frame == (chat::ServerFrame{"a", chat::server::DmRead{"x", std::nullopt}}));
  CHECK(frame != (chat::ServerFrame{"b", chat::server::DmRead{"x", std::nullopt}}));
  CHECK(frame != (chat::ServerFrame{std::nullopt, chat::server::DmRead{"x", std::nullopt}}));
  CHECK(frame != (chat::ServerFrame{"a", chat::server::DmRead{"y", std::nullopt}}));
  CHECK(frame != (chat::ServerFrame{"a", chat::server::DmRead{"x", ""}}));
  // The same fields, and another event.
  CHECK(frame != (chat::ServerFrame{"a", chat::server::ChannelRead{"x", std::nullopt}}));
}
