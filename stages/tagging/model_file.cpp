#include "stages/tagging/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace newswired::tagging {
namespace {

constexpr char magic[8] = {'N', 'W', 'M', 'O', 'D', 'E', 'L', '1'};
constexpr std::uint32_t sections_max = 64;

struct Header {
  char magic[8];
  std::uint64_t checksum;  // XXH64 with seed 0 of everything after this member
  std::uint64_t features;
  char kind[16];
  char name[48];
  std::uint32_t section_count;
  std::uint32_t reserved;
};
constexpr std::size_t checked_from = offsetof(Header, features);

struct SectionEntry {
  char name[16];
  std::uint64_t offset;
  std::uint64_t size;
};

template <std::size_t N>
std::string text_of(const char (&field)[N]) {
  return {field, strnlen(field, N)};
}

template <std::size_t N>
void put(char (&field)[N], const std::string& text) {
  assert(text.size() < N);
  std::memcpy(field, text.data(), text.size());
}

std::string hex(std::uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

struct Mapping {
  std::shared_ptr<const std::byte> bytes;
  std::size_t size = 0;
};

Result<Mapping> map_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{ErrorKind::unavailable, path + ": " + std::strerror(errno)};
  struct stat status {};
  const bool known = ::fstat(file, &status) == 0;
  const auto size = static_cast<std::size_t>(known ? status.st_size : 0);
  if (size < sizeof(Header)) {
    ::close(file);
    return Error{ErrorKind::invalid, path + ": not a model file of newswired"};
  }
  void* const address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  if (address == MAP_FAILED) return Error{ErrorKind::unavailable, path + ": " + std::strerror(errno)};
  const auto unmap = [size](const std::byte* bytes) { ::munmap(const_cast<std::byte*>(bytes), size); };
  return Mapping{std::shared_ptr<const std::byte>(static_cast<const std::byte*>(address), unmap), size};
}

}  // namespace

Result<ModelFile> ModelFile::open(const std::string& path, std::string_view kind, std::uint64_t features) {
  auto mapping = map_file(path);
  if (!mapping) return mapping.error();
  const std::byte* const bytes = mapping->bytes.get();
  const auto refuse = [&](const std::string& why) { return Error{ErrorKind::invalid, path + ": " + why}; };

  Header header{};
  std::memcpy(&header, bytes, sizeof header);
  if (std::memcmp(header.magic, magic, sizeof magic) != 0) return refuse("not a model file of newswired");
  if (text_of(header.kind) != kind)
    return refuse("a model for " + text_of(header.kind) + ", wanted one for " + std::string(kind));
  if (header.features != features)
    return refuse("model " + text_of(header.name) + " was trained with other features (" + hex(header.features) +
                  ", this program has " + hex(features) + "); retrain it or take the one that came with the program");
  if (XXH64(bytes + checked_from, mapping->size - checked_from, 0) != header.checksum)
    return refuse("damaged (its checksum does not match); fetch it again");
  if (header.section_count > sections_max || mapping->size < sizeof header + header.section_count * sizeof(SectionEntry))
    return refuse("damaged (its list of sections)");

  ModelFile model;
  model.bytes_ = mapping->bytes;
  model.name_ = text_of(header.name);
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    SectionEntry entry{};
    std::memcpy(&entry, bytes + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.offset > mapping->size || entry.size > mapping->size - entry.offset)
      return refuse("damaged (a section beyond its end)");
    model.sections_[text_of(entry.name)] = {bytes + entry.offset, entry.size};
  }
  return model;
}

std::span<const std::byte> ModelFile::section(std::string_view name) const {
  const auto found = sections_.find(name);
  return found == sections_.end() ? std::span<const std::byte>{} : found->second;
}

Result<Done> write_model_file(const std::string& path, const ModelContent& content) {
  Header header{};
  std::memcpy(header.magic, magic, sizeof magic);
  header.features = content.features;
  put(header.kind, content.kind);
  put(header.name, content.name);
  header.section_count = static_cast<std::uint32_t>(content.sections.size());

  std::string entries, bodies;
  const auto aligned = [&](std::size_t size) {
    return (size + content.alignment - 1) / content.alignment * content.alignment;
  };
  const std::size_t listed = sizeof header + content.sections.size() * sizeof(SectionEntry);
  const std::size_t bodies_at = aligned(listed);
  for (const auto& [name, bytes] : content.sections) {
    SectionEntry entry{};
    put(entry.name, name);
    entry.offset = bodies_at + bodies.size();
    entry.size = bytes.size();
    entries.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    bodies += bytes;
    bodies.resize(aligned(bodies.size()));
  }
  entries.resize(bodies_at - sizeof header);
  std::string file(reinterpret_cast<const char*>(&header), sizeof header);
  file += entries + bodies;
  header.checksum = XXH64(file.data() + checked_from, file.size() - checked_from, 0);
  std::memcpy(file.data(), &header, sizeof header);

  const std::string beside = path + ".part";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out.write(file.data(), static_cast<std::streamsize>(file.size()));
  out.close();
  if (!out || std::rename(beside.c_str(), path.c_str()) != 0)
    return Error{ErrorKind::unavailable, path + ": cannot be written: " + std::strerror(errno)};
  return Done{};
}

}  // namespace newswired::tagging
