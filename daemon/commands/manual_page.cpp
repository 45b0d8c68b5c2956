// The manual pages, in the macros of man(7).
#include <sstream>

#include "daemon/commands/manual.h"

namespace newswired::commands {
namespace {

/// Text that troff prints as it stands.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') escaped += "\\e";
    else if (c == '-') escaped += "\\-";
    else escaped += c;
  }
  // A line that begins so would be a request.
  if (!escaped.empty() && (escaped.front() == '.' || escaped.front() == '\'')) escaped.insert(0, "\\&");
  return escaped;
}

std::string lines_of(std::string_view text) {
  std::string lines;
  std::istringstream input{std::string(text)};
  for (std::string line; std::getline(input, line);) lines += roff(line) + "\n";
  return lines;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

std::string heading(std::string_view name, int section, std::string_view version, std::string_view what) {
  return ".TH " + std::string(name) + " " + std::to_string(section) + " \"\" \"newswired " + std::string(version) +
         "\" \"" + std::string(what) + "\"\n";
}

std::string synopsis(const ManualCommand& command, const std::vector<ManualOption>& options) {
  std::string line = ".B newswired " + joined(command.words) + "\n";
  for (const ManualOption& option : options) {
    if (!option.positional) continue;
    line += option.required ? ".I " + roff(option.name) + "\n" : ".RI [ " + roff(option.name) + " ]\n";
  }
  return line;
}

std::string described(const ManualOption& option) {
  std::string head = option.positional ? "\\fI" + roff(option.name) + "\\fR" : "\\fB" + roff(option.name) + "\\fR";
  if (!option.value.empty()) head += " \\fI" + roff(option.value) + "\\fR";
  std::string text = lines_of(option.text + (option.text.ends_with('.') ? "" : "."));
  if (!option.preset.empty()) text += "Default: " + roff(option.preset) + ".\n";
  return ".TP\n" + head + "\n" + text;
}

std::string section_of(const ManualCommand& command) {
  const auto options = manual_options(*command.app);
  std::string text = ".SS newswired " + joined(command.words) + "\n" + lines_of(command.app->get_description()) + ".PP\n" +
                     synopsis(command, options);
  for (const ManualOption& option : options)
    if (option.name != "--help") text += described(option);
  const std::string footer = command.app->get_footer();
  if (!footer.empty()) text += ".PP\n.nf\n" + lines_of(footer) + ".fi\n";
  return text;
}

}  // namespace

std::string manual_page(const CLI::App& app, std::string_view version) {
  std::string page = heading("NEWSWIRED", 1, version, "User commands");
  page += ".SH NAME\nnewswired \\- who is in the news, and who said what\n"
          ".SH SYNOPSIS\n.B newswired\n.I command\n.RI [ options ]\n"
          ".SH DESCRIPTION\n"
          "A daemon that fetches news feeds, cleans and deduplicates articles, finds people, organisations, places and quotes\n"
          "with their speakers, and publishes annotated records on a live broadcast and on a durable log.\n"
          "Results go to standard output, everything else to standard error; colour only on a terminal\n"
          "(\\fBNO_COLOR\\fR is honoured). Where a FILE is read, \\- is standard input and an http(s) URL is fetched.\n"
          ".SH COMMANDS\n";
  for (const ManualCommand& command : manual_commands(app)) page += section_of(command);
  page += ".SH EXIT STATUS\n0 on success, 1 when the input or the work failed, 2 for wrong usage.\n"
          ".SH FILES\n.TP\n.I /etc/newswired/newswired.toml\nthe configuration, see\n.BR newswired.toml (5)\n"
          ".TP\n.I /etc/newswired/feeds.opml\nthe feed list\n"
          ".TP\n.I /var/lib/newswired\nthe ledger and the sockets; back it up with \\fBnewswired backup\\fR\n"
          ".SH SEE ALSO\n.BR newswired.toml (5),\n.BR systemctl (1),\n.BR journalctl (1)\n";
  return page;
}

std::string settings_page(std::string_view toml, std::string_view version) {
  std::string page = heading("NEWSWIRED.TOML", 5, version, "Configuration");
  page += ".SH NAME\nnewswired.toml \\- configuration of newswired\n.SH DESCRIPTION\n";
  std::istringstream input{std::string(toml)};
  std::string comment;
  bool began = false;  // whether the page's introduction, the first comment, is over
  for (std::string line; std::getline(input, line);) {
    if (line.starts_with("#")) {
      comment += roff(line.size() > 2 ? line.substr(2) : "") + "\n";
    } else if (line.empty()) {
      if (!began && !comment.empty()) page += comment + ".SH KEYS\n";
      began = began || !comment.empty();
      comment.clear();
    } else if (line.starts_with("[")) {
      page += ".SS " + roff(line) + "\n" + comment;
      comment.clear();
    } else {
      page += ".TP\n\\fB" + roff(line) + "\\fR\n" + (comment.empty() ? "As above.\n" : comment);
      comment.clear();
    }
  }
  page += ".SH SEE ALSO\n.BR newswired (1)\n";
  return page;
}

}  // namespace newswired::commands
