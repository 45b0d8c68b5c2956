#pragma once

#include <string>
#include <string_view>

#include "daemon/ledger/types.h"
#include "proto/article.h"
#include "proto/result.h"
#include "stages/clean/page.h"
#include "stages/feed/feed.h"

namespace newswired {

/// What `ledger::Entry::content` holds: the entry and what its feed said of itself.
struct EntryContent {
  feed::Entry entry;
  std::string feed_language;
};

std::string encode_content(const EntryContent& content);
Result<EntryContent> decode_content(std::string_view content);

/// The fuller of the entry's own texts, and which it is.
struct OwnText {
  std::string html;
  Body body = Body::summary;
};
OwnText own_text(const feed::Entry& entry);

/// One article out of what the feed said and what was read. The feed's word wins for title and dates, since the publisher
/// wrote it for readers; the page's for authors and language.
Article make_article(const ledger::Pending& pending, const EntryContent& content, const clean::Page& page, Body body);

/// What deduplication compares.
ledger::Submission make_submission(Article article, const feed::Entry& entry);

}  // namespace newswired
