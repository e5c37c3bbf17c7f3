// Frames written by hand: the fields of what was read, and the text of what was built, are what a reader of
// the manifest expects.

#include <chrono>
#include <limits>

#include "chat/events.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;

constexpr const char* CHANNEL = "01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d";
constexpr const char* USER = "0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b";

/// 2026-03-01T12:30:00Z
constexpr samewire::Timestamp HALF_PAST_NOON{std::chrono::microseconds{1772368200000000}};

/// The event of a frame, which has to be of this type.
template <class Event>
Event server(const std::string& text) {
  const auto frame = chat::decode_server_frame(text);
  CHECK_ABOUT(frame.has_value(), text + (frame ? "" : ": " + frame.error().describe()));
  const auto* event = std::get_if<Event>(&frame->event.value);
  CHECK_ABOUT(event != nullptr, text);
  return *event;
}

/// What is written, which has to be possible.
template <class Whole>
std::string text(const Whole& whole) {
  const auto written = chat::encode(whole);
  CHECK_ABOUT(written.has_value(), written ? "" : written.error().describe());
  return *written;
}

}  // namespace

TEST(a_message_has_its_fields) {
  const auto [channel_id, message] = server<chat::server::MessageNew>(
      R"({"type":"message_new","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","message":{)"
      R"("id":"01937D21-9E4F-7B16-A3C8-5D7E9F1B3A2C","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",)"
      R"("author":{"id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","username":"zoë","display_name":"Zo\u00eb"},)"
      R"("content":"a\nb","encrypted":true,"attachments":[{"id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b",)"
      R"("filename":"f","mime_type":"m","size_bytes":9007199254740991}],)"
      R"("created_at":"2026-03-01T13:30:00.0004567+01:00","edited_at":"2026-03-01T12:30:00Z"}})");
  EQUAL(channel_id, CHANNEL);
  EQUAL(message.id, "01937d21-9e4f-7b16-a3c8-5d7e9f1b3a2c");
  EQUAL(message.author.username, "zoë");
  EQUAL(message.author.display_name, "Zoë");
  CHECK(!message.author.avatar_url);
  EQUAL(message.content, "a\nb");
  CHECK(message.encrypted);
  EQUAL(message.attachments.size(), 1U);
  EQUAL(message.attachments.at(0).size_bytes, 9007199254740991U);
  CHECK(!message.reply_to);
  CHECK(message.created_at == HALF_PAST_NOON + 456us);
  CHECK(message.edited_at == HALF_PAST_NOON);
}

TEST(null_and_a_number_are_told_apart) {
  const std::string start =
      R"({"type":"call_ended","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","reason":"x",)";
  CHECK(!server<chat::server::CallEnded>(start + R"("duration_secs":null})").duration_secs);
  const auto ended = server<chat::server::CallEnded>(start + R"("duration_secs":4294967295})");
  CHECK(ended.duration_secs == 4294967295U);
  CHECK(!server<chat::server::CallEnded>(start + R"("x":0})").duration_secs);
}

TEST(what_has_to_be_there_is_missed) {
  const auto without = chat::decode_server_event(
      R"({"type":"call_ended","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","duration_secs":1})");
  CHECK(!without && without.error() == (samewire::Error{"call_ended", "reason", "missing"}));
  EQUAL(without.error().describe(), "call_ended: reason: missing");
}

TEST(what_is_left_out_has_its_default) {
  const auto state = server<chat::server::VoiceRoomState>(
      R"({"type":"voice_room_state","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","participants":[)"
      R"({"user_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","muted":true,"webcam_active":true}]})");
  EQUAL(state.participants.size(), 1U);
  CHECK(state.participants.at(0).muted && state.participants.at(0).webcam_active);
  CHECK(!state.participants.at(0).screen_sharing && !state.participants.at(0).username);
  CHECK(state.screen_shares.empty() && state.webcams.empty());
  EQUAL(text(chat::ServerEvent(state)),
        R"({"type":"voice_room_state","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","participants":[)"
        R"({"user_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","muted":true,"screen_sharing":false,)"
        R"("webcam_active":true}],"screen_shares":[],"webcams":[]})");
}

TEST(enums_are_enums) {
  const auto presence = server<chat::server::PresenceUpdate>(
      R"({"status":"away","user_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","type":"presence_update"})");
  CHECK(presence.status == chat::types::UserStatus::Away);
  EQUAL(presence.user_id, USER);

  const auto known = server<chat::server::Error>(R"({"type":"error","code":"RATE_LIMITED","message":"m"})");
  CHECK(known.code.known() == chat::types::ErrorCode::RateLimited);
  CHECK(known.code == samewire::Open<chat::types::ErrorCode>(chat::types::ErrorCode::RateLimited));
  const auto other = server<chat::server::Error>(R"({"type":"error","code":"Teapot","message":"m"})");
  CHECK(!other.code.known());
  EQUAL(std::get<std::string>(other.code.value), "Teapot");
  EQUAL(text(chat::ServerEvent(other)), R"({"type":"error","code":"Teapot","message":"m"})");
}

