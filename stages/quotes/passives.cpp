#include "stages/quotes/attributions.h"
#include "stages/quotes/verb_forms.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

bool seems(Key form) {
  return is_one_of(form,
                   {"seem"_key, "seems"_key, "seemed"_key, "appear"_key, "appears"_key, "appeared"_key});
}
/// Participles of what others say and think: `is expected to`, not `is convinced that`.
bool is_of_others(Key form) {
  return is_one_of(form,
                   {"accused"_key,   "alleged"_key,    "announced"_key,  "assumed"_key,   "believed"_key,
                    "billed"_key,    "blamed"_key,     "called"_key,     "cited"_key,     "considered"_key,
                    "credited"_key,  "criticized"_key, "criticised"_key, "declared"_key,  "deemed"_key,
                    "described"_key, "dubbed"_key,     "estimated"_key,  "expected"_key,  "feared"_key,
                    "hailed"_key,    "informed"_key,   "known"_key,      "labeled"_key,   "labelled"_key,
                    "mentioned"_key, "named"_key,      "nicknamed"_key,  "perceived"_key, "portrayed"_key,
                    "praised"_key,   "predicted"_key,  "presumed"_key,   "projected"_key, "regarded"_key,
                    "reported"_key,  "revealed"_key,   "rumored"_key,    "rumoured"_key,  "said"_key,
                    "seen"_key,      "supposed"_key,   "suspected"_key,  "thought"_key,   "told"_key,
                    "touted"_key,    "understood"_key, "urged"_key,      "viewed"_key});
}

/// Whether the subject of the cue is the one that others speak of; `seemed to blame` is her own.
bool speaks_of_subject(const Analysis& analysis, Range cue) {
  const auto& tokens = analysis.tokens;
  bool is_passive = cue.first > 0 && is_form_of_be(tokens[cue.first - 1].word.form);
  bool is_of_subject = false;
  for (std::uint32_t i = cue.first; i < cue.last; ++i) {
    const Key form = tokens[i].word.form;
    if (is_of_subject && tokens[i].tag == Tag::VB) return false;
    is_of_subject = is_of_subject || seems(form) || (is_passive && is_of_others(form));
    is_passive = is_passive || is_form_of_be(form);
  }
  return is_of_subject;
}

}  // namespace

void leave_passives(const Analysis& analysis, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions)
    if (attribution.cue && attribution.source &&
        attribution.source->range.first < attribution.cue->range.first &&
        speaks_of_subject(analysis, attribution.cue->range))
      attribution.source.reset();
}

}  // namespace newswired::quotes
