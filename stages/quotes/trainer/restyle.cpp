#include <algorithm>
#include <optional>
#include <string_view>

#include "stages/quotes/marks.h"
#include "stages/quotes/trainer/corpus.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::quotes {
namespace {

using tagging::Random;

/// Replaces `span` by `text`. A span that ends where text is put in does not grow.
struct Edit {
  Span span;
  std::string text;
};

constexpr std::array<std::string_view, 7> days = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 9> plain_cues = {"said", "told",  "announced", "warned",   "stated",
                                                        "says", "added", "reported",  "confirmed"};

enum class MarkStyle { kept, straight, curly, single_straight, single_curly, lost, gone };

MarkStyle choose_style(Random& random) {
  const double x = random.below(100) / 100.0;
  return x < 0.25   ? MarkStyle::kept
         : x < 0.40 ? MarkStyle::straight
         : x < 0.50 ? MarkStyle::curly
         : x < 0.68 ? MarkStyle::single_straight
         : x < 0.80 ? MarkStyle::single_curly
         : x < 0.88 ? MarkStyle::lost
                    : MarkStyle::gone;
}

/// The new spelling of a mark; nothing keeps it.
std::optional<std::string> spelling(MarkStyle style, bool opens, Random& random) {
  switch (style) {
    case MarkStyle::kept:
      return std::nullopt;
    case MarkStyle::straight:
      return "\"";
    case MarkStyle::curly:
      return opens ? "\u201C" : "\u201D";
    case MarkStyle::single_straight:
      return "'";
    case MarkStyle::single_curly:
      return opens ? "\u2018" : "\u2019";
    case MarkStyle::lost:
      return random.chance(0.1f) ? std::optional<std::string>("") : std::nullopt;
    case MarkStyle::gone:
      return "";
  }
  return std::nullopt;
}

void edit_marks(const std::string& text, MarkStyle style, bool move_commas, Random& random,
                std::vector<Edit>& edits) {
  for (const Mark& mark : find_marks(text).marks) {
    if (mark.role == MarkRole::apostrophe || mark.is_nested || mark.is_single) continue;
    const bool opens = mark.role == MarkRole::open;
    const auto changed = spelling(style, opens, random);
    std::string after;
    if (!opens && move_commas && mark.span.start > 0 && random.chance(0.8f)) {
      const char stop = text[mark.span.start - 1];
      if (stop == ',' || (stop == '.' && random.chance(0.5f))) {
        edits.push_back({{mark.span.start - 1, mark.span.start}, ""});
        after = stop;
      }
    }
    if (changed) edits.push_back({mark.span, *changed});
    if (!after.empty()) edits.push_back({{mark.span.end, mark.span.end}, after});
  }
}

/// `said that` becomes `said on Monday that`.
void add_days(const AnnotatedDocument& document, Random& random, std::vector<Edit>& edits) {
  for (const Annotation& annotation : document.annotations) {
    if (annotation.pieces[1].size() != 1 || annotation.pieces[0].empty()) continue;
    const Span cue = annotation.pieces[1][0];
    const bool plain =
        std::find(plain_cues.begin(), plain_cues.end(), cue.of(document.text)) != plain_cues.end();
    const bool content_follows = annotation.pieces[0][0].start == cue.end + 1;
    if (!plain || !content_follows || !random.chance(0.4f)) continue;
    std::string day(days[random.below(7)]);
    edits.push_back({{cue.end, cue.end}, (random.chance(0.7f) ? " on " : " ") + day});
  }
}

class Mover {
 public:
  explicit Mover(const std::vector<Edit>& edits) : edits_(edits) {}

  /// `for_end`: text put in exactly there lies beyond.
  std::uint32_t moved(std::uint32_t offset, bool for_end) const {
    std::int64_t shift = 0;
    for (const Edit& edit : edits_) {
      if (edit.span.start > offset || (edit.span.start == offset && (for_end || !edit.span.empty()))) break;
      shift += static_cast<std::int64_t>(edit.text.size()) - edit.span.size();
    }
    return static_cast<std::uint32_t>(offset + shift);
  }

 private:
  const std::vector<Edit>& edits_;
};

std::string apply(const std::string& text, const std::vector<Edit>& edits) {
  std::string out;
  std::uint32_t at = 0;
  for (const Edit& edit : edits) {
    out.append(text, at, edit.span.start - at);
    out += edit.text;
    at = edit.span.end;
  }
  return out + text.substr(at);
}

}  // namespace

AnnotatedDocument restyle(const AnnotatedDocument& document, std::uint64_t seed) {
  Random random(seed);
  const MarkStyle style = choose_style(random);
  std::vector<Edit> edits;
  edit_marks(document.text, style, random.chance(0.7f), random, edits);
  add_days(document, random, edits);
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span < b.span; });

  AnnotatedDocument copy = document;
  copy.is_restyled = true;
  copy.text = apply(document.text, edits);
  const Mover mover(edits);
  for (Annotation& annotation : copy.annotations)
    for (auto& pieces : annotation.pieces)
      for (Span& piece : pieces) piece = {mover.moved(piece.start, false), mover.moved(piece.end, true)};
  return copy;
}

}  // namespace newswired::quotes
