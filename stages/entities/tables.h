#pragma once

#include <vector>

#include "stages/entities/found_name.h"

namespace newswired::entities {

/// Names in tables of results, which are no sentences: "Harwick 2 Lowell 1", "Estby 12 7 3 2 24".
///
/// A line that is nothing but capitalised names, each followed by numbers, belongs to a table when the document has three
/// such lines. There a name ends where a number begins, and one that was overlooked, or found with the wrong ends, is of
/// the type that most names of the table have that were found whole; an organisation when none was. Countries stay
/// locations. Lines of capitalised common words ("Net Loss 1,071") are left as they are. Names in text order, as given.
void read_tables(const Words& words, std::vector<FoundName>& names);

}  // namespace newswired::entities
