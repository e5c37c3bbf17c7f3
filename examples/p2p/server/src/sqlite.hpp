// SQLite with owners: a database and its prepared statements are closed when they go out of scope.

#ifndef BACKEND_SQLITE_HPP
#define BACKEND_SQLITE_HPP

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace backend::sqlite {

/// SQLite refused something. The text is SQLite's, and holds no value.
class Failure : public std::runtime_error {
 public:
  explicit Failure(sqlite3* database);
};

class Database {
 public:
  /// Opens a file, or makes it; `:memory:` is no file.
  explicit Database(const std::string& path);

  /// Runs statements that give nothing back.
  void execute(const char* statements);

  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// The rows that a statement gives; the statement can run again when this is gone.
class Rows {
 public:
  explicit Rows(sqlite3_stmt* statement) : statement_(statement) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  /// Goes to the next row, at first to the first one. False if there is none.
  bool next();

  /// A column of this row, from 0.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  sqlite3_stmt* statement_;
};

/// A statement, prepared once.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);

  /// Runs it with a value for each `?`, in their order. Texts must outlive the rows.
  template <class... Values>
  [[nodiscard]] Rows run(const Values&... values) {
    int place = 0;
    (bind(++place, values), ...);
    return Rows(statement_.get());
  }

 private:
  void bind(int place, std::int64_t value);
  void bind(int place, std::string_view value);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace backend::sqlite

#endif
