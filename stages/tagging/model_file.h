#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "proto/result.h"

namespace newswired::tagging {

/// A file of weights: named sections behind a header that says what they are for. Mapped read-only, so that workers
/// share one copy in memory. Sections stay valid as long as any copy of the object lives. Thread-safe.
class ModelFile {
 public:
  /// Opens `path` for the stage `kind` ("entities"), whose feature code has the fingerprint `features`. A file for
  /// another stage, of other features or with a damaged byte is refused; the message names the file and says why.
  static Result<ModelFile> open(const std::string& path, std::string_view kind, std::uint64_t features);

  /// What records call the model: "en-20260305".
  const std::string& name() const { return name_; }

  /// The bytes of a section, aligned as `ModelContent` says; empty when there is none.
  std::span<const std::byte> section(std::string_view name) const;

 private:
  std::shared_ptr<const std::byte> bytes_;
  std::string name_;
  std::map<std::string, std::span<const std::byte>, std::less<>> sections_;
};

/// What a model file is made of.
struct ModelContent {
  std::string kind;
  std::string name;
  std::uint64_t features = 0;
  std::vector<std::pair<std::string, std::string>> sections;  ///< Name (15 bytes at most) and bytes.
  std::size_t alignment = 8;  ///< Of each section, a power of two up to the size of a page.
};

/// Writes beside `path` and renames, so that no reader sees half a file.
Result<Done> write_model_file(const std::string& path, const ModelContent& content);

}  // namespace newswired::tagging
