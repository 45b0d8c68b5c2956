#include "daemon/web/api.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "daemon/web/api_json.h"
#include "daemon/web/card.h"
#include "proto/record.h"

namespace newswired::web {
namespace {

using Json = nlohmann::json;
using ledger::Outcome;

constexpr std::uint64_t list_max = 100;
constexpr std::uint64_t offset_max = 10'000;
constexpr std::uint64_t seq_max = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t log_page_bytes = 1u << 20;
constexpr std::size_t one_entry_bytes = 64u << 20;

Answer ok(const Json& json) { return {200, dump_json(json)}; }
Answer bad(const Error& error) { return answer_error(400, error.message); }
Answer away(const ledger::Trouble& trouble) { return answer_error(503, trouble.message); }
Answer nothing(const std::string& what) { return answer_error(404, what); }

Answer no_search() { return answer_error(503, "[search] enabled is false in the configuration, so this list is not kept"); }

/// The entry at `seq`, null when retention has dropped it.
std::optional<ledger::LogEntry> entry_at(const ledger::RecordLog& log, std::uint64_t seq) {
  if (seq == 0) return std::nullopt;
  const auto page = log.read("", seq - 1, {}, {1, one_entry_bytes});
  if (!page) return std::nullopt;
  const auto* entries = std::get_if<ledger::Entries>(&*page);
  if (!entries || entries->entries.empty() || entries->entries.front().seq != seq) return std::nullopt;
  return entries->entries.front();
}

/// Whole entries, as they stand in the log, oldest first.
Answer log_page(const ApiSources& sources, const Asked& asked) {
  const auto after = asked.number("after", 0, 0, seq_max);
  const auto limit = asked.number("limit", 50, 1, list_max);
  if (!after) return bad(after.error());
  if (!limit) return bad(limit.error());
  const auto page = sources.log->read("", *after, {}, {static_cast<int>(*limit), log_page_bytes});
  if (!page) return away(page.error());
  if (const auto* gone = std::get_if<ledger::Gone>(&*page))
    return {410, dump_json({{"error", "older than the log; go on from floor"}, {"floor", gone->floor}})};
  const auto* entries = std::get_if<ledger::Entries>(&*page);
  if (!entries) return answer_error(409, "after is beyond the log's head; ask /api/head");
  std::string json = "{\"at\":" + std::to_string(entries->at) + ",\"entries\":[";
  for (const ledger::LogEntry& entry : entries->entries) {
    if (json.back() != '[') json += ',';
    json += entry.json;
  }
  return {200, json + "]}"};
}

Answer head(const ApiSources& sources, const Asked&) {
  const auto state = sources.log->state();
  if (!state) return away(state.error());
  return ok({{"epoch", state->epoch}, {"head", state->head}, {"floor", state->floor}});
}

/// A page of a list that goes on below `next`; null when there is no more.
Answer list_page(const char* name, Json list, std::uint64_t limit, std::uint64_t lowest) {
  const bool more = list.size() >= limit;
  return ok({{name, std::move(list)}, {"next", more ? Json(lowest) : Json(nullptr)}});
}

/// Cards, newest first.
Answer records(const ApiSources& sources, const Asked& asked) {
  if (!asked.text("after").empty()) return log_page(sources, asked);  // the older way to ask for the log
  if (!sources.catalogue) return no_search();
  const auto before = asked.number("before", 0, 0, seq_max);
  const auto limit = asked.number("limit", 30, 1, list_max);
  if (!before) return bad(before.error());
  if (!limit) return bad(limit.error());
  const search::ArticleFilter filter{asked.text("entity"), asked.text("feed"), asked.text("language"), asked.text("story")};
  const auto articles = sources.catalogue->articles(filter, *before, static_cast<int>(*limit));
  if (!articles) return away(articles.error());
  Json cards = Json::array();
  for (const search::Listed& article : *articles) {
    const auto entry = entry_at(*sources.log, article.seq);
    Json card = entry ? card_of_entry(entry->schema, entry->json) : Json(nullptr);
    if (card.is_null()) continue;
    card["story"] = article.story;
    cards.push_back(std::move(card));
  }
  const bool more = articles->size() >= *limit;
  return ok({{"records", std::move(cards)}, {"next", more ? Json(articles->back().seq) : Json(nullptr)}});
}

/// The article that `id` is a copy of.
Outcome<std::optional<search::Listed>> original_of(const ApiSources& sources, const std::string& id) {
  const auto present = sources.log->present(id, 0);
  if (!present) return present.error();
  if (!*present || (*present)->id == id) return std::optional<search::Listed>();
  return sources.catalogue->article((*present)->id);
}

/// The newest record of an article (asked by its own id or a copy's), and what is known of it now.
Answer article(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  auto listed = sources.catalogue->article(asked.text("id"));
  if (listed && !*listed) listed = original_of(sources, asked.text("id"));
  if (!listed) return away(listed.error());
  if (!*listed) return nothing("no article has this id, or it is older than the log");
  const auto entry = entry_at(*sources.log, (*listed)->seq);
  const auto record = entry ? parse_json(entry->json) : Result<Json>(Error{});
  if (!record) return nothing("the article's record has just left the log");
  const auto copies = sources.catalogue->copies_of((*listed)->id);
  const auto story = sources.catalogue->articles({.story = (*listed)->story}, 0, list_max);
  if (!copies) return away(copies.error());
  if (!story) return away(story.error());
  return ok({{"record", *record}, {"duplicates", to_json(*copies)}, {"story", {{"id", (*listed)->story}, {"articles", to_json(*story)}}}});
}

Answer entities(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  const auto limit = asked.number("limit", 50, 1, list_max);
  if (!limit) return bad(limit.error());
  const std::string type = asked.text("type");
  if (!type.empty() && !entity_type_from(type))
    return bad({ErrorKind::invalid, "type: expected person, organization, location or misc, got \"" + type + "\""});
  const auto named = sources.catalogue->named(type, asked.text("q"), static_cast<int>(*limit));
  if (!named) return away(named.error());
  return ok({{"entities", to_json(*named)}});
}

Answer entity(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  const std::string id = asked.text("type") + "/" + asked.text("slug");
  const auto found = sources.catalogue->entity(id);
  if (!found) return away(found.error());
  if (!*found) return nothing("nothing named " + id + " is in the log");
  const auto with = sources.catalogue->named_with(id, 12);
  if (!with) return away(with.error());
  return ok({{"entity", to_json(**found)}, {"named_with", to_json(*with)}});
}

Answer quotes(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  const auto before = asked.number("before", 0, 0, seq_max);
  const auto limit = asked.number("limit", 50, 1, list_max);
  if (!before) return bad(before.error());
  if (!limit) return bad(limit.error());
  const auto said = sources.catalogue->quotes(asked.text("speaker"), *before, static_cast<int>(*limit));
  if (!said) return away(said.error());
  return list_page("quotes", to_json(*said), *limit, said->empty() ? 0 : said->back().article.seq);
}

Answer stories(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  const auto limit = asked.number("limit", 50, 1, list_max);
  if (!limit) return bad(limit.error());
  const auto list = sources.catalogue->stories(static_cast<int>(*limit));
  if (!list) return away(list.error());
  return ok({{"stories", to_json(*list)}});
}

Answer story(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  const auto articles = sources.catalogue->articles({.story = asked.text("id")}, 0, list_max);
  if (!articles) return away(articles.error());
  if (articles->empty()) return nothing("no story has this id, or it is older than the log");
  Json list = Json::array();
  for (const search::Listed& one : *articles) {
    const auto copies = sources.catalogue->copies_of(one.id);
    if (!copies) return away(copies.error());
    Json json = to_json(one);
    json["duplicates"] = to_json(*copies);
    list.push_back(std::move(json));
  }
  return ok({{"story", asked.text("id")}, {"articles", std::move(list)}});
}

Answer feeds(const ApiSources& sources, const Asked& asked) {
  const std::string state = asked.text("state");
  if (state.empty()) return {200, "{\"feeds\":" + sources.feeds() + "}"};
  const auto all = parse_json(sources.feeds());
  if (!all || !all->is_array()) return answer_error(503, "the daemon is busy; try again");
  Json list = Json::array();
  for (const Json& feed : *all)
    if (feed.value("state", "") == state) list.push_back(feed);
  return ok({{"feeds", std::move(list)}});
}

Answer languages(const ApiSources& sources, const Asked&) {
  if (!sources.catalogue) return no_search();
  const auto list = sources.catalogue->languages();
  if (!list) return away(list.error());
  return ok({{"languages", *list}});
}

Answer search_page(const ApiSources& sources, const Asked& asked) {
  if (!sources.catalogue) return no_search();
  const auto limit = asked.number("limit", 20, 1, list_max);
  const auto offset = asked.number("offset", 0, 0, offset_max);
  if (!limit) return bad(limit.error());
  if (!offset) return bad(offset.error());
  const std::string sort = asked.text("sort");
  if (!sort.empty() && sort != "newest" && sort != "relevance")
    return bad({ErrorKind::invalid, "sort: expected relevance or newest, got \"" + sort + "\""});
  const auto query = search::parse_query(asked.text("q"));
  if (!query) return bad(query.error());
  const auto order = sort == "newest" ? search::Order::newest : search::Order::relevance;
  const auto hits = sources.catalogue->search(*query, order, static_cast<int>(*limit), static_cast<int>(*offset));
  if (!hits) return away(hits.error());
  return ok({{"total", hits->total}, {"articles", to_json(hits->hits)}});
}

Answer status(const ApiSources& sources, const Asked&) { return {200, sources.status()}; }

}  // namespace

const std::vector<Route>& api_routes() {
  static const std::vector<Route> routes{
      {"status", {}, status},
      {"head", {}, head},
      {"log", {"after", "limit"}, log_page},
      {"records", {"after", "before", "limit", "entity", "feed", "language", "story"}, records},
      {"articles/{id}", {}, article},
      {"entities", {"type", "q", "limit"}, entities},
      {"entities/{type}/{slug}", {}, entity},
      {"quotes", {"speaker", "before", "limit"}, quotes},
      {"stories", {"limit"}, stories},
      {"stories/{id}", {}, story},
      {"feeds", {"state"}, feeds},
      {"languages", {}, languages},
      {"search", {"q", "sort", "limit", "offset"}, search_page},
  };
  return routes;
}

}  // namespace newswired::web
