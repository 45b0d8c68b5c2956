#include "stages/clean/moment.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "stages/clean/lines.h"
#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

/// Whether `text` has digits where `shape` has '0', and its other signs where it has them.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  return true;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

constexpr int offset_minutes_max = 14 * 60;

/// "+01:00", "-0330", "+02"; 0 for anything else.
int offset_of(std::string_view zone) {
  if (zone.empty() || (zone[0] != '+' && zone[0] != '-')) return 0;
  const std::string_view rest = zone.substr(1);
  int minutes = 0;
  if (has_shape(rest, "00:00")) minutes = number(rest.substr(0, 2)) * 60 + number(rest.substr(3));
  else if (has_shape(rest, "0000")) minutes = number(rest.substr(0, 2)) * 60 + number(rest.substr(2));
  else if (has_shape(rest, "00")) minutes = number(rest) * 60;
  if (minutes > offset_minutes_max) return 0;
  return zone[0] == '-' ? -minutes : minutes;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  const auto time = text::parse_date(text);
  if (!time) return std::nullopt;
  Moment moment{*time};
  const std::size_t colon = text.find(':');
  const bool is_iso = colon != text.npos && colon >= 13 && has_shape(text.substr(0, 10), "0000-00-00");
  if (!is_iso) return moment;
  std::size_t at = colon + 1;
  while (at < text.size() && (is_digit(text[at]) || text[at] == ':')) ++at;
  if (at < text.size() && text[at] == '.') {
    int place = 100;
    for (++at; at < text.size() && is_digit(text[at]); ++at, place /= 10) moment.milliseconds += place * (text[at] - '0');
  }
  while (at < text.size() && text[at] == ' ') ++at;
  moment.offset_minutes = offset_of(text.substr(std::min(at, text.size())));
  return moment;
}

std::string format_moment(const Moment& moment) {
  std::string text = format_rfc3339(moment.time + std::chrono::minutes(moment.offset_minutes));
  text.pop_back();  // Z
  char end[16] = "";
  if (moment.milliseconds > 0) std::snprintf(end, sizeof end, ".%03d", moment.milliseconds);
  text += end;
  if (moment.offset_minutes == 0) return text + 'Z';
  const int minutes = std::abs(moment.offset_minutes);
  std::snprintf(end, sizeof end, "%c%02d:%02d", moment.offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return text + end;
}

}  // namespace newswired::clean
