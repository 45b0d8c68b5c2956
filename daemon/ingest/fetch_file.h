#pragma once

#include "daemon/ingest/fetcher.h"

namespace newswired::ingest {

/// Answers a `file:` URL as a server would: 200 with a validator made of size and time of change, 304 when
/// the request carries that one, 404 when there is no such file. Regular files only; cut at `bytes_max`.
FetchResult read_file_url(const FetchRequest& request);

}  // namespace newswired::ingest
