#include "daemon/ingest/unannounced_gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace newswired::ingest {
namespace {

constexpr std::size_t worth_keeping_min = 1024;  // Less than this of a broken stream says nothing.

/// An inflater that ends with its scope.
class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }  // 16: with gzip's frame
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

Gunzipped gunzip_unannounced(std::string& body, std::size_t bytes_max) {
  using namespace std::string_view_literals;
  if (!body.starts_with("\x1F\x8B\x08"sv)) return {};
  Inflater inflater;
  if (!inflater.ready()) return {};

  z_stream& stream = inflater.stream();
  stream.next_in = reinterpret_cast<Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  std::string text;
  std::array<char, 64 * 1024> chunk;
  int status = Z_OK;
  while (status == Z_OK && text.size() <= bytes_max) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(chunk.data(), chunk.size() - stream.avail_out);
    // Several members one after the other are one file.
    if (status == Z_STREAM_END && stream.avail_in > 0) status = inflateReset(&stream);
  }
  const bool broken = status != Z_OK && status != Z_STREAM_END;
  if (broken && text.size() < worth_keeping_min) return {};
  const bool truncated = text.size() > bytes_max;
  if (truncated) text.resize(bytes_max);
  body = std::move(text);
  return {true, truncated, broken};
}

}  // namespace newswired::ingest
