#pragma once

#include <string_view>

namespace newswired::text {

enum class Gender { unknown, female, male };

/// The gender of most people with this given name, `unknown` for rare and shared names. Any case of ASCII letters.
///
/// Source: names that are given to one gender alone in sigpwned/popular-names-by-country-dataset and
/// unitedstates/congress-legislators (both CC0), 1,700 of them, and 487 that are common in the news and belong to one
/// gender, by general knowledge. Left out by hand: names that both genders bear in the news (Kim, Lee, Robin) and
/// places (Florida, China); moved: Virginia, Karen and others that the sets count for the wrong one. A name is weak
/// evidence: titles and pronouns go first.
Gender gender_of_given_name(std::string_view name);

/// The gender that a title tells: `Mr.`, `Mrs`, `Lady`, `King`; with or without its full stop.
Gender gender_of_title(std::string_view title);

}  // namespace newswired::text
