#include "daemon/worker/stages.h"

#include <utility>
#include <vector>

#include "daemon/jobs/jobs.h"
#include "daemon/models.h"
#include "daemon/worker/heap.h"

namespace newswired::worker {
namespace {

Result<LoadedStage> parse_stage(const std::string&, const std::string&) {
  keep_freed_memory();
  return LoadedStage{"", [](const Header&, std::span<const std::string> frames) { return jobs::do_parse(frames); }};
}

/// A stage that works with a model: `Model` is loaded once, `work` answers one task.
template <class Model>
Result<LoadedStage> stage_with_model(std::string_view stage, const std::string& models, const std::string& name,
                                     Result<std::string> (*work)(const Model&, std::span<const std::string>)) {
  const auto file = find_model(stage, name, models);
  if (!file) return file.error();
  auto model = Model::load(*file);
  if (!model) return model.error();
  const std::string model_name = model->name();
  return LoadedStage{model_name, [model = std::move(*model), work](const Header&, std::span<const std::string> frames) {
                       return work(model, frames);
                     }};
}

Result<LoadedStage> entities_stage(const std::string& models, const std::string& name) {
  return stage_with_model<entities::Model>("entities", models, name, jobs::do_entities);
}

Result<LoadedStage> quotes_stage(const std::string& models, const std::string& name) {
  return stage_with_model<quotes::Model>("quotes", models, name, jobs::do_quotes);
}

/// Adding a stage is one line here. A stage that is missing is refused by name when a worker for it is started.
const std::vector<std::pair<Stage, StageFactory>>& all_stages() {
  static const std::vector<std::pair<Stage, StageFactory>> table{
      {Stage::parse, parse_stage}, {Stage::entities, entities_stage}, {Stage::quotes, quotes_stage}};
  return table;
}

}  // namespace

std::optional<StageFactory> factory_of(Stage stage) {
  for (const auto& [known, factory] : all_stages())
    if (known == stage) return factory;
  return std::nullopt;
}

}  // namespace newswired::worker
