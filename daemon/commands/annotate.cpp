#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "daemon/commands/annotation.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/input.h"
#include "proto/record.h"
#include "stages/text/utf8.h"

namespace newswired::commands {
namespace {

struct Options {
  std::string file;
  std::string format;
  std::string only;
  std::string models;
  std::string model = "en";
  std::string language;
  bool jsonl = false;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
};

// So much is read, worked on by all threads and written, before the next.
constexpr std::size_t batch_lines_max = 512;
constexpr std::size_t batch_bytes_max = 16u << 20;

AnnotateStages stages_of(const Options& options) { return {options.only != "quotes", options.only != "entities"}; }

nlohmann::json to_json(const AnnotateInput& input, const Annotation& annotation) {
  nlohmann::json json = {{"language", annotation.language},
                         {"entities", newswired::to_json(annotation.entities, input.text)},
                         {"quotes", newswired::to_json(annotation.quotes, input.text)}};
  if (!annotation.skipped.empty()) json["skipped"] = annotation.skipped;
  return json;
}

/// One line in, one line out; what is wrong with the line is said in its place.
std::string annotate_line(const Annotator& annotator, const std::string& line) {
  const auto refuse = [](const nlohmann::json& id, const std::string& why) {
    return dump_json({{"id", id}, {"error", why}});
  };
  const auto parsed = parse_json(line);
  if (!parsed) return refuse(nullptr, parsed.error().message);
  if (!parsed->is_object()) return refuse(nullptr, "expected an object with id and text");
  const auto text_of = [&](const char* key) -> const std::string* {
    const auto found = parsed->find(key);
    return found == parsed->end() ? nullptr : found->get_ptr<const std::string*>();
  };
  const auto id = parsed->find("id");
  const nlohmann::json id_value = id == parsed->end() ? nlohmann::json() : *id;
  const std::string* const text = text_of("text");
  if (text == nullptr) return refuse(id_value, "text: expected a string");
  AnnotateInput input;
  input.text = *text;
  if (const auto* title = text_of("title")) input.title = *title;
  if (const auto* language = text_of("language")) input.language = *language;
  nlohmann::json json = to_json(input, annotator.annotate(input));
  json["id"] = id_value;
  return dump_json(json);
}

std::vector<std::string> read_batch(std::istream& in) {
  std::vector<std::string> lines;
  std::size_t bytes = 0;
  for (std::string line; lines.size() < batch_lines_max && bytes < batch_bytes_max && std::getline(in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    bytes += line.size();
    lines.push_back(std::move(line));
  }
  return lines;
}

int annotate_lines(const Options& options, const Annotator& annotator) {
  std::ios::sync_with_stdio(false);
  for (auto lines = read_batch(std::cin); !lines.empty(); lines = read_batch(std::cin)) {
    std::vector<std::string> answers(lines.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i; (i = next++) < lines.size();) answers[i] = annotate_line(annotator, lines[i]);
    };
    std::vector<std::thread> others;
    for (unsigned t = 1; t < options.threads && t < lines.size(); ++t) others.emplace_back(work);
    work();
    for (auto& thread : others) thread.join();
    for (const std::string& answer : answers) std::cout << answer << '\n';
  }
  std::cout.flush();
  return std::cout ? exit_ok : exit_failed;
}

AnnotateInput article_of(const std::string& bytes, const std::string& language) {
  std::string text;
  text::append_valid_utf8(text, bytes);
  const std::size_t line_end = text.find('\n');
  AnnotateInput input;
  input.language = language;
  input.title = text.substr(0, line_end);
  if (!input.title.empty() && input.title.back() == '\r') input.title.pop_back();
  if (line_end != std::string::npos)
    input.text = text.substr(std::min(text.find_first_not_of("\r\n", line_end), text.size()));
  return input;
}

int annotate_file(const Options& options, const Annotator& annotator) {
  const auto bytes = read_input(options.file);
  if (!bytes) {
    std::cerr << "newswired: " << bytes.error().message << "\n";
    return exit_failed;
  }
  const AnnotateInput input = article_of(bytes->bytes, options.language);
  const Annotation annotation = annotator.annotate(input);
  if (options.format == "html") {
    std::cout << annotation_html(input, annotation);
  } else if (options.format == "json") {
    nlohmann::json json = to_json(input, annotation);
    json["title"] = input.title;
    json["text"] = input.text;
    std::cout << dump_json(json) << '\n';
  } else {
    const bool colour = isatty(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr;
    std::cout << annotation_text(input, annotation, colour);
  }
  return exit_ok;
}

int run(const Options& options) {
  const auto annotator = Annotator::load(stages_of(options), options.models, options.model);
  if (!annotator) {
    std::cerr << "newswired: " << annotator.error().message << "\n";
    return exit_failed;
  }
  return options.jsonl ? annotate_lines(options, *annotator) : annotate_file(options, *annotator);
}

}  // namespace

void add_annotate(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("annotate", "Find the names and quotes of an article");
  auto* const file = command->add_option("FILE", options->file, "Title on the first line, text after it; - for stdin, or a URL");
  command->add_option("--format", options->format, "Instead of the view for reading")->check(CLI::IsMember({"json", "html"}));
  command->add_option("--language", options->language, "Of FILE, such as en; guessed when not given");
  auto* const jsonl = command->add_flag("--jsonl", options->jsonl, R"(Lines {"id","title","text","language"} on stdin, an answer each)");
  command->add_option("--only", options->only, "Run one stage")->check(CLI::IsMember({"entities", "quotes"}));
  command->add_option("--threads", options->threads, "For --jsonl; all cores when not given")->check(CLI::Range(1u, 1024u))->needs(jsonl);
  command->add_option("--model", options->model, "Name of the model, such as en-open")->capture_default_str();
  command->add_option("--models", options->models, "Folder of the model files");
  file->excludes(jsonl);
  command->footer("Examples:\n  newswired annotate article.txt\n  newswired annotate article.txt --format html > article.html\n"
                  "  newswired annotate --jsonl --only entities < articles.jsonl");
  command->callback([options, &exit_status] {
    if (!options->jsonl && options->file.empty()) throw CLI::RequiredError("FILE or --jsonl");
    exit_status = run(*options);
  });
}

}  // namespace newswired::commands
