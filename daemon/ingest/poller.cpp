#include "daemon/ingest/poller.h"

#include <algorithm>
#include <cassert>

#include "daemon/ingest/body_facts.h"
#include "daemon/ingest/fetch_url.h"
#include "daemon/ingest/poll_answer.h"
#include "daemon/ingest/spread.h"

namespace newswired::ingest {
namespace {

using std::chrono::seconds;

bool same_origin(const std::string& a, const std::string& b) {
  const auto first = split_url(a), second = split_url(b);
  return first && second && first->origin() == second->origin();
}

/// Deliveries of hubs in work at a time; hubs come again.
constexpr std::size_t deliveries_max = 64;

/// Some servers offer validators and never honour them.
bool always_sends_bodies(const PollHistory& history) {
  return history.poll_count >= 8 && history.body_count * 2 > history.poll_count;
}

/// The same wait from now on when the last poll lies ahead of now: the clock was turned back since.
Timestamp from_now(Timestamp due, const PollHistory& history, Timestamp now) {
  if (due == Timestamp::max() || history.last_poll <= now) return due;
  return now + std::max(due - history.last_poll, std::chrono::seconds(0));
}

}  // namespace

/// Wraps an answer's way back: it does nothing once this object is gone.
template <class F>
auto Poller::guarded(F call) const {
  return [alive = std::weak_ptr<bool>(alive_), call = std::move(call)](auto&&... answer) mutable {
    if (!alive.expired()) call(std::forward<decltype(answer)>(answer)...);
  };
}

Poller::Poller(Options options, Hooks hooks, std::vector<FeedSpec> feeds,
               const std::vector<ledger::FeedState>& states)
    : options_(std::move(options)), hooks_(std::move(hooks)) {
  std::map<std::string, const ledger::FeedState*> known;
  for (const ledger::FeedState& state : states) known[state.feed] = &state;
  const std::size_t count = feeds.size();
  for (FeedSpec& spec : feeds) {
    const auto found = known.find(spec.id);
    enter(std::move(spec), found == known.end() ? nullptr : found->second, count);
  }
  keep_known_holds();
}

Poller::~Poller() = default;

void Poller::enter(FeedSpec spec, const ledger::FeedState* state, std::size_t feed_count) {
  const std::string id = spec.id;
  Feed feed;
  feed.url = spec.url;
  feed.spec = std::move(spec);
  feed.generation = next_generation_++;
  feed.history.configured_url = feed.spec.url;
  if (state) {
    Result<PollHistory> history = history_from_json_text(state->history);
    if (history && history->configured_url == feed.spec.url) {
      feed.history = std::move(*history);
      feed.url = state->url.empty() ? feed.spec.url : state->url;
      feed.validators = state->validators;
      feed.due = state->next_due;
    }
  }
  feed.due = first_due(from_now(feed.due, feed.history, hooks_.now()), feed.spec.url, feed_count, hooks_.now(), options_.limits);
  due_.insert({feed.due, id});
  const bool is_new = feeds_.emplace(id, std::move(feed)).second;
  assert(is_new);
  (void)is_new;
}

/// Nothing is asked of a host before the time it named, also when we were restarted in between.
void Poller::keep_known_holds() {
  const Timestamp now = hooks_.now();
  for (const auto& [id, feed] : feeds_) {
    const Timestamp until = feed.history.last_poll + feed.history.retry_after;
    if (feed.history.last_end == PollEnd::throttled && until > now)
      hooks_.hold_host(feed.url, std::min(until - now, options_.limits.failure_max));
  }
}

Timestamp Poller::tick() {
  const Timestamp now = hooks_.now();
  if (now < last_tick_) turn_back(last_tick_ - now);
  last_tick_ = now;
  while (!paused_ && static_cast<int>(in_work_) < options_.limits.polls_max && !due_.empty() &&
         due_.begin()->first <= now) {
    Feed& feed = feeds_.at(due_.begin()->second);
    due_.erase(due_.begin());
    feed.line = line_of(feed);
    if (lines_.enter(feed.line, feed.spec.id, static_cast<std::size_t>(options_.limits.polls_per_host_max))) start(feed, now);
  }
  const bool full = static_cast<int>(in_work_) >= options_.limits.polls_max;
  return paused_ || full || due_.empty() ? Timestamp::max() : due_.begin()->first;
}

/// The clock was turned back: every feed waits as long as it would have, not until the old time comes again.
void Poller::turn_back(std::chrono::seconds jump) {
  due_.clear();
  for (auto& [id, feed] : feeds_) {
    if (feed.due != Timestamp::max()) feed.due -= jump;
    if (!feed.busy) due_.insert({feed.due, id});
  }
}

/// The host that the feed's polls stand in line for.
std::string Poller::line_of(const Feed& feed) const {
  const auto target = split_url(feed.url);
  return target ? shared_host(target->host, options_.shared_hosts) : std::string();
}

/// A poll has ended or was given up: its place goes to the next feed of the same host.
void Poller::release(Feed& feed) {
  assert(feed.busy && in_work_ > 0);
  feed.busy = false;
  --in_work_;
  lines_.leave(feed.line);
  while (const auto next = lines_.next(feed.line)) {
    const auto found = feeds_.find(*next);
    if (found == feeds_.end() || found->second.busy) continue;
    due_.insert({found->second.due, *next});
    return;
  }
}

void Poller::start(Feed& feed, Timestamp now) {
  feed.busy = true;
  ++in_work_;
  const Ticket ticket{feed.spec.id, feed.generation};
  hooks_.fetch(request_for(feed, now),
               guarded([this, ticket](FetchResult result) { fetched(ticket, std::move(result)); }));
}

FetchRequest Poller::request_for(const Feed& feed, Timestamp now) const {
  FetchRequest request;
  request.url = feed.url;
  request.kind = FetchKind::feed;
  // A whole body now and then, though it may not have changed: it tells the ledger which entries are still
  // listed, whose marks would else be dropped as forgotten by the feed.
  if (now - feed.history.last_body < options_.limits.refresh_max) request.validators = feed.validators;
  request.validators_of = feed.history.validators_of;
  request.allow = options_.allow;
  request.allow.insert(request.allow.end(), feed.spec.allow.begin(), feed.spec.allow.end());
  request.bytes_max = feed.spec.body_max.value_or(options_.body_max);
  request.proxy = feed.spec.proxy.empty() ? options_.proxy : feed.spec.proxy;
  request.file_allowed = feed.spec.from_toml;
  if (feed.url == feed.spec.url || same_origin(feed.url, feed.spec.url)) {
    request.headers = feed.spec.headers;
    request.credentials = feed.spec.credentials;
  }
  return request;
}

void Poller::fetched(const Ticket& ticket, FetchResult result) {
  Feed* const feed = find(ticket);
  if (!feed) return;
  const Timestamp now = hooks_.now();
  const PollOutcome outcome = outcome_of(result, now);

  if (result.error) {
    if (result.error->reason == FetchReason::stopped) return end(*feed, now + options_.limits.failure_first);
    const bool held = result.error->reason == FetchReason::host_held;
    PollOutcome failed =
        with_end(outcome, held ? PollEnd::throttled : PollEnd::failed, result.error->message);
    failed.status = 0;
    return end_without_entries(*feed, failed);
  }
  if (result.status == 200) return take_body(*feed, outcome, std::move(result));
  if (answers_validators(feed->validators, feed->history, result)) {
    take_validators(feed->validators, feed->history, result);
    note_move(feed->history, result);
    PollOutcome unchanged = with_end(outcome, PollEnd::unchanged, "");
    unchanged.has_validators = true;
    return end_without_entries(*feed, unchanged);
  }

  std::string message = "HTTP " + std::to_string(result.status);
  if (const auto instead = result.body.empty() ? std::nullopt : instead_of_feed(result.body))
    message += " with " + std::string(*instead);
  const PollEnd end_kind = result.status == 429   ? PollEnd::throttled
                           : result.status == 410 ? PollEnd::gone
                                                  : PollEnd::failed;
  end_without_entries(*feed, with_end(outcome, end_kind, message));
}

void Poller::take_body(Feed& feed, PollOutcome outcome, FetchResult result) {
  if (const auto instead = instead_of_feed(result.body))
    return end_without_entries(
        feed, with_end(outcome, PollEnd::not_a_feed, "got " + std::string(*instead) + " instead of a feed"));

  const PollHistory& history = feed.history;
  const bool same_body = hash_of_body(result.body) == history.body_hash;
  if (same_body && history.body_failures >= options_.limits.body_attempts_max)
    return end_without_entries(
        feed, with_end(outcome, PollEnd::failed, "this body could not be parsed; waiting for another one"));
  if (same_body && history.body_failures == 0 &&
      outcome.at - history.last_body < options_.limits.refresh_max) {
    // A server without working validators: the body says that nothing changed.
    take_validators(feed.validators, feed.history, result);
    note_move(feed.history, result);
    outcome.has_validators = false;
    return end_without_entries(feed, with_end(outcome, PollEnd::unchanged, ""));
  }

  ParseJob job{feed.spec.id, result.url, result.content_type, result.body};
  const Ticket ticket{feed.spec.id, feed.generation};
  hooks_.parse(std::move(job), guarded([this, ticket, outcome,
                                        result = std::move(result)](Result<ParsedFeed> answer) mutable {
                 parsed(ticket, std::move(outcome), std::move(result), std::move(answer));
               }));
}

void Poller::parsed(const Ticket& ticket, PollOutcome outcome, FetchResult result,
                    Result<ParsedFeed> answer) {
  Feed* const feed = find(ticket);
  if (!feed) return;
  if (!answer) {
    if (answer.error().kind != ErrorKind::unavailable) {
      const std::string hash = hash_of_body(result.body);
      feed->history.body_failures = feed->history.body_hash == hash ? feed->history.body_failures + 1 : 1;
      feed->history.body_hash = hash;
    }
    // A parser that died may have been killed for another reason: the body gets its attempts as soon as is polite.
    const bool again = feed->history.body_failures < options_.limits.body_attempts_max;
    return end_without_entries(*feed, with_end(outcome, PollEnd::failed, answer.error().message), again);
  }
  if (!answer->is_feed)
    return end_without_entries(
        *feed, with_end(outcome, PollEnd::not_a_feed, "the body is no feed of any known format"));
  store(*feed, outcome, result, std::move(*answer));
}

void Poller::store(Feed& feed, const PollOutcome& given, const FetchResult& result, ParsedFeed parsed) {
  PollOutcome outcome = with_end(given, PollEnd::fresh, "");
  outcome.hints = std::move(parsed.hints);
  outcome.item_count = static_cast<int>(parsed.entries.size());
  for (const ledger::Entry& entry : parsed.entries)
    if (entry.published) outcome.published.push_back(*entry.published);
  outcome.message = remark_on(result, outcome);

  // What the feed will be once this is stored; until then it stays as it was.
  Feed next = feed;
  take_validators(next.validators, next.history, result);
  outcome.has_validators = any(next.validators) && !always_sends_bodies(feed.history);
  next.history = after_poll(std::move(next.history), outcome, options_.limits);
  next.history.title = parsed.title;
  next.history.body_hash = hash_of_body(result.body);
  next.history.body_failures = 0;
  note_move(next.history, result);
  const auto configured = split_url(feed.spec.url);
  if (next.history.moved_count >= options_.limits.move_sightings && configured && !configured->has_user) {
    next.url = next.history.moved_to;
    next.history.moved_to.clear();
    next.history.moved_count = 0;
  }
  next.due = due_after(next);

  ledger::Poll poll;
  poll.state = state_of(next);
  poll.feed = {feed.spec.id, feed.spec.title.empty() ? parsed.title : feed.spec.title, shown_url(next.url)};
  if (options_.limits.backlog) poll.backlog_since = given.at - *options_.limits.backlog;
  const PollHistory& before = feed.history;
  if (before.last_body != Timestamp{} && given.at - before.last_body > options_.limits.absence_max) {
    // What is dated before it was last read was published then; what came since is news, however old.
    poll.after_absence = true;
    poll.backlog_since = before.last_body;
  }
  poll.entries = std::move(parsed.entries);
  const PushOffer offer = push_offer(result.links, parsed.hub, parsed.self, shown_url(result.url));

  const Ticket ticket{feed.spec.id, feed.generation};
  hooks_.store(std::move(poll), guarded([this, ticket, offer, next = std::move(next)](bool stored) mutable {
                 Feed* const feed = find(ticket);
                 if (!feed) return;
                 if (!stored) {
                   feed->history.last_message = "its entries could not be stored; asked again soon";
                   // The trouble is ours, not the server's: no longer a wait than had it been stored.
                   return end(*feed, std::min(next.due, hooks_.now() + spread_by(feed->spec.url, options_.limits.failure_first, 0.2)));
                 }
                 feed->url = std::move(next.url);
                 feed->validators = std::move(next.validators);
                 // A hub may have confirmed meanwhile.
                 next.history.push = std::move(feed->history.push);
                 feed->history = std::move(next.history);
                 end(*feed, due_after(*feed));
                 if (hooks_.offered) hooks_.offered(feed->spec, offer);
               }));
}

void Poller::end_without_entries(Feed& feed, const PollOutcome& outcome, bool ours) {
  feed.history = after_poll(std::move(feed.history), outcome, options_.limits);
  if (feed.history.failure_count >= options_.limits.move_sightings && feed.url != feed.spec.url) {
    // Where it moved to has died: back to the address that the list gives.
    feed.url = feed.spec.url;
    feed.validators = {};
  }
  feed.due = due_after(feed);
  if (ours) feed.due = std::min(feed.due, outcome.at + options_.limits.interval_min);
  hooks_.save(state_of(feed));
  end(feed, feed.due);
}

void Poller::end(Feed& feed, Timestamp due) {
  release(feed);
  due_.erase({feed.due, feed.spec.id});
  feed.due = from_now(due, feed.history, hooks_.now());
  due_.insert({feed.due, feed.spec.id});
}

/// The feed whose poll this is; nothing when the poll was given up by `reload`.
Poller::Feed* Poller::find(const Ticket& ticket) {
  const auto found = feeds_.find(ticket.id);
  if (found == feeds_.end() || found->second.generation != ticket.generation) return nullptr;
  return &found->second;
}

ledger::FeedState Poller::state_of(const Feed& feed) const {
  return {feed.spec.id, feed.url, feed.validators, feed.due, to_json_text(feed.history)};
}

Timestamp Poller::due_after(const Feed& feed) const {
  return next_poll_at(feed.history, options_.limits, feed.spec.interval, feed.spec.url);
}

void Poller::reload(Options options, std::vector<FeedSpec> feeds) {
  options_ = std::move(options);
  const auto drop = [this](std::map<std::string, Feed>::iterator feed) {
    if (feed->second.busy) release(feed->second);  // Its answer will find nobody.
    due_.erase({feed->second.due, feed->first});
    return feeds_.erase(feed);
  };

  std::set<std::string> listed;
  const auto is_new = [this](const FeedSpec& spec) { return !feeds_.contains(spec.id); };
  const auto count = static_cast<std::size_t>(std::count_if(feeds.begin(), feeds.end(), is_new));
  for (FeedSpec& spec : feeds) {
    listed.insert(spec.id);
    const auto found = feeds_.find(spec.id);
    if (found != feeds_.end() && found->second.spec.url == spec.url) {
      const bool other_rhythm = spec.interval != found->second.spec.interval;
      found->second.spec = std::move(spec);
      if (other_rhythm && found->second.history.poll_count > 0) reschedule(found->second);
      continue;
    }
    if (found != feeds_.end()) drop(found);
    enter(std::move(spec), nullptr, count);
  }
  for (auto feed = feeds_.begin(); feed != feeds_.end();)
    feed = listed.contains(feed->first) ? std::next(feed) : drop(feed);
}

bool Poller::poll_now(const std::string& id) {
  const auto found = feeds_.find(id);
  if (found == feeds_.end()) return false;
  Feed& feed = found->second;
  if (feed.busy) return true;
  due_.erase({feed.due, id});
  feed.due = hooks_.now();
  due_.insert({feed.due, id});
  return true;
}

void Poller::set_push(const std::string& id, const PushLease& lease) {
  const auto found = feeds_.find(id);
  if (found == feeds_.end()) return;
  Feed& feed = found->second;
  feed.history.push = lease;
  reschedule(feed);
  hooks_.save(state_of(feed));
}

/// What decides the wait has changed; a poll in work will see it at its end.
void Poller::reschedule(Feed& feed) {
  if (feed.busy || feed.due == Timestamp::max()) return;
  due_.erase({feed.due, feed.spec.id});
  feed.due = from_now(due_after(feed), feed.history, hooks_.now());
  due_.insert({feed.due, feed.spec.id});
}

bool Poller::deliver(const std::string& id, std::string content_type, std::string body) {
  const auto found = feeds_.find(id);
  if (paused_ || found == feeds_.end() || deliveries_ >= deliveries_max) return false;
  if (instead_of_feed(body)) return poll_now(id);
  const Feed& feed = found->second;
  ++deliveries_;
  const Ticket ticket{id, feed.generation};
  hooks_.parse({id, feed.url, std::move(content_type), std::move(body)}, guarded([this, ticket](Result<ParsedFeed> answer) {
                 if (answer && answer->is_feed) return store_delivery(ticket, std::move(*answer));
                 --deliveries_;
                 poll_now(ticket.id);  // What it should have said, the feed itself does.
               }));
  return true;
}

void Poller::store_delivery(const Ticket& ticket, ParsedFeed parsed) {
  Feed* const feed = find(ticket);
  if (!feed) return void(--deliveries_);
  ledger::Poll poll;
  poll.state = state_of(*feed);
  poll.feed = {feed->spec.id, feed->spec.title.empty() ? feed->history.title : feed->spec.title, shown_url(feed->url)};
  if (options_.limits.backlog) poll.backlog_since = hooks_.now() - *options_.limits.backlog;
  poll.entries = std::move(parsed.entries);
  hooks_.store(std::move(poll), guarded([this, id = ticket.id](bool stored) {
                 --deliveries_;
                 if (!stored) poll_now(id);
               }));
}

std::vector<FeedStatus> Poller::status() const {
  std::vector<FeedStatus> all;
  all.reserve(feeds_.size());
  for (const auto& [id, feed] : feeds_)
    all.push_back({id, shown_url(feed.url), feed.spec.title.empty() ? feed.history.title : feed.spec.title,
                   feed.busy, feed.due, feed.history});
  return all;
}

}  // namespace newswired::ingest
