#include "stages/quotes/marks.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <optional>

namespace newswired::quotes {
namespace {

enum class Kind : std::uint8_t {
  straight,
  left,
  right,
  single_straight,
  single_left,
  single_right,
  backtick
};

struct Sign {
  Span span;
  Kind kind = Kind::straight;
};

bool is_single(Kind kind) {
  return kind >= Kind::single_straight;
}

struct Spelling {
  std::string_view bytes;
  Kind kind;
};

// Longest first, so that `''` is not two apostrophes.
constexpr std::array<Spelling, 15> spellings = {{{"\u201C", Kind::left},
                                                 {"\u201D", Kind::right},
                                                 {"\u201E", Kind::left},
                                                 {"\u201F", Kind::left},
                                                 {"\u2018", Kind::single_left},
                                                 {"\u2019", Kind::single_right},
                                                 {"\u201B", Kind::single_left},
                                                 {"\u2039", Kind::single_left},
                                                 {"\u203A", Kind::single_right},
                                                 {"\u00AB", Kind::left},
                                                 {"\u00BB", Kind::right},
                                                 {"''", Kind::straight},
                                                 {"``", Kind::left},
                                                 {"'", Kind::single_straight},
                                                 {"`", Kind::backtick}}};

bool is_blank(unsigned char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_word_byte(unsigned char c) {
  return std::isalnum(c) || c >= 0x80;
}
bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}

/// The marks of one line, and what stands around them.
class Line {
 public:
  Line(std::string_view text, Span line) : text_(text), line_(line) {
    for (std::uint32_t at = line.start; at < line.end;) {
      const auto sign = sign_at(at);
      if (sign) signs_.push_back(*sign);
      at = sign ? sign->span.end : at + 1;
    }
  }

  Span span() const { return line_; }
  const std::vector<Sign>& signs() const { return signs_; }
  char byte(std::uint32_t at) const { return at < line_.end ? text_[at] : '\n'; }
  char before(Span mark) const { return mark.start > line_.start ? text_[mark.start - 1] : '\n'; }
  char after(Span mark) const { return byte(mark.end); }

  bool at_start(Span mark) const {
    for (std::uint32_t at = line_.start; at < mark.start; ++at)
      if (!is_blank(text_[at])) return false;
    return true;
  }
  bool ends_with(std::uint32_t at, std::string_view bytes) const {
    return at >= line_.start + bytes.size() && text_.substr(at - bytes.size(), bytes.size()) == bytes;
  }
  bool begins_with(std::uint32_t at, std::string_view bytes) const {
    return at + bytes.size() <= line_.end && text_.substr(at, bytes.size()) == bytes;
  }

  /// `end` without the blanks before it, at least `start`.
  std::uint32_t trimmed(std::uint32_t start, std::uint32_t end) const {
    while (end > start && is_blank(text_[end - 1])) --end;
    return end;
  }

  /// A blank, bracket or dash on the left: here a mark may open.
  bool free_before(Span mark) const {
    const char c = before(mark);
    return is_blank(c) || c == '(' || c == '[' || c == '-' || c == '/' || ends_with(mark.start, "\u2014") ||
           ends_with(mark.start, "\u2013") || ends_with(mark.start, "\u00A0");
  }
  /// A blank or closing punctuation on the right: here a mark may close.
  bool free_after(Span mark) const {
    const char c = after(mark);
    return is_blank(c) || std::string_view(".,;:!?)]-").find(c) != std::string_view::npos ||
           begins_with(mark.end, "\u2014") || begins_with(mark.end, "\u2013") ||
           begins_with(mark.end, "\u2026") || begins_with(mark.end, "\u00A0");
  }

 private:
  std::optional<Sign> sign_at(std::uint32_t at) const {
    if (text_[at] == '"') return Sign{{at, at + 1}, Kind::straight};
    for (const Spelling& spelling : spellings)
      if (begins_with(at, spelling.bytes))
        return Sign{{at, at + static_cast<std::uint32_t>(spelling.bytes.size())}, spelling.kind};
    return std::nullopt;
  }

  std::string_view text_;
  Span line_;
  std::vector<Sign> signs_;
};

/// Double marks of one line.
class Doubles {
 public:
  Doubles(const Line& line, Marks& out) : line_(line), out_(out) {}

  void run() {
    for (const Sign& sign : line_.signs())
      if (!is_single(sign.kind)) take(sign);
    if (open_) finish({line_.span().end, line_.span().end}, false);
  }

 private:
  MarkRole role(const Sign& sign) const {
    const bool free_before = line_.free_before(sign.span), free_after = line_.free_after(sign.span);
    const bool looks_open = free_before && !free_after, looks_close = free_after && !free_before;
    if (sign.kind == Kind::left) return open_ && looks_close ? MarkRole::close : MarkRole::open;
    if (sign.kind == Kind::right) return !open_ && looks_open ? MarkRole::open : MarkRole::close;
    if (open_) return looks_open ? MarkRole::open : MarkRole::close;
    if (is_digit(line_.before(sign.span)) && !looks_open) return MarkRole::apostrophe;  // 6'2"
    return looks_close ? MarkRole::close : MarkRole::open;
  }

