#include "stages/dedup/punycode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace newswired::dedup {
namespace {

// RFC 3492, section 5.
constexpr std::uint32_t base = 36, t_min = 1, t_max = 26, skew = 38, damp = 700, initial_bias = 72, initial_n = 128;

constexpr std::size_t host_bytes_max = 1024;  // DNS ends at 253; the encoder is quadratic

char digit(std::uint32_t value) { return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26)); }

std::uint32_t adapt(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / damp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > ((base - t_min) * t_max) / 2; k += base) delta /= base - t_min;
  return k + (base - t_min + 1) * delta / (delta + skew);
}

void put_number(std::string& out, std::uint32_t number, std::uint32_t bias) {
  for (std::uint32_t k = base;; k += base) {
    const std::uint32_t t = k <= bias ? t_min : k >= bias + t_max ? t_max : k - bias;
    if (number < t) break;
    out += digit(t + (number - t) % (base - t));
    number = (number - t) / (base - t);
  }
  out += digit(number);
}

std::string encode_label(const std::u32string& label) {
  std::string out = "xn--";
  for (const char32_t c : label)
    if (c < initial_n) out += static_cast<char>(c);
  const auto basic = static_cast<std::uint32_t>(out.size() - 4);
  if (basic > 0) out += '-';

  std::uint32_t n = initial_n, delta = 0, bias = initial_bias, handled = basic;
  while (handled < label.size()) {
    char32_t next = UINT32_MAX;
    for (const char32_t c : label)
      if (c >= n) next = std::min(next, c);
    delta += (next - n) * (handled + 1);
    n = next;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      put_number(out, delta, bias);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

std::optional<std::u32string> folded(std::string_view host) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_IGNORE | UTF8PROC_STABLE);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(host.data()),
                                 static_cast<utf8proc_ssize_t>(host.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::nullopt;
  std::u32string points;
  for (utf8proc_ssize_t at = 0; at < size;) {
    utf8proc_int32_t point = 0;
    at += utf8proc_iterate(mapped + at, size - at, &point);
    points += point == 0x3002 ? U'.' : static_cast<char32_t>(point);  // the ideographic full stop parts labels too
  }
  return points;
}

}  // namespace

std::optional<std::string> ascii_host(std::string_view host) {
  if (host.size() > host_bytes_max) return std::nullopt;
  const auto points = folded(host);
  if (!points) return std::nullopt;

  std::string result;
  std::u32string label;
  const auto finish_label = [&] {
    const bool ascii = std::all_of(label.begin(), label.end(), [](char32_t c) { return c < initial_n; });
    result += ascii ? std::string(label.begin(), label.end()) : encode_label(label);
    label.clear();
  };
  for (const char32_t c : *points) {
    if (c != U'.') {
      label += c;
      continue;
    }
    finish_label();
    result += '.';
  }
  finish_label();
  return result;
}

}  // namespace newswired::dedup
