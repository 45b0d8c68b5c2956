#include "daemon/search/query.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "proto/topics.h"
#include "stages/text/characters.h"

namespace newswired::search {
namespace {

/// A word or phrase as typed: `-title:"two words"*`.
struct Term {
  std::string key;   ///< Before the colon, in lower case; empty when there is none.
  std::string text;
  bool quoted = false;
  bool without = false;
  bool prefix = false;
  std::size_t column = 1;  ///< Where it begins, in bytes from 1.
};

// Key of a query -> column of the index.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> columns{
    {{"title", "title"}, {"text", "text"}, {"name", "names"}, {"quote", "quotes"}, {"by", "speakers"}}};
constexpr std::array<std::string_view, 4> filters{"feed", "lang", "since", "before"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

Error at(std::size_t column, const std::string& message) {
  return {ErrorKind::invalid, "query, character " + std::to_string(column) + ": " + message};
}

bool has_word(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const text::CodePoint point = text::code_point_at(text, i);
    if (text::is_word(text::character_class(point.value))) return true;
    i += std::max<std::uint32_t>(point.size, 1);
  }
  return false;
}

bool is_known_key(std::string_view key) {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.first == key; }) ||
         std::find(filters.begin(), filters.end(), key) != filters.end();
}

/// Parts the query into terms.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Result<std::vector<Term>> terms() {
    std::vector<Term> terms;
    while (skip_blanks()) {
      auto term = next();
      if (!term) return term.error();
      terms.push_back(std::move(*term));
      if (terms.size() > query_terms_max)
        return at(terms.back().column, "more than " + std::to_string(query_terms_max) + " words; shorten it");
    }
    return terms;
  }

 private:
  bool skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  Result<Term> next() {
    Term term;
    term.column = at_ + 1;
    if (text_[at_] == '-' && at_ + 1 < text_.size() && !is_blank(text_[at_ + 1])) {
      term.without = true;
      ++at_;
    }
    read_key(term);
    if (at_ < text_.size() && text_[at_] == '"') {
      const std::size_t end = text_.find('"', at_ + 1);
      if (end == std::string_view::npos) return at(at_ + 1, "the quotation mark that begins here is not closed");
      term.quoted = true;
      term.text = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
    } else {
      const std::size_t from = at_;
      while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '"') ++at_;
      term.text = text_.substr(from, at_ - from);
      if (term.text.ends_with('*')) {
        term.prefix = true;
        term.text.pop_back();
      }
    }
    if (at_ < text_.size() && text_[at_] == '*') {
      term.prefix = true;
      ++at_;
    }
    return term;
  }

  /// `title:`, only when a key we know stands there: "10:30" is a word.
  void read_key(Term& term) {
    std::size_t end = at_;
    std::string key;
    for (; end < text_.size() && ((text_[end] | 0x20) >= 'a' && (text_[end] | 0x20) <= 'z'); ++end)
      key += static_cast<char>(text_[end] | 0x20);
    if (end >= text_.size() || text_[end] != ':' || !is_known_key(key)) return;
    term.key = std::move(key);
    at_ = end + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// A day or a moment.
std::optional<Timestamp> read_time(const std::string& text) {
  if (const auto day = parse_rfc3339(text + "T00:00:00Z")) return day;
  return parse_rfc3339(text);
}

/// Builds the query from terms.
class Builder {
 public:
  Result<Query> build(const std::vector<Term>& terms) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const bool is_or = terms[i].text == "OR" && !terms[i].quoted && terms[i].key.empty() && !terms[i].without;
      if (is_or) {
        if (wanted_.empty() || i + 1 == terms.size()) return at(terms[i].column, "OR needs a word on both sides");
        joins_next_ = true;
      } else if (auto added = add(terms[i]); !added) {
        return added.error();
      }
    }
    if (wanted_.empty() && !unwanted_.empty())
      return Error{ErrorKind::invalid, "query: only words to leave out; add one to look for"};
    query_.match = match();
    return std::move(query_);
  }

 private:
  Result<Done> add(const Term& term) {
    const bool joins = std::exchange(joins_next_, false);
    if (std::find(filters.begin(), filters.end(), term.key) != filters.end()) {
      if (term.without || joins) return at(term.column, term.key + ": narrows everything down; it takes neither - nor OR");
      return add_filter(term);
    }
    if (!has_word(term.text)) return at(term.column, "there is no word in \"" + term.text + "\"");
    if (joins && term.without) return at(term.column, "OR cannot be followed by a word to leave out");
    if (term.without)
      unwanted_.push_back(expression(term));
    else if (joins)
      wanted_.back() += " OR " + expression(term);
    else
      wanted_.push_back(expression(term));
    return Done{};
  }

  Result<Done> add_filter(const Term& term) {
    if (term.text.empty()) return at(term.column, term.key + ": needs a value");
    if (term.key == "feed") query_.feed = term.text;
    if (term.key == "lang") query_.language = primary_language(term.text);
    if (term.key == "since" || term.key == "before") {
      const auto time = read_time(term.text);
      if (!time)
        return at(term.column, term.key + ": expected a day such as 2026-11-20 or a time such as 2026-11-20T08:00:00Z, got \"" + term.text + "\"");
      (term.key == "since" ? query_.since : query_.before) = time;
    }
    return Done{};
  }

  static std::string expression(const Term& term) {
    std::string quoted = "\"" + term.text + "\"";
    if (term.prefix) quoted += " *";
    for (const auto& [key, column] : columns)
      if (term.key == key) return std::string(column) + " : " + quoted;
    return quoted;
  }

  std::string match() const {
    std::string text;
    for (const std::string& group : wanted_) text += (text.empty() ? "(" : " AND (") + group + ")";
    for (const std::string& group : unwanted_) text = "(" + text + ") NOT " + group;
    return text;
  }

  Query query_;
  std::vector<std::string> wanted_;
  std::vector<std::string> unwanted_;
  bool joins_next_ = false;
};

}  // namespace

Result<Query> parse_query(std::string_view text) {
  if (text.size() > query_bytes_max)
    return Error{ErrorKind::limit, "query: longer than " + std::to_string(query_bytes_max) + " bytes; shorten it"};
  // A NUL would end the text for SQLite.
  if (text.find('\0') != std::string_view::npos) return Error{ErrorKind::invalid, "query: has a NUL character"};
  const auto terms = Scanner(text).terms();
  if (!terms) return terms.error();
  if (terms->empty()) return Error{ErrorKind::invalid, "query: is empty; give a word, a \"phrase\" or a filter such as feed:ID"};
  return Builder().build(*terms);
}

}  // namespace newswired::search
