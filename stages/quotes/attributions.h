#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stages/quotes/candidates.h"
#include "stages/quotes/lexicon.h"

namespace newswired::quotes {

/// A chosen span and how sure we are of it.
struct Piece {
  Role role = content;
  Range range;
  float probability = 0;
  bool is_rescued = false;  ///< Found by its marks alone.
};

/// Who said what, in tokens.
struct Attribution {
  std::optional<Piece> cue, source;
  std::vector<Piece> contents;  ///< In text order.
  float confidence = 0;         ///< That it is right as a whole; set last.
  bool is_faint = false;        ///< Of candidates below the thresholds.
};

/// The chosen candidates as pieces, spread over the signs at their ends that their best proposals have, as
/// far as no other piece holds them. In text order.
std::vector<Piece> make_pieces(std::span<const Candidate> candidates, std::span<const std::uint32_t> chosen);

/// Joins pieces to attributions: a source goes to the nearest cue of its sentence, a content to the nearest
/// with penalties for what lies between; a content without one continues the attribution of the sentence
/// before (or a quote of the paragraph before) or begins that of the next; a marked one may stand alone.
std::vector<Attribution> link(const Analysis& analysis, std::vector<Piece> pieces);

/// Adds marked stretches of at least `rescue_words_min` words that no piece touches, where a likely cue
/// stands beside them or they fill a sentence; and likely cues beside marked contents whose sentence has
/// none.
inline constexpr int rescue_words_min = 5, rescue_sentence_words_min = 8;
void rescue_marked(const Analysis& analysis, const Lexicon& lexicon, std::vector<Piece>& pieces);

/// The first sentence in which the cue of a content may stand: that of its first token, or the one before
/// when it ends in a colon that introduces the content.
std::uint32_t first_cue_sentence(const Analysis& analysis, Range content);

/// Whether a content is all of its paragraph, and all of that stands in marks: six words or more.
bool fills_paragraph(const Analysis& analysis, Range content);

/// `"Where to?" Ana Brandt asked.`: where the cue of a marked content may stand that ends in a question or an
/// exclamation, behind which a new sentence seems to begin; else empty.
Range asked_before(const Analysis& analysis, Range content);

/// Gives a cue without a source that of another in its sentence: `Ana Brandt called it a gift, saying…`,
/// `said Ana Brandt, referring to…`, `Noting that it is old, Ana Brandt said…`, `Ana Brandt, pressed to
/// explain it, said…`.
void share_sources(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `Ana Brandt, asked about a rescue, replied…`: takes the source from a question that was put to it, and out
/// of it.
void leave_asked(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `According to Ana Brandt, the bridge is safe.`, `As the mayor put it, …`: a sentence that begins so has
/// the source before its comma, what was said behind it; mends an attribution without that source, or makes
/// one.
void read_fronted(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `Ana Brandt is expected to stay`, `she seems to know`: takes the source from what others say of it.
void leave_passives(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `"…" — Ana Brandt`: gives marked contents without a source the name after the dash that follows them.
void sign_quotes(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `"We met," she said after the meeting that had ended at noon`: beside a whole sentence in marks what has
/// none was not said; `asked her, "Where do we go?"`: nor was the one who was asked.
void keep_quoted_sentences(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `This campaign, she says, is different.`: adds the other part of a sentence that who said it interrupts.
void complete_interrupted(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `The mayor, who has few friends, said the yard is safe, as others do`: of several contents without marks
/// in the cue's sentence, drops those that stand where hardly ever a second one does.
void drop_strays(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `TAMME, March 4 (TNA) - The bridge will close, the mayor said.`: nobody said the place, the day and the
/// agency.
void cut_datelines(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `In a long interview, Ana Brandt said …`: when and where she said it she did not say.
void cut_adverbials(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `Ana Brandt (who says that the yard is safe) declined`: what is said in brackets ends with them.
void cut_brackets(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `The cinema shows "The Ferryman"`: drops attributions whose marked words are the title of a work, beside a
/// verb of works or no cue at all.
void drop_works(const Analysis& analysis, std::vector<Attribution>& attributions);

/// `The council approved a new line`, `she called at two`: drops what an act was done to, and what names
/// nothing.
void drop_acts(const Analysis& analysis, std::vector<Attribution>& attributions);

/// Adds what is less sure, of candidates that no attribution holds: whole ones alone, of a source that is a
/// name or a pronoun.
void add_faint(const Analysis& analysis, std::span<const Candidate> candidates,
               std::vector<Attribution>& attributions);

/// `"Where to?" Ana Brandt said they would leave.`: what she said is not what was asked before her, which
/// goes to the marked quote of the sentence before, if there is one.
void leave_questions(const Analysis& analysis, const CandidateMap& candidates,
                     std::vector<Attribution>& attributions);

/// Completes attributions: a cue without content takes the best free candidate of its sentence, a content
/// without cue and a cue without source likewise, when the whole is worth it. Returns whether `pieces`
/// changed (link again then).
bool repair(const Analysis& analysis, const CandidateMap& candidates, const Thresholds& thresholds,
            const std::vector<Attribution>& attributions, std::vector<Piece>& pieces);

}  // namespace newswired::quotes
