#include "daemon/ingest/fetcher.h"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "daemon/ingest/fetch_file.h"
#include "daemon/ingest/fetch_transfer.h"
#include "daemon/ingest/http_headers.h"

namespace newswired::ingest {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds poll_max{1000};     // The thread looks around at least so often.
constexpr milliseconds full_poll{50};      // … or so often, while requests wait for a free slot.
constexpr long connections_kept_max = 64;  // Idle connections kept for re-use.

struct MultiDelete {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

Timestamp wall_now() {
  return std::chrono::floor<seconds>(std::chrono::system_clock::now());
}

}  // namespace

std::string_view to_string(FetchReason reason) {
  switch (reason) {
    case FetchReason::bad_url:
      return "bad_url";
    case FetchReason::refused_address:
      return "refused_address";
    case FetchReason::resolve:
      return "resolve";
    case FetchReason::connect:
      return "connect";
    case FetchReason::tls:
      return "tls";
    case FetchReason::timeout:
      return "timeout";
    case FetchReason::redirect_limit:
      return "redirect_limit";
    case FetchReason::too_large:
      return "too_large";
    case FetchReason::protocol:
      return "protocol";
    case FetchReason::host_held:
      return "host_held";
    case FetchReason::file:
      return "file";
    case FetchReason::stopped:
      return "stopped";
  }
  return "protocol";
}

Error FetchError::as_error() const {
  switch (reason) {
    case FetchReason::bad_url:
    case FetchReason::refused_address:
      return {ErrorKind::invalid, message};
    case FetchReason::redirect_limit:
    case FetchReason::too_large:
      return {ErrorKind::limit, message};
    default:
      return {ErrorKind::unavailable, message};
  }
}

/// A request with what to do at its end, while it waits and while it runs.
struct Job {
  Job(FetchRequest request, Fetcher::Done done, const FetcherOptions& options, std::size_t& bodies_bytes)
      : transfer(std::move(request), options, bodies_bytes), done(std::move(done)) {}

  Transfer transfer;
  Fetcher::Done done;
  std::string host;  // as the queue knows it
};

struct Fetcher::State {
  explicit State(FetcherOptions given) : options(std::move(given)), queue(options.limits.host) {
    curl_global_init(CURL_GLOBAL_DEFAULT);  // Thread-safe and counted in this curl.
    multi.reset(curl_multi_init());
    assert(multi);
    curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, connections_kept_max);
  }

  // Shared, under the lock.
  std::mutex mutex;
  std::vector<std::pair<FetchRequest, Done>> inbox;
  std::vector<std::pair<std::string, seconds>> holds;
  bool stopping = false;

  std::atomic<std::uint64_t> finished{0}, failed{0}, wire_bytes{0};
  std::atomic<int> in_flight{0};
  std::atomic<std::size_t> waiting{0};

  // The fetch thread's own.
  const FetcherOptions options;
  std::size_t bodies_bytes = 0;
  std::unique_ptr<CURLM, MultiDelete> multi;
  std::unordered_map<HostQueue::Ticket, std::unique_ptr<Job>> jobs;
  std::unordered_map<CURL*, HostQueue::Ticket> running;
  HostQueue queue;
  HostQueue::Ticket next_ticket = 1;
  std::thread thread;

  void run();
  bool take_inbox();
  void enter(FetchRequest request, Done done);
  void line_up(HostQueue::Ticket ticket);
  void start_ready();
  void take_ended();
  void settle(HostQueue::Ticket ticket, CURLcode code);
  void throttle(Job& job);
  void refuse_held(HostQueue::Ticket ticket, Clock::time_point until);
  void finish(HostQueue::Ticket ticket);
  void report(FetchResult result, const Done& done);
  void end_all();
  int free_slots() const;
  std::string host_of(const UrlParts& target) const;
  milliseconds wait() const;
};

