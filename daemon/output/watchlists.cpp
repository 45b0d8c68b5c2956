#include "daemon/output/watchlists.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "proto/fold.h"
#include "proto/record.h"
#include "proto/topics.h"
#include "stages/text/characters.h"

namespace newswired::output {
namespace {

using Json = nlohmann::json;

/// Scripts that put no blanks between words: each of their characters counts as one.
bool stands_alone(char32_t character) { return character >= 0x2E80 && character < 0xAC00; }

/// Folded words with one blank around each: so a phrase is found whole by looking for its bytes.
std::string words_of(std::string_view text) {
  const std::string folded = fold(text);
  std::string words = " ";
  for (std::size_t i = 0; i < folded.size();) {
    const text::CodePoint point = text::code_point_at(folded, i);
    const bool is_word = text::is_word(text::character_class(point.value));
    if ((!is_word || stands_alone(point.value)) && words.back() != ' ') words += ' ';
    if (is_word) words.append(folded, i, point.size);
    if (is_word && stands_alone(point.value)) words += ' ';
    i += std::max<std::uint32_t>(point.size, 1);
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

/// What is looked for: without the last blank when any ending will do.
std::string needle_of(const std::string& phrase) {
  std::string needle = words_of(phrase);
  if (phrase.ends_with('*')) needle.pop_back();
  return needle;
}

std::vector<std::string> needles_of(const std::vector<std::string>& phrases) {
  std::vector<std::string> needles;
  for (const std::string& phrase : phrases) needles.push_back(needle_of(phrase));
  return needles;
}

struct ReadyList {
  std::string name;
  std::vector<std::string> any, all, none;
  std::vector<std::string> people;  // "-leila-haddad-"
  std::vector<std::string> feeds;
};

/// A record as lists look at it.
struct Looked {
  std::string words;
  std::string feed;
  std::vector<std::string> people;
};

std::string between_dashes(const std::string& name) { return "-" + slug(name) + "-"; }

Looked look(const Json& record) {
  Looked looked;
  looked.words = words_of(record.at("title").get<std::string>() + "\n" + record.at("text").get<std::string>());
  looked.feed = record.at("feed").at("id").get<std::string>();
  for (const Json& entity : record.at("entities"))
    if (entity.at("type") == "person") looked.people.push_back(between_dashes(entity.at("name").get<std::string>()));
  for (const Json& quote : record.at("quotes")) {
    const Json& speaker = quote.at("speaker");
    if (!speaker.is_null() && speaker.at("name").is_string()) looked.people.push_back(between_dashes(speaker.at("name").get<std::string>()));
  }
  return looked;
}

bool is_met(const ReadyList& list, const Looked& record) {
  const auto occurs = [&](const std::string& needle) { return record.words.find(needle) != std::string::npos; };
  const auto is_named = [&](const std::string& person) {
    return std::any_of(record.people.begin(), record.people.end(), [&](const auto& name) { return name.find(person) != std::string::npos; });
  };
  if (!list.feeds.empty() && std::find(list.feeds.begin(), list.feeds.end(), record.feed) == list.feeds.end()) return false;
  if (!list.people.empty() && std::none_of(list.people.begin(), list.people.end(), is_named)) return false;
  if (!list.any.empty() && std::none_of(list.any.begin(), list.any.end(), occurs)) return false;
  return std::all_of(list.all.begin(), list.all.end(), occurs) && std::none_of(list.none.begin(), list.none.end(), occurs);
}

}  // namespace

struct Watchlists::Ready {
  std::vector<ReadyList> lists;
};

void Watchlists::set(std::vector<Watchlist> lists) {
  auto ready = std::make_shared<Ready>();
  for (const Watchlist& list : lists) {
    ReadyList made{list.name, needles_of(list.any), needles_of(list.all), needles_of(list.none), {}, list.feeds};
    for (const std::string& person : list.people) made.people.push_back(between_dashes(person));
    ready->lists.push_back(std::move(made));
  }
  const std::lock_guard lock(mutex_);
  ready_ = std::move(ready);
}

std::shared_ptr<const Watchlists::Ready> Watchlists::ready() const {
  const std::lock_guard lock(mutex_);
  return ready_;
}

std::vector<std::string> Watchlists::matching(const ledger::LogEntry& entry) const {
  std::vector<std::string> names;
  const auto all = ready();
  if (!all || all->lists.empty() || entry.schema != record_schema) return names;
  const auto record = parse_json(entry.json);
  if (!record) return names;
  try {
    const Looked looked = look(*record);
    for (const ReadyList& list : all->lists)
      if (is_met(list, looked)) names.push_back(list.name);
  } catch (const Json::exception&) {
    // A record of a later schema: nobody can say what it matches.
    names.clear();
  }
  return names;
}

bool Watchlists::matches(const ledger::LogEntry& entry, std::string_view prefix) const {
  const auto names = matching(entry);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return watch_topic(name).starts_with(prefix); });
}

}  // namespace newswired::output
