#include "stages/dedup/memory.h"

#include <algorithm>

#include "stages/dedup/words.h"

namespace newswired::dedup {
namespace {

// A copy so close does not make its shingles more common: a big wire story must not hide itself.
constexpr double copy_similarity = 0.7;

constexpr std::uint32_t exact_words_min = 9;  // shorter texts are equal by chance

std::uint64_t key_of(std::string_view text) { return text.empty() ? 0 : stable_hash(text) | 1; }

void push_facts(Memory& memory, const std::vector<std::uint32_t>& hashes) {
  for (const std::uint32_t hash : hashes) memory.facts.push_back(fact(hash));
}

bool counts(const Verdict& verdict) {
  return verdict.kind == Verdict::Kind::fresh || verdict.similarity < copy_similarity;
}

Seen seen_of(const Judged& judged, const Keys& keys) {
  const Candidate& candidate = judged.candidate;
  const Signature& signature = candidate.signature;
  Seen seen;
  seen.id = StoredId(candidate.id);
  if (!judged.verdict.of.empty()) seen.of = std::make_unique<StoredId>(judged.verdict.of);
  if (judged.verdict.story != candidate.id) seen.story = std::make_unique<StoredId>(judged.verdict.story);
  seen.text_hash = signature.text_hash;
  seen.title_hash = signature.title_hash;
  seen.feed = keys.feed;
  seen.similarity = judged.verdict.similarity;
  seen.token_count = signature.token_count;
  seen.revision = candidate.revision;
  seen.name_count = static_cast<std::uint16_t>(signature.names.size());
  seen.number_count = static_cast<std::uint16_t>(signature.numbers.size());
  seen.figure_count = static_cast<std::uint16_t>(signature.figures.size());
  seen.kind = judged.verdict.kind;
  seen.match = judged.verdict.match;
  return seen;
}

void exchange_optional(Archive& archive, std::unique_ptr<StoredId>& id) {
  bool there = id != nullptr;
  archive.value(there);
  if (!there) return;
  if (!id) id = std::make_unique<StoredId>();
  id->exchange(archive);
}

void exchange_seen(Archive& archive, Seen& seen) {
  seen.id.exchange(archive);
  exchange_optional(archive, seen.of);
  exchange_optional(archive, seen.story);
  for (std::uint64_t* hash : {&seen.text_hash, &seen.title_hash, &seen.feed}) archive.value(*hash);
  archive.value(seen.similarity);
  archive.value(seen.first_fact);
  archive.value(seen.token_count);
  archive.value(seen.revision);
  for (std::uint16_t* count : {&seen.name_count, &seen.number_count, &seen.figure_count}) archive.value(*count);
  archive.value(seen.kind);
  archive.value(seen.match);
}

}  // namespace

Keys keys_of(const Candidate& candidate) {
  Keys keys;
  keys.id = key_of(candidate.id);
  keys.url = key_of(candidate.url);
  keys.feed = key_of(candidate.feed);
  if (!candidate.guid.empty()) keys.guid = key_of(candidate.feed + '\x1f' + candidate.guid);
  if (candidate.signature.token_count >= exact_words_min) keys.text = mix(candidate.signature.text_hash) | 1;
  return keys;
}

void Memory::push_seen(const Judged& judged, const Keys& keys) {
  Seen entry = seen_of(judged, keys);
  entry.first_fact = facts.end();
  seen.push_back(std::move(entry));
  const Signature& signature = judged.candidate.signature;
  push_facts(*this, signature.names);
  push_facts(*this, signature.numbers);
  push_facts(*this, signature.figures);
}

void Memory::push(const Judged& judged) {
  const Keys keys = keys_of(judged.candidate);
  stories.push(judged);
  push_seen(judged, keys);
  by_id.push(keys.id);
  by_url.push(keys.url);
  by_guid.push(keys.guid);
  by_text.push(keys.text);
  shingles.push(judged.candidate.signature.shingles, counts(judged.verdict));
}

void Memory::append(const Judged& judged, Position last) {
  const Keys keys = keys_of(judged.candidate);
  stories.append(judged, last);
  push_seen(judged, keys);
  by_id.append(keys.id);
  by_url.append(keys.url);
  by_guid.append(keys.guid);
  by_text.append(keys.text);
  shingles.append(judged.candidate.signature.shingles, counts(judged.verdict));
}

void Memory::build() {
  shingles.build();
  stories.build();
  for (KeyIndex* index : {&by_id, &by_url, &by_guid, &by_text}) index->rebuild();
}

void Memory::exchange(Archive& archive) {
  archive.value(first);
  seen.exchange(archive, [&](Seen& entry) { exchange_seen(archive, entry); });
  facts.exchange(archive);
  for (KeyIndex* index : {&by_id, &by_url, &by_guid, &by_text}) index->exchange(archive);
  shingles.exchange(archive);
  stories.exchange(archive);
}

void Memory::pop() {
  stories.pop(position());
  while (facts.end() > seen.back().first_fact) facts.pop_back();
  seen.pop_back();
  for (KeyIndex* index : {&by_id, &by_url, &by_guid, &by_text}) index->pop();
  shingles.pop();
}

void Memory::drop_front(std::uint32_t number) {
  if (number <= seen.begin()) return;
  facts.drop_front(number < seen.end() ? seen[number].first_fact : facts.end());
  seen.drop_front(number);
  for (KeyIndex* index : {&by_id, &by_url, &by_guid, &by_text}) index->drop_front(number);
  shingles.drop_front(number);
  stories.drop_before(first + number);
}

std::optional<std::uint32_t> Memory::newest_of(std::string_view id) const {
  std::optional<std::uint32_t> newest;
  constexpr int collisions_max = 4;
  by_id.find(key_of(id), collisions_max, [&](std::uint32_t number) {
    if (seen[number].id == id) newest = number;
    return newest.has_value();
  });
  return newest;
}

std::optional<std::uint32_t> Memory::oldest_of(std::string_view id) const {
  std::optional<std::uint32_t> oldest;
  constexpr int revisions_max = 64;
  by_id.find(key_of(id), revisions_max, [&](std::uint32_t number) {
    if (seen[number].id == id) oldest = number;
    return false;
  });
  return oldest;
}

}  // namespace newswired::dedup
