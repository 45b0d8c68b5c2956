#include "daemon/worker/start.h"

#include <cstdio>
#include <exception>
#include <string>

#include "daemon/wire/gate.h"
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

/// Both key files or none; off loopback none is not enough.
Result<std::optional<wire::ClientKeys>> read_keys(const WorkerOptions& options) {
  using Keys = std::optional<wire::ClientKeys>;
  const bool server = !options.server_key_file.empty(), own = !options.key_file.empty();
  if (server != own) return Error{ErrorKind::invalid, "--server-key and --key go together"};
  if (!own && wire::leaves_this_machine(options.endpoint))
    return Error{ErrorKind::invalid, options.endpoint + ": another machine's hub needs --server-key and --key (`newswired keys new`)"};
  if (!own) return Keys();
  auto head = wire::read_public_key(options.server_key_file);
  if (!head) return head.error();
  auto pair = wire::read_key_pair(options.key_file);
  if (!pair) return pair.error();
  return Keys(wire::ClientKeys{std::move(*pair), std::move(*head)});
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
  command.add_option("--server-key", options.server_key_file, "File with the head's public key, for a hub on another machine");
  command.add_option("--key", options.key_file, "File with this worker's key pair (`newswired keys new`)");
  command.add_option("--models", options.models, "Folder of the model files");
  command.add_option("--model", options.model, "Name of the model")->capture_default_str();
  command.add_option("--memory-max", options.data_bytes_max, "Writable memory in bytes; 0: no limit");
  command.add_option("--boot", options.boot, "The head's boot id")->group(from_head);
  command.add_option("--parent", options.parent, "The head's process id")->group(from_head);
  command.add_option("--in-hand", options.in_hand_fd, "Descriptor of the file that names the task in hand")
      ->group(from_head);
  command.add_option("--answer-max", options.answer_bytes_max, "Largest answer in bytes")->group(from_head);
  command.footer("Example: newswired worker entities --connect tcp://head.example:7603 --server-key head.pub --key this.key\n"
                 "Run it under a service manager that starts it again: it leaves when the head is gone.");
}

int start(WorkerOptions options, StageFactory factory) {
  const auto keys = read_keys(options);
  if (!keys) return refuse(keys.error());
  options.keys = *keys;
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
