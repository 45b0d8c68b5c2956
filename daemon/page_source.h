#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/ingest/address_policy.h"
#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/robots.h"
#include "daemon/loop.h"
#include "proto/result.h"

namespace newswired {

/// Fetches article pages: asks robots.txt first (remembered for a day), inherits a feed's private networks only on the
/// feed's own host. The head's loop owns it; answers come back on the loop.
class PageSource {
 public:
  struct Options {
    bool robots = true;
    std::size_t bytes_max = 16u << 20;
    std::string proxy;
    std::vector<ingest::Network> allow;  ///< `[fetch] allow_networks`, for every page.
  };

  struct Request {
    std::string url;
    std::string feed_url;                     ///< Decides whether `feed_allow` holds.
    std::vector<ingest::Network> feed_allow;  ///< The feed's own `allow_networks`.
    std::string proxy;                        ///< Instead of the general one, when the feed has its own.
  };

  struct Page {
    std::string url;  ///< After redirects.
    std::string content_type;
    std::string body;
  };

  /// `invalid`: asking again will not help (404, robots.txt, not a page); `unavailable`: it may.
  using Done = std::function<void(Result<Page>)>;

  PageSource(Options options, ingest::Fetcher& fetcher, Loop& loop);

  void get(Request request, Done done);

 private:
  using Clock = std::chrono::steady_clock;

  /// What robots.txt of an origin said. `answered` is false when the server had none to give: ask again later.
  struct Rules {
    ingest::Robots robots;
    bool answered = false;
  };
  using UseRules = std::function<void(const Rules&)>;

  struct Origin {
    Rules rules;
    Clock::time_point expires{};     ///< In the past when the rules are not known.
    std::vector<UseRules> waiting;   ///< Not empty while robots.txt is on its way.
  };

  void with_rules(const std::string& origin, const Request& asked, std::vector<ingest::Network> allow, UseRules use);
  const std::string& proxy_for(const Request& request) const { return request.proxy.empty() ? options_.proxy : request.proxy; }
  void learn_rules(const std::string& origin, const ingest::FetchResult& result);
  void fetch_page(const Request& request, std::vector<ingest::Network> allow, Done done);
  std::vector<ingest::Network> networks_for(const Request& request, const std::string& host) const;
  void forget_expired();

  Options options_;
  ingest::Fetcher& fetcher_;
  Loop& loop_;
  std::unordered_map<std::string, Origin> origins_;
};

}  // namespace newswired
