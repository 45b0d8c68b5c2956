#pragma once

#include <vector>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// Keeps what stands between paragraphs of the article in the very element that holds these: headings, items, short
/// lines that the judgement was not sure of and that say nothing of their own against it.
void fill_gaps(const Blocks& blocks, std::vector<float>& shares);

/// When the judgement leaves next to nothing of a page that has prose, takes the prose: better too much than none. Of a
/// page of a few words all of them are its text.
void recover(const Blocks& blocks, std::vector<float>& shares);

}  // namespace newswired::clean
