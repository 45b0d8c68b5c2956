#include "daemon/alias_memory.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "proto/topics.h"

namespace newswired {
namespace {

constexpr std::size_t acronym_letters_max = 8;

bool is_one_word(std::string_view name) {
  return name.find_first_of(" \n") == std::string_view::npos;
}

bool is_acronym(std::string_view name) {
  std::size_t letters = 0;
  for (const char c : name) {
    if (c == '.') continue;
    if (c < 'A' || c > 'Z') return false;
    ++letters;
  }
  return letters >= 2 && letters <= acronym_letters_max;
}

/// "Sergei Lavrov" -> "Lavrov"; generations are no surname.
std::string_view surname(std::string_view name) {
  for (;;) {
    const std::size_t blank = name.rfind(' ');
    const std::string_view last = blank == std::string_view::npos ? name : name.substr(blank + 1);
    if (blank == std::string_view::npos ||
        !(last == "Jr." || last == "Jr" || last == "Sr." || last == "II" || last == "III"))
      return last;
    name = name.substr(0, blank);
  }
}

/// What a short name is remembered by: `person/assad` for "al-Assad" too.
std::string key_of(EntityType type, std::string_view name) {
  for (const std::string_view article : {"al-", "el-", "Al-", "El-"})
    if (type == EntityType::person && name.starts_with(article)) name.remove_prefix(article.size());
  if (type != EntityType::organization) return entity_id(type, name);
  std::string letters;
  for (const char c : name)
    if (c != '.') letters.push_back(c);
  return entity_id(type, letters);
}

/// The key under which an entity that is named in short may be remembered.
std::optional<std::string> short_key(const Entity& entity) {
  if (!is_one_word(entity.name)) return std::nullopt;
  if (entity.type == EntityType::person) return key_of(entity.type, entity.name);
  if (entity.type == EntityType::organization && is_acronym(entity.name))
    return key_of(entity.type, entity.name);
  return std::nullopt;
}

bool says(const Mention& mention, std::string_view text, std::string_view name) {
  const std::string_view said = mention.span.of(text);
  return mention.form == MentionForm::name &&
         (said == name || (said.size() == name.size() + 4 && said.ends_with(name)));
}

}  // namespace

std::vector<jobs::RememberedName> AliasMemory::names_for(const std::vector<Entity>& entities,
                                                         Timestamp at) const {
  std::vector<jobs::RememberedName> names;
  const auto has = [&](const std::string& id) {
    return std::any_of(entities.begin(), entities.end(),
                       [&](const Entity& entity) { return entity.id == id; }) ||
           std::any_of(names.begin(), names.end(), [&](const auto& name) { return name.id == id; });
  };
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const auto key = short_key(entities[i]);
    if (!key) continue;
    const Holder* const holder = holder_of(*key, at);
    if (holder != nullptr && !has(holder->id)) names.push_back({i, holder->id, holder->name});
  }
  return names;
}

const AliasMemory::Holder* AliasMemory::holder_of(const std::string& alias, Timestamp at) const {
  const auto found = aliases_.find(alias);
  if (found == aliases_.end()) return nullptr;
  const Holder* best = nullptr;
  std::uint32_t all = 0;
  for (const Holder& holder : found->second.holders) {
    if (at - holder.last > recent) continue;
    all += holder.articles;
    if (best == nullptr || holder.articles > best->articles) best = &holder;
  }
  if (best == nullptr || best->articles < articles_min) return nullptr;
  return best->articles >= dominance * (all - best->articles) ? best : nullptr;
}

void AliasMemory::learn(const std::vector<Entity>& entities, const Lesson& lesson) {
  for (const Entity& entity : entities) {
    if (is_one_word(entity.name)) continue;
    const auto in_full = [&](const Mention& mention) { return says(mention, lesson.text, entity.name); };
    if (std::none_of(entity.mentions.begin(), entity.mentions.end(), in_full)) continue;
    if (entity.type == EntityType::person) add(key_of(entity.type, surname(entity.name)), entity, lesson);
    if (entity.type != EntityType::organization) continue;
    for (const Mention& mention : entity.mentions) {
      if (!is_acronym(mention.span.of(lesson.text))) continue;
      add(key_of(entity.type, mention.span.of(lesson.text)), entity, lesson);
      break;
    }
  }
}

void AliasMemory::add(const std::string& alias, const Entity& entity, const Lesson& lesson) {
  auto [known, added] = aliases_.try_emplace(alias);
  if (!added) recent_.erase(known->second.place);
  recent_.push_front(alias);
  known->second.place = recent_.begin();

  auto& holders = known->second.holders;
  auto holder =
      std::find_if(holders.begin(), holders.end(), [&](const Holder& one) { return one.id == entity.id; });
  if (holder == holders.end()) {
    if (holders.size() == holders_max)
      holders.erase(std::min_element(holders.begin(), holders.end(),
                                     [](const auto& a, const auto& b) { return a.last < b.last; }));
    holder = holders.insert(holders.end(), Holder{entity.id, entity.name, 0, 0, lesson.at});
  }
  const std::size_t article = std::hash<std::string_view>{}(lesson.article);
  if (holder->articles == 0 || holder->last_article != article) ++holder->articles;
  holder->last_article = article;
  holder->last = std::max(holder->last, lesson.at);
  if (aliases_.size() > capacity_) {
    aliases_.erase(recent_.back());
    recent_.pop_back();
  }
}

}  // namespace newswired
