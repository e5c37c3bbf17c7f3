#include "frames.hpp"

namespace tests {
namespace {

using Part = std::function<std::string(std::size_t)>;

constexpr const char* UUID = R"("01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d")";
constexpr const char* PATCH =
    R"({"type":"patch","entity_type":"user","entity_id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","diff":)";

std::string key(std::size_t index) { return "\"k" + std::to_string(index) + "\":"; }

/// Parts with commas between them.
std::string joined(const Part& part, std::size_t count) {
  std::string all;
  for (std::size_t index = 0; index < count; ++index) {
    if (index != 0) all += ',';
    all += part(index);
  }
  return all;
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (; count > 0; --count) all += text;
  return all;
}

Growing items(const char* what, const char* of, const std::string& start, Part part, const std::string& end) {
  return {what, of, [=](std::size_t count) { return start + joined(part, count) + end; }};
}

Growing letters(const char* what, const char* of, const std::string& start, const std::string& letter,
                const std::string& end) {
  return {what, of, [=](std::size_t count) { return start + repeated(letter, count) + end; }};
}

Growing nested(const char* what, const char* of, const std::string& start, const std::string& open,
               const std::string& inside, const std::string& close, const std::string& end) {
  return {what, of, [=](std::size_t depth) {
            return start + repeated(open, depth) + inside + repeated(close, depth) + end;
          }};
}

std::string number(std::size_t index) { return std::to_string(index); }
std::string falling(std::size_t index) { return std::to_string(1'000'000 - index); }
std::string text(std::size_t index) { return '"' + std::to_string(index) + '"'; }
std::string member(std::size_t index) { return key(index) + "0"; }
std::string same(std::size_t) { return "\"k\":0"; }
std::string empty_object(std::size_t index) { return key(index) + "{}"; }
std::string empty_array(std::size_t) { return "[]"; }

/// Objects of ten members around an array, both of which grow.
Growing array_in_objects() {
  const std::string open = '{' + joined(member, 10) + ",\"in\":";
  return {"an array in wide objects", "chat", [=](std::size_t depth) {
            const std::string array = '[' + joined([](std::size_t) { return "\"\""; }, depth * 100) + ']';
            return PATCH + repeated(open, depth) + array + repeated("}", depth) + '}';
          }};
}

}  // namespace

std::vector<Growing> wide() {
  const std::string patch = PATCH;
  const std::string room =
      std::string(R"({"type":"voice_room_state","channel_id":)") + UUID + ",\"participants\":[";
  const Part participant = [](std::size_t) {
    return std::string("{\"muted\":true,\"user_id\":") + UUID + '}';
  };
  const std::string set = R"({"type":"e","empty":[],)";
  return {
      items("unknown members", "chat", "{\"type\":\"pong\",", member, "}"),
      items("unknown members before the name", "chat", "{", member, ",\"type\":\"pong\"}"),
      items("one member again and again", "chat", "{\"type\":\"pong\",", same, "}"),
      items("an unknown event", "chat", "{\"type\":\"none\",", empty_object, "}"),
      items("an array", "chat", "[", empty_array, "]"),
      items("free members", "chat", patch + '{', empty_object, "}}"),
      items("a free member again and again", "chat", patch + '{', same, "}}"),
      items("a free array", "chat", patch + '[', empty_array, "]}"),
      letters("a free number", "chat", patch, "7", "}"),
      letters("a free fraction", "chat", patch + "0.", "7", "}"),
      letters("a free text", "chat", patch + '"', "\\u00e9", "\"}"),
      letters("white space", "chat", "{\"type\":", " ", "\"pong\"}"),
      letters("a long name", "chat", "{\"type\":\"", "x", "\"}"),
      letters("brackets", "chat", patch, "[", ""),
      letters("braces", "chat", patch, "{\"a\":", ""),
      items("structs", "chat", room, participant, "]}"),
      items("structs before a mistake", "chat", room, participant, ",7]}"),
      items("a set of texts", "set", R"({"type":"e","x":[)", text, "]}"),
      items("a falling set of numbers", "set", R"({"type":"e","n":[)", falling, "]}"),
      items("a set of free values", "set-of-anything", set + "\"any\":[", number, "]}"),
      items("a set of floats", "set-of-anything", set + "\"floats\":[", number, "]}"),
      items("a set of unions", "set-of-anything", set + "\"unions\":[", text, "]}"),
      items(
          "a set of structs", "set-of-anything", set + "\"points\":[",
          [](std::size_t index) { return "{\"x\":" + number(index) + '}'; }, "]}"),
      items("a map", "map-string", R"({"type":"e","x":{)", member, "}}"),
      items("a map of one key", "map-string", R"({"type":"e","x":{)", same, "}}"),
      items(
          "a map of integers", "map-integer", R"({"type":"e","wide":{)",
          [](std::size_t index) { return text(index) + ":true"; }, "}}"),
      items(
          "a batch", "event-batch", R"({"type":"batch","events":[)",
          [](std::size_t) { return R"({"x":1,"type":"inner"})"; }, "]}"),
      items(
          "a batch of mistakes", "event-batch", R"({"type":"batch","events":[)",
          [](std::size_t) { return R"({"type":"inner","x":-1})"; }, "]}"),
      items(
          "a batch of strangers", "event-batch", R"({"type":"batch","events":[)",
          [](std::size_t) { return R"({"type":"other","x":-1})"; }, "]}"),
      items("a batch of no events", "event-batch", R"({"type":"batch","events":[)", empty_array, "]}"),
      items("members that a map takes", "spread-map", R"({"type":"e","a":1,"known":2,)", member, "}"),
      items(
          "a text of JSON", "string-of-struct", R"({"type":"e","x":"{\"a\":1,\"b\":[)",
          [](std::size_t) { return "\\\"x\\\""; }, "]}\"}"),
      items("a frame that is told apart late", "frame-told-apart", "{", empty_object,
            ",\"b\":1,\"a\":\"p\"}"),
      items(
          "unions in a list", "union-in-list", R"({"type":"e","x":[)",
          [](std::size_t) { return R"({"n":1,"type":"s"})"; }, "]}"),
      items("a union of all kinds", "union-recursion", R"({"type":"e","any":[)", empty_array, "]}"),
      items("a union whose key comes late", "union-objects", R"({"type":"e","x":{)", member,
            ",\"text\":\"a\"}}"),
      items("a union without its key", "union-objects", R"({"type":"e","x":{)", member, "}}"),
      items(
          "an older version", "version-beside", R"({"v":1,"type":"moved","data":[)",
          [](std::size_t) { return "1"; }, "]}"),
  };
}

std::vector<Growing> deep() {
  const std::string any = R"({"type":"e","any":)";
  const std::string expression = R"({"type":"e","x":)";
  return {
      nested("free arrays", "chat", PATCH, "[", "", "]", "}"),
      nested("free objects", "chat", PATCH, "{\"a\":", "0", "}", "}"),
      array_in_objects(),
      nested("an unknown event", "chat", R"({"type":"none","x":)", "[", "", "]", "}"),
      nested("a union of all kinds", "union-recursion", any, "[", "true", "]", "}"),
      nested("a union of all kinds, in maps", "union-recursion", any, "{\"a\":", "true", "}", "}"),
      nested("a union of a struct", "union-recursion", R"({"type":"e","tree":)", "{\"right\":", "null", "}",
             "}"),
      nested("a union of a struct, with a mistake", "union-recursion", R"({"type":"e","tree":)",
             "{\"right\":", "7", "}", "}"),
      nested("a union of a tuple", "union-recursion", R"({"type":"e","both":)", "[", "true", ",1]", "}"),
      nested("a union with its tag last", "union-recursive", expression, R"({"v":{"of":)",
             R"({"v":1,"k":"lit"})", R"(},"k":"neg"})", "}"),
      nested("trees", "alias-endless", R"({"type":"e","tree":)", "[", "", "]", "}"),
      nested("a set of trees", "alias-endless", R"({"type":"e","tree":[],"set":)", "[", "", "]", "}"),
      nested("structs", "recursion-list", expression, R"({"kids":[)", "", R"(],"name":"a"})", "}"),
      nested("batches", "event-batch", "", R"({"events":[)", "", R"(],"type":"batch"})", ""),
  };
}

}  // namespace tests
