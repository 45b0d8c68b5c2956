#pragma once

#include <string_view>

namespace newswired::search {

/// Kept as the file's `user_version`; a file of another one is made again from the log.
inline constexpr int schema_version = 1;

inline constexpr std::string_view schema = R"sql(
CREATE TABLE cursor(epoch TEXT NOT NULL, seq INTEGER NOT NULL);
INSERT INTO cursor VALUES('', 0);

-- An article by its newest record; `seq` is that record's place in the log.
CREATE TABLE articles(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,
  feed TEXT NOT NULL, feed_title TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
  published INTEGER, collected INTEGER NOT NULL,
  time INTEGER NOT NULL,                 -- published, but never after it was collected
  story TEXT NOT NULL, words INTEGER NOT NULL, quotes INTEGER NOT NULL);
CREATE INDEX articles_by_story ON articles(story, seq);
CREATE INDEX articles_by_feed ON articles(feed, seq);

-- Who and what is named in an article.
CREATE TABLE names(
  entity TEXT NOT NULL, article INTEGER NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL,
  role TEXT, country TEXT, mentions INTEGER NOT NULL,
  PRIMARY KEY(entity, article)) WITHOUT ROWID;
CREATE INDEX names_by_article ON names(article);

-- Who said what. `speaker` is an entity's id, empty when nobody is named.
CREATE TABLE quotes(
  article INTEGER NOT NULL, place INTEGER NOT NULL, speaker TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, text TEXT NOT NULL, cue TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY(article, place)) WITHOUT ROWID;
CREATE INDEX quotes_by_speaker ON quotes(speaker, article);

CREATE TABLE copies(
  id TEXT PRIMARY KEY, original TEXT NOT NULL, seq INTEGER NOT NULL,
  feed TEXT NOT NULL, feed_title TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL, published INTEGER,
  kind TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX copies_by_original ON copies(original);
CREATE INDEX copies_by_seq ON copies(seq);

-- Stories that turned out to be another one.
CREATE TABLE merged(story TEXT PRIMARY KEY, kept TEXT NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE found USING fts5(
  title, text, names, quotes, speakers, tokenize = 'porter unicode61 remove_diacritics 2');
)sql";

}  // namespace newswired::search
