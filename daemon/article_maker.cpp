#include "daemon/article_maker.h"

#include <nlohmann/json.hpp>

#include "proto/record.h"
#include "proto/topics.h"
#include "stages/dedup/canonical_url.h"

namespace newswired {
namespace {

std::vector<std::string> names_of(const std::vector<feed::Person>& people) {
  std::vector<std::string> names;
  for (const feed::Person& person : people)
    if (person.name && !person.name->empty()) names.push_back(*person.name);
  return names;
}

std::string language_of(const EntryContent& content, const clean::Page& page) {
  for (const auto& declared : {page.language, content.entry.language, std::optional(content.feed_language)}) {
    const std::string language = primary_language(declared.value_or(""));
    if (language != "und") return language;
  }
  return "und";
}

std::optional<std::string> image_of(const feed::Entry& entry, const clean::Page& page) {
  if (page.image || entry.images.empty()) return page.image;
  return entry.images.front();
}

/// The canonical form as an address that can be opened: comparing folds http into https, a server may know only http.
std::string openable(const std::string& url) {
  std::string canonical = dedup::canonical_url(url);
  if (url.starts_with("http://") && canonical.starts_with("https://")) canonical.erase(4, 1);
  return canonical;
}

}  // namespace

std::string encode_content(const EntryContent& content) {
  return dump_json({{"entry", feed::to_json(content.entry)}, {"feed_language", content.feed_language}});
}

Result<EntryContent> decode_content(std::string_view content) {
  const auto json = parse_json(content);
  if (!json) return json.error();
  const auto entry = json->find("entry");
  if (entry == json->end()) return Error{ErrorKind::invalid, "entry: missing"};
  auto read = feed::entry_from_json(*entry);
  if (!read) return read.error();
  return EntryContent{std::move(*read), json->value("feed_language", std::string())};
}

OwnText own_text(const feed::Entry& entry) {
  const std::string content = entry.content.value_or("");
  const std::string summary = entry.summary.value_or("");
  if (content.size() >= summary.size() && !content.empty()) return {content, Body::feed};
  return {summary, Body::summary};
}

Article make_article(const ledger::Pending& pending, const EntryContent& content, const clean::Page& page, Body body) {
  const feed::Entry& entry = content.entry;
  Article article;
  article.id = pending.id;
  article.revision = pending.revision;
  article.feed = pending.feed;
  article.link = entry.link.value_or("");
  article.url = openable(page.canonical_url ? *page.canonical_url : article.link);
  article.title = entry.title && !entry.title->empty() ? *entry.title : page.title;
  article.authors = page.authors.empty() ? names_of(entry.authors) : page.authors;
  article.published = entry.published;
  if (!article.published && page.published) article.published = page.published->time;
  article.updated = entry.updated;
  if (!article.updated && page.modified) article.updated = page.modified->time;
  article.collected = pending.collected;
  article.language = language_of(content, page);
  article.body = body;
  article.text = page.text;
  article.word_count = page.word_count;
  article.image = image_of(entry, page);
  article.categories = entry.categories;
  return article;
}

ledger::Submission make_submission(Article article, const feed::Entry& entry) {
  dedup::Candidate candidate;
  candidate.id = article.id;
  candidate.revision = article.revision;
  candidate.feed = article.feed.id;
  candidate.url = dedup::canonical_url(article.url);
  candidate.guid = entry.id.value_or("");
  candidate.arrived = article.collected;
  candidate.signature = dedup::sign(article.title, article.text);
  return {std::move(article), std::move(candidate)};
}

}  // namespace newswired
