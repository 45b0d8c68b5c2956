#pragma once

#include <sys/types.h>

#include <cstdint>

#include "proto/result.h"

namespace newswired::worker {

/// Asks the kernel to kill this process when its parent thread ends, then looks whether that has happened
/// already. False: `parent` is gone. The first thing a started worker does.
bool die_with(pid_t parent);

/// No core files, and at most `data_bytes_max` of writable memory (0: no limit). RLIMIT_DATA and not
/// RLIMIT_AS, which also counts mapped models and the allocator's reserved room. Off in sanitizer builds,
/// which would not start.
Result<Done> limit_memory(std::uint64_t data_bytes_max);

enum class Network {
  unix_only,  ///< Sockets of AF_UNIX alone.
  internet,   ///< AF_INET, AF_INET6 and, for name look-ups, AF_NETLINK too: the head is on another machine.
};

/// From here on, in every thread and for ever: no other sockets, no new programs, no tracing of other
/// processes, no new privileges. Files may still be read (iconv opens its converters late). What is refused
/// fails with EACCES or EPERM. Source: seccomp(2), Documentation/userspace-api/seccomp_filter.rst.
Result<Done> close_sandbox(Network network);

}  // namespace newswired::worker
