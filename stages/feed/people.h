#pragma once

#include <string_view>
#include <vector>

#include "stages/feed/feed.h"

namespace newswired::feed {

/// Reads the ways in which RSS names a person: "Name", "mail", "mail (Name)", "Name (mail)", "Name <mail>".
Person parse_person(std::string_view text);

/// Adds `person` unless it says nothing, is there already, or `people_max` is reached.
void add_person(std::vector<Person>& people, Person person);

}  // namespace newswired::feed
