#include "access.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <utility>

namespace {

namespace http = boost::beast::http;
using backend::Access;
using backend::Request;
using http::field;
using http::status;

const std::string page = "http://127.0.0.1:1420";

const Access access({{"alice", "a+b/c"}, {"bob", "secret-of-bob"}, {"carol", "secret"}}, {page, "tauri://localhost"});

Request upgrade(const std::string& target, std::initializer_list<std::pair<field, std::string>> headers = {}) {
  Request request(http::verb::get, target, 11);
  request.set(field::connection, "Upgrade");
  request.set(field::upgrade, "websocket");
  request.set(field::sec_websocket_key, "dGhlIHNhbXBsZSBub25jZQ==");
  request.set(field::sec_websocket_version, "13");
  for (const auto& [name, value] : headers) request.insert(name, value);
  return request;
}

// The user who is let in, or the status that turns the request down.
std::string outcome(const Request& request) {
  const auto user = access.admit(request);
  return user ? *user : std::to_string(static_cast<unsigned>(user.error().status));
}

}  // namespace

TEST_CASE("A token is a user") {
  CHECK(outcome(upgrade("/events?token=secret-of-bob")) == "bob");
  CHECK(outcome(upgrade("/events?v=2&token=secret&token=wrong")) == "carol");
  CHECK(outcome(upgrade("/events?token=a%2Bb%2fc")) == "alice");
  CHECK(outcome(upgrade("/events?token=a+b/c")) == "alice");
}

TEST_CASE("Programs may send it in a header") {
  CHECK(outcome(upgrade("/events", {{field::authorization, "Bearer secret"}})) == "carol");
  CHECK(outcome(upgrade("/events", {{field::authorization, "bearer secret"}})) == "carol");
  CHECK(outcome(upgrade("/events?token=secret", {{field::authorization, "Bearer secret-of-bob"}})) == "bob");
  CHECK(outcome(upgrade("/events?token=secret", {{field::authorization, "Bearer wrong"}})) == "401");
  CHECK(outcome(upgrade("/events", {{field::authorization, "Bearer"}})) == "401");
}

TEST_CASE("Any other token is nobody's") {
  for (const char* target :
       {"/events", "/events?", "/events?token", "/events?token=", "/events?token=wrong", "/events?token=secre",
        "/events?token=secrets", "/events?token=secretsecret", "/events?token=SECRET", "/events?xtoken=secret",
        "/events?token=%", "/events?token=%7", "/events?token=%zz", "/events?token=secret%00", "/events?token=%+1"}) {
    CAPTURE(target);
    CHECK(outcome(upgrade(target)) == "401");
  }
}

TEST_CASE("Browsers may connect from the pages that are named, and from no other") {
  CHECK(outcome(upgrade("/events?token=secret", {{field::origin, page}})) == "carol");
  CHECK(outcome(upgrade("/events?token=secret", {{field::origin, "tauri://localhost"}})) == "carol");
  for (const char* origin : {"http://127.0.0.1:1421", "https://127.0.0.1:1420", "http://127.0.0.1:1420.evil.example",
                             "http://127.0.0.1", "http://evil.example", "null", ""}) {
    CAPTURE(origin);
    CHECK(outcome(upgrade("/events?token=secret", {{field::origin, origin}})) == "403");
  }
  CHECK(outcome(upgrade("/events?token=secret", {{field::origin, page}, {field::origin, "http://evil.example"}})) ==
        "403");
}

TEST_CASE("A page that may not connect does not learn whether its token is right") {
  CHECK(outcome(upgrade("/events?token=wrong", {{field::origin, "http://evil.example"}})) == "403");
}

TEST_CASE("There is one path, for WebSockets") {
  for (const char* target : {"/", "/event", "/events/", "/events/x?token=secret", "//events", "/EVENTS", "*", ""}) {
    CAPTURE(target);
    CHECK(outcome(upgrade(target)) == "404");
  }
  CHECK(outcome(Request(http::verb::get, "/events?token=secret", 11)) == "426");
  CHECK(outcome(Request(http::verb::post, "/events?token=secret", 11)) == "426");
  CHECK(outcome(Request(http::verb::get, "/other", 11)) == "404");
}
