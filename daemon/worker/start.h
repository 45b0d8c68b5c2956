#pragma once

#include <CLI/CLI.hpp>

#include "daemon/worker/stages.h"
#include "daemon/worker/worker.h"

namespace newswired::worker {

/// The options of `newswired worker`, those that only the head gives included.
void add_options(CLI::App& command, WorkerOptions& options);

/// The life of a worker process: bind its fate to the head's, limit its memory, load the stage, close the
/// sandbox, serve. Returns the exit status; every reason goes to stderr.
int start(WorkerOptions options, StageFactory factory);

}  // namespace newswired::worker
