#include "daemon/ledger_operations.h"

#include <algorithm>
#include <array>

#include "proto/record.h"
#include "proto/time.h"

namespace newswired {
namespace {

using Json = nlohmann::json;

Json json_of(const ledger::DeadLetter& letter) {
  return {{"id", letter.id},
          {"revision", letter.revision},
          {"feed", letter.feed},
          {"link", letter.link},
          {"stage", to_string(letter.stage)},
          {"reason", letter.reason},
          {"attempts", letter.attempts},
          {"died", format_rfc3339(letter.died)},
          {"published", letter.published},
          {"reissue", letter.reissue}};
}

std::string id_of(const Json& request) { return request.value("id", ""); }

Json no_letter(const std::string& id) { return refusal("no dead letter " + id + "; `newswired dead list` names them"); }

Json list_dead(ledger::Ledger& ledger, const Json&) {
  const auto letters = ledger.dead_letters();
  if (!letters) return refusal(letters.error().message);
  Json list = Json::array();
  for (const auto& letter : *letters) list.push_back(json_of(letter));
  return {{"ok", true}, {"dead", std::move(list)}};
}

/// The newest letter of the id, or null.
Json find_letter(ledger::Ledger& ledger, const std::string& id) {
  const auto letters = ledger.dead_letters();
  Json found;
  if (letters)
    for (const auto& letter : *letters)
      if (letter.id == id) found = json_of(letter);
  return found;
}

Json show_dead(ledger::Ledger& ledger, const Json& request) {
  const std::string id = id_of(request);
  Json letter = find_letter(ledger, id);
  if (letter.is_null()) return no_letter(id);
  const auto kept = ledger.dead_letter(id);
  if (!kept) return refusal(kept.error().message);
  if (*kept) {
    const auto entry = parse_json((*kept)->content);
    letter["entry"] = entry ? *entry : Json((*kept)->content);
    if (const auto& article = (*kept)->article) letter["title"] = article->title, letter["text"] = article->text;
  }
  return {{"ok", true}, {"letter", std::move(letter)}};
}

Json retry_dead(ledger::Ledger& ledger, const Json& request) {
  const std::string id = id_of(request);
  if (find_letter(ledger, id).is_null()) return no_letter(id);
  const auto kept = ledger.dead_letter(id);
  if (!kept) return refusal(kept.error().message);
  if (!*kept) return refusal(id + ": its record without the stage is still to come; try again after that");
  const auto retried = ledger.retry_dead_letter(id);
  if (!retried) return refusal(retried.error().message);
  return {{"ok", true}};
}

Json drop_dead(ledger::Ledger& ledger, const Json& request) {
  const std::string id = id_of(request);
  if (find_letter(ledger, id).is_null()) return no_letter(id);
  const auto dropped = ledger.drop_dead_letter(id);
  if (!dropped) return refusal(dropped.error().message);
  return {{"ok", true}};
}

Json forget(ledger::Ledger& ledger, const Json& request) {
  const std::string id = id_of(request);
  const auto logged = ledger.forget(id);
  if (!logged) return refusal(logged.error().message);
  if (logged->empty()) return refusal("no article " + id + ", or it is forgotten already");
  return {{"ok", true}, {"seq", logged->front().seq}};
}

struct Operation {
  const char* name;
  Json (*work)(ledger::Ledger&, const Json& request);
  bool makes_pending;
};

constexpr std::array operations{
    Operation{"dead.list", list_dead, false},  Operation{"dead.show", show_dead, false},
    Operation{"dead.retry", retry_dead, true}, Operation{"dead.drop", drop_dead, false},
    Operation{"forget", forget, true},  // what waited for its record
};

}  // namespace

Json ask_ledger(ledger::Ledger& ledger, const Json& request) {
  const std::string op = request.value("op", "");
  const auto known = std::find_if(operations.begin(), operations.end(), [&](const Operation& one) { return op == one.name; });
  return known == operations.end() ? refusal("unknown op \"" + op + "\"") : known->work(ledger, request);
}

void add_ledger_operations(Administration& administration, ledger::Writer& writer, std::function<void()> changed) {
  for (const Operation& operation : operations)
    administration.add(operation.name, [&writer, changed, operation](const Json& request) {
      Json answer = on_writer(writer, [operation, request](ledger::Ledger& ledger) { return operation.work(ledger, request); });
      if (operation.makes_pending) changed();
      return answer;
    });
}

}  // namespace newswired
