#include "store.hpp"

#include <chrono>
#include <utility>

namespace backend {
namespace {

using std::chrono::milliseconds;

// In WAL mode a write is one append. With `synchronous = NORMAL` a power cut may take back the last writes, never more.
constexpr const char* schema = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS messages (
    place     INTEGER PRIMARY KEY AUTOINCREMENT,
    msg_id    TEXT    NOT NULL UNIQUE,
    sender    TEXT    NOT NULL,
    recipient TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    sent_at   INTEGER NOT NULL, -- milliseconds since 1970
    delivered INTEGER NOT NULL DEFAULT 0,
    read      INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS undelivered ON messages (recipient, place) WHERE delivered = 0;
  CREATE INDEX IF NOT EXISTS unread ON messages (recipient, sender, place) WHERE read = 0;
)sql";

sqlite::Database open(const std::string& path) {
  sqlite::Database database(path);
  database.execute(schema);
  return database;
}

std::int64_t stored(samewire::Timestamp timestamp) {
  return std::chrono::floor<milliseconds>(timestamp.time_since_epoch()).count();
}

// From five columns: msg_id, sender, recipient, text, sent_at.
Message message_of(const sqlite::Rows& row, int first) {
  return {row.text(first), row.text(first + 1), row.text(first + 2), row.text(first + 3),
          samewire::Timestamp(milliseconds(row.integer(first + 4)))};
}

}  // namespace

Store::Store(const std::string& path)
    : database_(open(path)),
      add_(database_,
           "INSERT INTO messages (msg_id, sender, recipient, text, sent_at) VALUES (?, ?, ?, ?, ?) RETURNING place"),
      next_undelivered_(database_,
                        "SELECT place, msg_id, sender, recipient, text, sent_at FROM messages"
                        " WHERE recipient = ? AND place > ? AND delivered = 0 ORDER BY place LIMIT 1"),
      mark_delivered_(database_,
                      "UPDATE messages SET delivered = 1 WHERE place = ? AND delivered = 0"
                      " RETURNING msg_id, sender, recipient, text, sent_at"),
      find_(database_,
            "SELECT place FROM messages WHERE msg_id = ? AND (sender, recipient) IN (VALUES (?, ?), (?, ?))"),
      mark_read_(database_,
                 "UPDATE messages SET read = 1 WHERE recipient = ? AND sender = ? AND place <= ? AND read = 0 "
                 "RETURNING place"),
      unread_(database_, "SELECT count(*) FROM messages WHERE recipient = ? AND sender = ? AND read = 0") {}

Place Store::add(const Message& message) {
  sqlite::Rows row = add_.run(message.msg_id, message.from, message.to, message.text, stored(message.timestamp));
  row.next();
  return row.integer(0);
}

std::optional<Kept> Store::next_undelivered(std::string_view user, Place place) {
  sqlite::Rows row = next_undelivered_.run(user, place);
  if (!row.next()) return std::nullopt;
  return Kept{row.integer(0), message_of(row, 1)};
}

std::optional<Message> Store::mark_delivered(Place place) {
  sqlite::Rows row = mark_delivered_.run(place);
  if (!row.next()) return std::nullopt;
  return message_of(row, 0);
}

std::optional<std::int64_t> Store::mark_read(std::string_view user, std::string_view peer, std::string_view msg_id) {
  sqlite::Rows last = find_.run(msg_id, peer, user, user, peer);
  if (!last.next()) return std::nullopt;
  sqlite::Rows marked = mark_read_.run(user, peer, last.integer(0));
  std::int64_t count = 0;
  while (marked.next()) ++count;
  return count;
}

std::int64_t Store::unread(std::string_view user, std::string_view peer) {
  sqlite::Rows row = unread_.run(user, peer);
  row.next();
  return row.integer(0);
}

}  // namespace backend
