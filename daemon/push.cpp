#include "daemon/push.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <future>
#include <map>
#include <set>

#include "daemon/ingest/push_signature.h"

namespace newswired {
namespace {

constexpr std::chrono::seconds answer_wait{5};

std::map<std::string, ingest::PushLease> known_leases(const ingest::Poller& poller) {
  std::map<std::string, ingest::PushLease> known;
  for (const ingest::FeedStatus& feed : poller.status())
    if (!feed.history.push.hub.empty()) known[feed.id] = feed.history.push;
  return known;
}

ingest::HubCall to_call(web::CallbackRequest request) {
  return {request.is_post,         std::move(request.token),     std::move(request.query), std::move(request.content_type),
          std::move(request.signature), std::move(request.body)};
}

}  // namespace

Push::Push(Options options, Parts parts)
    : parts_(std::move(parts)),
      subscriber_(options.subscriber, hooks(), known_leases(parts_.poller)),
      server_({.listen = options.listen, .bytes_max = options.bytes_max}, [this](web::CallbackRequest request) { return on_call(std::move(request)); }) {}

Result<Done> Push::start() { return server_.start(); }

void Push::stop() { server_.stop(); }

ingest::Subscriber::Hooks Push::hooks() {
  ingest::Subscriber::Hooks hooks;
  hooks.now = parts_.now;
  hooks.random = ingest::random_digits;
  hooks.fetch = [this](ingest::FetchRequest request, std::function<void(ingest::FetchResult)>) {
    parts_.fetcher.fetch(std::move(request), [](const ingest::FetchResult& result) {
      if (result.error) spdlog::warn("hub: {}", result.error->message);
      else if (result.status / 100 != 2) spdlog::warn("hub: {}: HTTP {}", result.url, result.status);
    });
  };
  hooks.keep = [this](const std::string& feed, const ingest::PushLease& lease) { parts_.poller.set_push(feed, lease); };
  hooks.deliver = [this](const std::string& feed, std::string content_type, std::string body) {
    return parts_.poller.deliver(feed, std::move(content_type), std::move(body));
  };
  return hooks;
}

/// On a thread of the listener.
web::CallbackReply Push::on_call(web::CallbackRequest request) {
  const auto promise = std::make_shared<std::promise<ingest::HubReply>>();
  auto answer = promise->get_future();
  parts_.loop.post([this, promise, call = to_call(std::move(request))]() mutable { promise->set_value(subscriber_.answer(std::move(call))); });
  if (answer.wait_for(answer_wait) != std::future_status::ready) return {503, ""};
  const ingest::HubReply reply = answer.get();
  return {reply.status, reply.body};
}

void Push::keep_only(const std::vector<settings::Feed>& feeds) {
  std::set<std::string> ids;
  for (const settings::Feed& feed : feeds) ids.insert(feed.id);
  subscriber_.keep_only(ids);
}

}  // namespace newswired
