#include "daemon/ledger/checked_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace newswired::ledger {
namespace {

constexpr std::size_t chunk_bytes_max = 4u << 20;

struct ChunkHead {
  std::uint64_t size = 0;
  std::uint64_t hash = 0;
};

std::uint64_t hash_of(const std::vector<char>& chunk, std::uint64_t number) {
  return XXH3_64bits_withSeed(chunk.data(), chunk.size(), number);
}

FileTrouble system_trouble(const std::string& what) { return FileTrouble(what + ": " + std::strerror(errno)); }

std::string fresh_name(const std::string& path) { return path + ".new"; }

}  // namespace

CheckedWriter::CheckedWriter(std::string path)
    : path_(std::move(path)), file_(open(fresh_name(path_).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
  if (file_ < 0) throw system_trouble("cannot be written");
  chunk_.reserve(chunk_bytes_max);
}

CheckedWriter::~CheckedWriter() {
  if (file_ < 0) return;
  close(file_);
  unlink(fresh_name(path_).c_str());
}

void CheckedWriter::write(const void* bytes, std::size_t size) {
  const char* from = static_cast<const char*>(bytes);
  while (size > 0) {
    const std::size_t fits = std::min(size, chunk_bytes_max - chunk_.size());
    chunk_.insert(chunk_.end(), from, from + fits);
    from += fits;
    size -= fits;
    if (chunk_.size() == chunk_bytes_max) end_chunk();
  }
}

void CheckedWriter::end_chunk() {
  if (chunk_.empty()) return;
  const ChunkHead head{chunk_.size(), hash_of(chunk_, number_++)};
  write_out(&head, sizeof head);
  write_out(chunk_.data(), chunk_.size());
  chunk_.clear();
}

void CheckedWriter::finish() {
  end_chunk();
  const ChunkHead head{0, hash_of(chunk_, number_)};
  write_out(&head, sizeof head);
  if (close(std::exchange(file_, -1)) != 0 || std::rename(fresh_name(path_).c_str(), path_.c_str()) != 0) {
    const FileTrouble trouble = system_trouble("cannot be written");
    unlink(fresh_name(path_).c_str());
    throw trouble;
  }
}

void CheckedWriter::write_out(const void* bytes, std::size_t size) {
  const char* from = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::write(file_, from, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_trouble("cannot be written");
    from += written;
    size -= static_cast<std::size_t>(written);
  }
}

CheckedReader::CheckedReader(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (file_ < 0 && errno == ENOENT) throw FileTrouble("is not there");
  if (file_ < 0) throw system_trouble("cannot be read");
  posix_fadvise(file_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

CheckedReader::~CheckedReader() {
  if (file_ >= 0) close(file_);
}

void CheckedReader::read(void* bytes, std::size_t size) {
  char* to = static_cast<char*>(bytes);
  while (size > 0) {
    if (at_ == chunk_.size()) next_chunk();
    if (chunk_.empty()) throw FileTrouble("is damaged: it ends too early");
    const std::size_t there = std::min(size, chunk_.size() - at_);
    std::memcpy(to, chunk_.data() + at_, there);
    at_ += there;
    to += there;
    size -= there;
  }
}

std::string_view CheckedReader::chunk() {
  if (at_ == chunk_.size()) next_chunk();
  const std::string_view rest(chunk_.data() + at_, chunk_.size() - at_);
  at_ = chunk_.size();
  return rest;
}

void CheckedReader::finish() {
  if (at_ == chunk_.size()) next_chunk();
  if (!chunk_.empty()) throw FileTrouble("is damaged: it goes on where it should end");
}

void CheckedReader::next_chunk() {
  ChunkHead head;
  read_in(&head, sizeof head);
  if (head.size > chunk_bytes_max) throw FileTrouble("is damaged: no such size");
  chunk_.resize(head.size);
  at_ = 0;
  read_in(chunk_.data(), chunk_.size());
  if (hash_of(chunk_, number_++) != head.hash) throw FileTrouble("is damaged: a checksum does not match");
}

void CheckedReader::read_in(void* bytes, std::size_t size) {
  char* to = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t there = ::read(file_, to, size);
    if (there < 0 && errno == EINTR) continue;
    if (there < 0) throw system_trouble("cannot be read");
    if (there == 0) throw FileTrouble("is damaged: it is cut short");
    to += there;
    size -= static_cast<std::size_t>(there);
  }
}

}  // namespace newswired::ledger
