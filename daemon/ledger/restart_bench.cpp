// What a start with a full dedup window takes: the real ledger's rows, the real replay.
//   build/<preset>/daemon/ledger/restart_bench [articles] [folder]
// Writes `articles` (default a million) judged rows of 75 sampled shingles each, an article of 300 words, three in ten
// of them copies of three quarters of an earlier one; then opens the ledger, gets the index ready, saves it, judges and
// applies more articles against it. The folder is kept, the saved index in it too: the first run rebuilds the index from
// all rows, the next reads it.
#include <SQLiteCpp/SQLiteCpp.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.h"

namespace {

using namespace newswired;

constexpr std::size_t shingles_each = 75;
constexpr std::size_t sources_kept = 4096;
constexpr int judged_more = 20'000;

using List = std::vector<std::uint32_t>;

void settle(List& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Articles as the index sees them: hashes, most of them in one article only, terms and names with Zipf's frequencies.
class Articles {
 public:
  dedup::Judged next() {
    const int number = count_++;
    dedup::Judged row;
    dedup::Candidate& article = row.candidate;
    char id[40];
    std::snprintf(id, sizeof id, "%016llx%016llx", static_cast<unsigned long long>(random_()),
                  static_cast<unsigned long long>(random_()));
    article.id = id;
    article.feed = "feed-" + std::to_string(number % 500);
    article.url = "https://gazette.example/2026/11/article-" + std::to_string(number);
    article.guid = "urn:gazette:" + std::to_string(number);
    article.arrived = Timestamp{std::chrono::seconds{1'772'000'000 + number}};
    const bool copy = !sources_.empty() && random_() % 10 < 3;
    sign(article.signature, copy ? &sources_[random_() % sources_.size()].candidate.signature : nullptr);
    row.position = static_cast<dedup::Position>(number + 1);
    row.verdict = {dedup::Verdict::Kind::fresh, "", dedup::Match::none, 0, article.id};
    if (copy) {
      const dedup::Judged& source = sources_[last_source_];
      row.verdict = {dedup::Verdict::Kind::duplicate, source.candidate.id, dedup::Match::near, 0.75, source.verdict.story};
    } else if (sources_.size() < sources_kept) {
      sources_.push_back(row);
    } else {
      sources_[random_() % sources_kept] = row;
    }
    return row;
  }

 private:
  std::uint32_t zipf(double size) {
    return static_cast<std::uint32_t>(std::exp(uniform_(random_) * std::log(size))) * 2654435761u;
  }

  void sign(dedup::Signature& signature, const dedup::Signature* source) {
    signature.text_hash = random_();
    signature.title_hash = random_();
    signature.token_count = 300;
    if (source) {
      last_source_ = static_cast<std::size_t>(
          std::find_if(sources_.begin(), sources_.end(),
                       [&](const dedup::Judged& kept) { return &kept.candidate.signature == source; }) -
          sources_.begin());
      const std::uint64_t text = signature.text_hash;
      signature = *source;
      signature.text_hash = text;
      signature.shingles.resize(signature.shingles.size() * 3 / 4);
    }
    while (signature.shingles.size() < shingles_each) signature.shingles.push_back(static_cast<std::uint32_t>(random_()));
    if (!source) {
      for (int i = 0; i < 20; ++i) signature.names.push_back(zipf(100'000));
      for (int i = 0; i < 6; ++i) signature.numbers.push_back(static_cast<std::uint32_t>(random_()));
      for (int i = 0; i < 4; ++i) signature.figures.push_back(static_cast<std::uint32_t>(random_()));
      for (int i = 0; i < 8; ++i) signature.title_terms.push_back(zipf(200'000));
      for (int i = 0; i < 60; ++i) signature.body_terms.push_back(zipf(200'000));
    }
    for (List* list : {&signature.shingles, &signature.names, &signature.numbers, &signature.figures,
                       &signature.title_terms, &signature.body_terms})
      settle(*list);
  }

  int count_ = 0;
  std::mt19937_64 random_{1};
  std::uniform_real_distribution<double> uniform_;
  std::vector<dedup::Judged> sources_;
  std::size_t last_source_ = 0;
};

struct Spent {
  double wall = 0, cpu = 0;
};

template <class Work>
Spent timed(Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

/// Bytes of one number of /proc/self/status.
double status_bytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name + ":")) return std::atof(line.c_str() + name.size() + 1) * 1024;
  return 0;
}

ledger::Ledger open(const std::string& folder) {
  ledger::Options options;
  options.tell = [](const std::string& message) { std::printf("%s\n", message.c_str()); };
  options.state_dir = folder;
  options.now = [] { return Timestamp{}; };
  auto opened = ledger::Ledger::open(options);
  if (opened) return std::move(*opened);
  std::fprintf(stderr, "%s\n", opened.error().message.c_str());
  std::exit(1);
}

void fill(const std::string& folder, int count, Articles& articles) {
  { open(folder); }
  SQLite::Database file(folder + "/ledger.sqlite3", SQLite::OPEN_READWRITE);
  const int there = file.execAndGet("SELECT count(*) FROM judged").getInt();
  if (there != 0 && there != count) {
    std::fprintf(stderr, "%s holds %d rows; give another folder\n", folder.c_str(), there);
    std::exit(1);
  }
  file.exec("PRAGMA synchronous=OFF; BEGIN");
  SQLite::Statement insert(file, "INSERT OR IGNORE INTO judged VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (int i = 0; i < count; ++i) {
    const dedup::Judged row = articles.next();
    if (there > 0) continue;
    const std::string signature = encode(row.candidate.signature);
    insert.bind(1, static_cast<std::int64_t>(row.position));
    insert.bind(2, row.candidate.id);
    insert.bind(3, row.candidate.revision);
    insert.bind(4, row.candidate.feed);
    insert.bind(5, row.candidate.url);
    insert.bind(6, row.candidate.guid);
    insert.bind(7, row.candidate.arrived.time_since_epoch().count());
    insert.bind(8, signature.data(), static_cast<int>(signature.size()));
    insert.bind(9, static_cast<int>(row.verdict.kind));
    insert.bind(10, row.verdict.of);
    insert.bind(11, static_cast<int>(row.verdict.match));
    insert.bind(12, row.verdict.similarity);
    insert.bind(13, row.verdict.story);
    insert.exec();
    insert.reset();
  }
  file.exec("UPDATE counters SET position=" + std::to_string(count) + "; COMMIT");
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
  const std::string folder = argc > 2 ? argv[2] : "restart-bench";
  Articles articles;
  fill(folder, count, articles);
  std::printf("%.2f GB of ledger\n", static_cast<double>(std::filesystem::file_size(folder + "/ledger.sqlite3")) / 1e9);

  malloc_trim(0);
  const double before = status_bytes("VmRSS");
  dedup::SeenIndex index;
  auto ledger = open(folder);
  const Spent rebuilt = timed([&] {
    if (const auto done = ledger.replay(index); !done) std::fprintf(stderr, "%s\n", done.error().message.c_str()), std::exit(1);
  });
  malloc_trim(0);
  const double held = status_bytes("VmRSS") - before;
  std::printf("index of %d articles in %.2f s (%.2f s of CPU); %.0f bytes each (resident, SQLite's cache included)\n", count,
              rebuilt.wall, rebuilt.cpu, held / count);

  const Spent saved = timed([&] {
    if (const auto done = ledger.save_index(index); !done) std::fprintf(stderr, "%s\n", done.error().message.c_str()), std::exit(1);
  });
  std::printf("saved in %.2f s (%.2f s of CPU), %.2f GB\n", saved.wall, saved.cpu,
              static_cast<double>(std::filesystem::file_size(folder + "/dedup.index")) / 1e9);

  const Spent judged = timed([&] {
    for (int i = 0; i < judged_more; ++i) {
      dedup::Judged row = articles.next();
      row.verdict = index.judge(row.candidate);
      index.apply(row);
    }
  });
  std::printf("%.0f articles a CPU second judged and applied at that size\n", judged_more / judged.cpu);
}
