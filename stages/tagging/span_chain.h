#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace newswired::tagging {

/// Labels of a chain that marks spans of three roles: 0 is outside, then begin and inside of each role.
inline constexpr int role_count = 3;
inline constexpr int label_count = 2 * role_count + 1;

constexpr int begin_label(int role) {
  return 1 + 2 * role;
}
constexpr int inside_label(int role) {
  return 2 + 2 * role;
}
constexpr int role_of(int label) {
  return (label - 1) / 2;
}  ///< Of labels above 0.
constexpr bool is_inside(int label) {
  return label > 0 && label % 2 == 0;
}

/// A step from one label to the next. Only those that may happen are kept: an inside label follows its own
/// role.
struct Transition {
  std::uint8_t from = 0, to = 0;
};
inline constexpr int transition_count = label_count * (role_count + 1) + 2 * role_count;

constexpr std::array<Transition, transition_count> make_transitions() {
  std::array<Transition, transition_count> all{};
  int count = 0;
  for (int from = 0; from < label_count; ++from)
    for (int to = 0; to < label_count; ++to)
      if (!is_inside(to) || (from > 0 && role_of(from) == role_of(to)))
        all[static_cast<std::size_t>(count++)] = {static_cast<std::uint8_t>(from),
                                                  static_cast<std::uint8_t>(to)};
  return all;
}
inline constexpr std::array<Transition, transition_count> transitions = make_transitions();

/// The index of `from` -> `to` in `transitions`, -1 when it may not happen.
constexpr int transition_index(int from, int to) {
  for (int i = 0; i < transition_count; ++i)
    if (transitions[static_cast<std::size_t>(i)].from == from &&
        transitions[static_cast<std::size_t>(i)].to == to)
      return i;
  return -1;
}

/// What features say of a sequence, as logarithms: a score per position and label, and per step into a
/// position and transition (those of position 0 are not read).
struct Scores {
  std::vector<std::array<float, label_count>> nodes;
  std::vector<std::array<float, transition_count>> steps;

  void reset(std::size_t size) {
    nodes.assign(size, {});
    steps.assign(size, {});
  }
  std::size_t size() const { return nodes.size(); }
};

/// A stretch of positions with a role, and how probable it is that exactly it carries it.
struct SpanPosterior {
  std::uint32_t first = 0, last = 0;  ///< Half open.
  std::uint8_t role = 0;
  float probability = 0;
};

/// Probabilities of a linear-chain conditional random field (Lafferty 2001), by scaled forward-backward.
///
/// Reusable: `run` replaces what was there. Not thread-safe.
class SpanChain {
 public:
  void run(const Scores& scores);

  std::size_t size() const { return forward_.size(); }
  double log_partition() const { return log_partition_; }

  /// P(label at `i`).
  float node(std::size_t i, int label) const {
    return static_cast<float>(forward_[i][static_cast<std::size_t>(label)] *
                              backward_[i][static_cast<std::size_t>(label)]);
  }
  std::array<float, label_count> nodes(std::size_t i) const;

  /// P(transition into `i`), `i` >= 1.
  float step(std::size_t i, int transition) const;

  /// Every span with at least this probability, by first position within role.
  std::vector<SpanPosterior> spans(float probability_min) const;

 private:
  using Row = std::array<double, label_count>;
  void load(const Scores& scores);
  void spans_from(std::size_t first, int role, float probability_min, std::vector<SpanPosterior>& out) const;

  std::vector<Row> forward_, backward_;  // forward is scaled to sum 1, backward by the same factors
  std::vector<double> scale_;
  std::vector<std::array<float, label_count>> node_factor_;
  std::vector<std::array<float, transition_count>> step_factor_;
  double log_partition_ = 0;
};

}  // namespace newswired::tagging
