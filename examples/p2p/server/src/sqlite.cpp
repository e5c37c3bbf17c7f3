#include "sqlite.hpp"

#include <sqlite3.h>

namespace backend::sqlite {

Failure::Failure(sqlite3* database) : std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database)) {}

Database::Database(const std::string& path) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open(path.c_str(), &opened);
  handle_.reset(opened);  // it has to be closed even if that failed, since it holds the reason
  if (status != SQLITE_OK) throw Failure(opened);
}

void Database::execute(const char* statements) {
  if (sqlite3_exec(handle(), statements, nullptr, nullptr, nullptr) != SQLITE_OK) throw Failure(handle());
}

void Database::Close::operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }

// Begins anew, so the values of this run, and the locks it took, are not kept.
Rows::~Rows() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
  const int status = sqlite3_step(statement_);
  if (status != SQLITE_ROW && status != SQLITE_DONE) throw Failure(sqlite3_db_handle(statement_));
  return status == SQLITE_ROW;
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Rows::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Statement::Statement(const Database& database, std::string_view sql) {
  sqlite3_stmt* prepared = nullptr;
  const int length = static_cast<int>(sql.size());
  const int status =
      sqlite3_prepare_v3(database.handle(), sql.data(), length, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  statement_.reset(prepared);
  if (status != SQLITE_OK) throw Failure(database.handle());
}

void Statement::bind(int place, std::int64_t value) {
  if (sqlite3_bind_int64(statement_.get(), place, value) != SQLITE_OK)
    throw Failure(sqlite3_db_handle(statement_.get()));
}

void Statement::bind(int place, std::string_view value) {
  // No copy is made, and none is needed: the text is there until the rows are gone.
  const int status =
      sqlite3_bind_text64(statement_.get(), place, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (status != SQLITE_OK) throw Failure(sqlite3_db_handle(statement_.get()));
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

}  // namespace backend::sqlite
