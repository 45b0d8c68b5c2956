#pragma once

#include <string>

#include "stages/entities/entities.h"
#include "stages/entities/lexicon.h"
#include "stages/entities/tagger.h"
#include "stages/tagging/model_file.h"

namespace newswired::entities {

struct Model::Content {
  tagging::ModelFile file;
  Lexicon lexicon;
  Tagger tagger;
};

}  // namespace newswired::entities
