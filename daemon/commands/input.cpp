#include "daemon/commands/input.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>

#include "daemon/commands/huge_pages.h"
#include "daemon/ingest/fetch_once.h"

namespace newswired::commands {
namespace {

/// A parsed file takes up to eight times its size. Returns the size.
std::size_t prepare_for(std::size_t size) {
  if (size >= 1u << 20) expect_heap(8 * size);
  return size;
}

Result<Input> read_stream(std::FILE* stream, const std::string& name) {
  Input input;
  struct stat facts {};
  if (fstat(fileno(stream), &facts) == 0 && S_ISREG(facts.st_mode))
    input.bytes.reserve(prepare_for(std::min<std::size_t>(static_cast<std::size_t>(facts.st_size), input_bytes_max)));
  std::setvbuf(stream, nullptr, _IONBF, 0);
  char chunk[1 << 16];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, stream)) {
    input.bytes.append(chunk, count);
    if (input.bytes.size() > input_bytes_max)
      return Error{ErrorKind::limit, name + ": larger than 256 MiB; split it"};
  }
  if (std::ferror(stream)) return Error{ErrorKind::unavailable, name + ": " + std::strerror(errno)};
  return input;
}

bool is_web_url(const std::string& file) { return file.starts_with("http://") || file.starts_with("https://"); }

Result<Input> read_url(const std::string& url) {
  ingest::FetchRequest request;
  request.url = url;
  request.accept = "*/*";  // A feed or a page: the command knows, the server should not have to.
  ingest::FetcherOptions options;
  options.user_agent = "newswired/" NEWSWIRED_VERSION;
  ingest::FetchResult result = ingest::fetch_once(std::move(request), std::move(options));

  if (result.error) {
    Error error = result.error->as_error();
    if (result.error->reason == ingest::FetchReason::refused_address)
      error.message += " in the daemon's configuration; commands read no private networks, pass a file instead";
    return error;
  }
  if (result.status != 200)
    return Error{ErrorKind::unavailable, result.url + ": the server answered HTTP " + std::to_string(result.status)};
  if (result.truncated) std::cerr << result.url << ": larger than 16 MiB; only the start was read\n";
  if (result.incomplete) std::cerr << result.url << ": the connection broke off; only the start was read\n";
  return Input{std::move(result.body), std::move(result.url), std::move(result.content_type)};
}

}  // namespace

Result<Input> read_input(const std::string& file) {
  if (file == "-") return read_stream(stdin, "stdin");
  if (is_web_url(file)) return read_url(file);

  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), &std::fclose);
  if (!stream) return Error{ErrorKind::unavailable, file + ": " + std::strerror(errno)};
  return read_stream(stream.get(), file);
}

}  // namespace newswired::commands
