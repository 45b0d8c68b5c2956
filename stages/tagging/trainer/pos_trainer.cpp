#include "stages/tagging/trainer/pos_trainer.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

#include "stages/tagging/bytes.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::tagging {
namespace {

/// Weights and their sums over time, by slot and tag.
class Perceptron {
 public:
  explicit Perceptron(std::uint32_t slot_bits)
      : mask_((1u << slot_bits) - 1),
        weights_(std::size_t{tag_count} << slot_bits),
        sums_(weights_.size()),
        since_(weights_.size()) {}

  Tag best(const Key* features, int count) const {
    std::array<float, tag_count> score{};
    for (int k = 0; k < count; ++k) {
      const float* row = &weights_[row_of(features[k])];
      for (int t = 0; t < tag_count; ++t) score[static_cast<std::size_t>(t)] += row[t];
    }
    return static_cast<Tag>(std::max_element(score.begin(), score.end()) - score.begin());
  }

  void learn(const Key* features, int count, Tag right, Tag guess) {
    ++now_;
    if (right == guess) return;
    for (int k = 0; k < count; ++k) {
      add(row_of(features[k]) + static_cast<std::size_t>(right), 1);
      add(row_of(features[k]) + static_cast<std::size_t>(guess), -1);
    }
  }

  /// Weights averaged over time, quantised so that the largest fits 8 bits.
  std::string bytes(std::uint32_t slot_bits) {
    for (std::size_t i = 0; i < weights_.size(); ++i) add(i, 0);
    std::vector<float> sizes;
    for (const double sum : sums_)
      if (sum != 0) sizes.push_back(static_cast<float>(std::abs(sum)));
    const std::size_t nearly_all = sizes.size() - 1 - sizes.size() / 1000;
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(nearly_all), sizes.end());
    const double scale = 127 / static_cast<double>(sizes[nearly_all]);

    std::string offsets, pairs;
    for (std::size_t slot = 0; slot <= mask_; ++slot) {
      append(offsets, static_cast<std::uint32_t>(pairs.size() / 2));
      for (std::size_t t = 0; t < tag_count; ++t) {
        const int weight =
            static_cast<int>(std::lround(std::clamp(sums_[slot * tag_count + t] * scale, -127.0, 127.0)));
        if (weight == 0) continue;
        pairs.push_back(static_cast<char>(t));
        pairs.push_back(static_cast<char>(weight));
      }
    }
    append(offsets, static_cast<std::uint32_t>(pairs.size() / 2));
    std::string out;
    append(out, slot_bits);
    append(out, static_cast<std::uint32_t>(pairs.size() / 2));
    return out + offsets + pairs;
  }

 private:
  std::size_t row_of(Key key) const {
    return (static_cast<std::uint32_t>(key) & mask_) * std::size_t{tag_count};
  }
  void add(std::size_t i, float change) {
    sums_[i] += static_cast<double>(now_ - since_[i]) * weights_[i];
    since_[i] = now_;
    weights_[i] += change;
  }

  std::uint32_t mask_;
  std::vector<float> weights_;
  std::vector<double> sums_;
  std::vector<std::uint32_t> since_;
  std::uint32_t now_ = 0;
};

void learn_sentence(const TaggedSentence& sentence, Perceptron& perceptron) {
  Key features[pos_features_max];
  Tag previous = Tag::none, before_previous = Tag::none;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const int count = pos_features(sentence.words, i, previous, before_previous, features);
    const Tag guess = perceptron.best(features, count);
    perceptron.learn(features, count, sentence.tags[i], guess);
    before_previous = previous;
    previous = guess;
  }
}

struct Row {
  std::string form;
  Tag tag = Tag::NN;
  bool joins_next = false;  // no blank after it
};

/// `adult - learned` becomes `adult-learned`; what ends in a participle is an adjective.
std::vector<Row> join_hyphens(const std::vector<Row>& rows) {
  std::vector<Row> joined;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool joins = rows[i].tag == Tag::HYPH && !joined.empty() && joined.back().joins_next &&
                       rows[i].joins_next && i + 1 < rows.size();
    if (!joins) {
      joined.push_back(rows[i]);
      continue;
    }
    const Row& next = rows[++i];
    joined.back().form += "-" + next.form;
    joined.back().tag = next.tag == Tag::VBN || next.tag == Tag::VBG ? Tag::JJ : next.tag;
    joined.back().joins_next = next.joins_next;
  }
  return joined;
}

TaggedSentence described(const std::vector<Row>& rows) {
  TaggedSentence sentence;
  for (const Row& row : join_hyphens(rows)) {
    const bool mark = row.tag == Tag::open || row.tag == Tag::close;
    sentence.words.push_back(!mark                  ? describe(row.form)
                             : row.tag == Tag::open ? opening_mark()
                                                    : closing_mark());
    sentence.tags.push_back(row.tag);
  }
  return sentence;
}

}  // namespace

std::string train_pos(const std::vector<TaggedSentence>& sentences, const PosTraining& settings) {
  Perceptron perceptron(settings.slot_bits);
  Random random(settings.seed);
  std::vector<std::uint32_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0u);
  for (int epoch = 0; epoch < settings.epochs; ++epoch) {
    random.shuffle(std::span(order));
    for (const std::uint32_t i : order) learn_sentence(sentences[i], perceptron);
  }
  return perceptron.bytes(settings.slot_bits);
}

double pos_accuracy(const PosTagger& tagger, const std::vector<TaggedSentence>& sentences) {
  std::size_t right = 0, all = 0;
  std::vector<Tag> tags;
  for (const TaggedSentence& sentence : sentences) {
    tags.resize(sentence.words.size());
    tagger.tag(sentence.words, tags);
    all += tags.size();
    for (std::size_t i = 0; i < tags.size(); ++i) right += tags[i] == sentence.tags[i];
  }
  return all ? static_cast<double>(right) / static_cast<double>(all) : 0;
}

Result<std::vector<TaggedSentence>> read_tagged_sentences(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  std::vector<TaggedSentence> sentences;
  std::vector<Row> rows;
  const auto flush = [&] {
    if (!rows.empty()) sentences.push_back(described(rows));
    rows.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) flush();
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> columns;
    std::stringstream cells(line);
    for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
    if (columns.size() < 10 || columns[0].find_first_of("-.") != std::string::npos) continue;
    rows.push_back({columns[1], tag_from(columns[4]).value_or(Tag::NN),
                    columns[9].find("SpaceAfter=No") != std::string::npos});
  }
  flush();
  return sentences;
}

}  // namespace newswired::tagging
