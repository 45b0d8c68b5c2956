#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/ingest/page_fetch.h"
#include "stages/clean/page.h"

namespace newswired::settings {

using ingest::FullText;

/// One feed of the lists, every default filled in but `interval` and `full_text`, which fall back to `[fetch]`.
struct Feed {
  std::string id;  ///< `[a-z0-9-]{1,64}`, unique.
  std::string url;
  std::string title;
  std::string language;  ///< Empty when the list does not say.
  std::optional<std::chrono::milliseconds> interval;
  std::optional<FullText> full_text;
  std::vector<std::string> tags;
  std::vector<std::string> allow_networks;  ///< CIDR, checked.
  bool from_toml = false;                   ///< Only TOML lists may name `file:` URLs.
  std::string proxy;                        ///< Empty: `fetch.proxy`.
  std::string credentials;                  ///< `user:password`, out of `credentials_file`.
  std::vector<std::pair<std::string, std::string>> headers;  ///< Out of `headers_file`.
  std::optional<std::uint64_t> body_max;    ///< Bytes, decoded.
  std::string place;                        ///< `file:line` of the entry.

  bool operator==(const Feed&) const = default;
};

/// A `[[watch]]` table: which records go under `watch.<name>.` as well. A list that is empty does not matter.
struct Watch {
  std::string name;                 ///< `[a-z0-9-]{1,64}`, unique.
  std::vector<std::string> any;     ///< Words or phrases, one of which must occur in title or text.
  std::vector<std::string> all;     ///< All of which must.
  std::vector<std::string> none;    ///< None of which may.
  std::vector<std::string> people;  ///< Names, one of which must be named.
  std::vector<std::string> feeds;   ///< Feeds' ids, one of which it must come from.

  bool operator==(const Watch&) const = default;
};

/// The whole configuration with its defaults. Names follow `config/newswired.toml`.
struct Settings {
  std::string state_dir = "/var/lib/newswired";
  std::vector<std::string> feeds = {"feeds.opml", "feeds.d/*.opml", "feeds.d/*.toml"};

  struct Fetch {
    std::string user_agent;  ///< Empty: the built-in one, which names the program and its version.
    FullText full_text = FullText::automatic;
    std::vector<std::string> allow_networks;
    std::chrono::milliseconds interval_min = std::chrono::minutes(2);
    std::chrono::milliseconds interval_max = std::chrono::hours(6);
    int host_connections = 1;
    std::chrono::milliseconds host_delay = std::chrono::seconds(1);
    std::uint64_t body_max = 16u << 20;
    std::optional<std::chrono::milliseconds> backlog = std::chrono::hours(48);  ///< None: "all".
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(8);
    std::chrono::milliseconds timeout = std::chrono::seconds(60);
    int redirects_max = 5;
    bool robots = true;
    std::string proxy;
    std::vector<std::string> shared_hosts = {"tumblr.com"};

    bool operator==(const Fetch&) const = default;
  } fetch;

  struct Stages {
    int parse = 1;
    int entities = 1;
    int quotes = 1;
    std::string model = "en";
    std::string models_dir;  ///< Empty: beside the program.
    std::chrono::milliseconds deadline = std::chrono::seconds(30);
    std::uint64_t memory_max = 1u << 30;
    std::string entities_missing = "wait";  ///< Or "skip": what articles do while the stage has no worker.
    std::string quotes_missing = "wait";
    std::chrono::milliseconds missing_after = std::chrono::minutes(10);  ///< Until then they wait in any case.

    bool operator==(const Stages&) const = default;
  } stages;

  struct Hub {
    std::vector<std::string> listen;  ///< For workers on other machines.
    std::string workers;              ///< File of their public keys.

    bool operator==(const Hub&) const = default;
  } hub;

  struct Dedup {
    std::chrono::milliseconds window = std::chrono::hours(24 * 30);
    std::chrono::milliseconds merge_interval = std::chrono::minutes(5);

    bool operator==(const Dedup&) const = default;
  } dedup;

  struct Ledger {
    std::uint64_t pending_rows_max = 50'000;
    std::uint64_t pending_bytes_max = 1ULL << 30;
    std::uint64_t reserve = 64ULL << 20;  ///< Disk space kept for a full disk; 0: none.

    bool operator==(const Ledger&) const = default;
  } ledger;

  struct Output {
    std::vector<std::string> live = {"tcp://127.0.0.1:7601"};
    std::vector<std::string> log = {"tcp://127.0.0.1:7602"};
    std::chrono::milliseconds retention = std::chrono::hours(24 * 30);
    bool duplicates = true;

    bool operator==(const Output&) const = default;
  } output;

  struct Curve {
    std::string server_key;
    std::string clients;
    std::string next_server_key;  ///< While the server's key is being changed: its next one, which these endpoints speak.
    std::vector<std::string> next_live;
    std::vector<std::string> next_log;
    std::vector<std::string> next_hub;

    bool operator==(const Curve&) const = default;
  } curve;

  struct Http {
    std::string listen = "127.0.0.1:7600";  ///< Empty: no web listener.

    bool operator==(const Http&) const = default;
  } http;

  struct Websub {
    std::string listen;    ///< `address:port`; empty: no WebSub.
    std::string callback;  ///< The public URL under which hubs reach `listen`.

    bool operator==(const Websub&) const = default;
  } websub;

  struct Search {
    bool enabled = true;

    bool operator==(const Search&) const = default;
  } search;

  struct Log {
    std::string level = "info";
    std::string format = "auto";

    bool operator==(const Log&) const = default;
  } log;

  std::vector<Watch> watches;
  std::vector<clean::SiteRule> sites;  ///< `[[site]]`, their selectors checked.

  std::vector<Feed> feed_list;  ///< What `feeds` named, in the order of the lists.

  bool operator==(const Settings&) const = default;
};

}  // namespace newswired::settings
