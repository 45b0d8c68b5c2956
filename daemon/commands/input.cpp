#include "daemon/commands/input.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace newswired::commands {
namespace {

Result<Input> read_stream(std::FILE* stream, const std::string& name) {
  Input input;
  char chunk[1 << 16];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, stream)) {
    input.bytes.append(chunk, count);
    if (input.bytes.size() > input_bytes_max)
      return Error{ErrorKind::limit, name + ": larger than 256 MiB; split it"};
  }
  if (std::ferror(stream)) return Error{ErrorKind::unavailable, name + ": " + std::strerror(errno)};
  return input;
}

}  // namespace

Result<Input> read_input(const std::string& file) {
  if (file == "-") return read_stream(stdin, "stdin");

  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
  if (!stream) return Error{ErrorKind::unavailable, file + ": " + std::strerror(errno)};
  return read_stream(stream.get(), file);
}

}  // namespace newswired::commands
