// Serves the demonstration's news sites over loopback, one host name a folder: http://courier.localhost:7680/feed.xml.
// After `--update-after` seconds the files of `<folder>-updated` take the place of those of the same name, so that a
// reader sees an article change.

#include <httplib.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

const std::map<std::string, const char*> content_types{{".html", "text/html; charset=utf-8"},
                                                       {".xml", "application/xml"},
                                                       {".json", "application/feed+json"}};

std::optional<std::string> read_file(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Only names that the demonstration has: letters, digits, dashes and one dot.
bool is_plain(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find("..") == std::string::npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos;
}

void answer(const httplib::Request& request, httplib::Response& response, const std::filesystem::path& site, bool updated) {
  const std::string host = request.get_header_value("Host");
  const std::string folder = host.substr(0, host.find('.'));
  const std::string name = request.path.substr(1);
  if (!is_plain(folder) || !is_plain(name)) {
    response.status = 404;
    return;
  }
  auto bytes = updated ? read_file(site / (folder + "-updated") / name) : std::nullopt;
  if (!bytes) bytes = read_file(site / folder / name);
  if (!bytes) {
    response.status = 404;
    return;
  }
  const std::string etag = '"' + std::to_string(std::hash<std::string>{}(*bytes)) + '"';
  response.set_header("ETag", etag);
  if (request.get_header_value("If-None-Match") == etag) {
    response.status = 304;
    return;
  }
  const auto type = content_types.find(std::filesystem::path(name).extension().string());
  response.set_content(*bytes, type == content_types.end() ? "application/octet-stream" : type->second);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: newswired-demo-site FOLDER PORT UPDATE_AFTER_SECONDS\n");
    return 2;
  }
  const std::filesystem::path site = argv[1];
  const int port = std::atoi(argv[2]);
  const auto update_at = Clock::now() + std::chrono::seconds(std::atoi(argv[3]));

  httplib::Server server;
  server.Get("/.*", [&](const httplib::Request& request, httplib::Response& response) {
    answer(request, response, site, Clock::now() >= update_at);
  });
  if (!server.listen("127.0.0.1", port)) {
    std::fprintf(stderr, "newswired-demo-site: cannot listen on 127.0.0.1:%d; is the port in use?\n", port);
    return 1;
  }
  return 0;
}