  void take(const Sign& sign) {
    const MarkRole what = role(sign);
    out_.marks.push_back({sign.span, what, false, false});
    if (what == MarkRole::open) {
      // An opening mark while one is open: the first was never closed and ends here.
      if (open_) {
        const std::uint32_t end = line_.trimmed(open_->end, sign.span.start);
        finish({end, end}, false);
      }
      open_ = sign.span;
    } else if (what == MarkRole::close && open_) {
      finish(sign.span, true);
    }
  }

  void finish(Span close, bool is_closed) {
    out_.quoted.push_back({{open_->start, close.end}, {open_->end, close.start}, is_closed, false});
    open_.reset();
  }

  const Line& line_;
  Marks& out_;
  std::optional<Span> open_;
};

/// Single marks of one line, after the double ones.
class Singles {
 public:
  Singles(const Line& line, Marks& out, std::size_t first_mark, std::size_t first_quoted)
      : line_(line),
        out_(out),
        doubles_(out.quoted.begin() + static_cast<std::ptrdiff_t>(first_quoted), out.quoted.end()),
        first_mark_(first_mark),
        double_mark_end_(out.marks.size()) {
    out.quoted.resize(first_quoted);
    for (const Sign& sign : line.signs())
      if (is_single(sign.kind)) signs_.push_back(sign);
  }

  void run() {
    for (std::size_t i = 0; i < signs_.size(); ++i) {
      const auto close = opens(i) ? find_close(i) : std::nullopt;
      if (close) {
        take_pair(i, *close);
        i = *close;
      } else if (opens_for_good(i)) {
        take_rest(i);
        break;
      } else {
        mark(i, MarkRole::apostrophe);
      }
    }
    out_.quoted.insert(out_.quoted.end(), doubles_.begin(), doubles_.end());
  }

 private:
  void take_pair(std::size_t opener, std::size_t close) {
    mark(opener, MarkRole::open);
    for (std::size_t k = opener + 1; k < close; ++k) mark(k, MarkRole::apostrophe, true);
    mark(close, MarkRole::close);
    add({signs_[opener].span.start, signs_[close].span.end},
        {signs_[opener].span.end, signs_[close].span.start}, true);
  }
  void take_rest(std::size_t opener) {
    mark(opener, MarkRole::open);
    for (std::size_t k = opener + 1; k < signs_.size(); ++k) mark(k, MarkRole::apostrophe, true);
    const Span span = signs_[opener].span;
    add({span.start, line_.span().end}, {span.end, line_.span().end}, false);
  }

  /// The first double pair that begins after byte `at`.
  std::vector<Quoted>::const_iterator double_after(std::uint32_t at) const {
    return std::upper_bound(
        doubles_.begin(), doubles_.end(), at,
        [](std::uint32_t value, const Quoted& quoted) { return value < quoted.span.start; });
  }
  bool in_double(std::uint32_t at) const {
    const auto next = double_after(at);
    return next != doubles_.begin() && at < std::prev(next)->span.end;
  }

  /// `'em`, `'90s`, `'n'`: letters left out at the front of a word.
  bool is_elision(std::size_t i) const {
    static constexpr std::array<std::string_view, 12> words = {"em", "til",  "till",  "cause", "tis", "twas",
                                                               "n",  "bout", "round", "cuz",   "ere", "nuff"};
    const std::uint32_t at = signs_[i].span.end;
    if (is_digit(line_.byte(at)))
      return is_digit(line_.byte(at + 1)) && (line_.byte(at + 2) == 's' || !is_word_byte(line_.byte(at + 2)));
    for (const std::string_view word : words) {
      bool same = true;
      for (std::uint32_t k = 0; k < word.size(); ++k)
        same = same && std::tolower(static_cast<unsigned char>(line_.byte(at + k))) == word[k];
      if (same && !is_word_byte(line_.byte(at + static_cast<std::uint32_t>(word.size())))) return true;
    }
    return false;
  }

  bool opens(std::size_t i) const {
    const Sign& sign = signs_[i];
    if (sign.kind == Kind::single_right || in_double(sign.span.start)) return false;
    return line_.free_before(sign.span) && !is_blank(line_.after(sign.span)) && !is_elision(i);
  }

  bool may_close(std::size_t i) const {
    const Sign& sign = signs_[i];
    if (sign.kind == Kind::single_left || sign.kind == Kind::backtick) return false;
    return !is_word_byte(line_.after(sign.span)) || line_.begins_with(sign.span.end, "\u2014") ||
           line_.begins_with(sign.span.end, "\u2013") || line_.begins_with(sign.span.end, "\u201D");
  }

