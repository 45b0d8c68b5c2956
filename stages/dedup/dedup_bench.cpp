// dedup_bench [articles]: speed and memory of the index on a made-up stream (300 words each, Zipf vocabulary, three in
// ten of them copies with changes). CPU time of one thread.
#include <malloc.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "stages/dedup/seen_index.h"

namespace {

using newswired::dedup::Candidate;
using newswired::dedup::Judged;
using newswired::dedup::SeenIndex;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::string article_text(std::mt19937& random) {
  std::uniform_real_distribution<double> uniform;
  std::string text;
  for (int i = 0; i < 300; ++i) {
    const auto rank = static_cast<unsigned>(std::exp(uniform(random) * std::log(200'000.0)));
    std::string word;
    for (unsigned rest = rank * 2654435761u | 1u, k = 0; k < 3 + rank % 6; ++k, rest /= 26) word += static_cast<char>('a' + rest % 26);
    if (rank % 11 == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    text += word + (i % 17 == 16 ? ". " : " ");
  }
  return text;
}

Candidate next_article(int number, std::mt19937& random, std::vector<std::string>& recent) {
  std::string text = article_text(random);
  if (recent.size() > 100 && random() % 10 < 3) {
    const std::string& source = recent[random() % recent.size()];
    text = source.substr(0, source.size() * 3 / 4) + text.substr(0, 200);
  }
  if (recent.size() < 1000)
    recent.push_back(text);
  else
    recent[random() % 1000] = text;
  Candidate candidate;
  candidate.id = "article-" + std::to_string(number);
  candidate.feed = "feed-" + std::to_string(number % 500);
  candidate.url = "https://gazette.example/" + candidate.id;
  candidate.guid = candidate.id;
  candidate.arrived = newswired::Timestamp{std::chrono::seconds{1'772'000'000 + number}};
  candidate.signature = newswired::dedup::sign(text.substr(0, 60), text);
  return candidate;
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100'000;
  std::mt19937 random(1);
  std::vector<std::string> recent;
  std::vector<std::string> rows;  // as the ledger keeps them: encoded
  std::vector<newswired::dedup::Verdict> verdicts;
  SeenIndex index;
  double judging = 0;
  std::size_t index_bytes = 0;
  for (int i = 0; i < count; ++i) {
    Candidate article = next_article(i, random, recent);
    rows.push_back(encode(article.signature));
    const double start = cpu_seconds();
    const std::size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    verdicts.push_back(index.judge(article));
    index.apply({index.position() + 1, article, verdicts.back()});
    index_bytes += mallinfo2().uordblks + mallinfo2().hblkhd - before;
    judging += cpu_seconds() - start;
  }
  std::printf("judged %d articles: %.0f a CPU second, %.0f bytes each\n", count, count / judging,
              static_cast<double>(index_bytes) / count);

  const double start = cpu_seconds();
  SeenIndex rebuilt;
  for (int i = 0; i < count; ++i) {
    Judged row;
    row.position = static_cast<newswired::dedup::Position>(i + 1);
    row.candidate.id = "article-" + std::to_string(i);
    row.candidate.url = "https://gazette.example/" + row.candidate.id;
    row.candidate.guid = row.candidate.id;
    row.candidate.signature = newswired::dedup::decode_signature(rows[static_cast<std::size_t>(i)]).value();
    row.verdict = verdicts[static_cast<std::size_t>(i)];
    rebuilt.apply(row);
  }
  std::printf("rebuilt from rows in %.2f CPU seconds\n", cpu_seconds() - start);
}
