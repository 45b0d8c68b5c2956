#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/types.h"
#include "daemon/search/index.h"
#include "daemon/search/query.h"
#include "proto/result.h"
#include "proto/time.h"

namespace newswired::search {

/// An article as lists show it.
struct Listed {
  std::uint64_t seq = 0;  ///< Of its newest record.
  std::string id;
  int revision = 1;
  std::string feed;
  std::string feed_title;
  std::string language;
  std::string title;
  std::string url;
  std::optional<Timestamp> published;
  Timestamp collected{};
  std::string story;
};

/// A part of a text, and whether it is what was looked for.
struct Piece {
  std::string text;
  bool hit = false;
};

struct Hit {
  Listed article;
  std::vector<Piece> snippet;
};

struct Hits {
  std::uint64_t total = 0;
  std::vector<Hit> hits;
};

/// Which articles a list is to hold; what is empty does not matter.
struct ArticleFilter {
  std::string entity;    ///< An entity's id: articles that name it.
  std::string feed;
  std::string language;
  std::string story;
};

/// Somebody or something that is named.
struct Named {
  std::string id;
  std::string type;
  std::string name;
  std::string role;     ///< The newest known, else empty.
  std::string country;
  std::uint64_t articles = 0;
  std::uint64_t quotes = 0;
  Timestamp last{};     ///< Of the newest article.
};

struct Said {
  Listed article;
  int place = 0;        ///< Index into the record's quotes.
  std::string speaker;
  std::string name;
  std::string kind;
  std::string text;
  std::string cue;
  double confidence = 0;
};

struct Story {
  std::string id;
  std::uint64_t articles = 0;
  std::uint64_t feeds = 0;
  std::uint64_t copies = 0;
  Timestamp first{};
  Timestamp last{};
  Listed newest;
};

/// Another feed's copy of an article.
struct Carried {
  std::string id;
  std::string feed;
  std::string feed_title;
  std::string title;
  std::string url;
  std::optional<Timestamp> published;
  std::string kind;
};

enum class Order { relevance, newest };

// How far lists that count look back, in articles: they are about the present, and the cost of a request is bounded.
inline constexpr int counted_articles_max = 5'000;

/// Reads the index. Any thread; each call is one read transaction.
class Catalogue {
 public:
  /// Needs the file: `Index` makes it. `unavailable` otherwise.
  static Result<Catalogue> open(const std::string& state_dir);
  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  ledger::Outcome<Cursor> cursor() const;

  ledger::Outcome<Hits> search(const Query& query, Order order, int limit, int offset) const;

  /// Newest first, below `before` (a seq; 0: from the newest).
  ledger::Outcome<std::vector<Listed>> articles(const ArticleFilter& filter, std::uint64_t before, int limit) const;
  ledger::Outcome<std::optional<Listed>> article(const std::string& id) const;
  ledger::Outcome<std::vector<Carried>> copies_of(const std::string& article) const;

  /// Most named first among the newest `counted_articles_max` articles; `part` is looked for in names.
  ledger::Outcome<std::vector<Named>> named(const std::string& type, const std::string& part, int limit) const;
  ledger::Outcome<std::optional<Named>> entity(const std::string& id) const;
  /// Who and what is named in the same articles, most often first.
  ledger::Outcome<std::vector<Named>> named_with(const std::string& id, int limit) const;

  /// Newest first, below article `before`; an empty speaker: everybody's. At least `limit` while there are so many: an
  /// article's quotes stay together.
  ledger::Outcome<std::vector<Said>> quotes(const std::string& speaker, std::uint64_t before, int limit) const;

  /// Stories of at least two articles or one that others carried, among the newest `counted_articles_max`.
  ledger::Outcome<std::vector<Story>> stories(int limit) const;

  /// Languages of the newest `counted_articles_max` articles, most used first.
  ledger::Outcome<std::vector<std::string>> languages() const;

 private:
  struct State;
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newswired::search