void Fetcher::State::run() {
  while (take_inbox()) {
    start_ready();
    int still_running = 0;
    curl_multi_perform(multi.get(), &still_running);
    take_ended();
    in_flight = static_cast<int>(running.size());
    waiting = queue.waiting_count();
    curl_multi_poll(multi.get(), nullptr, 0, static_cast<int>(wait().count()), nullptr);
  }
  end_all();
}

bool Fetcher::State::take_inbox() {
  std::vector<std::pair<FetchRequest, Done>> entered;
  std::vector<std::pair<std::string, seconds>> held;
  {
    const std::lock_guard lock(mutex);
    if (stopping) return false;
    entered.swap(inbox);
    held.swap(holds);
  }
  for (const auto& [url, wait] : held)
    if (const std::optional<UrlParts> target = split_url(url)) {
      const auto dropped = queue.hold(host_of(*target), Clock::now(), wait);
      for (const HostQueue::Ticket ticket : dropped) refuse_held(ticket, Clock::now() + wait);
    }
  for (auto& [request, done] : entered) enter(std::move(request), std::move(done));
  return true;
}

void Fetcher::State::enter(FetchRequest request, Done done) {
  if (request.file_allowed && request.url.starts_with("file:")) return report(read_file_url(request), done);
  const HostQueue::Ticket ticket = next_ticket++;
  jobs.emplace(ticket, std::make_unique<Job>(std::move(request), std::move(done), options, bodies_bytes));
  line_up(ticket);
}

/// Puts a job into its host's line, or ends it when its URL may not be asked.
void Fetcher::State::line_up(HostQueue::Ticket ticket) {
  Job& job = *jobs.at(ticket);
  if (const std::optional<FetchError> problem = job.transfer.check_url()) {
    job.transfer.result().error = problem;
    return finish(ticket);
  }
  job.host = host_of(job.transfer.target());
  if (const auto until = queue.held_until(job.host, Clock::now())) return refuse_held(ticket, *until);
  queue.add(ticket, job.host);
}

void Fetcher::State::start_ready() {
  const int slots = free_slots();
  if (slots <= 0) return;
  for (const HostQueue::Ticket ticket : queue.start(Clock::now(), slots)) {
    Job& job = *jobs.at(ticket);
    job.transfer.begin_hop();
    running.emplace(job.transfer.handle(), ticket);
    curl_multi_add_handle(multi.get(), job.transfer.handle());
  }
}

void Fetcher::State::take_ended() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const auto found = running.find(message->easy_handle);
    assert(found != running.end());
    const HostQueue::Ticket ticket = found->second;
    const CURLcode code = message->data.result;
    running.erase(found);
    curl_multi_remove_handle(multi.get(), message->easy_handle);
    settle(ticket, code);
  }
}

/// A hop has ended: the next one lines up again, or the job is done.
void Fetcher::State::settle(HostQueue::Ticket ticket, CURLcode code) {
  Job& job = *jobs.at(ticket);
  queue.finished(job.host, Clock::now());
  const bool more = job.transfer.end_hop(code);
  if (more) return line_up(ticket);
  if (!job.transfer.result().error) {
    if (job.transfer.result().status == 429)
      throttle(job);
    else
      queue.answered(job.host);
  }
  finish(ticket);
}

void Fetcher::State::throttle(Job& job) {
  const auto asked = parse_retry_after(job.transfer.result().retry_after, wall_now());
  const Clock::time_point now = Clock::now();
  const std::vector<HostQueue::Ticket> dropped = queue.hold(job.host, now, asked);
  const Clock::time_point until = queue.held_until(job.host, now).value_or(now);
  // The scheduler is told the hold itself, which is never shorter than what the server asked within our
  // limits.
  job.transfer.result().retry_after = std::to_string(std::chrono::ceil<seconds>(until - now).count());
  for (const HostQueue::Ticket other : dropped) refuse_held(other, until);
}

