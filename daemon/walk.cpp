#include "daemon/walk.h"

#include <algorithm>

#include "daemon/ingest/fetch_url.h"
#include "daemon/ingest/page_fetch.h"
#include "daemon/log/log.h"

namespace newswired {
namespace {

constexpr int rows_a_read = 256;
// Rows that were dropped from memory (a full disk, a lost answer) are found again by reading from the start.
constexpr std::chrono::seconds sweep_every{10};
constexpr std::chrono::seconds sweep_under_load_every{60};

std::string host_of(const std::string& url) {
  const auto parts = ingest::split_url(url);
  return parts ? parts->host : std::string();
}

}  // namespace

/// One article on its way.
struct Walk::Job {
  ledger::Pending pending;
  EntryContent content;
  WalkFeed feed;
  std::string page_url;       ///< Set when the text being read is a page's.
  PageSource::Page page;      ///< Kept until it is read, for another attempt.
  bool waits_for_page = false;
  int page_tries = 0;
  Clock::time_point page_due{};  ///< When to try the page again; zero when a try is under way.
  std::optional<Stage> asked;  ///< The stage whose answer it waits for.
  int question = 0;            ///< Counts what was asked: an answer to an earlier question is dropped.
  std::optional<jobs::EntitiesAnswer> entities;
  std::vector<jobs::RememberedName> names;  ///< Of entities that the article names in short only.
  std::optional<jobs::QuotesAnswer> quotes;

  log::About about(Stage stage) const { return {pending.feed.id, pending.id, std::string(to_string(stage))}; }
  log::About about() const { return {pending.feed.id, pending.id, ""}; }

