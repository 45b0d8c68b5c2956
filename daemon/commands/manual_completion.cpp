// Completion for bash and zsh: commands, their options, the values that an option takes, files otherwise.
#include <map>
#include <set>

#include "daemon/commands/manual.h"

namespace newswired::commands {
namespace {

std::string joined(const std::vector<std::string>& words, char between) {
  std::string all;
  for (const std::string& word : words) {
    if (!all.empty()) all += between;
    all += word;
  }
  return all;
}

/// What may follow the words so far: `"" -> run check feeds …`, `"feeds" -> list status …`.
std::map<std::string, std::vector<std::string>> next_words(const std::vector<ManualCommand>& commands) {
  std::map<std::string, std::vector<std::string>> next;
  std::set<std::string> seen;
  for (const ManualCommand& command : commands) {
    std::vector<std::string> before;
    for (const std::string& word : command.words) {
      const std::string key = joined(before, ' ');
      if (seen.insert(key + "\n" + word).second) next[key].push_back(word);
      before.push_back(word);
    }
  }
  return next;
}

/// In single quotes of a shell.
std::string in_quotes(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return escaped;
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? ' ' : c;
  return line;
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  const auto commands = manual_commands(app);
  std::string script =
      "# bash completion for newswired; written by `newswired manual bash`\n"
      "_newswired() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words= word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    [[ $word == -* ]] && break\n"
      "    case \"$words${words:+ }$word\" in\n";
  std::set<std::string> known;
  for (const ManualCommand& command : commands)
    for (std::size_t n = 1; n <= command.words.size(); ++n)
      known.insert(joined({command.words.begin(), command.words.begin() + static_cast<std::ptrdiff_t>(n)}, ' '));
  std::string cases;
  for (const std::string& words : known) cases += (cases.empty() ? "'" : "|'") + words + "'";
  script += "      " + cases + ") words+=${words:+ }$word ;;\n      *) break ;;\n    esac\n  done\n  case \"$words:$previous\" in\n";
  for (const ManualCommand& command : commands)
    for (const ManualOption& option : manual_options(*command.app))
      if (!option.positional && !option.choices.empty())
        script += "    '" + joined(command.words, ' ') + ":" + option.name + "') COMPREPLY=($(compgen -W '" +
                  joined(option.choices, ' ') + "' -- \"$current\")); return ;;\n";
  script += "  esac\n  local options=\n  case \"$words\" in\n";
  for (const ManualCommand& command : commands) {
    std::vector<std::string> options;
    for (const ManualOption& option : manual_options(*command.app)) {
      if (!option.positional) options.push_back(option.name);
      else options.insert(options.end(), option.choices.begin(), option.choices.end());
    }
    script += "    '" + joined(command.words, ' ') + "') options='" + joined(options, ' ') + "' ;;\n";
  }
  for (const auto& [words, following] : next_words(commands))
    script += "    '" + words + "') options='" + joined(following, ' ') + " --help" +
              (words.empty() ? " --version" : "") + "' ;;\n";
  script +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
      "  [[ $current == -* || -z $words ]] || COMPREPLY+=($(compgen -f -- \"$current\"))\n"
      "}\n"
      "complete -o filenames -F _newswired newswired\n";
  return script;
}

std::string zsh_completion(const CLI::App& app) {
  const auto commands = manual_commands(app);
  std::string script =
      "#compdef newswired\n"
      "# zsh completion for newswired; written by `newswired manual zsh`\n"
      "_newswired() {\n"
      "  local words_so_far=\"${(j: :)${words[2,CURRENT-1]}}\"\n"
      "  case \"$words_so_far\" in\n";
  for (const ManualCommand& command : commands) {
    const std::string words = joined(command.words, ' ');
    script += "    '" + words + "'|'" + words + " '*)\n      shift " + std::to_string(command.words.size()) +
              " words; (( CURRENT -= " + std::to_string(command.words.size()) + " ))\n      _arguments";
    for (const ManualOption& option : manual_options(*command.app)) {
      if (option.positional) continue;
      std::string text = one_line(option.text);
      for (std::size_t at = 0; (at = text.find_first_of("[]:", at)) != std::string::npos; at += 2) text.insert(at, "\\");
      script += " \\\n        '" + option.name + "[" + in_quotes(text) + "]";
      if (!option.choices.empty()) script += ":value:(" + joined(option.choices, ' ') + ")";
      else if (!option.value.empty()) script += ":" + option.value + ":_files";
      script += "'";
    }
    script += " \\\n        '*:file:_files' ;;\n";
  }
  const auto next = next_words(commands);
  for (auto item = next.rbegin(); item != next.rend(); ++item)
    script += "    '" + item->first + "') compadd -- " + joined(item->second, ' ') + " ;;\n";
  script += "  esac\n}\n_newswired \"$@\"\n";
  return script;
}

}  // namespace newswired::commands
