#include "stages/clean/blocks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "stages/html/markup_characters.h"

namespace newswired::clean {
namespace {

using html::Document;
using html::NodeId;
using html::Tag;

bool is_left_out(Tag tag) {
  switch (tag) {
    case Tag::script: case Tag::style: case Tag::template_: case Tag::svg: case Tag::foreign: case Tag::iframe:
    case Tag::button: case Tag::select: case Tag::textarea: case Tag::input: case Tag::option: case Tag::canvas:
    case Tag::audio: case Tag::video: case Tag::map: case Tag::head: case Tag::title: case Tag::object:
    case Tag::rp: case Tag::rt: case Tag::dialog: case Tag::img:
      return true;
    default:
      return false;
  }
}

bool is_emphasis(Tag tag) { return tag == Tag::b || tag == Tag::strong || tag == Tag::i || tag == Tag::em; }

/// Where the words from `at` on that one blank each parts end: they stand as they will in the block.
std::size_t collapsed_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (html::is_blank(text[at]) && (text[at] != ' ' || at + 1 == text.size() || html::is_blank(text[at + 1]))) break;
    ++at;
  }
  return at;
}

/// Ideographs, kana and Thai: scripts that put no blanks between words.
bool lacks_blanks(std::string_view text, std::size_t at) {
  const auto a = static_cast<unsigned char>(text[at]);
  const auto b = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
  if (a == 0xE3) return b >= 0x81;             // Kana and the first ideographs.
  if (a >= 0xE4 && a <= 0xE9) return true;     // Ideographs.
  return a == 0xE0 && (b == 0xB8 || b == 0xB9);  // Thai.
}

class Finder {
 public:
  Finder(const Document& document, const BlockOptions& options, EvidenceReader& evidence)
      : document_(document), options_(options), evidence_(evidence) {
    found_.text.reserve(document.size() * 16);
  }

  Blocks run() {
    for (NodeId node = 0; node < document_.size();) {
      while (!open_.empty() && node >= document_[open_.back().node].end) leave();
      node = enter(node);
    }
    while (!open_.empty()) leave();
    return std::move(found_);
  }

 private:
  struct Open {
    NodeId node = 0;
    bool is_block = false;
    std::uint32_t region = UINT32_MAX;
    EvidenceSet own = 0;
    EvidenceSet near = 0;
    EvidenceSet all = 0;
    std::uint16_t list_depth = 0;
    bool in_link = false;
    bool in_emphasis = false;
    std::uint64_t kind = 0;
  };

  NodeId enter(NodeId node) {
    const Tag tag = document_[node].tag;
    if (tag == Tag::text) {
      append(node);
      return node + 1;
    }
    if (tag == Tag::br) {
      end_line();
      return document_[node].end;
    }
    if (tag == Tag::img) has_picture_ = true;
    if (is_left_out(tag) || (tag == Tag::noscript && !options_.with_noscript)) return document_[node].end;
    if (!options_.with_hidden && evidence_.attributes_of(node).hides) {
      found_.hidden_words += (document_[node].end - node) / 2;
      return document_[node].end;
    }
    if (tag != Tag::wbr) open(node, tag);
    return node + 1;
  }

  void open(NodeId node, Tag tag) {
    Open next;
    const Open* parent = open_.empty() ? nullptr : &open_.back();
    next.node = node;
    next.is_block = html::is_block(tag) || (tag == Tag::other && is_block_by_name(node));
    const Attributes& attributes = evidence_.attributes_of(node);
    next.own = evidence_.of(node);
    next.near = next.all = next.own;
    next.in_link = tag == Tag::a && attributes.leads_somewhere;
    next.in_emphasis = is_emphasis(tag);
    if (parent) {
      next.near |= parent->own | (open_.size() > 1 ? open_[open_.size() - 2].own : 0);
      next.all |= parent->all;
      next.in_link |= parent->in_link;
      next.in_emphasis |= parent->in_emphasis;
      next.list_depth = parent->list_depth;
    }
    if (tag == Tag::ul || tag == Tag::ol) ++next.list_depth;
    if (next.is_block) {
      flush();
      next.kind = (attributes.class_hash ^ static_cast<std::uint64_t>(tag)) * 0x9E3779B97F4A7C15u;
      next.region = static_cast<std::uint32_t>(found_.regions.size());
      Region region{node, nearest_region(), block_count(), block_count(), next.own};
      found_.regions.push_back(region);
    }
    open_.push_back(next);
  }