TEST(an_enum_with_a_hole_holds_what_stands_in_it) {
  const auto changed = server<chat::server::VoiceLayerChanged>(
      R"({"type":"voice_layer_changed","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",)"
      R"("source_user_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b",)"
      R"("track_source":"screen_video:01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","active_layer":"medium"})");
  const auto* video = std::get_if<chat::types::TrackSource::ScreenVideo>(&changed.track_source.value);
  CHECK(video != nullptr);
  EQUAL(video->value, CHANNEL);
  CHECK(changed.active_layer == chat::types::Layer::Medium);

  chat::client::VoiceSetLayerPreference preference;
  preference.channel_id = CHANNEL;
  preference.target_user_id = USER;
  preference.track_source.value = chat::types::TrackSource::ScreenAudio{CHANNEL};
  preference.preferred_layer = chat::types::LayerPreference::Auto;
  EQUAL(text(chat::ClientEvent(preference)),
        R"({"type":"voice_set_layer_preference","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",)"
        R"("target_user_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b",)"
        R"("track_source":"screen_audio:01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","preferred_layer":"auto"})");
}

TEST(free_json_is_kept_in_its_order) {
  const auto patch = server<chat::server::Patch>(
      R"({"type":"patch","entity_type":"user","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b",)"
      R"("diff":{"z":null,"a":[1,-0.0,18446744073709551615],"__proto__":{"x":true}}})");
  EQUAL(patch.diff.begin().key(), "z");
  CHECK(patch.diff.at("a").at(2) == 18446744073709551615U);
  EQUAL(text(chat::ServerEvent(patch)),
        R"({"type":"patch","entity_type":"user","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b",)"
        R"("diff":{"z":null,"a":[1,-0.0,18446744073709551615],"__proto__":{"x":true}}})");
}

TEST(a_frame_is_built_by_hand) {
  chat::types::Message message;
  message.id = "01937D21-9E4F-7B16-A3C8-5D7E9F1B3A2C";
  message.channel_id = CHANNEL;
  message.author = {USER, "alice", "Alice", std::nullopt};
  message.content = "\"quoted\" \\ / \x01 \x7f \xe2\x80\xa8";
  message.encrypted = false;
  message.reply_to = USER;
  message.created_at = HALF_PAST_NOON + 1999us;
  const chat::ServerFrame frame{"req-1", chat::server::MessageNew{CHANNEL, message}};
  EQUAL(
      text(frame),
      R"({"id":"req-1","type":"message_new","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","message":{)"
      R"("id":"01937d21-9e4f-7b16-a3c8-5d7e9f1b3a2c","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",)"
      R"("author":{"id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","username":"alice","display_name":"Alice"},)"
      "\"content\":\"\\\"quoted\\\" \\\\ / \\u0001 \x7f "
      "\xe2\x80\xa8\",\"encrypted\":false,\"attachments\":[],"
      R"("reply_to":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","created_at":"2026-03-01T12:30:00.001Z"}})");
}

TEST(numbers_are_written_as_they_are) {
  chat::client::VoiceStats stats;
  stats.channel_id = CHANNEL;
  stats.session_id = USER;
  stats.latency = -32768;
  stats.packet_loss = 0.1F;
  stats.jitter = 32767;
  stats.quality = 255;
  stats.timestamp = -9007199254740991;
  EQUAL(
      text(chat::ClientEvent(stats)),
      R"({"type":"voice_stats","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d",)"
      R"("session_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","latency":-32768,"packet_loss":0.1,"jitter":32767,)"
      R"("quality":255,"timestamp":-9007199254740991})");
}

TEST(what_stands_beside_the_event_is_read_and_written) {
  const auto frame = chat::decode_client_frame(R"({"type":"ping","id":"req-7"})");
  CHECK(frame && frame->id == "req-7");
  EQUAL(text(*frame), R"({"id":"req-7","type":"ping"})");
  EQUAL(text(chat::ClientFrame{std::nullopt, chat::client::Ping{}}), R"({"type":"ping"})");
  const auto bad = chat::decode_client_event(R"({"type":"ping","id":7})");
  CHECK(!bad);
  EQUAL(bad.error().path, "id");
}

TEST(what_readers_refuse_is_not_written) {
  const auto refused = [](auto change) {
    chat::client::VoiceStats stats;
    stats.channel_id = CHANNEL;
    stats.session_id = USER;
    CHECK(chat::encode(chat::ClientEvent(stats)));
    change(stats);
    const auto written = chat::encode(chat::ClientEvent(stats));
    CHECK(!written);
    return written.error().path;
  };
  using Stats = chat::client::VoiceStats;
  using Float = std::numeric_limits<float>;
  using Integer = std::numeric_limits<std::int64_t>;
  EQUAL(refused([](Stats& stats) { stats.packet_loss = Float::quiet_NaN(); }), "packet_loss");
  EQUAL(refused([](Stats& stats) { stats.packet_loss = -Float::infinity(); }), "packet_loss");
  EQUAL(refused([](Stats& stats) { stats.timestamp = 9007199254740992; }), "timestamp");
  EQUAL(refused([](Stats& stats) { stats.timestamp = Integer::min(); }), "timestamp");
  EQUAL(refused([](Stats& stats) { stats.channel_id = "no uuid"; }), "channel_id");
  EQUAL(refused([](Stats& stats) { stats.session_id.clear(); }), "session_id");

  const auto message = [](samewire::Timestamp created_at, const std::string& content) {
    chat::types::Message message;
    message.id = message.channel_id = message.author.id = USER;
    message.content = content;
    message.created_at = created_at;
    return chat::encode(chat::ServerEvent(chat::server::MessageNew{CHANNEL, message}));
  };
  CHECK(message(HALF_PAST_NOON, "x"));
  // RFC 3339 has neither years before 0 nor after 9999, and text is Unicode.
  EQUAL(message(samewire::Timestamp::min(), "x").error().path, "message.created_at");
  EQUAL(message(samewire::Timestamp::max(), "x").error().path, "message.created_at");
  EQUAL(message(HALF_PAST_NOON, "\xff").error().path, "message.content");
}
