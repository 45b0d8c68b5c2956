#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/jobs/names.h"
#include "proto/article.h"
#include "proto/entity.h"
#include "proto/quote.h"
#include "proto/result.h"
#include "stages/clean/page.h"
#include "stages/entities/entities.h"
#include "stages/feed/feed.h"
#include "stages/quotes/quotes.h"

/// What head and workers say to each other about one job: the frames after the envelope's header. For each stage there
/// is a function that makes the task's frames, one that does the work in the worker, and one that reads the answer.
/// All are pure; a frame that is not what it should be is an error of kind `invalid`.
namespace newswired::jobs {

using Frames = std::vector<std::string>;

// --- parse: hostile bytes in, clean words out -----------------------------------------------------------------------

Frames feed_task(std::string_view url, std::string_view content_type, std::string body);
Result<feed::Feed> read_feed_answer(std::string_view frame);

/// What the head knows about a page or fragment before it is read.
struct PageRequest {
  bool fragment = false;  ///< A feed's own content instead of a fetched page.
  std::string url;
  std::string content_type;
  std::string feed_title;
  std::string feed_summary;
  std::string feed_author;
  std::string feed_language;
  std::vector<std::uint64_t> host_lines;  ///< Hashes of lines seen on three other pages of the host.
  const clean::SiteRule* site = nullptr;  ///< Of the page's host.
};

Frames page_task(const PageRequest& request, std::string body);
Result<clean::Page> read_page_answer(std::string_view frame);

/// The worker's side of both.
Result<std::string> do_parse(std::span<const std::string> frames);

// --- entities and quotes: one more frame each -----------------------------------------------------------------------

struct EntitiesAnswer {
  std::string model;   ///< Empty when the language has no model: the stage was skipped.
  std::string frame;   ///< The answer as it came, which the quote task carries on unchanged.
  std::vector<Entity> entities;
};

Frames entities_task(const Article& article);
Result<std::string> do_entities(const entities::Model& model, std::span<const std::string> frames);
Result<EntitiesAnswer> read_entities_answer(std::string_view frame, std::string_view text);

struct QuotesAnswer {
  std::string model;  ///< Empty when skipped.
  std::vector<Quote> quotes;
};

/// `entities_frame` is `EntitiesAnswer::frame`, or empty when that stage was left out; `names` go along as a
/// frame of their own.
Frames quotes_task(const Article& article, std::string entities_frame,
                   const std::vector<RememberedName>& names = {});
Result<std::string> do_quotes(const quotes::Model& model, std::span<const std::string> frames);
Result<QuotesAnswer> read_quotes_answer(std::string_view frame, std::string_view text);

}  // namespace newswired::jobs
