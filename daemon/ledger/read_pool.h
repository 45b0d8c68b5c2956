#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/ledger/database.h"
#include "daemon/ledger/types.h"

namespace newswired::ledger {

/// Read-only connections to one database, for any thread: each call uses one of its own.
class ReadPool {
 public:
  explicit ReadPool(std::string file) : file_(std::move(file)) {}

  /// Runs `work` in a read transaction; `doing` begins the message of a fault. A connection that failed is not used
  /// again.
  template <class T, class Work>
  Outcome<T> read(std::string_view doing, Work&& work) {
    try {
      auto database = take();
      database->execute("BEGIN");
      T answer = work(*database);
      database->execute("COMMIT");
      give_back(std::move(database));
      return answer;
    } catch (const SQLite::Exception& error) {
      return trouble_of(error, doing);
    }
  }

  const std::string& file() const { return file_; }

 private:
  std::unique_ptr<Database> take() {
    {
      const std::lock_guard guard(lock_);
      if (!idle_.empty()) {
        auto database = std::move(idle_.back());
        idle_.pop_back();
        return database;
      }
    }
    return std::make_unique<Database>(file_, Database::Access::read);
  }

  void give_back(std::unique_ptr<Database> database) {
    const std::lock_guard guard(lock_);
    idle_.push_back(std::move(database));
  }

  std::string file_;
  std::mutex lock_;                              // guards idle_
  std::vector<std::unique_ptr<Database>> idle_;  // connections that no call uses now
};

}  // namespace newswired::ledger
