#pragma once

#include "daemon/ingest/fetcher.h"

namespace newswired::ingest {

/// Fetches one URL and waits for it, with a fetcher of its own: for commands, which have no daemon to ask.
/// The same guard, limits and redirects as the daemon's; private networks are refused unless the request
/// admits them.
FetchResult fetch_once(FetchRequest request, FetcherOptions options = {});

}  // namespace newswired::ingest
