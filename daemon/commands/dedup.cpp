// newswired dedup --jsonl: the verdict on each article of a stream, as the daemon would give it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/commands/commands.h"
#include "proto/record.h"
#include "stages/dedup/candidate_json.h"
#include "stages/dedup/seen_index.h"

namespace newswired::commands {
namespace {

constexpr std::string_view usage =
    "expected an object with \"id\" and strings \"url\", \"guid\", \"feed\", \"title\", \"text\", \"published\"";

Result<dedup::Candidate> read_candidate(const std::string& line) {
  const auto json = parse_json(line);
  if (!json) return json.error();
  if (!json->is_object()) return Error{ErrorKind::invalid, std::string(usage)};
  dedup::Candidate candidate = dedup::candidate_from_json(*json);
  if (candidate.id.empty()) return Error{ErrorKind::invalid, std::string(usage)};
  return candidate;
}

std::string_view name_of(dedup::Verdict::Kind kind) {
  switch (kind) {
    case dedup::Verdict::Kind::fresh: return "new";
    case dedup::Verdict::Kind::duplicate: return "duplicate";
    case dedup::Verdict::Kind::update: return "update";
  }
  return "new";
}

nlohmann::json name_of(dedup::Match match) {
  switch (match) {
    case dedup::Match::none: return nullptr;
    case dedup::Match::url: return "url";
    case dedup::Match::guid: return "guid";
    case dedup::Match::exact: return "exact";
    case dedup::Match::near: return "near";
  }
  return nullptr;
}

nlohmann::json to_json(const std::string& id, const dedup::Verdict& verdict) {
  const bool fresh = verdict.kind == dedup::Verdict::Kind::fresh;
  nlohmann::json json = {{"id", id}, {"verdict", name_of(verdict.kind)}, {"kind", name_of(verdict.match)},
                         {"story", verdict.story}};
  json["of"] = fresh ? nlohmann::json() : nlohmann::json(verdict.of);
  json["similarity"] = fresh ? nlohmann::json() : nlohmann::json(verdict.similarity);
  return json;
}

// Stories are merged after so many articles; the daemon does it every few minutes.
constexpr dedup::Position articles_per_merge = 256;

/// The stream's memory: what the ledger is to the daemon.
class Stream {
 public:
  /// Stories that have grown together since the last time, when it is time to look.
  std::vector<dedup::StoryMerge> merge_stories() {
    if (index_.position() < merged_at_ + articles_per_merge) return {};
    merged_at_ = index_.position();
    auto merges = index_.merges();
    for (const dedup::StoryMerge& merge : merges) index_.merge(merge);
    return merges;
  }

  dedup::Verdict take(dedup::Candidate candidate) {
    int& revision = revisions_[candidate.id];
    candidate.revision = std::max(revision, 1);
    dedup::Verdict verdict = index_.judge(candidate);
    if (revision > 0 && !was_last(candidate)) {  // the same id with other words is its next revision
      candidate.revision = revision + 1;
      verdict = index_.judge(candidate);
    } else if (revision > 0) {
      return verdict;
    }
    revision = candidate.revision;
    words_[candidate.id] = words_of(candidate);
    index_.apply({index_.position() + 1, std::move(candidate), verdict});
    return verdict;
  }

 private:
  using Words = std::pair<std::uint64_t, std::uint64_t>;
  static Words words_of(const dedup::Candidate& candidate) {
    return {candidate.signature.text_hash, candidate.signature.title_hash};
  }
  bool was_last(const dedup::Candidate& candidate) const { return words_.at(candidate.id) == words_of(candidate); }

  dedup::SeenIndex index_;
  dedup::Position merged_at_ = 0;
  std::unordered_map<std::string, int> revisions_;
  std::unordered_map<std::string, Words> words_;
};

int judge_lines(std::istream& in, std::ostream& out, std::ostream& errors, bool with_merges) {
  std::ios::sync_with_stdio(false);
  Stream stream;
  int status = exit_ok;
  std::uint64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    auto candidate = read_candidate(line);
    if (!candidate) {
      errors << "stdin:" << number << ": " << candidate.error().message << "\n";
      status = exit_failed;
      continue;
    }
    const std::string id = candidate->id;
    out << dump_json(to_json(id, stream.take(std::move(*candidate)))) << '\n';
    if (!with_merges) continue;  // lines that are out keep their story: who is not told of merges is better off without
    for (const dedup::StoryMerge& merge : stream.merge_stories())
      out << dump_json({{"schema", story_schema}, {"story", merge.story}, {"merged", merge.merged}}) << '\n';
  }
  out.flush();
  return out ? status : exit_failed;
}

}  // namespace

void add_dedup(CLI::App& app, int& exit_status) {
  CLI::App* command = app.add_subcommand("dedup", "Judge a stream of articles: new, duplicate or update, and their stories");
  const std::string help = "Articles as JSON lines on stdin, in stream order; a verdict a line on stdout";
  command->add_flag("--jsonl", help)->required();
  const auto merges = std::make_shared<bool>(false);
  command->add_flag("--merges", *merges, "Merge stories that turn out to be one, and print it, a line each");
  command->footer("A line in:  {\"id\",\"url\",\"guid\",\"feed\",\"title\",\"text\",\"published\"}\n"
                  "A line out: {\"id\",\"verdict\":\"new|duplicate|update\",\"of\",\"kind\":\"url|guid|exact|near\",\"similarity\",\"story\"}\n\n"
                  "Example: newswired dedup --jsonl < articles.jsonl");
  command->callback([&exit_status, merges] { exit_status = judge_lines(std::cin, std::cout, std::cerr, *merges); });
}

}  // namespace newswired::commands
