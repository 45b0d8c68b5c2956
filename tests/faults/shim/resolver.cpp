// A resolver that lies as a test tells it: loaded into the real daemon with LD_PRELOAD.
//
// Names under `.silent.test` are never answered. Names under `.rebind.test` are 127.0.0.1 when first asked (where the test's
// sites are, and may be) and 127.0.0.2 ever after (where nobody may go); names under `.inside.test` are 127.0.0.2 at once,
// as a CNAME to a neighbour would be. All others go to the real resolver.
#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace {

bool first_time(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, int> asked;
  const std::lock_guard lock(mutex);
  return asked[name]++ == 0;
}

}  // namespace

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** result) {
  using Real = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const Real real = reinterpret_cast<Real>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  const std::string_view name = node ? node : "";
  while (name.ends_with(".silent.test")) ::pause();
  if (name.ends_with(".rebind.test")) node = first_time(std::string(name)) ? "127.0.0.1" : "127.0.0.2";
  if (name.ends_with(".inside.test")) node = "127.0.0.2";
  return real(node, service, hints, result);
}
