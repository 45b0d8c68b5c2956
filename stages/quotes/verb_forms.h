#pragma once

#include <algorithm>
#include <initializer_list>

#include "stages/tagging/words.h"

namespace newswired::quotes {

inline bool is_one_of(tagging::Key form, std::initializer_list<tagging::Key> forms) {
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

inline bool is_form_of_be(tagging::Key form) {
  using namespace tagging::literals;
  return is_one_of(form, {"be"_key, "is"_key, "are"_key, "was"_key, "were"_key, "been"_key, "being"_key});
}

}  // namespace newswired::quotes
