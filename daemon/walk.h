#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/alias_memory.h"
#include "daemon/article_maker.h"
#include "daemon/desk.h"
#include "daemon/host_memory.h"
#include "daemon/ingest/address_policy.h"
#include "daemon/jobs/jobs.h"
#include "daemon/ledger/writer.h"
#include "daemon/loop.h"
#include "daemon/page_source.h"
#include "daemon/settings/settings.h"

namespace newswired {

/// What the walk must know of a feed.
struct WalkFeed {
  std::string url;
  std::string language;
  settings::FullText full_text = settings::FullText::automatic;
  std::vector<ingest::Network> allow;
  std::string proxy = {};  ///< Empty: the general one.
};

/// The walk of every article from its acceptance to its record: page, parse, verdict, entities, quotes, log.
///
/// It holds nothing that the ledger does not know: whatever goes wrong here, `resume` finds the article again. Not
/// thread-safe: everything runs on the head's loop; other threads' answers are posted to it.
class Walk {
 public:
  using Clock = std::chrono::steady_clock;

  /// How much is in memory at once; the rest waits in the ledger.
  static constexpr std::size_t pages_max = 2'000;  ///< Articles that wait for their page.
  static constexpr std::size_t jobs_max = 256;     ///< Articles anywhere behind that.

  struct Options {
    std::string version;
    std::map<std::string, WalkFeed> feeds;
    std::vector<clean::SiteRule> sites;
    bool entities = true;  ///< Whether there are workers of the stage.
    bool quotes = true;
    AliasMemory aliases;  ///< What earlier articles taught.
  };

  struct Parts {
    Loop& loop;
    ledger::Writer& ledger;
    Desk& desk;
    PageSource& pages;
    std::function<void(std::string)> on_refused;  ///< The ledger will not go on: stop and tell the operator.
  };

  Walk(Options options, Parts parts);
  ~Walk();

  /// New rows wait in the ledger.
  void wake();

  /// Rows anywhere in the ledger may have become workable: reads it from the start.
  void read_again();

  /// Starts what has become due; call it at least once a second.
  void tick(Clock::time_point now);

  /// The feeds after a reload; articles under way go on.
  void set_sites(std::vector<clean::SiteRule> sites) { options_.sites = std::move(sites); }
  void set_feeds(std::map<std::string, WalkFeed> feeds) { options_.feeds = std::move(feeds); }

  /// Stages that have no worker and are not waited for: articles go on without them, also those that wait there now.
  void leave_out(const std::set<Stage>& stages);

  struct Counts {
    std::size_t waiting_for_page = 0;
    std::size_t in_stages = 0;
    std::uint64_t published = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t failed_attempts = 0;
  };
  Counts counts() const;

 private:
  struct Job;
  using JobPtr = std::shared_ptr<Job>;

  void refill();
  void take(std::vector<ledger::Pending> rows);
  void start(ledger::Pending pending);

  // The walk, in order.
  void get_page(const JobPtr& job);
  void page_came(const JobPtr& job, Result<PageSource::Page> page);
  void read_page(const JobPtr& job, PageSource::Page page);
  void read_own_text(const JobPtr& job);
  void judge(const JobPtr& job, const clean::Page& page, Body body);
  void judged(const JobPtr& job, ledger::Outcome<ledger::Decided> outcome);
  void find_entities(const JobPtr& job);
  void recall_names(const JobPtr& job);
  void find_quotes(const JobPtr& job);
  void publish(const JobPtr& job);

  /// Submits a stage's task; `answered` gets the frame and says whether it could be read.
  void ask(const JobPtr& job, Stage stage, jobs::Frames frames, std::function<Result<Done>(const std::string&)> answered);
  void failed(const JobPtr& job, Stage stage, int attempt, const Error& error, bool worker_died);
  void go_without(const JobPtr& job, Stage stage);
  void count_failure(const JobPtr& job, ledger::Failure failure);
  void again(const JobPtr& job, Stage stage);
  void finish(const JobPtr& job);
  bool ledger_ok(const JobPtr& job, const ledger::Trouble* trouble);

  Options options_;
  std::set<Stage> left_out_;
  Parts parts_;
  HostMemory hosts_;
  std::map<std::pair<std::string, int>, JobPtr> jobs_;
  std::size_t waiting_for_page_ = 0;
  std::uint64_t cursor_ = 0;  ///< The turn of the last row read from the ledger.
  bool more_ = true;          ///< The ledger may hold rows after the cursor.
  bool reading_ = false;
  Clock::time_point last_sweep_{};
  Counts counts_;
};

}  // namespace newswired
