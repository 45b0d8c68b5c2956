#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::feed {

/// `html` with the addresses in href, src, srcset, poster and their like made absolute against `base`. Everything
/// else stays byte for byte; without a usable base all of it does.
std::string with_absolute_links(std::string html, std::string_view base);

/// What an attribute of that name and raw value becomes against `base`; empty when it stays as it is.
std::string with_absolute_link(std::string_view base, std::string_view name, std::string_view value);

/// The addresses of the first images in `html`, at most `count_max`.
std::vector<std::string> images_in(std::string_view html, std::size_t count_max);

}  // namespace newswired::feed
