#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/ingest/address_policy.h"
#include "daemon/ingest/host_queue.h"
#include "daemon/ledger/types.h"
#include "proto/result.h"

namespace newswired::ingest {

inline constexpr std::size_t body_bytes_max_default = 16u << 20;  ///< `fetch.body_max`, decoded.

/// What a fetch is for; decides the Accept header.
enum class FetchKind { feed, page, robots };

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct FetchRequest {
  std::string url;
  FetchKind kind = FetchKind::feed;
  ledger::Validators validators;  ///< Sent back byte for byte; empty ones are not sent.
  std::string validators_of;      ///< The URL they came from, without password: no other hop is sent them. Empty: each is.
  std::vector<Network> allow;     ///< Non-public networks that may be connected.
  std::size_t bytes_max = body_bytes_max_default;
  std::string form;           ///< When not empty: POST this application/x-www-form-urlencoded body.
  std::string accept;         ///< Replaces the Accept header of `kind`.
  std::string proxy;          ///< `http://host:port`; empty: none, whatever the environment says.
  HeaderList headers;         ///< Sent to the URL's own origin only, never after a redirect elsewhere.
  std::string credentials;    ///< `user:password`, likewise.
  bool file_allowed = false;  ///< `file:` URLs too (feeds of TOML lists and the demo).
};

/// Why there is no answer.
enum class FetchReason {
  bad_url,          ///< Not a URL, or not http(s).
  refused_address,  ///< Every address of the host lies in a network that may not be fetched.
  resolve,          ///< The name has no address.
  connect,          ///< Nobody answers there.
  tls,              ///< The certificate or the handshake is wrong.
  timeout,          ///< `connect_max`, `total_max` or the low-speed limit.
  redirect_limit,   ///< More than `redirects_max`.
  too_large,        ///< Headers beyond `header_bytes_max`, or bodies in flight beyond `bodies_bytes_max`.
  protocol,         ///< The server broke off or does not speak HTTP.
  host_held,        ///< Not asked: the host is held after a 429; `retry_after` says for how many seconds.
  file,             ///< The file cannot be read.
  stopped,          ///< The fetcher was stopped.
};

std::string_view to_string(FetchReason reason);

struct FetchError {
  FetchReason reason = FetchReason::protocol;
  std::string message;  ///< Names the URL without its credentials and says what happened.

  /// The same as the rest of the program tells it.
  Error as_error() const;
};

/// An answer, whatever its status, or an error. Header values are as the server sent them, empty when it sent
/// none.
struct FetchResult {
  std::optional<FetchError> error;
  int status = 0;
  std::string url;              ///< The last one asked, without user and password.
  bool moved_for_good = false;  ///< There were redirects, all of them 301 or 308.
  std::string content_type, etag, last_modified, cache_control, expires, age, retry_after;
  std::vector<std::string> links;  ///< Each `Link` header.
  std::string body;                ///< Decoded; of answers other than 200 at most 64 KiB.
  bool truncated = false;          ///< The body went on beyond `bytes_max`.
  bool incomplete = false;         ///< The connection broke within the body; there are no validators then.
  int redirect_count = 0;
  std::uint64_t wire_bytes = 0;       ///< Body bytes as received, before decoding.
  std::chrono::milliseconds took{0};  ///< On the wire, all hops; without waiting in line.
};

struct FetchLimits {
  HostLimits host;
  int transfers_max = 128;  ///< Requests in flight.
  int lookups_max = 64;     ///< Names being resolved at a time: each costs a thread.
  int lookups_hanging_max = 192;              ///< Names that may hang besides without taking a place from others.
  std::chrono::milliseconds lookup_usual{250};  ///< A look-up that takes longer hangs.
  std::chrono::milliseconds connect_max{8'000};
  std::chrono::milliseconds total_max{
      60'000};  ///< From the first connect to the last byte, over all redirects.
  int redirects_max = 5;
  long low_speed_bytes = 32;                ///< Fewer bytes a second than this …
  std::chrono::seconds low_speed_time{30};  ///< … for so long end a transfer.
  std::size_t header_bytes_max = 256u << 10;
  std::size_t bodies_bytes_max = 512u << 20;  ///< All bodies in flight together.
};

struct FetcherOptions {
  FetchLimits limits;
  std::string user_agent = "newswired";
  std::vector<std::string> shared_hosts;  ///< Domains whose subdomains count as one host: `tumblr.com`.
  std::string ca_file;                    ///< Certificates to trust instead of the system's (PEM); empty: the system's.
};

struct FetchCounts {
  std::uint64_t finished = 0;
  std::uint64_t failed = 0;
  std::uint64_t wire_bytes = 0;
  int in_flight = 0;
  std::size_t waiting = 0;
};

/// Fetches over http(s) (and, when asked, files) on one thread of its own, politely and guardedly:
/// `HostQueue` decides when, `may_connect` whom. Every connection's address is checked when its socket is
/// opened and again before each request, since a re-used connection skips the first. Follows redirects
/// itself, each through the host's line.
///
/// `fetch` and `stop` may be called from any thread. Every `done` is called exactly once, on the fetch thread
/// (or, when already stopped, in `fetch` itself); it must not block and not throw.
class Fetcher {
 public:
  using Done = std::function<void(FetchResult)>;

  explicit Fetcher(FetcherOptions options);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  void fetch(FetchRequest request, Done done);

  /// Asks nothing of the URL's host for `wait` (what was known of a 429 before a restart).
  void hold_host(const std::string& url, std::chrono::seconds wait);

  /// Ends every transfer with `FetchReason::stopped` and joins the thread; returns within a fraction of a
  /// second even when a resolver hangs. Idempotent; not from a `done`.
  void stop();

  FetchCounts counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newswired::ingest
