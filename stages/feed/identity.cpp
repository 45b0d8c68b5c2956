#include "stages/feed/identity.h"

#include <xxhash.h>

#include <array>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace newswired::feed {
namespace {

/// `http:` and `https:` are the same place.
std::string with_one_scheme(const std::string& address) {
  return address.starts_with("http://") ? "https" + address.substr(4) : address;
}

std::string seconds_of(const Entry& entry) {
  const auto& date = entry.published ? entry.published : entry.updated;
  return date ? std::to_string(date->time_since_epoch().count()) : std::string("-");
}

std::string hexadecimal(std::uint64_t value) {
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return std::string(digits.data(), end);
}

/// The parts with their sizes between, so that no two lists of parts run together to the same bytes.
std::uint64_t hash_of(std::initializer_list<const std::optional<std::string>*> parts, const std::optional<Timestamp>& time) {
  std::string bytes;
  for (const auto* part : parts) {
    bytes += *part ? std::to_string((*part)->size()) + ':' : std::string("-:");
    if (*part) bytes += **part;
  }
  bytes += time ? std::to_string(time->time_since_epoch().count()) : std::string("-");
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string link_and_date(const Entry& entry) {
  if (entry.link) return "link-date:" + with_one_scheme(*entry.link) + " " + seconds_of(entry);
  const auto& date = entry.published ? entry.published : entry.updated;
  return "hash:" + hexadecimal(hash_of({&entry.title}, date));
}

/// Counts over one fetch.
struct Census {
  std::unordered_map<std::string, std::unordered_set<std::string>> links_of_id;
  std::unordered_map<std::string, std::size_t> count_of_link;
  std::size_t id_count = 0;

  explicit Census(const Feed& feed) {
    for (const Entry& entry : feed.entries) {
      const std::string link = entry.link ? with_one_scheme(*entry.link) : std::string();
      if (entry.link) ++count_of_link[link];
      if (!entry.id) continue;
      ++id_count;
      links_of_id[with_one_scheme(*entry.id)].insert(link);
    }
  }

  /// An entry listed twice repeats nothing: only an id with different links does.
  bool ids_are_unstable() const {
    std::size_t repeated = 0;
    for (const auto& [id, links] : links_of_id) repeated += links.size() - 1;
    return static_cast<double>(repeated) > repeated_ids_max * static_cast<double>(id_count);
  }
};

std::string identity_of(const Entry& entry, const Census& census, bool ids_are_unstable) {
  if (entry.id && !ids_are_unstable) {
    std::string id = with_one_scheme(*entry.id);
    const bool repeats = census.links_of_id.at(id).size() > 1;
    return repeats && entry.link ? id + " " + with_one_scheme(*entry.link) : id;
  }
  if (entry.link && !ids_are_unstable) {
    std::string link = with_one_scheme(*entry.link);
    if (census.count_of_link.at(link) == 1) return link;
  }
  return link_and_date(entry);
}

}  // namespace

std::vector<Identified> identify(const Feed& feed) {
  const Census census(feed);
  const bool ids_are_unstable = census.ids_are_unstable();

  std::vector<Identified> identified;
  identified.reserve(feed.entries.size());
  for (const Entry& entry : feed.entries) {
    Identified& one = identified.emplace_back();
    one.identity = identity_of(entry, census, ids_are_unstable);
    if (entry.link) {
      std::string link = with_one_scheme(*entry.link);
      if (census.count_of_link.at(link) == 1) one.alias = std::move(link);
    }
    one.fingerprint = hash_of({&entry.title, &entry.content, &entry.summary}, entry.updated);
  }
  return identified;
}

}  // namespace newswired::feed
