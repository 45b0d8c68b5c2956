#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"

namespace newswired {

/// The kinds of worker.
enum class Stage { parse, entities, quotes };

std::string_view to_string(Stage stage);
std::optional<Stage> stage_from(std::string_view name);

inline constexpr int envelope_version = 1;

/// What a message between head and worker is about. The first frame of every message, as a small JSON object;
/// then come JSON (or, for parse, raw byte) frames. A stage adds one frame and never rewrites another's.
struct Header {
  enum class Kind {
    hello,   ///< worker -> head: "I do `stage`"; frame 1 is an `Introduction`. The head repeats it as a welcome,
             ///< with its boot id.
    task,    ///< head -> worker: frames 1… are the input.
    answer,  ///< worker -> head: frame 1 is the stage's own frame.
    failed,  ///< worker -> head: frame 1 is {"kind","message"}, see `encode_failure`.
    beat,    ///< worker -> head, from the work loop: `job` is the one in hand, empty when idle. The head returns it.
    bye,     ///< either way: no more tasks, finish and leave; frame 1, when there is one, says why.
  };

  int version = envelope_version;
  Kind kind = Kind::task;
  std::string boot;  ///< The head's boot id; an answer of another boot is dropped.
  std::string job;   ///< What is worked on: an article id, or `feed:<id>` for a feed body.
  int revision = 0;
  Stage stage = Stage::parse;
  int attempt = 1;

  bool operator==(const Header&) const = default;
};

std::string encode(const Header& header);

/// Refuses other versions by name, and anything that is not a header (64 KiB at most).
Result<Header> decode_header(std::string_view frame);

/// What a worker says of itself in its HELLO.
struct Introduction {
  std::string model;    ///< The model file's own name; empty when the stage has none.
  std::string release;  ///< Of newswired.
  int pid = 0;

  bool operator==(const Introduction&) const = default;
};

std::string encode(const Introduction& introduction);
Result<Introduction> decode_introduction(std::string_view frame);

/// A stage's failure as a frame, and back; nothing when the frame is none.
std::string encode_failure(const Error& error);
std::optional<Error> decode_failure(std::string_view frame);

}  // namespace newswired
