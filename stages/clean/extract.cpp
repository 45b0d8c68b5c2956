#include "stages/clean/extract.h"

#include <xxhash.h>

#include <algorithm>
#include <unordered_map>

#include "stages/clean/byline.h"
#include "stages/clean/choose.h"
#include "stages/clean/edges.h"
#include "stages/clean/phrases.h"
#include "stages/clean/published.h"
#include "stages/clean/recovery.h"
#include "stages/clean/slides.h"
#include "stages/html/parse.h"
#include "stages/text/encoding.h"
#include "stages/text/normalize.h"

namespace newswired::clean {
namespace {

/// A paid article of fewer words is a stub.
constexpr std::uint32_t paywall_words_max = 150;

/// What blocks, evidence and metadata are read from.
constexpr html::WantedAttributes wanted_attributes{
    "class", "id", "role", "itemprop", "data-testid", "data-component", "aria-hidden", "hidden", "style", "href", "rel",
    "lang", "content", "property", "name", "http-equiv", "datetime", "type"};

html::WantedAttributes wanted_with(const SiteSelectors& site) {
  html::WantedAttributes wanted = wanted_attributes;
  site.select.add_attributes(wanted);
  site.remove.add_attributes(wanted);
  return wanted;
}

std::uint32_t count_words(std::string_view text) {
  std::uint32_t count = 0;
  char before = ' ';
  for (const char c : text) {
    if (c != ' ' && c != '\n' && (before == ' ' || before == '\n')) ++count;
    before = c;
  }
  return count;
}

void append_line(const std::string& line, std::uint64_t hash, Page& page) {
  if (!page.text.empty()) page.text += "\n\n";
  page.text += line;
  page.line_hashes.push_back(hash);
}

/// A line of the article.
struct Line {
  const Block* block = nullptr;
  std::string text;
  std::uint64_t hash = 0;
  bool is_copy = false;  ///< A paragraph that was said before in another element.
};

/// The lines of the blocks that belong to the article, but for those of the whole host.
std::vector<Line> lines_of(const Blocks& blocks, const std::vector<float>& shares, const PageHints& hints) {
  constexpr float copy_words_min = 8;
  std::vector<Line> lines;
  std::unordered_map<std::uint64_t, html::NodeId> said;
  for (std::size_t i = 0; i < blocks.list.size(); ++i) {
    if (shares[i] < 0.5f) continue;
    const Block& block = blocks.list[i];
    Line line{&block, text::normalize_line(blocks.text_of(block))};
    if (line.text.empty()) continue;
    line.hash = XXH3_64bits(line.text.data(), line.text.size());
    if (std::binary_search(hints.host_lines.begin(), hints.host_lines.end(), line.hash)) continue;
    const auto [first, is_new] = said.emplace(line.hash, block.parent);
    line.is_copy = !is_new && first->second != block.parent && block.words > copy_words_min;
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Whether a page's one paragraph that is said twice is meant so, as refrains and pledges are: new words stand before it.
bool is_refrain(const std::vector<Line>& lines) {
  const auto is_copy = [](const Line& line) { return line.is_copy; };
  const auto copy = std::find_if(lines.begin(), lines.end(), is_copy);
  if (copy == lines.end() || std::count_if(copy, lines.end(), is_copy) != 1) return false;
  const auto first = std::find_if(lines.begin(), copy, [&](const Line& line) { return line.hash == copy->hash; });
  return copy - first > 1 && first->block->kind == copy->block->kind;
}

/// Joins the article's lines. A paragraph that was said before is not said again: pages for several screen sizes print
/// theirs twice, in another element each time.
void assemble(const Blocks& blocks, const std::vector<float>& shares, const PageHints& hints, Page& page) {
  const std::vector<Line> lines = lines_of(blocks, shares, hints);
  const bool keeps_copies = is_refrain(lines);
  for (const Line& line : lines) {
    if (line.is_copy && !keeps_copies) continue;
    if (page.text.size() + line.text.size() > text_bytes_max) {
      page.truncated = true;
      break;
    }
    append_line(line.text, line.hash, page);
  }
  page.word_count = count_words(page.text);
}

/// Leaves comments out: what stands in an element called so that does not hold most of the article.
void drop_comments(const Blocks& blocks, std::vector<float>& shares) {
  std::vector<float> kept(shares.size() + 1, 0);
  for (std::size_t i = 0; i < shares.size(); ++i)
    kept[i + 1] = kept[i] + (shares[i] >= 0.5f ? blocks.list[i].words : 0);
  constexpr float share_max = 0.7f, share_before_min = 0.3f;
  std::uint32_t done = 0;
  for (const Region& region : blocks.regions) {
    if (region.end <= done || !has(region.own, Evidence::comment)) continue;
    // Comments come after what they comment on. "comment-body" is the body of one; before the text it may be a name for all.
    if (has(region.own, Evidence::body) && kept[region.first] < share_before_min * kept.back()) continue;
    if (kept[region.end] - kept[region.first] > share_max * kept.back() || kept[region.first] == 0) continue;
    for (done = std::max(done, region.first); done < region.end; ++done) shares[done] = 0;
  }
}

/// Names in bold alone on one of the first lines of the text or on its last: how papers without author pages sign.
std::vector<std::string> find_signature(const Blocks& blocks, const std::vector<float>& shares) {
  constexpr std::size_t lines_max = 3;
  std::vector<const Block*> edges;
  for (std::size_t i = 0; i < shares.size() && edges.size() < lines_max; ++i)
    if (shares[i] >= 0.5f) edges.push_back(&blocks.list[i]);
  for (std::size_t i = shares.size(); i-- > 0;)
    if (shares[i] >= 0.5f) {
      edges.push_back(&blocks.list[i]);
      break;
    }
  for (const Block* block : edges) {
    if (block->strong_share < 0.9f || block->ends_sentence || html::is_heading(block->tag)) continue;
    if (auto names = names_in_signature(blocks.text_of(*block)); !names.empty()) return names;
  }
  return {};
}

/// JSON-LD's body instead of the page's text: when it says more and the page's text is a stub or stands in it.
void recover_linked_body(const ReadPage& read, Page& page) {
  constexpr std::uint32_t words_min = 40;
  const std::uint32_t linked_words = count_words(read.linked.body);
  if (linked_words < words_min || linked_words < page.word_count + page.word_count / 2) return;
  const bool is_stub = page.word_count < words_min;
  const std::string_view last = std::string_view(page.text).substr(page.text.rfind('\n') + 1);
  if (!is_stub && !contains_start(read.anchor.linked_body, last)) return;
  std::string_view text = read.linked.body;
  if (text.find("</p>") != text.npos)
    if (const auto document = html::parse(text)) {
      EvidenceReader evidence(*document);
      const Blocks blocks = find_blocks(*document, evidence);
      page.text.clear(), page.line_hashes.clear();
      return assemble(blocks, std::vector<float>(blocks.list.size(), 1.0f), {}, page);
    }
  page.text.clear();
  page.line_hashes.clear();
  while (!text.empty() && page.text.size() < text_bytes_max) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const std::string line = text::normalize_line(text.substr(0, end)); !line.empty())
      append_line(line, XXH3_64bits(line.data(), line.size()), page);
    text.remove_prefix(std::min(end + 1, text.size()));
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
Blocks find_visible_blocks(const html::Document& document, EvidenceReader& evidence) {
  constexpr std::size_t text_bytes_min = 200;
  Blocks blocks = find_blocks(document, evidence);
  if (blocks.text.size() >= text_bytes_min) return blocks;
  for (const BlockOptions options : {BlockOptions{.with_hidden = true}, BlockOptions{true, true}}) {
    Blocks more = find_blocks(document, evidence, options);
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
  std::string converted;
  const std::string_view markup =
      text::utf8_view(bytes.substr(0, bytes_max), hints.content_type, text::DocumentKind::html, converted);
  const SiteSelectors site(hints.site);
  const html::WantedAttributes wanted = wanted_with(site);
  const Result<html::Document> document = html::parse(markup, {}, &wanted);
  if (!document) return page;

  page.linked = read_linked_article(*document, hints.url);
  EvidenceReader evidence(*document);
  page.declared = read_declarations(*document, evidence);
  page.blocks = find_visible_blocks(*document, evidence);
  page.rulings = rule_blocks(site, *document, page.blocks);
  page.anchor.title = find_title(page.declared, page.linked, hints, markup);
  if (page.linked.authors.empty()) page.declared.byline = find_byline(page.blocks, page.anchor.title);
  page.anchor.description = text::normalize_line(page.declared.meta({"og:description", "description"}));
  if (page.anchor.description.empty()) page.anchor.description = text::normalize_line(page.linked.description);
  page.anchor.feed_title = text::normalize_line(hints.feed_title);
  page.anchor.feed_summary = plain(hints.feed_summary);
  page.anchor.linked_body = bare_words(page.linked.body);
  for (const std::string_view line : {std::string_view(page.anchor.description), std::string_view(page.linked.description),
                                      page.declared.meta({"description"})})
    page.anchor.descriptions.add(line);
  page.anchor.descriptions.close();
  page.truncated = document->truncated() || bytes.size() > bytes_max;
  return page;
}

Page extract_page(std::string_view bytes, const PageHints& hints) {
  ReadPage read = read_page(bytes, hints);
  Page page;
  std::vector<float> shares = judge_blocks(read.blocks, read.anchor);
  drop_comments(read.blocks, shares);
  drop_slides(read.blocks, shares);
  fill_gaps(read.blocks, shares);
  recover(read.blocks, shares);
  const Edges edges = trim_edges(read.blocks, shares);
  follow(read.rulings, shares);
  assemble(read.blocks, shares, hints, page);
  recover_linked_body(read, page);
  const bool is_stub = (edges.is_stub || read.linked.is_paid) && page.word_count < paywall_words_max;
  page.truncated = page.truncated || read.truncated || is_stub;
  page.live_blog = read.linked.is_live_blog || edges.is_live_blog;
  std::vector<std::string> signed_by = find_signature(read.blocks, shares);
  if (signed_by.empty() && !edges.wire_byline.empty()) signed_by.push_back(edges.wire_byline);
  page.title = read.anchor.title;
  page.published = find_published(read, shares, hints.url, bytes);
  fill_metadata(read.declared, read.linked, hints, signed_by, page);
  return page;
}

Page clean_fragment(std::string_view html, const PageHints& hints) {
  Page page;
  const SiteSelectors site(hints.site);
  const html::WantedAttributes wanted = wanted_with(site);
  const Result<html::Document> document = html::parse(html, {}, &wanted);
  if (!document) return page;
  EvidenceReader evidence(*document);
  const Blocks blocks = find_visible_blocks(*document, evidence);
  std::vector<float> shares = judge_fragment(blocks);
  const Edges edges = trim_edges(blocks, shares);
  follow(rule_blocks(site, *document, blocks), shares);
  assemble(blocks, shares, hints, page);
  page.live_blog = edges.is_live_blog;
  page.truncated = page.truncated || document->truncated();
  page.title = find_title({}, {}, hints, {});
  page.published = date_in_url(hints.url);
  fill_metadata({}, {}, hints, {}, page);
  return page;
}

}  // namespace newswired::clean