void Fetcher::State::refuse_held(HostQueue::Ticket ticket, Clock::time_point until) {
  FetchResult& result = jobs.at(ticket)->transfer.result();
  const auto left = std::max(std::chrono::ceil<seconds>(until - Clock::now()), seconds(1));
  result.retry_after = std::to_string(left.count());
  result.error = FetchError{FetchReason::host_held, result.url + ": the host asked for a pause (429); " +
                                                        std::to_string(left.count()) + " s are left"};
  finish(ticket);
}

void Fetcher::State::finish(HostQueue::Ticket ticket) {
  const std::unique_ptr<Job> job = std::move(jobs.at(ticket));
  jobs.erase(ticket);
  report(std::move(job->transfer.result()), job->done);
}

void Fetcher::State::report(FetchResult result, const Done& done) {
  ++finished;
  if (result.error) ++failed;
  wire_bytes += result.wire_bytes;
  done(std::move(result));
}

void Fetcher::State::end_all() {
  for (const auto& [handle, ticket] : running) curl_multi_remove_handle(multi.get(), handle);
  running.clear();
  queue.clear();
  std::vector<std::pair<FetchRequest, Done>> late;
  {
    const std::lock_guard lock(mutex);
    late.swap(inbox);
  }
  while (!jobs.empty()) {
    FetchResult& result = jobs.begin()->second->transfer.result();
    result.body.clear();
    result.error = FetchError{FetchReason::stopped, result.url + ": stopped"};
    finish(jobs.begin()->first);
  }
  for (const auto& [request, done] : late) {
    const std::string url = shown_url(request.url);
    report({.error = FetchError{FetchReason::stopped, url + ": stopped"}, .url = url}, done);
  }
  multi.reset();
}

/// How many requests may start now. Look-ups that hang take no place from others, up to a limit: each has a thread.
int Fetcher::State::free_slots() const {
  const Clock::time_point now = Clock::now();
  int lookups = 0, hanging = 0;
  for (const auto& [handle, ticket] : running) {
    const auto since = jobs.at(ticket)->transfer.resolving_since();
    if (!since) continue;
    const bool hangs = now - *since > options.limits.lookup_usual && hanging < options.limits.lookups_hanging_max;
    hangs ? ++hanging : ++lookups;
  }
  return std::min(options.limits.transfers_max - static_cast<int>(running.size()) + hanging,
                  options.limits.lookups_max - lookups);
}

std::string Fetcher::State::host_of(const UrlParts& target) const {
  return shared_host(target.host, options.shared_hosts);
}

milliseconds Fetcher::State::wait() const {
  const auto next = queue.next_start();
  if (!next) return poll_max;
  const auto left = std::chrono::ceil<milliseconds>(*next - Clock::now());
  // A host that is ready but finds no slot waits for a transfer to end or a name to be found; the latter does
  // not wake the poll.
  if (left <= milliseconds(0) && free_slots() <= 0) return full_poll;
  return std::clamp(left, milliseconds(0), poll_max);
}

Fetcher::Fetcher(FetcherOptions options) : state_(std::make_unique<State>(std::move(options))) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Fetcher::~Fetcher() {
  stop();
}

void Fetcher::fetch(FetchRequest request, Done done) {
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->stopping) {
      state_->inbox.emplace_back(std::move(request), std::move(done));
      curl_multi_wakeup(state_->multi.get());
      return;
    }
  }
  const std::string url = shown_url(request.url);
  done({.error = FetchError{FetchReason::stopped, url + ": stopped"}, .url = url});
}

void Fetcher::hold_host(const std::string& url, seconds wait) {
  const std::lock_guard lock(state_->mutex);
  if (state_->stopping) return;
  state_->holds.emplace_back(url, wait);
  curl_multi_wakeup(state_->multi.get());
}

void Fetcher::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->stopping) {
      state_->stopping = true;
      curl_multi_wakeup(state_->multi.get());
    }
  }
  if (state_->thread.joinable()) state_->thread.join();
}

FetchCounts Fetcher::counts() const {
  return {state_->finished, state_->failed, state_->wire_bytes, state_->in_flight, state_->waiting};
}

}  // namespace newswired::ingest
