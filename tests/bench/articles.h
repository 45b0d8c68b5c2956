#pragma once

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>

#include "daemon/ledger/ledger.h"

// Articles of a usual size for the benchmarks of the ledger and what stands behind it.
namespace newswired::bench {

inline constexpr int words_per_article = 600;

inline std::string text_of(int number, int words = words_per_article) {
  std::string text;
  std::mt19937 random(static_cast<unsigned>(number));
  for (int word = 0; word < words; ++word)
    text += "w" + std::to_string(random() % 50'000) + (word % 15 == 14 ? ". " : " ");
  return text;
}

inline ledger::Poll poll_of(int number) {
  ledger::Poll poll;
  const std::string feed = "feed-" + std::to_string(number % 500);
  poll.feed = {feed, feed, "https://" + feed + ".example/feed"};
  poll.state = {feed, poll.feed.url, {"\"" + std::to_string(number) + "\"", ""}, {}, "{}"};
  ledger::Entry entry;
  entry.identity = "entry-" + std::to_string(number);
  entry.content = std::string(1500, 'x');
  poll.entries = {entry};
  return poll;
}

inline ledger::Submission submission_of(const ledger::Pending& pending, int number) {
  Article article;
  article.id = pending.id;
  article.revision = pending.revision;
  article.feed = pending.feed;
  article.url = "https://news.example/" + std::to_string(number);
  article.title = "Article " + std::to_string(number);
  article.language = "en";
  article.text = text_of(number);
  dedup::Candidate candidate{article.id, 1, article.feed.id, article.url, "", {}, {}};
  candidate.signature = dedup::sign(article.title, article.text);
  return {std::move(article), std::move(candidate)};
}

inline Record draft_of(const ledger::Pending& pending) {
  Record record;
  record.article = *pending.article;
  return record;
}

template <class Outcome>
auto must(Outcome outcome) {
  if (outcome) return std::move(*outcome);
  std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
  std::exit(1);
}

}  // namespace newswired::bench
