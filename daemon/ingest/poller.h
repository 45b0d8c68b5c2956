#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/host_share.h"
#include "daemon/ingest/parsed_feed.h"
#include "daemon/ingest/push_offer.h"
#include "daemon/ingest/schedule.h"
#include "daemon/ledger/types.h"
#include "proto/result.h"

namespace newswired::ingest {

/// One feed of the lists, as far as polling it goes.
struct FeedSpec {
  std::string id;
  std::string url;
  std::string title;                             ///< Empty: the feed's own.
  std::optional<std::chrono::seconds> interval;  ///< Instead of the adaptive one.
  std::vector<Network> allow;                    ///< The feed's own `allow_networks`.
  bool from_toml = false;                        ///< May be a `file:` URL.
  HeaderList headers;                            ///< For the URL's own origin.
  std::string credentials;                       ///< `user:password`, likewise.
  std::string proxy;                             ///< Instead of the general one.
  std::optional<std::size_t> body_max;           ///< Bytes, decoded; instead of the general limit.

  bool operator==(const FeedSpec&) const = default;
};

/// A feed as `feeds status` shows it.
struct FeedStatus {
  std::string id;
  std::string url;  ///< The one that is asked; differs from the list's after a permanent move.
  std::string title;
  bool in_work = false;
  Timestamp next_due{};  ///< `Timestamp::max()` when it has ended.
  PollHistory history;   ///< Last status, message, failures, bytes, items.
};

/// Decides which feed is due and drives its poll: fetch, parse, store. Knows neither sockets nor SQLite nor
/// threads: everything outside is a hook, and every answer must come back on the thread that calls `tick`.
///
/// The validators travel in the same `ledger::Poll` as the entries they belong to, and count here only once
/// that is stored: a crash in between asks for the same body again, and loses nothing.
class Poller {
 public:
  struct ParseJob {
    std::string feed;  ///< Its id.
    std::string url;   ///< The base of its links: after redirects.
    std::string content_type;
    std::string body;
  };

  struct Hooks {
    std::function<Timestamp()> now;
    std::function<void(FetchRequest, std::function<void(FetchResult)>)> fetch;
    /// An error of kind `unavailable` says nothing about the body; any other one counts against it.
    std::function<void(ParseJob, std::function<void(Result<ParsedFeed>)>)> parse;
    std::function<void(ledger::Poll, std::function<void(bool stored)>)> store;
    std::function<void(ledger::FeedState)> save;  ///< A state without entries; may be lost in a crash.
    std::function<void(const std::string& url, std::chrono::seconds)> hold_host;
    /// Which push a feed that was just stored offers; may be left out.
    std::function<void(const FeedSpec& feed, const PushOffer&)> offered = {};
  };

  struct Options {
    PollLimits limits;
    std::size_t body_max = body_bytes_max_default;
    std::vector<Network> allow;  ///< `fetch.allow_networks`, for every feed.
    std::string proxy;
    std::vector<std::string> shared_hosts;  ///< As the fetcher's.
  };

  /// `states` is what the ledger saved; a state whose feed has another URL in the list now is left out.
  Poller(Options options, Hooks hooks, std::vector<FeedSpec> feeds,
         const std::vector<ledger::FeedState>& states);
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Starts the polls that are due; returns when to call again at the latest, `Timestamp::max()` when only an
  /// answer or another call changes anything. To be called after every answer as well.
  Timestamp tick();

  /// Back-pressure: starts nothing until `resume`; polls under way end as usual.
  void pause() { paused_ = true; }
  void resume() { paused_ = false; }
  bool paused() const { return paused_; }

  /// Takes another list (and other limits): new feeds begin, missing ones end, the rest is not disturbed. A
  /// feed whose URL changed begins anew.
  void reload(Options options, std::vector<FeedSpec> feeds);

  /// Makes a feed due at once, an ended one too. False when there is none of that id.
  bool poll_now(const std::string& id);

  /// What is known of a feed's subscription at a hub; saved, and polling stretches while it is alive.
  void set_push(const std::string& id, const PushLease& lease);

  /// Takes a body that a hub delivered the way of a poll's: parsed, then stored. It may hold only what is new, so it
  /// teaches nothing of the feed's rhythm, validators and listed entries. False when there is no room, no such feed, or
  /// polling pauses.
  bool deliver(const std::string& id, std::string content_type, std::string body);

  /// All feeds, in the order of their ids.
  std::vector<FeedStatus> status() const;

  std::size_t in_work() const { return in_work_; }

 private:
  struct Feed {
    FeedSpec spec;
    std::string url;
    ledger::Validators validators;
    PollHistory history;
    Timestamp due{};
    bool busy = false;
    std::string line;  ///< The host whose place its poll has, or for whose place it waits.
    std::uint64_t generation = 0;  ///< Answers for an earlier one are dropped.
  };
  /// Which poll an answer belongs to.
  struct Ticket {
    std::string id;
    std::uint64_t generation = 0;
  };

  void enter(FeedSpec spec, const ledger::FeedState* state, std::size_t feed_count);
  void keep_known_holds();
  void turn_back(std::chrono::seconds jump);
  std::string line_of(const Feed& feed) const;
  void start(Feed& feed, Timestamp now);
  void release(Feed& feed);
  void reschedule(Feed& feed);
  FetchRequest request_for(const Feed& feed, Timestamp now) const;

  void fetched(const Ticket& ticket, FetchResult result);
  void take_body(Feed& feed, PollOutcome outcome, FetchResult result);
  void parsed(const Ticket& ticket, PollOutcome outcome, FetchResult result, Result<ParsedFeed> answer);
  void store(Feed& feed, const PollOutcome& outcome, const FetchResult& result, ParsedFeed parsed);

  void store_delivery(const Ticket& ticket, ParsedFeed parsed);

  /// `ours`: the trouble is not the server's, so the next poll waits no longer than after a good answer.
  void end_without_entries(Feed& feed, const PollOutcome& outcome, bool ours = false);
  void end(Feed& feed, Timestamp due);
  Feed* find(const Ticket& ticket);
  ledger::FeedState state_of(const Feed& feed) const;
  Timestamp due_after(const Feed& feed) const;
  template <class F>
  auto guarded(F call) const;

  Options options_;
  Hooks hooks_;
  std::map<std::string, Feed> feeds_;
  std::set<std::pair<Timestamp, std::string>> due_;
  HostShare lines_;
  std::size_t in_work_ = 0;
  std::size_t deliveries_ = 0;  // in work
  std::uint64_t next_generation_ = 1;
  bool paused_ = false;
  Timestamp last_tick_{};
  std::shared_ptr<bool> alive_ =
      std::make_shared<bool>(true);  // answers that come after our end find it gone
};

}  // namespace newswired::ingest
