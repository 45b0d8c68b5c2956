#include "daemon/ingest/fetch_once.h"

#include <future>

namespace newswired::ingest {

FetchResult fetch_once(FetchRequest request, FetcherOptions options) {
  std::promise<FetchResult> promise;
  Fetcher fetcher(std::move(options));
  fetcher.fetch(std::move(request), [&promise](FetchResult result) { promise.set_value(std::move(result)); });
  return promise.get_future().get();
}

}  // namespace newswired::ingest
