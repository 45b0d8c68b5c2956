#pragma once

#include <string_view>

namespace newswired::clean {

/// Whether a page's scripts call `title` the one for social networks: the value of keys like "socialTitle",
/// "social_headline" of the data that the page is made from. Such a title is an advertisement of the
/// headline, not the headline.
bool is_social_title(std::string_view title, std::string_view markup);

}  // namespace newswired::clean
