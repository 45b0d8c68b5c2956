#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace newswired::dedup {

/// The bytes of an index on their way out or in: every part names what it holds once, for both directions
/// (`exchange`). What is read is trusted: who stores the bytes must find damage.
class Archive {
 public:
  using Transfer = std::function<void(void* bytes, std::size_t size)>;

  static Archive writing(Transfer write) { return {false, std::move(write)}; }
  static Archive reading(Transfer read) { return {true, std::move(read)}; }

  bool reads() const { return reads_; }

  void bytes(void* at, std::size_t size) {
    if (size > 0) transfer_(at, size);
  }

  template <class T>
  void value(T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes(&value, sizeof value);
  }

  void text(std::string& text) {
    auto size = static_cast<std::uint32_t>(text.size());
    value(size);
    if (reads_) text.resize(size);
    bytes(text.data(), size);
  }

 private:
  Archive(bool reads, Transfer transfer) : reads_(reads), transfer_(std::move(transfer)) {}

  bool reads_;
  Transfer transfer_;
};

}  // namespace newswired::dedup
