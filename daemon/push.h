#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/ingest/poller.h"
#include "daemon/ingest/subscriber.h"
#include "daemon/loop.h"
#include "daemon/settings/settings.h"
#include "daemon/web/callback_server.h"

namespace newswired {

/// WebSub: joins the subscriber, the listener that hubs call, and the poller. Everything but the listener's threads is on
/// the head's loop; a hub's call waits there for its answer.
class Push {
 public:
  struct Options {
    std::string listen;
    ingest::Subscriber::Options subscriber;
    std::size_t bytes_max = 16u << 20;
  };
  struct Parts {
    Loop& loop;
    ingest::Fetcher& fetcher;
    ingest::Poller& poller;
    std::function<Timestamp()> now;
  };

  Push(Options options, Parts parts);

  Result<Done> start();
  void stop();

  void offer(const ingest::FeedSpec& feed, const ingest::PushOffer& offer) { subscriber_.offer(feed.id, offer, feed.allow); }
  void keep_only(const std::vector<settings::Feed>& feeds);
  Timestamp tick() { return subscriber_.tick(); }

 private:
  ingest::Subscriber::Hooks hooks();
  web::CallbackReply on_call(web::CallbackRequest request);

  Parts parts_;
  ingest::Subscriber subscriber_;
  web::CallbackServer server_;
};

}  // namespace newswired
