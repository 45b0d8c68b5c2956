#include "stages/clean/extract.h"

#include <xxhash.h>

#include <algorithm>
#include <unordered_set>

#include "stages/clean/choose.h"
#include "stages/clean/phrases.h"
#include "stages/html/parse.h"
#include "stages/text/encoding.h"
#include "stages/text/normalize.h"

namespace newswired::clean {
namespace {

std::uint32_t count_words(std::string_view text) {
  std::uint32_t count = 0;
  char before = ' ';
  for (const char c : text) {
    if (c != ' ' && c != '\n' && (before == ' ' || before == '\n')) ++count;
    before = c;
  }
  return count;
}

/// Joins the blocks that belong to the article; a paragraph that was said before is not said again.
void assemble(const Blocks& blocks, const std::vector<float>& shares, const PageHints& hints, Page& page) {
  std::unordered_set<std::uint64_t> said;
  constexpr std::uint32_t repeat_words_min = 8;
  for (std::size_t i = 0; i < blocks.list.size(); ++i) {
    if (shares[i] < 0.5f) continue;
    const std::string line = text::normalize_line(blocks.text_of(blocks.list[i]));
    if (line.empty()) continue;
    const std::uint64_t hash = XXH3_64bits(line.data(), line.size());
    if (std::binary_search(hints.host_lines.begin(), hints.host_lines.end(), hash)) continue;
    if (!said.insert(hash).second && blocks.list[i].words > repeat_words_min) continue;
    if (page.text.size() + line.size() > text_bytes_max) {
      page.truncated = true;
      break;
    }
    if (!page.text.empty()) page.text += "\n\n";
    page.text += line;
    page.line_hashes.push_back(hash);
  }
  page.word_count = count_words(page.text);
}

/// A feed's HTML is the article: only what is surely none of it goes.
std::vector<float> judge_fragment(const Blocks& blocks) {
  const auto is_set = [](std::uint32_t set, Phrase kind) { return (set >> static_cast<int>(kind) & 1) != 0; };
  std::vector<float> shares(blocks.list.size(), 1.0f);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Block& block = blocks.list[i];
    const std::uint32_t phrases = phrases_in(blocks.text_of(block));
    const bool is_caption = has(block.all, Evidence::figcaption_tag) || has(block.own, Evidence::caption);
    const bool is_promotion = (is_set(phrases, Phrase::read_more) || is_set(phrases, Phrase::subscribe) ||
                               is_set(phrases, Phrase::share) || is_set(phrases, Phrase::related)) &&
                              (block.link_share > 0.5f || (!block.ends_sentence && block.words < 8));
    const bool is_notice = is_set(phrases, Phrase::wordpress) ||
                           (is_set(phrases, Phrase::advert) && block.words < 4);
    if (is_caption || is_promotion || is_notice) shares[i] = 0;
  }
  return shares;
}

/// The page's blocks; what it hides or keeps for browsers without scripts too, when there is next to nothing else.
Blocks find_visible_blocks(const html::Document& document) {
  constexpr std::size_t text_bytes_min = 200;
  Blocks blocks = find_blocks(document);
  if (blocks.text.size() >= text_bytes_min) return blocks;
  for (const BlockOptions options : {BlockOptions{.with_hidden = true}, BlockOptions{true, true}}) {
    Blocks more = find_blocks(document, options);
    if (more.text.size() > 2 * blocks.text.size()) blocks = std::move(more);
  }
  return blocks;
}

std::string plain(std::string_view html) {
  if (html.find('<') == html.npos) return text::normalize_line(html);
  const Result<html::Document> document = html::parse(html);
  return document ? text::normalize_line(document->text_content(0)) : std::string();
}

}  // namespace

ReadPage read_page(std::string_view bytes, const PageHints& hints) {
  ReadPage page;
  constexpr std::size_t bytes_max = html::Limits{}.bytes_max;
  const text::Decoded decoded = text::to_utf8(bytes.substr(0, bytes_max), hints.content_type, text::DocumentKind::html);
  const Result<html::Document> document = html::parse(decoded.text);
  if (!document) return page;

  page.linked = read_linked_article(*document, hints.url);
  page.declared = read_declarations(*document);
  page.blocks = find_visible_blocks(*document);
  page.anchor.title = find_title(page.declared, page.linked, hints);
  page.anchor.description = text::normalize_line(page.declared.meta({"og:description", "description"}));
  if (page.anchor.description.empty()) page.anchor.description = text::normalize_line(page.linked.description);
  if (page.anchor.description.empty()) page.anchor.description = plain(hints.feed_summary);
  page.anchor.linked_body = bare_words(page.linked.body);
  page.truncated = document->truncated() || bytes.size() > bytes_max;
  return page;
}

Page extract_page(std::string_view bytes, const PageHints& hints) {
  const ReadPage read = read_page(bytes, hints);
  Page page;
  assemble(read.blocks, judge_blocks(read.blocks, read.anchor), hints, page);
  page.truncated = page.truncated || read.truncated;
  page.live_blog = read.linked.is_live_blog;
  fill_metadata(read.declared, read.linked, hints, page);
  return page;
}

Page clean_fragment(std::string_view html, const PageHints& hints) {
  Page page;
  const Result<html::Document> document = html::parse(html);
  if (!document) return page;
  const Blocks blocks = find_visible_blocks(*document);
  assemble(blocks, judge_fragment(blocks), hints, page);
  page.truncated = page.truncated || document->truncated();
  fill_metadata({}, {}, hints, page);
  return page;
}

}  // namespace newswired::clean
