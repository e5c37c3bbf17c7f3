// Who is let in. The guide lets in everybody, so any page that a browser shows could read all messages.

#ifndef BACKEND_ACCESS_HPP
#define BACKEND_ACCESS_HPP

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/status.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "samewire/samewire.hpp"

namespace backend {

using Request = boost::beast::http::request<boost::beast::http::empty_body>;

/// Why a request is turned down.
struct Refusal {
  boost::beast::http::status status;
  std::string_view reason;
};

/// Knows the token of each user, and the pages that may connect.
class Access {
 public:
  /// `tokens` by user; none is empty. `origins` as browsers send them: scheme, host and port.
  Access(std::map<std::string, std::string> tokens, std::set<std::string> origins);

  /// The user who sends this request for a WebSocket.
  [[nodiscard]] samewire::Result<std::string, Refusal> admit(const Request& request) const;

 private:
  [[nodiscard]] bool is_from_allowed_page(const Request& request) const;
  [[nodiscard]] const std::string* user_of(std::string_view token) const;

  std::map<std::string, std::string> tokens_;
  std::set<std::string> origins_;
};

}  // namespace backend

#endif