  /// Custom elements are inline to HTML but wrap whole articles; those that hold a block are blocks.
  bool is_block_by_name(NodeId node) const {
    const NodeId end = std::min(document_[node].end, node + 24);
    for (NodeId i = node + 1; i < end; ++i)
      if (html::is_block(document_[i].tag)) return true;
    return false;
  }

  std::uint32_t block_count() const { return static_cast<std::uint32_t>(found_.list.size()); }

  std::uint32_t nearest_region() const {
    for (auto open = open_.rbegin(); open != open_.rend(); ++open)
      if (open->is_block) return open->region;
    return UINT32_MAX;
  }

  void leave() {
    const Open closed = open_.back();
    if (closed.is_block) {
      flush();
      found_.regions[closed.region].end = block_count();
    }
    open_.pop_back();
  }

  void append(NodeId node) {
    const std::string_view text = document_.text(node);
    if (open_.empty()) return;
    const Open& inside = open_.back();
    const std::size_t before = found_.text.size();
    for (std::size_t at = 0; at < text.size();) {
      if (html::is_blank(text[at])) {
        blank_pending_ = true;
        ++at;
        continue;
      }
      const std::size_t end = collapsed_end(text, at);
      if (found_.text.size() == begin_) {
        start_block(node);
      } else if (blank_pending_) {
        found_.text += ' ';
      }
      blank_pending_ = false;
      line_ended_ = 0;
      found_.text.append(text, at, end - at);
      at = end;
    }
    const std::size_t added = found_.text.size() - before;
    if (added == 0) return;
    if (inside.in_link) {
      link_bytes_ += added;
      ++block_.link_count;
    }
    if (inside.in_emphasis) strong_bytes_ += added;
  }

  void start_block(NodeId node) {
    block_ = Block{};
    block_.first_text = node;
    link_bytes_ = strong_bytes_ = 0;
    const Open& inside = open_.back();
    block_.near = inside.near;
    block_.all = inside.all;
    block_.own = inside.own;
    block_.follows_picture = std::exchange(has_picture_, false);
    block_.list_depth = inside.list_depth;
    std::size_t at = open_.size();
    while (at > 0 && !open_[at - 1].is_block) block_.own |= open_[--at].own;
    if (at == 0) return;
    const Open& around = open_[at - 1];
    block_.own |= around.own;
    block_.near |= around.near;
    block_.node = around.node;
    block_.tag = document_[around.node].tag;
    block_.depth = document_[around.node].depth;
    block_.kind = around.kind * 31 + (at > 1 ? open_[at - 2].kind : 0);
    block_.parent = at > 1 ? open_[at - 2].node : around.node;
  }

  void end_line() {
    blank_pending_ = true;
    if (found_.text.size() != begin_ && ++line_ended_ >= 2) flush();
  }

  void flush() {
    blank_pending_ = false;
    line_ended_ = 0;
    const std::size_t size = found_.text.size() - begin_;
    if (size == 0) return;
    block_.text = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(found_.text.size())};
    block_.link_share = std::min(1.0f, static_cast<float>(link_bytes_) / static_cast<float>(size));
    block_.strong_share = std::min(1.0f, static_cast<float>(strong_bytes_) / static_cast<float>(size));
    count(block_, found_.text_of(block_));
    found_.list.push_back(block_);
    begin_ = found_.text.size();
  }

  static void count(Block& block, std::string_view text);

  const Document& document_;
  const BlockOptions& options_;
  EvidenceReader& evidence_;
  Blocks found_;
  std::vector<Open> open_;
  Block block_;
  std::size_t begin_ = 0;
  std::size_t link_bytes_ = 0;
  std::size_t strong_bytes_ = 0;
  bool blank_pending_ = false;
  bool has_picture_ = false;  ///< Since the block before.
  int line_ended_ = 0;
};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_plain_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

