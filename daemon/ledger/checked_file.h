#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::ledger {

/// A file that cannot be written or read; `what` says why, without the file's name.
class FileTrouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Writes a file in chunks of up to 4 MiB, each after its size and XXH3 of its bytes and number; one of no bytes ends
/// the file. It replaces the old file when it is whole (`finish`), and is not fsynced: its reader finds what a crash left.
class CheckedWriter {
 public:
  explicit CheckedWriter(std::string path);
  ~CheckedWriter();
  CheckedWriter(const CheckedWriter&) = delete;

  void write(const void* bytes, std::size_t size);
  void end_chunk();  ///< What comes stands in a chunk of its own.
  void finish();

 private:
  void write_out(const void* bytes, std::size_t size);

  std::string path_;
  std::vector<char> chunk_;
  std::uint64_t number_ = 0;
  int file_;
};

/// Reads it back; every byte it gives was checked.
class CheckedReader {
 public:
  explicit CheckedReader(const std::string& path);
  ~CheckedReader();
  CheckedReader(const CheckedReader&) = delete;

  void read(void* bytes, std::size_t size);

  /// The rest of the chunk, or the next one.
  std::string_view chunk();

  /// Throws when there is more.
  void finish();

 private:
  void read_in(void* bytes, std::size_t size);
  void next_chunk();

  std::vector<char> chunk_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
  int file_;
};

}  // namespace newswired::ledger
