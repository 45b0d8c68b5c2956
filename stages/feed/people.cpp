#include "stages/feed/people.h"

#include <algorithm>

#include "stages/feed/markup.h"
#include "stages/feed/plain_text.h"

namespace newswired::feed {
namespace {

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find_first_of(" \t\n<>()") == std::string_view::npos;
}

void take(Person& person, std::string_view part) {
  part = trimmed(part);
  if (part.starts_with("mailto:")) part.remove_prefix(7);
  if (part.empty()) return;
  (is_email(part) ? person.email : person.name) = std::string(part);
}

}  // namespace

Person parse_person(std::string_view raw) {
  // `Name <mail>` would lose its mail as a tag, unless it is none of HTML's: "a@b" never is.
  const std::string text = plain_text(raw);
  Person person;
  const std::size_t open = text.find_last_of("(<");
  if (open != std::string::npos) {
    const std::size_t close = text.find(text[open] == '(' ? ')' : '>', open);
    const std::string_view inner = std::string_view(text).substr(open + 1, close == std::string::npos ? close : close - open - 1);
    const std::string_view outer = std::string_view(text).substr(0, open);
    // A bracket belongs to the name unless one side of it is a mail address: "AB (News Agency)".
    if (is_email(trimmed(inner)) || is_email(trimmed(outer))) {
      take(person, inner);
      take(person, outer);
      return person;
    }
  }
  take(person, text);
  return person;
}

void add_person(std::vector<Person>& people, Person person) {
  if (person == Person{} || people.size() >= people_max) return;
  if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(std::move(person));
}

}  // namespace newswired::feed
