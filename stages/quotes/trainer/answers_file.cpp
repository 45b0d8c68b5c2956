#include "stages/quotes/trainer/answers_file.h"

#include <cstdint>
#include <fstream>

namespace newswired::quotes {
namespace {

template <class T>
void put(std::ofstream& out, const std::vector<T>& values) {
  const std::uint64_t count = values.size();
  out.write(reinterpret_cast<const char*>(&count), sizeof count);
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(count * sizeof(T)));
}

// More than any document holds: a count beyond it is damage.
constexpr std::uint64_t count_max = 10'000'000;

template <class T>
bool get(std::ifstream& in, std::vector<T>& values) {
  std::uint64_t count = 0;
  in.read(reinterpret_cast<char*>(&count), sizeof count);
  if (!in || count > count_max) return false;
  values.resize(count);
  in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(count * sizeof(T)));
  return static_cast<bool>(in);
}

}  // namespace

Result<Done> write_answers(const std::string& path, const std::vector<Stage::Answer>& answers) {
  std::ofstream out(path, std::ios::binary);
  for (const Stage::Answer& answer : answers) put(out, answer.posteriors), put(out, answer.spans);
  out.close();
  if (!out) return Error{ErrorKind::unavailable, path + ": cannot be written"};
  return Done{};
}

Result<std::vector<Stage::Answer>> read_answers(const std::string& path, std::size_t documents) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  std::vector<Stage::Answer> answers(documents);
  for (Stage::Answer& answer : answers)
    if (!get(in, answer.posteriors) || !get(in, answer.spans))
      return Error{ErrorKind::invalid,
                   path + ": holds the answers to other documents; train the stages again"};
  if (in.peek() != std::ifstream::traits_type::eof())
    return Error{ErrorKind::invalid, path + ": holds the answers to other documents; train the stages again"};
  return answers;
}

}  // namespace newswired::quotes
