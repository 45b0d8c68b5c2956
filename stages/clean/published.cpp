#include "stages/clean/published.h"

#include "stages/clean/dateline.h"
#include "stages/clean/script_date.h"

namespace newswired::clean {
namespace {

std::optional<Moment> date_of(std::string_view text) {
  const auto date = parse_moment(text);
  // Pages of the web are younger than the web.
  constexpr Timestamp earliest = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};
  if (!date || date->time < earliest) return std::nullopt;
  return date;
}

auto local_time(const Moment& moment) {
  return moment.time + std::chrono::minutes(moment.offset_minutes);
}
auto day_of(const Moment& moment) {
  return std::chrono::floor<std::chrono::days>(local_time(moment));
}
bool is_whole_day(const Moment& moment) {
  return local_time(moment) == day_of(moment);
}

}  // namespace

std::optional<Moment> first_date(std::initializer_list<std::string_view> texts) {
  std::optional<Moment> first;
  for (const std::string_view text : texts) {
    const auto date = date_of(text);
    if (!date) continue;
    if (!first) first = date;
    if (!is_whole_day(*first)) return first;
    if (!is_whole_day(*date) && day_of(*date) == day_of(*first)) return date;
  }
  return first;
}

std::optional<Moment> date_in_url(std::string_view url) {
  const auto number = [&](std::size_t at, int digits) {
    int value = 0;
    for (int i = 0; i < digits; ++i, ++at) {
      if (at >= url.size() || url[at] < '0' || url[at] > '9') return -1;
      value = value * 10 + (url[at] - '0');
    }
    return value;
  };
  for (std::size_t at = url.find('/', 8); at != url.npos; at = url.find('/', at + 1)) {
    const int year = number(at + 1, 4), month = number(at + 6, 2), day = number(at + 9, 2);
    if (year < 1990 || year > 2100 || month < 1 || day < 1 || at + 5 >= url.size()) continue;
    if (url[at + 5] != url[at + 8] || (url[at + 5] != '/' && url[at + 5] != '-')) continue;
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (date.ok()) return Moment{std::chrono::sys_days{date}};
  }
  return std::nullopt;
}

std::optional<Moment> find_published(const ReadPage& page, const std::vector<float>& shares,
                                     std::string_view url, std::string_view markup) {
  const Declarations& declared = page.declared;
  if (const auto date = first_date(
          {page.linked.published, declared.meta({"article:published_time", "og:article:published_time"}),
           declared.meta({"datepublished", "parsely-pub-date", "sailthru.date", "dc.date", "dcterms.date",
                          "dc.date.issued", "dcterms.created", "publish-date", "pubdate", "date",
                          "article.published", "cxenseparse:recs:publishtime", "last-modified"}),
           declared.published_property}))
    return date;
  const std::string beside = find_date_near_headline(page.blocks, page.anchor.title);
  const std::string above = find_date_before_text(page.blocks, shares);
  if (const auto date =
          first_date({beside, declared.time, declared.time_before_heading, declared.visible_date, above}))
    return date;
  if (const auto date = date_in_url(url)) return date;
  return date_of(find_date_in_scripts(markup));
}

}  // namespace newswired::clean
