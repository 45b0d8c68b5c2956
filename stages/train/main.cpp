// newswired-train: makes the model files that the daemon reads. A binary of its own; the daemon never links it.

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "stages/train/entities.h"
#include "stages/train/quotes.h"
#include "stages/train/speakers.h"
#include "stages/train/stories.h"

int main(int argc, char** argv) {
  CLI::App app{"Trains the models of newswired.", "newswired-train"};
  app.require_subcommand(1);
  int exit_status = 0;
  newswired::train::add_entities(app, exit_status);
  newswired::train::add_quotes(app, exit_status);
  newswired::train::add_speakers(app, exit_status);
  newswired::train::add_stories(app, exit_status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::cerr << "newswired-train: " << error.what() << "\n";
    return 1;
  }
  return exit_status;
}
