// A HTML parser with bugs: crashes, hangs or dawdles on pages that carry these words. Loaded into the real workers with
// LD_PRELOAD, in front of libmodest.
#include <dlfcn.h>
#include <myhtml/api.h>
#include <unistd.h>

#include <csignal>
#include <string_view>

extern "C" mystatus_t myhtml_parse_chunk(myhtml_tree_t* tree, const char* html, std::size_t size) {
  using Real = mystatus_t (*)(myhtml_tree_t*, const char*, std::size_t);
  static const Real real = reinterpret_cast<Real>(::dlsym(RTLD_NEXT, "myhtml_parse_chunk"));
  const std::string_view text(html, size);
  if (text.find("POISON-CRASH") != std::string_view::npos) ::raise(SIGSEGV);
  while (text.find("POISON-HANG") != std::string_view::npos) ::pause();
  if (text.find("POISON-SLOW") != std::string_view::npos) ::usleep(500'000);
  return real(tree, html, size);
}
