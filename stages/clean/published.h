#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "stages/clean/extract.h"
#include "stages/clean/moment.h"

namespace newswired::clean {

/// The first of `texts` that is a date of the age of the web; when it is a day without a time, the first
/// later one that has a time of that day.
std::optional<Moment> first_date(std::initializer_list<std::string_view> texts);

/// /2024/03/05/ or /2024-03-05 in an address: the day, at midnight.
std::optional<Moment> date_in_url(std::string_view url);

/// When a page says that it was published: by JSON-LD, `<meta>`, itemprop, the lines around the headline,
/// `<time>`, elements called dates, the lines before the text, the address, and last by what its scripts
/// hold. `shares`: how likely each block is text; `markup`: the page as it came. Nothing when the page does
/// not say.
std::optional<Moment> find_published(const ReadPage& page, const std::vector<float>& shares,
                                     std::string_view url, std::string_view markup);

}  // namespace newswired::clean
