#include "daemon/models.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

namespace newswired {
namespace {

std::vector<std::filesystem::path> folders(const std::string& configured_dir) {
  if (!configured_dir.empty()) return {configured_dir};
  std::vector<std::filesystem::path> found;
  if (const char* const set = std::getenv("NEWSWIRED_MODELS"); set != nullptr && *set != '\0') found.emplace_back(set);
  std::error_code unknown;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (!unknown) {
    found.push_back(executable.parent_path() / "models");
    found.push_back(executable.parent_path().parent_path() / "share/newswired/models");
  }
  return found;
}

}  // namespace

Result<std::string> find_model(std::string_view stage, std::string_view name, const std::string& configured_dir) {
  const std::string file = std::string(stage) + "-" + std::string(name) + ".model";
  std::string tried;
  for (const auto& folder : folders(configured_dir)) {
    const auto path = folder / file;
    std::error_code unreadable;
    if (std::filesystem::is_regular_file(path, unreadable)) return path.string();
    tried += (tried.empty() ? "" : ", ") + folder.string();
  }
  // A variant such as en-open is a choice of names; quotes have one model for the language.
  if (const std::size_t variant = name.find('-'); stage == "quotes" && variant != std::string_view::npos)
    return find_model(stage, name.substr(0, variant), configured_dir);
  return Error{ErrorKind::unavailable, "no model " + file + " in " + tried + "; set NEWSWIRED_MODELS to its folder"};
}

}  // namespace newswired
