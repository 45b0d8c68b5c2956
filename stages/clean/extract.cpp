#include <xxhash.h>

#include <algorithm>
#include <unordered_set>

#include "stages/clean/blocks.h"
#include "stages/clean/choose.h"
#include "stages/clean/linked_data.h"
#include "stages/clean/metadata.h"
#include "stages/clean/page.h"
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

}  // namespace

Page extract_page(std::string_view bytes, const PageHints& hints) {
  Page page;
  const text::Decoded decoded = text::to_utf8(bytes.substr(0, html::Limits{}.bytes_max), hints.content_type,
                                              text::DocumentKind::html);
  const Result<html::Document> document = html::parse(decoded.text);
  if (!document) return page;

  const LinkedArticle linked = read_linked_article(*document, hints.url);
  const Declarations declared = read_declarations(*document);
  const Blocks blocks = find_blocks(*document);
  assemble(blocks, judge_blocks(blocks, {}), hints, page);
  page.truncated = page.truncated || document->truncated() || bytes.size() > html::Limits{}.bytes_max;
  page.live_blog = linked.is_live_blog;
  fill_metadata(declared, linked, hints, page);
  return page;
}

Page clean_fragment(std::string_view html, const PageHints& hints) {
  Page page;
  const Result<html::Document> document = html::parse(html);
  if (!document) return page;
  const Blocks blocks = find_blocks(*document);
  std::vector<float> shares(blocks.list.size(), 1.0f);
  assemble(blocks, shares, hints, page);
  page.truncated = page.truncated || document->truncated();
  fill_metadata({}, {}, hints, page);
  return page;
}

}  // namespace newswired::clean
