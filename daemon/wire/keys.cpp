#include "daemon/wire/keys.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace newswired::wire {
namespace {

constexpr std::size_t key_bytes = 40;
constexpr std::string_view credential_prefix = "credential:";

bool is_key(const std::string& text) {
  if (text.size() != key_bytes) return false;
  std::array<std::uint8_t, 32> raw{};
  return zmq_z85_decode(raw.data(), text.c_str()) != nullptr;
}

Error cannot_read(const std::string& file) {
  return {ErrorKind::unavailable, file + ": " + std::strerror(errno)};
}

/// The word after `name`, or, for a `public` key, a line that is a bare key.
std::string find_key(std::istream& in, std::string_view name) {
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    if (first == name && is_key(second)) return second;
    if (name == "public" && is_key(first)) return first;
  }
  return "";
}

}  // namespace

bool is_credential(const std::string& name) { return name.starts_with(credential_prefix); }

std::string key_file(const std::string& name) {
  if (!is_credential(name)) return name;
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  return std::string(folder ? folder : "$CREDENTIALS_DIRECTORY (not set: the unit has no LoadCredential=)") + "/" +
         name.substr(credential_prefix.size());
}

KeyPair new_key_pair() {
  std::array<char, key_bytes + 1> public_key{};
  std::array<char, key_bytes + 1> secret_key{};
  zmq_curve_keypair(public_key.data(), secret_key.data());
  return {public_key.data(), secret_key.data()};
}

Result<Done> write_key_pair(const std::string& file, const KeyPair& pair) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return Error{ErrorKind::unavailable, file + ": " + std::strerror(errno) + "; keys are never overwritten"};
  const std::string text = "public " + pair.public_key + "\nsecret " + pair.secret_key + "\n";
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const std::string reason = std::strerror(errno);
  ::close(fd);
  if (!written) return Error{ErrorKind::unavailable, file + ": " + reason};
  return Done{};
}

Result<KeyPair> read_key_pair(const std::string& name) {
  const std::string file = key_file(name);
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return cannot_read(file);
  if (status.st_mode & 0077 && !is_credential(name))
    return Error{ErrorKind::invalid, file + ": others may read this secret key; run chmod 600 " + file};
  std::ifstream in(file);
  if (!in) return cannot_read(file);
  KeyPair pair;
  pair.public_key = find_key(in, "public");
  in.clear();
  in.seekg(0);
  pair.secret_key = find_key(in, "secret");
  if (pair.public_key.empty() || pair.secret_key.empty())
    return Error{ErrorKind::invalid, file + ": expected lines \"public KEY\" and \"secret KEY\"; `newswired keys new` makes such a file"};
  return pair;
}

Result<std::string> read_public_key(const std::string& name) {
  const std::string file = key_file(name);
  std::ifstream in(file);
  if (!in) return cannot_read(file);
  std::string key = find_key(in, "public");
  if (key.empty()) return Error{ErrorKind::invalid, file + ": expected a line \"public KEY\" or a key of 40 characters"};
  return key;
}

Result<std::vector<std::string>> read_client_keys(const std::string& name) {
  const std::string file = key_file(name);
  std::ifstream in(file);
  if (!in) return cannot_read(file);
  std::vector<std::string> keys;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find(" #")));
    std::string key;
    words >> key;
    if (key == "public") words >> key;
    if (key.empty() || (key.front() == '#' && !is_key(key))) continue;
    if (!is_key(key))
      return Error{ErrorKind::invalid, file + ":" + std::to_string(number) + ":1: expected a public key of 40 characters, then a name"};
    keys.push_back(key);
  }
  return keys;
}

}  // namespace newswired::wire
