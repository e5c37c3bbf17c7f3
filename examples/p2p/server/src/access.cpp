#include "access.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <charconv>
#include <cstddef>
#include <utility>

namespace backend {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::string_view path = "/events";

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

struct Target {
  std::string_view path;
  std::string_view query;
};

Target split(std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

// What `%2B` and the like stand for; anything else stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned char byte = 0;
    const char* const digits = text.data() + at + 1;
    if (text[at] == '%' && at + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      decoded += static_cast<char>(byte);
      at += 2;
    } else {
      decoded += text[at];
    }
  }
  return decoded;
}

std::string query_value(std::string_view query, std::string_view key) {
  while (!query.empty()) {
    const std::string_view member = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(member.size() + 1, query.size()));
    const std::size_t equals = member.find('=');
    if (equals != std::string_view::npos && member.substr(0, equals) == key)
      return percent_decoded(member.substr(equals + 1));
  }
  return {};
}

// Browsers can set no header of a WebSocket, so the token may stand in the address too.
std::string token_of(const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const beast::string_view credentials = request[http::field::authorization];
  if (beast::iequals(credentials.substr(0, scheme.size()), {scheme.data(), scheme.size()})) {
    return std::string(view(credentials.substr(scheme.size())));
  }
  return query_value(split(view(request.target())).query, "token");
}

// How long this takes depends on what was given, and on nothing that is secret but its length.
bool is_same(std::string_view given, std::string_view secret) {
  std::size_t difference = given.size() ^ secret.size();
  for (std::size_t at = 0; at < given.size(); ++at) {
    difference |= static_cast<unsigned char>(given[at] ^ secret[at % secret.size()]);
  }
  return difference == 0;
}

}  // namespace

Access::Access(std::map<std::string, std::string> tokens, std::set<std::string> origins)
    : tokens_(std::move(tokens)), origins_(std::move(origins)) {}

samewire::Result<std::string, Refusal> Access::admit(const Request& request) const {
  if (split(view(request.target())).path != path) return Refusal{http::status::not_found, "there is only /events"};
  if (!beast::websocket::is_upgrade(request)) return Refusal{http::status::upgrade_required, "this is a WebSocket"};
  if (!is_from_allowed_page(request)) return Refusal{http::status::forbidden, "this page may not connect"};
  const std::string* user = user_of(token_of(request));
  if (user == nullptr) return Refusal{http::status::unauthorized, "this token is nobody's"};
  return *user;
}

// A browser always says which page connects. Who says nothing is no browser, and could say anything: its token decides.
bool Access::is_from_allowed_page(const Request& request) const {
  const auto [first, last] = request.equal_range(http::field::origin);
  for (auto header = first; header != last; ++header) {
    if (origins_.count(std::string(view(header->value()))) == 0) return false;
  }
  return true;
}

const std::string* Access::user_of(std::string_view token) const {
  const std::string* found = nullptr;
  for (const auto& [user, secret] : tokens_) {
    if (is_same(token, secret)) found = &user;
  }
  return found;
}

}  // namespace backend
