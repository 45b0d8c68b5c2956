// The ledger's blob of a signature: a version byte, two hashes of 8 bytes (little endian), then LEB128 numbers: the
// word count, and for each list its size and the steps from one element to the next.
#include <array>
#include <optional>

#include "stages/dedup/signature.h"

namespace newswired::dedup {
namespace {

constexpr char version = 1;

struct List {
  std::vector<std::uint32_t> Signature::*member;
  std::size_t count_max;
};
constexpr std::array lists{List{&Signature::shingles, shingles_max}, List{&Signature::names, names_max},
                           List{&Signature::numbers, numbers_max}, List{&Signature::figures, figures_max}, List{&Signature::title_terms, title_terms_max},
                           List{&Signature::body_terms, body_terms_max}};

void put_hash(std::string& bytes, std::uint64_t hash) {
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(hash >> shift & 0xff);
}

void put_number(std::string& bytes, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(0x80 | (number & 0x7f));
  bytes += static_cast<char>(number);
}

void put_list(std::string& bytes, const std::vector<std::uint32_t>& list) {
  put_number(bytes, static_cast<std::uint32_t>(list.size()));
  std::uint32_t previous = 0;
  for (const std::uint32_t value : list) {
    put_number(bytes, value - previous);
    previous = value;
  }
}

/// Reads what `put_…` wrote; after the first fault every answer is nothing.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::optional<std::uint64_t> hash() {
    if (rest_.size() < 8) return std::nullopt;
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < 8; ++i) hash |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    rest_.remove_prefix(8);
    return hash;
  }

  std::optional<std::uint32_t> number() {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 5 && i < rest_.size(); ++i) {
      const auto byte = static_cast<unsigned char>(rest_[i]);
      number |= std::uint64_t{byte & 0x7fu} << (7 * i);
      if (byte & 0x80) continue;
      rest_.remove_prefix(i + 1);
      if (number > UINT32_MAX) return std::nullopt;
      return static_cast<std::uint32_t>(number);
    }
    return std::nullopt;
  }

  bool list(std::size_t count_max, std::vector<std::uint32_t>& list) {
    const auto count = number();
    if (!count || *count > count_max) return false;
    list.resize(*count);
    std::uint64_t value = 0;
    for (std::uint32_t i = 0; i < *count; ++i) {
      const auto step = number();
      if (!step || (i > 0 && *step == 0)) return false;
      value += *step;
      if (value > UINT32_MAX) return false;
      list[i] = static_cast<std::uint32_t>(value);
    }
    return true;
  }

  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

Error damaged() {
  return {ErrorKind::invalid, "dedup signature: damaged bytes; restore the ledger from a backup"};
}

}  // namespace

std::string encode(const Signature& signature) {
  std::string bytes(1, version);
  put_hash(bytes, signature.text_hash);
  put_hash(bytes, signature.title_hash);
  put_number(bytes, signature.token_count);
  for (const List& list : lists) put_list(bytes, signature.*list.member);
  return bytes;
}

Result<Signature> decode_signature(std::string_view bytes) {
  Signature signature;
  if (auto done = decode_signature(bytes, signature); !done) return done.error();
  return signature;
}

Result<Done> decode_signature(std::string_view bytes, Signature& signature) {
  if (bytes.empty()) return damaged();
  if (bytes.front() != version)
    return Error{ErrorKind::invalid, "dedup signature: version " + std::to_string(static_cast<unsigned char>(bytes.front())) +
                                         ", this program reads version " + std::to_string(version)};
  Bytes reader(bytes.substr(1));
  const auto text_hash = reader.hash();
  const auto title_hash = reader.hash();
  const auto token_count = reader.number();
  if (!text_hash || !title_hash || !token_count) return damaged();

  signature.text_hash = *text_hash;
  signature.title_hash = *title_hash;
  signature.token_count = *token_count;
  for (const List& list : lists) {
    if (!reader.list(list.count_max, signature.*list.member)) return damaged();
  }
  if (!reader.empty()) return damaged();
  return Done{};
}

}  // namespace newswired::dedup