/// Takes closing quotation marks and brackets off the end.
std::string_view without_closing(std::string_view text) {
  constexpr std::string_view closing[] = {"\"", "'", ")", "]", "\u201C", "\u201D", "\u2019", "\u2018",
                                          "\u00BB", "\u00AB", "\u300D", "\u203A", "\u2039", "\u00A0", " "};
  for (bool again = true; again;) {
    again = false;
    if (!text.empty() && (is_plain_letter(text.back()) || text.back() == '.')) break;
    for (const std::string_view sign : closing)
      if (ends_with(text, sign)) text.remove_suffix(sign.size()), again = true;
  }
  return text;
}

bool ends_sentence(std::string_view text) {
  if (!text.empty() && is_plain_letter(text.back())) return false;
  for (const std::string_view stop : {".", "!", "?", "\u2026", "\u3002", "\uFF01", "\uFF1F", "\u0964", "\u061F", "\u06D4"})
    if (ends_with(text, stop)) return true;
  return false;
}

/// What each byte counts as, in lanes of one number, which a run of `lane_bytes_max` bytes cannot overflow. Most bytes
/// are letters that count as nothing; the last lane says that a byte must be looked at.
constexpr std::uint64_t one_blank = 1, one_comma = 1u << 20, one_digit = std::uint64_t{1} << 40;
constexpr std::uint64_t to_look_at = std::uint64_t{1} << 60;
constexpr std::size_t lane_bytes_max = (1u << 20) - 1;

constexpr auto lanes = [] {
  std::array<std::uint64_t, 256> table{};
  for (int c = 0x80; c < 0x100; ++c) table[c] = to_look_at;
  for (int c = '0'; c <= '9'; ++c) table[c] = one_digit;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = to_look_at;
  for (const unsigned char c : {'.', '!', '?'}) table[c] = to_look_at;
  table[' '] = one_blank;
  table[','] = one_comma;
  return table;
}();

void Finder::count(Block& block, std::string_view text) {
  std::uint32_t blanks = 0, dense = 0, commas = 0, stops = 0, capitals = 0, digits = 0;
  const auto look_at = [&](std::size_t i) {
    const char c = text[i];
    if (c >= 'A' && c <= 'Z') {
      capitals += i == 0 || text[i - 1] == ' ';
    } else if (static_cast<signed char>(c) >= 0) {
      stops += i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '"';
    } else if (c & 0x40) {
      dense += lacks_blanks(text, i);
      stops += c == '\xE3' && text.substr(i, 3) == "\u3002";
      commas += (c == '\xE3' && text.substr(i, 3) == "\u3001") || (c == '\xD8' && text.substr(i, 2) == "\u060C");
    }
  };
  for (std::size_t begin = 0; begin < text.size(); begin += lane_bytes_max) {
    const std::size_t end = std::min(text.size(), begin + lane_bytes_max);
    std::uint64_t sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint64_t lane = lanes[static_cast<unsigned char>(text[i])];
      if (lane == to_look_at) look_at(i);
      else sum += lane;
    }
    constexpr std::uint64_t lane_max = (1u << 20) - 1;
    blanks += sum & lane_max, commas += sum >> 20 & lane_max, digits += sum >> 40;
  }
  const auto small = [](std::uint32_t n) { return static_cast<std::uint16_t>(std::min<std::uint32_t>(n, UINT16_MAX)); };
  block.words = static_cast<float>(blanks + 1) + static_cast<float>(dense) / 2;
  block.comma_count = small(commas);
  block.sentence_count = small(stops);
  block.capital_count = small(capitals);
  block.digit_count = small(digits);
  const std::string_view bare = without_closing(text);
  block.ends_sentence = ends_sentence(bare);
  block.ends_with_colon = ends_with(bare, ":");
}

}  // namespace

Blocks find_blocks(const Document& document, EvidenceReader& evidence, const BlockOptions& options) {
  return Finder(document, options, evidence).run();
}

}  // namespace newswired::clean
