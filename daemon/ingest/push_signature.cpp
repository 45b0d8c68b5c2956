#include "daemon/ingest/push_signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>

#include <array>
#include <stdexcept>

namespace newswired::ingest {
namespace {

constexpr char digits[] = "0123456789abcdef";

std::string hexadecimal(const unsigned char* bytes, std::size_t size) {
  std::string out;
  out.reserve(2 * size);
  for (std::size_t i = 0; i < size; ++i) (out += digits[bytes[i] >> 4]) += digits[bytes[i] & 15];
  return out;
}

const EVP_MD* method_named(std::string_view name) {
  if (name == "sha1") return EVP_sha1();
  if (name == "sha256") return EVP_sha256();
  if (name == "sha384") return EVP_sha384();
  if (name == "sha512") return EVP_sha512();
  return nullptr;
}

}  // namespace

bool is_signed(std::string_view header, std::string_view secret, std::string_view body) {
  const std::size_t mark = header.find('=');
  const EVP_MD* method = mark == std::string_view::npos ? nullptr : method_named(header.substr(0, mark));
  if (!method || secret.empty()) return false;
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (!HMAC(method, secret.data(), static_cast<int>(secret.size()), reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(), &size))
    return false;
  std::string given(header.substr(mark + 1));
  for (char& c : given)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c + 32);
  const std::string wanted = hexadecimal(mac.data(), size);
  return given.size() == wanted.size() && CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

std::string random_digits() {
  std::array<unsigned char, 16> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) throw std::runtime_error("the system gives no random bytes");
  return hexadecimal(bytes.data(), bytes.size());
}

}  // namespace newswired::ingest
