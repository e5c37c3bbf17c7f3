// Frames that mean harm: too large, too deep, or after what an error may give away.

#include <array>
#include <iostream>
#include <nlohmann/json.hpp>

#include "check.hpp"
#include "files.hpp"
#include "sides.hpp"

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t MEBIBYTE = std::size_t{1} << 20;

/// A place in a frame into which a value of any depth is put, the path that an error names, and how deep it
/// lies.
struct Place {
  const char* frame;
  const char* path;
  std::size_t depth;
};

constexpr std::array<Place, 7> PLACES{{
    {R"({"type":"patch","entity_type":"user","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","diff":@})",
     "diff", 1},
    {R"({"type":"pong","ignored":@})", "", 1},
    {R"({"ignored":@,"type":"pong"})", "", 1},
    {R"({"type":"no_such_event","x":@})", "", 1},
    {R"({"x":[@],"y":0})", "", 2},
    {R"({"type":@})", "type", 1},
    {"@", "", 0},
}};

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  all.reserve(text.size() * count);
  for (; count > 0; --count) all += text;
  return all;
}

std::string arrays(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string objects(std::size_t depth) { return repeated("{\"a\":", depth) + '0' + std::string(depth, '}'); }

/// Puts a text in the place of `@`.
std::string with(std::string frame, const std::string& text) {
  return frame.replace(frame.find('@'), 1, text);
}

samewire::Error refused(std::string_view text, const samewire::Limits& limits = {}) {
  const auto frame = chat::decode_server_frame(text, limits);
  CHECK_ABOUT(!frame, std::string(text.substr(0, 200)));
  return frame.error();
}

/// A frame of exactly so many bytes.
std::string of_size(std::size_t bytes) {
  const std::string frame = R"({"type":"voice_error","code":"x","message":"@"})";
  return with(frame, std::string(bytes - frame.size() + 1, 'x'));
}

/// The places of all members and items of a value.
void list(const Json& value, const Json::json_pointer& at, std::vector<Json::json_pointer>& places) {
  if (value.is_object()) {
    for (const auto& [key, inside] : value.items()) {
      places.push_back(at / key);
      list(inside, at / key, places);
    }
  }
  if (value.is_array()) {
    for (std::size_t index = 0; index < value.size(); ++index) {
      places.push_back(at / index);
      list(value[index], at / index, places);
    }
  }
}

}  // namespace

TEST(a_frame_may_have_a_mebibyte) {
  EQUAL(tests::rewritten(true, of_size(MEBIBYTE))->size(), MEBIBYTE);
  CHECK(refused(of_size(MEBIBYTE + 1)) == (samewire::Error{"", "", "larger than 1048576 bytes"}));
  EQUAL(refused(std::string(MEBIBYTE, ' ') + R"({"type":"pong"})").reason, "larger than 1048576 bytes");
}

TEST(limits_may_be_set) {
  const std::string text = with(PLACES[0].frame, "[[]]");
  CHECK(chat::decode_server_event(text, {text.size(), 3}));
  EQUAL(refused(text, {text.size() - 1, 3}).reason,
        "larger than " + std::to_string(text.size() - 1) + " bytes");
  const samewire::Error error = refused(text, {MEBIBYTE, 2});
  EQUAL(error.path, "diff");
  EQUAL(error.reason, "nested deeper than 2");
}

TEST(frames_may_be_64_deep) {
  for (const auto& [frame, path, around] : PLACES) {
    for (const auto nested : {arrays, objects}) {
      const auto read = tests::rewritten(true, with(frame, nested(64 - around)));
      CHECK_ABOUT(read, frame);
      for (const std::size_t depth : {65, 66, 128, 10'000}) {
        const samewire::Error error = refused(with(frame, nested(depth - around)));
        EQUAL(error.path, path);
        EQUAL(error.reason, "nested deeper than 64");
      }
    }
  }
}

TEST(a_megabyte_of_brackets_overflows_nothing) {
  for (const std::string bracket : {"[", "{\"a\":", "[{\"a\":"}) {
    const std::string brackets = repeated(bracket, 1'000'000 / bracket.size());
    for (const Place& place : PLACES)
      EQUAL(refused(with(place.frame, brackets)).reason, "nested deeper than 64");
  }
}

TEST(errors_hold_no_value) {
  const Json secrets =
      Json::parse(R"(["hunter2", 48151623, -48151623.5, ["hunter2", 48151623], {"hunter2": "hunter2"},
                                       "screen_video:hunter2", "2026-03-01T12:30:00Z hunter2"])");
  std::size_t errors = 0;
  for (const auto& [is_server, text] : tests::canonical()) {
    const Json frame = Json::parse(text);
    std::vector<Json::json_pointer> places;
    list(frame, Json::json_pointer(), places);
    for (const auto& place : places) {
      for (const Json& secret : secrets) {
        Json other = frame;
        other[place] = secret;
        const auto read = tests::rewritten(is_server, other.dump());
        if (read) continue;
        ++errors;
        const std::string told = read.error().describe();
        CHECK_ABOUT(told.find("hunter2") == std::string::npos, told);
        CHECK_ABOUT(told.find("48151623") == std::string::npos, told);
      }
    }
  }
  std::cout << "    " << errors << " errors\n";
  CHECK(errors > 4'000);
}

TEST(other_white_space_is_refused) {
  const std::string ping = R"({"type":"ping"})";
  for (const std::string space : {"\v", "\f", "\xc2\xa0", "\xef\xbb\xbf", "\xe2\x80\xa8"}) {
    CHECK(!chat::decode_client_event(ping + space));
    CHECK(!chat::decode_client_event(space + ping));
  }
  CHECK(!chat::decode_client_event(ping + '\0'));
  CHECK(chat::decode_client_event(" \t\r\n{ \"type\" :\n\"ping\"\t}\r "));
}

TEST(a_name_is_given_once_and_is_a_text) {
  EQUAL(refused(R"({"type":"pong","type":"pong"})").path, "type");
  EQUAL(refused(R"({"type":"pong","x":1,"typ\u0065":"ready"})").path, "type");
  CHECK(tests::unknown(true, R"({"type":7})"));
  CHECK(!tests::unknown(true, R"({"user_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","type":"ready"})"));
  CHECK(tests::unknown(true, R"({"__proto__":{"type":"pong"}})")->name == std::nullopt);
  CHECK(tests::unknown(true, R"({"type":"__proto__"})")->name == "__proto__");
}
