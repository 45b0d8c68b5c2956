#include <charconv>
#include <nlohmann/json.hpp>

#include "daemon/jobs/jobs.h"
#include "proto/record.h"

namespace newswired::jobs {
namespace {

using Json = nlohmann::json;

/// JSON Feed bodies nest little, but `feed`'s own answer carries enclosures in entries in the feed.
constexpr int answer_depth_max = 64;

std::string hex(std::uint64_t number) {
  char digits[17];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, 16);
  return {digits, end};
}

std::uint64_t from_hex(const std::string& digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return number;
}

/// A string member, empty when it is missing or something else.
std::string text_of(const Json& object, const char* key) {
  const auto member = object.find(key);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

Result<std::string> parse_feed_job(const Json& request, std::string_view body) {
  const feed::Feed feed = feed::parse_feed(body, {text_of(request, "url"), text_of(request, "content_type")});
  return dump_json(feed::to_json(feed));
}

Result<std::string> parse_page_job(const Json& request, std::string_view body) {
  std::vector<std::uint64_t> lines;
  for (const Json& line : request.value("host_lines", Json::array()))
    if (line.is_string()) lines.push_back(from_hex(line.get<std::string>()));

  clean::PageHints hints;
  hints.url = text_of(request, "url");
  hints.content_type = text_of(request, "content_type");
  hints.feed_title = text_of(request, "feed_title");
  hints.feed_summary = text_of(request, "feed_summary");
  hints.feed_author = text_of(request, "feed_author");
  hints.feed_language = text_of(request, "feed_language");
  hints.host_lines = lines;
  clean::SiteRule site;
  if (const auto rule = request.find("site"); rule != request.end() && rule->is_object()) {
    site = {text_of(*rule, "host"), text_of(*rule, "select"), text_of(*rule, "remove")};
    hints.site = &site;
  }
  const bool fragment = text_of(request, "do") == "fragment";
  return dump_json(clean::to_json(fragment ? clean::clean_fragment(body, hints) : clean::extract_page(body, hints)));
}

}  // namespace

Frames feed_task(std::string_view url, std::string_view content_type, std::string body) {
  return {dump_json({{"do", "feed"}, {"url", url}, {"content_type", content_type}}), std::move(body)};
}

Result<feed::Feed> read_feed_answer(std::string_view frame) {
  const auto json = parse_json(frame, answer_depth_max);
  if (!json) return json.error();
  return feed::feed_from_json(*json);
}

Frames page_task(const PageRequest& request, std::string body) {
  auto lines = Json::array();
  for (const std::uint64_t line : request.host_lines) lines.push_back(hex(line));
  Json site;
  if (request.site)
    site = {{"host", request.site->host}, {"select", request.site->select}, {"remove", request.site->remove}};
  return {dump_json({{"do", request.fragment ? "fragment" : "page"},
                     {"url", request.url},
                     {"content_type", request.content_type},
                     {"feed_title", request.feed_title},
                     {"feed_summary", request.feed_summary},
                     {"feed_author", request.feed_author},
                     {"feed_language", request.feed_language},
                     {"host_lines", std::move(lines)},
                     {"site", std::move(site)}}),
          std::move(body)};
}

Result<clean::Page> read_page_answer(std::string_view frame) {
  const auto json = parse_json(frame, answer_depth_max);
  if (!json) return json.error();
  return clean::page_from_json(*json);
}

Result<std::string> do_parse(std::span<const std::string> frames) {
  if (frames.size() != 2) return Error{ErrorKind::invalid, "parse: expected a request and a body"};
  const auto request = parse_json(frames[0], answer_depth_max);
  if (!request || !request->is_object()) return Error{ErrorKind::invalid, "parse: the request is not a JSON object"};
  const std::string what = text_of(*request, "do");
  if (what == "feed") return parse_feed_job(*request, frames[1]);
  if (what == "page" || what == "fragment") return parse_page_job(*request, frames[1]);
  return Error{ErrorKind::invalid, "parse: \"do\" is \"" + what + "\", not feed, page or fragment"};
}

}  // namespace newswired::jobs
