#include "daemon/worker/start.h"

#include <cstdio>
#include <exception>
#include <string>

#include "daemon/worker/sandbox.h"

namespace newswired::worker {
namespace {

int refuse(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return exit_refused;
}

Result<LoadedStage> load(StageFactory factory, const WorkerOptions& options) {
  try {
    return factory(options.models, options.model);
  } catch (const std::exception& error) {
    return Error{ErrorKind::internal, std::string("the stage cannot be loaded: ") + error.what()};
  }
}

}  // namespace

void add_options(CLI::App& command, WorkerOptions& options) {
  const std::string from_head = "Given by the head";
  command
      .add_option_function<std::string>(
          "stage", [&options](const std::string& name) { options.stage = *stage_from(name); },
          "parse, entities or quotes")
      ->required()
      ->check(CLI::IsMember({"parse", "entities", "quotes"}));
  command.add_option("--connect", options.endpoint, "The head's hub socket, ipc://PATH or tcp://HOST:PORT")
      ->required();
  command.add_option("--models", options.models, "Folder of the model files");
  command.add_option("--model", options.model, "Name of the model")->capture_default_str();
  command.add_option("--memory-max", options.data_bytes_max, "Writable memory in bytes; 0: no limit");
  command.add_option("--boot", options.boot, "The head's boot id")->group(from_head);
  command.add_option("--parent", options.parent, "The head's process id")->group(from_head);
  command.add_option("--in-hand", options.in_hand_fd, "Descriptor of the file that names the task in hand")
      ->group(from_head);
  command.add_option("--answer-max", options.answer_bytes_max, "Largest answer in bytes")->group(from_head);
}

int start(const WorkerOptions& options, StageFactory factory) {
  if (options.parent != 0 && !die_with(options.parent)) return exit_alone;
  if (const auto limited = limit_memory(options.data_bytes_max); !limited) return refuse(limited.error());

  const auto stage = load(factory, options);
  if (!stage) return refuse(stage.error());

  const bool remote = options.endpoint.starts_with("tcp://");
  const auto closed = close_sandbox(remote ? Network::internet : Network::unix_only);
  if (!closed) return refuse(closed.error());
  return serve(options, stage->model, stage->run);
}

}  // namespace newswired::worker
