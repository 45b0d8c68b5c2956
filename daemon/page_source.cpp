#include "daemon/page_source.h"

#include <utility>

#include "daemon/ingest/fetch_url.h"

namespace newswired {
namespace {

constexpr std::chrono::minutes robots_kept{24 * 60};  // RFC 9309, 2.4
constexpr std::chrono::minutes robots_retry{10};      // after a 5xx or no answer
constexpr std::size_t origins_max = 20'000;
constexpr std::string_view product_token = "newswired";

/// Whether a page's answer may become one when it is asked again.
Result<PageSource::Page> judge(ingest::FetchResult result) {
  if (result.error) return result.error->as_error();
  const std::string status = "HTTP " + std::to_string(result.status) + " for " + result.url;
  if (result.status == 429 || result.status >= 500) return Error{ErrorKind::unavailable, status};
  if (result.status != 200) return Error{ErrorKind::invalid, status};
  const std::string& type = result.content_type;
  const bool page = type.empty() || type.find("html") != std::string::npos || type.find("xml") != std::string::npos ||
                    type.starts_with("text/plain");
  if (!page) return Error{ErrorKind::invalid, result.url + " is " + type + ", not a web page"};
  return PageSource::Page{std::move(result.url), std::move(result.content_type), std::move(result.body)};
}

}  // namespace

PageSource::PageSource(Options options, ingest::Fetcher& fetcher, Loop& loop)
    : options_(std::move(options)), fetcher_(fetcher), loop_(loop) {}

void PageSource::get(Request request, Done done) {
  const auto parts = ingest::split_url(request.url);
  if (!parts || (parts->scheme != "http" && parts->scheme != "https"))
    return done(Error{ErrorKind::invalid, request.url + " is not an http(s) URL"});
  auto allow = networks_for(request, parts->host);
  if (!options_.robots) return fetch_page(request, std::move(allow), std::move(done));

  with_rules(parts->origin(), request, allow, [this, request, allow, path = parts->path, done](const Rules& rules) mutable {
    if (rules.robots.allows(path)) return fetch_page(request, std::move(allow), std::move(done));
    if (rules.answered) return done(Error{ErrorKind::invalid, "robots.txt of the host forbids " + request.url});
    done(Error{ErrorKind::unavailable, "robots.txt cannot be had for " + request.url});
  });
}

void PageSource::with_rules(const std::string& origin, const Request& asked, std::vector<ingest::Network> allow, UseRules use) {
  if (origins_.size() > origins_max) forget_expired();
  Origin& known = origins_[origin];
  if (Clock::now() < known.expires) return use(known.rules);
  known.waiting.push_back(std::move(use));
  if (known.waiting.size() > 1) return;  // it is on its way

  ingest::FetchRequest request;
  request.url = origin + "/robots.txt";
  request.kind = ingest::FetchKind::robots;
  request.allow = std::move(allow);
  request.bytes_max = ingest::Robots::bytes_max;
  request.proxy = proxy_for(asked);
  fetcher_.fetch(std::move(request), [this, origin](ingest::FetchResult result) {
    loop_.post([this, origin, result = std::move(result)] { learn_rules(origin, result); });
  });
}

void PageSource::learn_rules(const std::string& origin, const ingest::FetchResult& result) {
  Origin& known = origins_[origin];
  // An address that may not be asked is no matter of robots.txt: the page itself is then refused, by its own feed's policy.
  const bool refused = result.error && result.error->reason == ingest::FetchReason::refused_address;
  const int status = refused ? 404 : result.error ? 0 : result.status;
  known.rules.robots = ingest::Robots::from_answer(status, result.body, product_token);
  known.rules.answered = status >= 200 && status < 500 && status != 429;
  known.expires = refused ? Clock::now() : Clock::now() + (known.rules.answered ? robots_kept : robots_retry);
  // A waiting call may ask for another origin and so move `known`.
  const Rules rules = known.rules;
  const auto waiting = std::exchange(known.waiting, {});
  for (const UseRules& use : waiting) use(rules);
}

void PageSource::fetch_page(const Request& request, std::vector<ingest::Network> allow, Done done) {
  ingest::FetchRequest fetch;
  fetch.url = request.url;
  fetch.kind = ingest::FetchKind::page;
  fetch.allow = std::move(allow);
  fetch.bytes_max = options_.bytes_max;
  fetch.proxy = proxy_for(request);
  fetcher_.fetch(std::move(fetch), [this, done = std::move(done)](ingest::FetchResult result) {
    loop_.post([done, result = std::move(result)]() mutable { done(judge(std::move(result))); });
  });
}

std::vector<ingest::Network> PageSource::networks_for(const Request& request, const std::string& host) const {
  auto allow = options_.allow;
  const auto feed = ingest::split_url(request.feed_url);
  if (feed && feed->host == host) allow.insert(allow.end(), request.feed_allow.begin(), request.feed_allow.end());
  return allow;
}

void PageSource::forget_expired() {
  const auto now = Clock::now();
  std::erase_if(origins_, [&](const auto& entry) {
    return entry.second.waiting.empty() && entry.second.expires <= now;
  });
}

}  // namespace newswired