  bool skips(Stage stage) const {
    return std::find(pending.skipped.begin(), pending.skipped.end(), stage) != pending.skipped.end();
  }
};

Walk::Walk(Options options, Parts parts) : options_(std::move(options)), parts_(std::move(parts)) {}
Walk::~Walk() = default;

void Walk::wake() {
  more_ = true;
  refill();
}

void Walk::read_again() {
  cursor_ = 0;
  wake();
}

void Walk::tick(Clock::time_point now) {
  if (!more_ && now >= (jobs_.empty() ? last_sweep_ + sweep_every : last_sweep_ + sweep_under_load_every)) {
    last_sweep_ = now;
    read_again();
  }
  if (waiting_for_page_ > 0) {
    std::vector<JobPtr> due;
    for (const auto& [key, job] : jobs_)
      if (job->page_due != Clock::time_point{} && job->page_due <= now) due.push_back(job);
    for (const JobPtr& job : due) get_page(job);
  }
  refill();
}

Walk::Counts Walk::counts() const {
  Counts counts = counts_;
  counts.waiting_for_page = waiting_for_page_;
  counts.in_stages = jobs_.size() - waiting_for_page_;
  return counts;
}

void Walk::refill() {
  const bool room = waiting_for_page_ < pages_max && jobs_.size() - waiting_for_page_ < jobs_max;
  if (!more_ || reading_ || !room) return;
  reading_ = true;
  more_ = false;
  parts_.ledger.run([this, after = cursor_](ledger::Ledger& ledger) {
    auto rows = ledger.resume(after, rows_a_read);
    parts_.loop.post([this, rows = std::move(rows)]() mutable {
      reading_ = false;
      if (!rows) {
        if (rows.error().fault == ledger::Fault::refused) parts_.on_refused(rows.error().message);
        return;
      }
      take(std::move(*rows));
    });
  });
}

void Walk::take(std::vector<ledger::Pending> rows) {
  if (static_cast<int>(rows.size()) == rows_a_read) more_ = true;
  for (ledger::Pending& row : rows) {
    cursor_ = std::max(cursor_, row.turn);
    start(std::move(row));
  }
  refill();
}

void Walk::start(ledger::Pending pending) {
  const std::pair key(pending.id, pending.revision);
  if (jobs_.contains(key)) return;
  auto job = std::make_shared<Job>();
  job->pending = std::move(pending);
  if (const auto feed = options_.feeds.find(job->pending.feed.id); feed != options_.feeds.end()) job->feed = feed->second;
  jobs_[key] = job;
  if (job->pending.step == ledger::Step::annotate) return find_entities(job);

  auto content = decode_content(job->pending.content);
  if (!content) return failed(job, Stage::parse, job->pending.attempt, content.error(), false);
  job->content = std::move(*content);
  if (job->content.feed_language.empty()) job->content.feed_language = job->feed.language;
  if (!ingest::wants_page(job->content.entry, job->feed.full_text)) return read_own_text(job);
  job->waits_for_page = true;
  ++waiting_for_page_;
  get_page(job);
}

void Walk::get_page(const JobPtr& job) {
  job->page_due = {};
  ++job->page_tries;
  parts_.pages.get({job->content.entry.link.value_or(""), job->feed.url, job->feed.allow, job->feed.proxy},
                   [this, job](Result<PageSource::Page> page) { page_came(job, std::move(page)); });
}

void Walk::page_came(const JobPtr& job, Result<PageSource::Page> page) {
  if (!page && page.error().kind != ErrorKind::invalid) {
    if (const auto wait = ingest::page_retry_wait(job->page_tries)) {
      job->page_due = Clock::now() + *wait;
      log::debug(job->about(), "page: {}; tried again in {} s", page.error().message, wait->count());
      return;
    }
  }
  job->waits_for_page = false;
  --waiting_for_page_;
  if (page) return read_page(job, std::move(*page));
  log::info(job->about(), "page: {}; the feed's own text is used", page.error().message);
  read_own_text(job);
}

void Walk::read_page(const JobPtr& job, PageSource::Page page) {
  const feed::Entry& entry = job->content.entry;
  const std::string host = host_of(page.url);
  jobs::PageRequest request;
  request.url = page.url;
  request.content_type = page.content_type;
  request.feed_title = entry.title.value_or("");
  request.feed_summary = entry.summary.value_or("");
  request.feed_author = entry.authors.empty() ? "" : entry.authors.front().name.value_or("");
  request.feed_language = job->content.feed_language;
  request.host_lines = hosts_.boilerplate(host);
  request.site = clean::find_site_rule(options_.sites, host);
  job->page = std::move(page);
  ask(job, Stage::parse, jobs::page_task(request, job->page.body), [this, job, host](const std::string& frame) -> Result<Done> {
    const auto read = jobs::read_page_answer(frame);
    if (!read) return read.error();
    job->page = {};
    hosts_.learn(host, read->line_hashes);
    // An index page, a consent wall: the feed's own words are better than none.
    if (read->text.empty())
      read_own_text(job);
    else
      judge(job, *read, Body::page);
    return Done{};
  });
}

void Walk::read_own_text(const JobPtr& job) {
  const feed::Entry& entry = job->content.entry;
  const OwnText own = own_text(entry);
  jobs::PageRequest request;
  request.fragment = true;
  request.url = entry.link.value_or(job->feed.url);
  request.feed_title = entry.title.value_or("");
  request.feed_language = job->content.feed_language;
  request.site = clean::find_site_rule(options_.sites, host_of(request.url));
  ask(job, Stage::parse, jobs::page_task(request, own.html), [this, job, body = own.body](const std::string& frame) -> Result<Done> {
    const auto read = jobs::read_page_answer(frame);
    if (!read) return read.error();
    judge(job, *read, body);
    return Done{};
  });
}

void Walk::judge(const JobPtr& job, const clean::Page& page, Body body) {
  Article article = make_article(job->pending, job->content, page, body);
  parts_.ledger.decide(make_submission(std::move(article), job->content.entry),
                       [this, job](ledger::Outcome<ledger::Decided> outcome) {
                         parts_.loop.post([this, job, outcome = std::move(outcome)]() mutable {
                           judged(job, std::move(outcome));
                         });
                       });
}

void Walk::judged(const JobPtr& job, ledger::Outcome<ledger::Decided> outcome) {
  if (!ledger_ok(job, outcome.ok() ? nullptr : &outcome.error())) return;
  finish(job);
  if (outcome->to_annotate.empty()) ++counts_.duplicates;
  for (auto& pending : outcome->to_annotate) start(std::move(pending));
  for (auto& pending : outcome->released) start(std::move(pending));
}

void Walk::find_entities(const JobPtr& job) {
  if (!options_.entities || job->skips(Stage::entities)) return find_quotes(job);
  if (left_out_.contains(Stage::entities)) return go_without(job, Stage::entities);
  ask(job, Stage::entities, jobs::entities_task(*job->pending.article), [this, job](const std::string& frame) -> Result<Done> {
    auto answer = jobs::read_entities_answer(frame, job->pending.article->text);
    if (!answer) return answer.error();
    job->entities = std::move(*answer);
    recall_names(job);
    return Done{};
  });
}

void Walk::recall_names(const JobPtr& job) {
  job->names = options_.aliases.names_for(job->entities->entities, job->pending.article->collected);
  find_quotes(job);
}

void Walk::find_quotes(const JobPtr& job) {
  if (!options_.quotes || job->skips(Stage::quotes)) return publish(job);
  if (left_out_.contains(Stage::quotes)) return go_without(job, Stage::quotes);
  const std::string entities_frame = job->entities ? job->entities->frame : std::string();
  ask(job, Stage::quotes, jobs::quotes_task(*job->pending.article, entities_frame, job->names),
      [this, job](const std::string& frame) -> Result<Done> {
        auto answer = jobs::read_quotes_answer(frame, job->pending.article->text);
        if (!answer) return answer.error();
        job->quotes = std::move(*answer);
        publish(job);
        return Done{};
      });
}

void Walk::publish(const JobPtr& job) {
  Record record;
  record.article = *job->pending.article;
  if (job->pending.verdict) {
    record.event = job->pending.verdict->kind == dedup::Verdict::Kind::update ? Event::update : Event::fresh;
    record.story = job->pending.verdict->story;
  }
  record.pipeline["newswired"] = options_.version;
  const auto add_stage = [&](const char* name, const std::string* model) {
    if (model && !model->empty())
      record.pipeline[name] = *model;
    else
      record.skipped.emplace_back(name);
  };
  add_stage("entities", job->entities ? &job->entities->model : nullptr);
  add_stage("quotes", job->quotes ? &job->quotes->model : nullptr);
  if (job->entities) record.entities = job->entities->entities;
  jobs::apply_names(record.entities, job->names);
  if (job->quotes) record.quotes = std::move(job->quotes->quotes);

  parts_.ledger.publish(std::move(record), [this, job](ledger::Outcome<ledger::Published> outcome) {
    parts_.loop.post([this, job, outcome = std::move(outcome)]() mutable {
      if (!ledger_ok(job, outcome.ok() ? nullptr : &outcome.error())) return;
      ++counts_.published;
      const Article& article = *job->pending.article;
      if (job->entities) options_.aliases.learn(job->entities->entities, {article.id, article.text, article.collected});
      finish(job);
      for (auto& pending : outcome->released) start(std::move(pending));
    });
  });
}

void Walk::ask(const JobPtr& job, Stage stage, jobs::Frames frames,
               std::function<Result<Done>(const std::string&)> answered) {
  const int attempt = job->pending.failures[static_cast<std::size_t>(stage)] + 1;
  hub::Task task{stage, job->pending.id, job->pending.revision, attempt, std::move(frames)};
  job->asked = stage;
  const int question = ++job->question;
  parts_.desk.submit(std::move(task), [this, job, stage, attempt, question, answered = std::move(answered)](hub::Settled settled) {
    using End = hub::Settled::End;
    if (question != job->question) return;
    job->asked.reset();
    // The hub has no room or is stopping: no fault of the article. The next sweep takes it up again.
    const bool not_taken = settled.error.kind == ErrorKind::limit || settled.error.kind == ErrorKind::unavailable;
    if (settled.end == End::refused && not_taken) return finish(job);
    if (settled.end != End::answered)
      return failed(job, stage, attempt, settled.error, settled.end != End::refused);
    const auto read = answered(settled.frame);
    if (!read) failed(job, stage, attempt, read.error(), false);
  });
}

void Walk::failed(const JobPtr& job, Stage stage, int attempt, const Error& error, bool worker_died) {
  ++counts_.failed_attempts;
  log::warn(job->about(stage), "{} failed, attempt {}: {}", to_string(stage), attempt, error.message);
  count_failure(job, {job->pending.id, job->pending.revision, attempt, stage, error.kind, error.message, worker_died});
}

void Walk::leave_out(const std::set<Stage>& stages) {
  left_out_ = stages;
  std::vector<JobPtr> waiting;
  for (const auto& [key, job] : jobs_)
    if (job->asked && left_out_.contains(*job->asked)) waiting.push_back(job);
  for (const JobPtr& job : waiting) go_without(job, *job->asked);
}

void Walk::go_without(const JobPtr& job, Stage stage) {
  ++job->question;
  job->asked.reset();
  const int attempt = job->pending.failures[static_cast<std::size_t>(stage)] + 1;
  ledger::Failure failure{job->pending.id, job->pending.revision, attempt, stage, ErrorKind::unavailable};
  failure.reason = "no worker of the stage was there; retried by itself when one is";
  failure.stage_missing = true;
  count_failure(job, std::move(failure));
}

void Walk::count_failure(const JobPtr& job, ledger::Failure failure) {
  const Stage stage = failure.stage;
  parts_.ledger.fail(std::move(failure), [this, job, stage](ledger::Outcome<ledger::Fate> outcome) {
    parts_.loop.post([this, job, stage, outcome = std::move(outcome)]() mutable {
      if (!ledger_ok(job, outcome.ok() ? nullptr : &outcome.error())) return;
      using Kind = ledger::Fate::Kind;
      if (outcome->kind == Kind::retry) {
        job->pending.failures[static_cast<std::size_t>(stage)] = outcome->next_attempt - 1;
        again(job, stage);
      } else if (outcome->kind == Kind::publish_without) {
        job->pending.skipped.push_back(stage);
        again(job, stage);
      } else {
        finish(job);
      }
      for (auto& pending : outcome->released) start(std::move(pending));
    });
  });
}

void Walk::again(const JobPtr& job, Stage stage) {
  switch (stage) {
    case Stage::parse:
      if (!job->page.url.empty()) return read_page(job, std::move(job->page));
      return read_own_text(job);
    case Stage::entities: return find_entities(job);
    case Stage::quotes: return find_quotes(job);
  }
}

void Walk::finish(const JobPtr& job) {
  if (job->waits_for_page) --waiting_for_page_;
  jobs_.erase({job->pending.id, job->pending.revision});
  refill();
}

bool Walk::ledger_ok(const JobPtr& job, const ledger::Trouble* trouble) {
  if (!trouble) return true;
  if (trouble->fault == ledger::Fault::refused)
    parts_.on_refused(trouble->message);
  else
    log::error(job->about(), "{}; the article is taken up again later", trouble->message);
  finish(job);  // the next sweep finds it
  return false;
}

}  // namespace newswired
