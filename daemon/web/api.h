#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/ledger/record_log.h"
#include "daemon/search/catalogue.h"
#include "daemon/web/request.h"

namespace newswired::web {

/// What the data under `/api/` is made of. `catalogue` is null when `[search] enabled` is false.
struct ApiSources {
  const ledger::RecordLog* log = nullptr;
  const search::Catalogue* catalogue = nullptr;
  std::function<std::string()> status;  ///< JSON.
  std::function<std::string()> feeds;   ///< JSON: an array.
};

/// One path of the API.
struct Route {
  std::string path;  ///< Below `/api/`; a part in braces is a value: `articles/{id}`.
  std::vector<const char*> parameters;
  std::function<Answer(const ApiSources&, const Asked&)> answer;
};

/// Every path, in the order of README.md. Pure but for the sources; any thread.
const std::vector<Route>& api_routes();

}  // namespace newswired::web
