#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "proto/entity.h"

namespace newswired::entities {

/// A name as coreference sees it.
struct NamedThing {
  EntityType type = EntityType::misc;
  std::vector<std::string> words;  ///< As written, without "the", titles and a possessive; not empty.
};

/// Tells which names stand for one thing. Names are given in text order; each gets the number of its thing, counted
/// from 0.
///
/// Names of one type join when they are the same but for case, and nearest first: a person's surname, given name or leading
/// part with the full name, initials (`J. Smith`, `JFK`) and short forms (`Joe`) with the name, honours (`FRS`) aside; an
/// acronym with the organisation; the leading or closing part of a longer organisation's name, and the name without its
/// country (`Senate`); a nationality's plural. Each name is compared with a bounded number of others. Not thread-safe.
class NameClusters {
 public:
  NameClusters();
  ~NameClusters();
  std::uint32_t add(const NamedThing& name);

 private:
  class Index;
  std::unique_ptr<Index> index_;
};

/// The name by which everyone knows a place that has several: "U.S." -> "United States"; empty when it has no such.
std::string_view common_place_name(std::string_view name);

}  // namespace newswired::entities