  /// `rebels' stronghold`, `goin' home`: an apostrophe that ends a word, before a word in lower case.
  bool may_be_apostrophe(std::size_t i) const {
    const Span span = signs_[i].span;
    const char left = line_.before(span);
    return (left == 's' || left == 'n') && line_.after(span) == ' ' &&
           std::islower(static_cast<unsigned char>(line_.byte(span.end + 1)));
  }

  /// A mark that opens a sentence may enclose double marks; others may not, or two apostrophes would.
  bool opens_sentence(std::size_t i) const {
    if (line_.at_start(signs_[i].span)) return true;
    std::uint32_t at = signs_[i].span.start;
    while (at > line_.span().start && is_blank(line_.byte(at - 1))) --at;
    return at > line_.span().start &&
           std::string_view(".,:!?").find(line_.byte(at - 1)) != std::string_view::npos;
  }

  std::optional<std::size_t> find_close(std::size_t opener) const {
    std::optional<std::size_t> second_choice;
    for (std::size_t k = opener + 1; k < signs_.size(); ++k) {
      if (signs_[k].span.end - signs_[opener].span.start > single_pair_bytes_max) break;
      // Another opening mark before a sure close: what looked like an apostrophe was the close.
      if (second_choice && opens(k)) break;
      if (in_double(signs_[k].span.start) || !may_close(k)) continue;
      if (encloses_double(opener, k) && !(opens_sentence(opener) && after_stop(k))) break;
      if (!may_be_apostrophe(k)) return k;
      if (!second_choice) second_choice = k;
    }
    return second_choice;
  }
  bool encloses_double(std::size_t opener, std::size_t close) const {
    const auto next = double_after(signs_[opener].span.start);
    return next != doubles_.end() && next->span.start < signs_[close].span.start;
  }
  bool after_stop(std::size_t i) const {
    return std::string_view(".,!?").find(line_.before(signs_[i].span)) != std::string_view::npos;
  }

  /// An opening mark at the start of a paragraph whose close got lost.
  bool opens_for_good(std::size_t i) const {
    const Span span = signs_[i].span;
    if (!opens(i) || !line_.at_start(span) || !std::isupper(static_cast<unsigned char>(line_.after(span))))
      return false;
    int blanks = 0;
    for (std::uint32_t at = span.end; at < line_.span().end && blanks < 4; ++at)
      blanks += line_.byte(at) == ' ';
    return blanks >= 4 && double_after(span.start) == doubles_.end();
  }

  void mark(std::size_t i, MarkRole role, bool is_nested = false) {
    const bool inside = is_nested || in_double(signs_[i].span.start);
    out_.marks.push_back({signs_[i].span, role, true, inside});
  }

  /// Adds an outer pair; double marks inside it become nested.
  void add(Span span, Span inner, bool is_closed) {
    const auto first = double_after(span.start);
    auto last = first;
    while (last != doubles_.end() && span.contains(last->span)) ++last;
    doubles_.erase(first, last);
    const auto begin = out_.marks.begin() + static_cast<std::ptrdiff_t>(first_mark_);
    const auto end = out_.marks.begin() + static_cast<std::ptrdiff_t>(double_mark_end_);
    auto mark = std::lower_bound(begin, end, inner.start,
                                 [](const Mark& m, std::uint32_t at) { return m.span.start < at; });
    for (; mark != end && inner.contains(mark->span); ++mark) mark->is_nested = true;
    out_.quoted.push_back({span, inner, is_closed, false});
  }

  const Line& line_;
  Marks& out_;
  std::vector<Quoted> doubles_;
  std::size_t first_mark_, double_mark_end_;  // the double marks of the line within `out_.marks`
  std::vector<Sign> signs_;
};

bool has_text(std::string_view text, Span line) {
  for (const char c : line.of(text))
    if (!is_blank(c)) return true;
  return false;
}

}  // namespace

Marks find_marks(std::string_view text) {
  Marks out;
  bool was_open = false;  // the paragraph before ended inside a quote
  for (std::uint32_t start = 0; start < text.size();) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', start), text.size()));
    const Span span{start, end};
    start = end + 1;
    if (!has_text(text, span)) continue;

    const Line line(text, span);
    const std::size_t first_mark = out.marks.size(), first_quoted = out.quoted.size();
    Doubles(line, out).run();
    Singles(line, out, first_mark, first_quoted).run();
    std::sort(out.marks.begin() + first_mark, out.marks.end(),
              [](const Mark& a, const Mark& b) { return a.span < b.span; });
    std::sort(out.quoted.begin() + first_quoted, out.quoted.end(),
              [](const Quoted& a, const Quoted& b) { return a.span < b.span; });

    const bool has_quoted = out.quoted.size() > first_quoted;
    if (has_quoted && was_open && line.at_start(out.quoted[first_quoted].span))
      out.quoted[first_quoted].continues = true;
    was_open = has_quoted && !out.quoted.back().is_closed && out.quoted.back().span.end == end;
  }
  return out;
}

}  // namespace newswired::quotes
