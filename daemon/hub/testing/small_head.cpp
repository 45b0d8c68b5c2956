// A head with a hub and nothing else: starts two workers, prints their process ids, waits to be killed. For
// the test that workers die with their head.

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <set>

#include "daemon/hub/hub.h"

namespace hub = newswired::hub;

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  spdlog::set_level(spdlog::level::off);
  hub::Options options{.endpoint = argv[2], .worker_command = argv[1], .credit = 1};
  options.stages[newswired::Stage::entities].workers = 2;

  std::set<std::string> seen;
  hub::Hub* self = nullptr;
  hub::Hub head(options, [&](hub::Settled settled) {
    if (seen.insert(settled.frame).second) std::cout << settled.frame << std::endl;
    // Until both have told their ids, ask on.
    if (seen.size() < 2)
      (void)self->submit(
          {.stage = settled.stage, .job = settled.job, .attempt = settled.attempt + 1, .frames = {"pid"}});
  });
  self = &head;
  if (const auto started = head.start(); !started) {
    std::cerr << started.error().message << "\n";
    return 1;
  }
  // Two at a time with a credit of one: as soon as both workers are there, each gets one.
  for (const char* job : {"pid 1", "pid 2"})
    (void)head.submit({.stage = newswired::Stage::entities, .job = job, .frames = {"pid"}});
  while (true) ::pause();
}
