#include "daemon/worker/sandbox.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <vector>

namespace newswired::worker {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t our_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t our_architecture = AUDIT_ARCH_AARCH64;
#else
#error "name this architecture's AUDIT_ARCH_… here: the filter must refuse system calls of any other"
#endif

Error failed(const char* what) {
  return {ErrorKind::internal, std::string(what) + ": " + std::strerror(errno)};
}

// System calls that a stage never needs and that would lead around the filter.
constexpr std::uint32_t refused_calls[] = {
    SYS_execve, SYS_execveat,    SYS_process_vm_readv,  SYS_process_vm_writev,
    SYS_bpf,    SYS_userfaultfd, SYS_open_by_handle_at,
    425,  // io_uring_setup: its requests open sockets past this filter.
#ifndef NEWSWIRED_SANITIZED
    SYS_ptrace,  // LeakSanitizer traces its own process.
#endif
};

std::vector<sock_filter> filter_for(Network network) {
  std::vector<sock_filter> program;
  const auto load = [&](std::size_t offset) {
    program.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
  };
  const auto answer = [&](std::uint32_t action) { program.push_back(BPF_STMT(BPF_RET | BPF_K, action)); };
  // The next instruction is done only when the loaded word equals `value` (or, with `unless`, when it does
  // not).
  const auto when = [&](std::uint32_t value) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
  };
  const auto unless = [&](std::uint32_t value) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
  };

  load(offsetof(seccomp_data, arch));
  unless(our_architecture);
  answer(SECCOMP_RET_KILL_PROCESS);
  load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
  // The x32 calls are the same ones by other numbers.
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
  answer(SECCOMP_RET_KILL_PROCESS);
#endif
  for (const std::uint32_t call : refused_calls) {
    when(call);
    answer(SECCOMP_RET_ERRNO | EPERM);
  }
  unless(SYS_socket);
  answer(SECCOMP_RET_ALLOW);

  // socket(domain, …). The low half of the argument: the kernel reads an int. socketpair knows AF_UNIX alone
  // anyway.
  load(offsetof(seccomp_data, args[0]));
  when(AF_UNIX);
  answer(SECCOMP_RET_ALLOW);
  if (network == Network::internet) {
    for (const std::uint32_t domain : {AF_INET, AF_INET6, AF_NETLINK}) {
      when(domain);
      answer(SECCOMP_RET_ALLOW);
    }
  }
  answer(SECCOMP_RET_ERRNO | EACCES);
  return program;
}

}  // namespace

bool die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  return ::getppid() == parent;
}

Result<Done> limit_memory(std::uint64_t data_bytes_max) {
  const rlimit no_core{0, 0};
  if (::setrlimit(RLIMIT_CORE, &no_core) != 0) return failed("RLIMIT_CORE");
#ifdef NEWSWIRED_SANITIZED
  data_bytes_max = 0;
#endif
  if (data_bytes_max == 0) return Done{};
  const rlimit data{data_bytes_max, data_bytes_max};
  if (::setrlimit(RLIMIT_DATA, &data) != 0) return failed("RLIMIT_DATA");
  return Done{};
}

Result<Done> close_sandbox(Network network) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("PR_SET_NO_NEW_PRIVS");
  std::vector<sock_filter> instructions = filter_for(network);
  const sock_fprog program{static_cast<unsigned short>(instructions.size()), instructions.data()};
  // The system call and not prctl: only it takes threads in that a library has already started.
  if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0)
    return failed("seccomp");
  return Done{};
}

}  // namespace newswired::worker
