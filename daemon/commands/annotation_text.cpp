#include <algorithm>
#include <cmath>
#include <sstream>

#include "daemon/commands/annotation.h"

namespace newswired::commands {
namespace {

constexpr std::string_view reset = "\033[0m";

std::string_view colour_of(EntityType type) {
  switch (type) {
    case EntityType::person: return "\033[1;36m";
    case EntityType::organization: return "\033[1;33m";
    case EntityType::location: return "\033[1;32m";
    case EntityType::misc: return "\033[1;35m";
  }
  return "";
}
constexpr std::string_view pronoun_colour = "\033[36m";
constexpr std::string_view quote_colour = "\033[3m";  // italics

constexpr EntityType all_types[] = {EntityType::person, EntityType::organization, EntityType::location, EntityType::misc};

/// Something to put into the text at a byte.
struct Insert {
  std::uint32_t at;
  int order;  // at one place: what closes goes before what opens
  std::string text;
};

void add_names(const Annotation& annotation, bool colour, std::vector<Insert>& inserts) {
  for (const Entity& entity : annotation.entities)
    for (const Mention& mention : entity.mentions) {
      const bool pronoun = mention.form == MentionForm::pronoun;
      if (!colour && pronoun) continue;
      inserts.push_back({mention.span.start, 2, colour ? std::string(pronoun ? pronoun_colour : colour_of(entity.type)) : "["});
      inserts.push_back({mention.span.end, 0, colour ? std::string(reset) : "|" + std::string(to_string(entity.type)) + "]"});
    }
}

void add_quotes(const Annotation& annotation, bool colour, std::vector<Insert>& inserts) {
  for (const Quote& quote : annotation.quotes)
    for (const Span span : quote.spans) {
      inserts.push_back({span.start, 1, colour ? std::string(quote_colour) : "<<"});
      inserts.push_back({span.end, 1, colour ? std::string(reset) : ">>"});
    }
}

std::string marked(std::string_view text, std::vector<Insert> inserts) {
  std::stable_sort(inserts.begin(), inserts.end(),
                   [](const Insert& a, const Insert& b) { return std::tie(a.at, a.order) < std::tie(b.at, b.order); });
  std::string result;
  std::uint32_t from = 0;
  for (const Insert& insert : inserts) {
    result += text.substr(from, insert.at - from);
    result += insert.text;
    from = insert.at;
  }
  return result += text.substr(from);
}

std::string entity_line(const Entity& entity, bool colour) {
  std::string line = "  ";
  if (colour) line += colour_of(entity.type);
  line += entity.name;
  if (colour) line += reset;
  if (entity.role) line += ", " + *entity.role;
  if (entity.country) line += " [" + *entity.country + (entity.coordinates ? " " + degrees(*entity.coordinates) : "") + "]";
  const auto names = std::count_if(entity.mentions.begin(), entity.mentions.end(),
                                   [](const Mention& mention) { return mention.form == MentionForm::name; });
  if (names > 1) line += " \u00D7" + std::to_string(names);
  return line + "\n";
}

std::string quote_line(const Quote& quote, std::string_view text) {
  std::string line = "  ";
  line += quote.speaker && quote.speaker->name ? *quote.speaker->name : "?";
  line += quote.kind == QuoteKind::direct ? ": \u201C" : ": ";
  for (std::size_t i = 0; i < quote.spans.size(); ++i) {
    if (i > 0) line += " \u2026 ";
    line += quote.spans[i].of(text);
  }
  if (quote.kind == QuoteKind::direct) line += "\u201D";
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line + "\n";
}

}  // namespace

std::string degrees(const Coordinates& place) {
  std::ostringstream out;
  out << std::abs(place.latitude) << "\u00B0 " << (place.latitude < 0 ? 'S' : 'N') << ' ' << std::abs(place.longitude)
      << "\u00B0 " << (place.longitude < 0 ? 'W' : 'E');
  return out.str();
}

std::string annotation_text(const AnnotateInput& input, const Annotation& annotation, bool colour) {
  std::string out;
  if (colour) {
    for (const EntityType type : all_types)
      out += std::string(colour_of(type)) + std::string(to_string(type)) + std::string(reset) + "  ";
    out += std::string(pronoun_colour) + "he/she" + std::string(reset) + "  " + std::string(quote_colour) + "quote" +
           std::string(reset) + "\n\n\033[1m" + input.title + std::string(reset) + "\n\n";
  } else {
    out += input.title + "\n\n";
  }
  std::vector<Insert> inserts;
  add_names(annotation, colour, inserts);
  add_quotes(annotation, colour, inserts);
  out += marked(input.text, std::move(inserts));
  if (out.back() != '\n') out += "\n";
  for (const EntityType type : all_types) {
    const auto is_of_type = [type](const Entity& entity) { return entity.type == type; };
    if (std::none_of(annotation.entities.begin(), annotation.entities.end(), is_of_type)) continue;
    out += "\n" + std::string(to_string(type)) + "\n";
    for (const Entity& entity : annotation.entities)
      if (is_of_type(entity)) out += entity_line(entity, colour);
  }
  if (!annotation.quotes.empty()) out += "\nquotes\n";
  for (const Quote& quote : annotation.quotes) out += quote_line(quote, input.text);
  for (const std::string& stage : annotation.skipped)
    out += "\n" + stage + ": skipped, no model for language " + annotation.language + "\n";
  return out;
}

}  // namespace newswired::commands
