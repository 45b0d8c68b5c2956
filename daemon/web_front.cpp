#include "daemon/web_front.h"

#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "daemon/search/catalogue.h"
#include "daemon/search/feeder.h"
#include "daemon/web/server.h"

namespace newswired {

struct WebFront::Parts {
  Sources sources;
  std::string search_trouble;  // why there is no index although one is wanted
  std::unique_ptr<search::Feeder> feeder;
  std::unique_ptr<search::Catalogue> catalogue;
  std::unique_ptr<web::Server> server;

  explicit Parts(Sources given) : sources(std::move(given)) {}

  void open_search(const std::string& state_dir) {
    auto index = search::Index::open(state_dir);
    auto opened = index ? search::Catalogue::open(state_dir) : Result<search::Catalogue>(index.error());
    if (!opened) {
      search_trouble = opened.error().message;
      spdlog::error("search is left out: {}", search_trouble);
      return;
    }
    catalogue = std::make_unique<search::Catalogue>(std::move(*opened));
    feeder = std::make_unique<search::Feeder>(std::move(*index), sources.log);
    feeder->start();
  }

  Result<Done> bind(const std::string& listen) {
    web::Sources shown{.not_ready = [this] { return not_ready(sources.measured()); },
                       .samples = [this] { return samples_of(sources.measured()); },
                       .api = {.log = &sources.log,
                               .catalogue = catalogue.get(),
                               .status = [this] { return dump_json(status_json(sources.measured())); },
                               .feeds = [this] { return dump_json(feeds_json(sources.measured())); }}};
    server = std::make_unique<web::Server>(web::Options{.listen = listen}, std::move(shown));
    return server->start();
  }
};

WebFront::WebFront(Sources sources) : parts_(std::make_unique<Parts>(std::move(sources))) {}
WebFront::~WebFront() { stop(); }

Result<Done> WebFront::start(const settings::Settings& settings) {
  if (settings.search.enabled) parts_->open_search(settings.state_dir);
  if (settings.http.listen.empty()) return Done{};
  return parts_->bind(settings.http.listen);
}

void WebFront::stop() {
  if (parts_->server) parts_->server->stop();
  if (parts_->feeder) parts_->feeder->stop();
}

void WebFront::announce() {
  if (parts_->feeder) parts_->feeder->ring();
  if (parts_->server) parts_->server->ring();
}

void WebFront::describe(Status& status) const {
  status.search.trouble = parts_->search_trouble;
  if (parts_->feeder) status.search = parts_->feeder->stats();
  if (parts_->server) status.web_streams = parts_->server->open_streams();
}

}  // namespace newswired
