#pragma once

#include <string>
#include <string_view>

namespace newswired::clean {

/// The day that a page's scripts say it was published: the value of keys like "publishedAt" or
/// "first_publish_date" of the data that it is made from, when all of them name one day, since such data hold
/// other stories too; else empty. The text is that of the first of them that has a time, or of the first.
std::string find_date_in_scripts(std::string_view markup);

}  // namespace newswired::clean
