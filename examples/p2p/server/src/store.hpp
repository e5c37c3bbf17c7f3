// The messages, in SQLite: which have arrived, and which are read.

#ifndef BACKEND_STORE_HPP
#define BACKEND_STORE_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "message.hpp"
#include "sqlite.hpp"

namespace backend {

/// Where a message stands in the order of arrival, from 1.
using Place = std::int64_t;

/// A message that is kept.
struct Kept {
  Place place;
  Message message;
};

/// Each function throws `sqlite::Failure` if SQLite fails, as on a full disk.
class Store {
 public:
  /// Opens the database at `path` and makes its tables where they are missing. `:memory:` keeps nothing.
  explicit Store(const std::string& path);

  /// Keeps a message, which is neither delivered nor read, behind all others.
  Place add(const Message& message);

  /// The first message for `user` behind `place` that is not delivered.
  std::optional<Kept> next_undelivered(std::string_view user, Place place);

  /// Notes that a message is delivered, and gives it back. Nothing if that was known.
  std::optional<Message> mark_delivered(Place place);

  /// Notes that `user` has read all messages from `peer` up to this one of their conversation, and says how many of
  /// them were unread. Nothing if that conversation has no such message.
  std::optional<std::int64_t> mark_read(std::string_view user, std::string_view peer, std::string_view msg_id);

  /// How many messages from `peer` the user has not read.
  std::int64_t unread(std::string_view user, std::string_view peer);

 private:
  sqlite::Database database_;
  sqlite::Statement add_;
  sqlite::Statement next_undelivered_;
  sqlite::Statement mark_delivered_;
  sqlite::Statement find_;
  sqlite::Statement mark_read_;
  sqlite::Statement unread_;
};

}  // namespace backend

#endif
