#pragma once

#include <cstdint>
#include <functional>

#include "stages/quotes/analysis.h"

namespace newswired::quotes {

/// How often a word, lemma or verb frame was a cue (or part of a source), as a class: 0 never … 6 mostly,
/// `rare` seen too seldom to say, `unseen`.
using Rate = std::uint8_t;
inline constexpr Rate rate_rare = 8, rate_unseen = 9;

/// Asks the learned lexicon. In training the answer leaves out the document at hand, so that the model sees
/// the lexicon as a new text will.
using Lexicon = std::function<Rate(Key)>;

/// The entries of the lexicon.
Key cue_entry(Key form);
Key source_entry(Key form);
Key lemma_entry(Key lemma);
Key frame_entry(Key lemma, Key next_class);
Key frame_entry(Key lemma, Key next_class, Key previous_class);

/// The class of `positive` cases among `total`.
Rate cue_rate(std::uint32_t positive, std::uint32_t total);
Rate source_rate(std::uint32_t positive, std::uint32_t total);

/// What follows token `i` in its sentence, adverbs skipped: a verb's complement.
Key next_class(const Analysis& analysis, std::uint32_t i);
/// What stands before it: its subject or auxiliary.
Key previous_class(const Analysis& analysis, std::uint32_t i);

}  // namespace newswired::quotes
