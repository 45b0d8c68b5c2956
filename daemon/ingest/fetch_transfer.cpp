#include "daemon/ingest/fetch_transfer.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <new>

#include "daemon/ingest/unannounced_gzip.h"

namespace newswired::ingest {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t error_body_bytes_max = 64u
                                             << 10;  // Of answers other than 200: enough to say what came.
constexpr std::size_t discarded_bytes_max =
    1u << 20;  // Of a redirect's body: more, and the connection is closed.
constexpr std::size_t validator_bytes_max = 4u
                                            << 10;  // A longer one would only bloat the state; it is dropped.

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_ascii_case_equal(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view accept_of(FetchKind kind) {
  switch (kind) {
    case FetchKind::feed:
      return "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
             "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5";
    case FetchKind::page:
      return "text/html, application/xhtml+xml;q=0.9, */*;q=0.5";
    case FetchKind::robots:
      return "text/plain, */*;q=0.5";
  }
  return "*/*";
}

std::optional<Address> address_of(const sockaddr& peer) {
  Address address;
  if (peer.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &peer, sizeof v4);
    std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
    return address;
  }
  if (peer.sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &peer, sizeof v6);
    address.family = Address::Family::v6;
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return address;
  }
  return std::nullopt;
}

bool needs_lookup(const std::string& host) {
  return !host.starts_with('[') && !parse_address(host) && host != "localhost" &&
         !host.ends_with(".localhost");
}

/// An IP address written in the URL; nothing for a name.
std::optional<Address> literal(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return parse_address(host);
}

FetchReason reason_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return FetchReason::bad_url;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return FetchReason::resolve;
    case CURLE_COULDNT_CONNECT:
      return FetchReason::connect;
    case CURLE_OPERATION_TIMEDOUT:
      return FetchReason::timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return FetchReason::tls;
    default:
      return FetchReason::protocol;
  }
}

}  // namespace

Transfer::Transfer(FetchRequest request, const FetcherOptions& options, std::size_t& bodies_bytes)
    : request_(std::move(request)), options_(options), bodies_bytes_(bodies_bytes) {
  aim(request_.url);
  origin_ = target_.origin();
}

Transfer::~Transfer() {
  bodies_bytes_ -= counted_bytes_;
}

void Transfer::aim(const std::string& url) {
  url_ = wire_url(url);
  result_.url = shown_url(url_);
  const std::optional<UrlParts> parts = split_url(url_);
  readable_ = parts.has_value();
  target_ = parts.value_or(UrlParts{});
}

std::optional<FetchError> Transfer::check_url() const {
  if (!readable_) return FetchError{FetchReason::bad_url, result_.url + ": not a URL"};
  if (target_.scheme != "http" && target_.scheme != "https")
    return FetchError{FetchReason::bad_url, result_.url + ": only http and https can be fetched"};
  // Told before any connection, and through a proxy too, where the guard sees only the proxy's address.
  const std::optional<Address> address = literal(target_.host);
  if (address && !may_connect(*address, request_.allow))
    return FetchError{FetchReason::refused_address,
                      result_.url + ": " + target_.host + " is a " + std::string(*special_purpose(*address)) +
                          " address, fetched only when allow_networks admits it"};
  return std::nullopt;
}

void Transfer::begin_hop() {
  if (!handle_) handle_.reset(curl_easy_init());
  if (!handle_) throw std::bad_alloc();
  CURL* const curl = handle_.get();
  const FetchLimits& limits = options_.limits;
  clear_answer();
  resolving_since_.reset();
  if (!request_.proxy.empty() || needs_lookup(target_.host)) resolving_since_ = std::chrono::steady_clock::now();

  curl_easy_setopt(curl, CURLOPT_URL, url_.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // A resolver that hangs must not stop the others.
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_max.count()));
  const milliseconds left = std::max(limits.total_max - result_.took, milliseconds(1));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, limits.low_speed_bytes);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.low_speed_time.count()));
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, plain_encoding_ ? "identity" : "gzip, deflate, br, zstd");
  curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, plain_encoding_ ? 0L : 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
                   static_cast<long>(plain_http_ ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS));
  if (!options_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.user_agent.c_str());
  // Some sites set a cookie with a redirect to themselves and loop without it; the jar dies with the request.
  curl_easy_setopt(curl, CURLOPT_COOKIEFILE, "");
  // Never the environment's: a proxy that nobody configured would bypass the guard.
  curl_easy_setopt(curl, CURLOPT_PROXY, request_.proxy.c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  const bool own_origin = target_.origin() == origin_;
  curl_easy_setopt(curl, CURLOPT_USERPWD,
                   own_origin && !request_.credentials.empty() ? request_.credentials.c_str() : nullptr);
  if (!request_.form.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request_.form.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request_.form.c_str());
  }
  add_headers();

  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, curl_message_);
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, &Transfer::on_request);
  curl_easy_setopt(curl, CURLOPT_PREREQDATA, this);
}

void Transfer::add_headers() {
  curl_slist* list = nullptr;
  const auto add = [&](std::string_view name, const std::string& value) {
    // A line break would end the header and begin another one of the value's choosing.
    if (value.find_first_of("\r\n") != std::string::npos || value.find('\0') != std::string::npos) return;
    list = curl_slist_append(list, (std::string(name) + ": " + value).c_str());
  };
  add("Accept", request_.accept.empty() ? std::string(accept_of(request_.kind)) : request_.accept);
  // Another resource might answer "not modified since" to a date that was never its own.
  if (request_.validators_of.empty() || request_.validators_of == result_.url) {
    if (!request_.validators.etag.empty()) add("If-None-Match", request_.validators.etag);
    if (!request_.validators.last_modified.empty()) add("If-Modified-Since", request_.validators.last_modified);
  }
  if (!request_.form.empty()) list = curl_slist_append(list, "Expect:");  // Hubs wait for no second word from us.
  if (target_.origin() == origin_)
    for (const auto& [name, value] : request_.headers) add(name, value);
  headers_.reset(list);
  curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, list);
}

void Transfer::clear_answer() {
  bodies_bytes_ -= counted_bytes_;
  counted_bytes_ = 0;
  header_bytes_ = discarded_bytes_ = 0;
  over_limit_ = false;
  refused_.reset();
  admitted_ = false;
  curl_message_[0] = '\0';
  FetchResult fresh;
  fresh.url = std::move(result_.url);
  fresh.redirect_count = result_.redirect_count;
  fresh.moved_for_good = result_.moved_for_good;
  fresh.wire_bytes = result_.wire_bytes;
  fresh.took = result_.took;
  result_ = std::move(fresh);
}

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.header_bytes_ += size * count;
  if (transfer.header_bytes_ > transfer.options_.limits.header_bytes_max) {
    transfer.over_limit_ = true;
    return 0;
  }
  transfer.take_header({data, size * count});
  return size * count;
}

void Transfer::take_header(std::string_view line) {
  if (line.starts_with("HTTP/")) {  // A new answer: after 1xx, or a proxy's own before the server's.
    const std::size_t blank = line.find(' ');
    result_.status =
        blank == std::string_view::npos ? 0 : std::atoi(std::string(line.substr(blank + 1, 3)).c_str());
    result_.links.clear();
    for (std::string* value : {&result_.content_type, &result_.etag, &result_.last_modified,
                               &result_.cache_control, &result_.expires, &result_.age, &result_.retry_after})
      value->clear();
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = line.substr(0, colon);
  const std::string value(trimmed(line.substr(colon + 1)));

  if (is_ascii_case_equal(name, "content-type")) result_.content_type = value;
  if (is_ascii_case_equal(name, "etag") && value.size() <= validator_bytes_max) result_.etag = value;
  if (is_ascii_case_equal(name, "last-modified") && value.size() <= validator_bytes_max)
    result_.last_modified = value;
  if (is_ascii_case_equal(name, "age")) result_.age = value;
  if (is_ascii_case_equal(name, "expires")) result_.expires = value;
  if (is_ascii_case_equal(name, "retry-after")) result_.retry_after = value;
  if (is_ascii_case_equal(name, "cache-control"))
    result_.cache_control += (result_.cache_control.empty() ? "" : ", ") + value;
  if (is_ascii_case_equal(name, "link")) result_.links.push_back(value);
}

std::size_t Transfer::cap() const {
  return result_.status == 200 ? request_.bytes_max : std::min(error_body_bytes_max, request_.bytes_max);
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  FetchResult& result = transfer.result_;
  const std::size_t bytes = size * count;
  if (is_redirect(result.status)) {
    transfer.discarded_bytes_ += bytes;
    return transfer.discarded_bytes_ > discarded_bytes_max ? 0 : bytes;
  }

  const std::size_t taken = std::min(bytes, transfer.cap() - result.body.size());
  if (transfer.bodies_bytes_ + taken > transfer.options_.limits.bodies_bytes_max) {
    transfer.over_limit_ = true;
    return 0;
  }
  result.body.append(data, taken);
  transfer.bodies_bytes_ += taken;
  transfer.counted_bytes_ += taken;
  if (taken == bytes) return bytes;
  result.truncated = true;
  return 0;  // Ends the transfer; end_hop knows why.
}

bool Transfer::admit(const Address& address) {
  // With a proxy the peer is the proxy, which the operator named.
  if (!request_.proxy.empty() || may_connect(address, request_.allow)) return true;
  refused_ = std::string(*special_purpose(address));
  return false;
}

curl_socket_t Transfer::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.resolving_since_.reset();
  const std::optional<Address> peer = address_of(address->addr);
  if (!peer || !transfer.admit(*peer)) return CURL_SOCKET_BAD;
  transfer.admitted_ = true;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int Transfer::on_request(void* self, char* peer, char*, int, int) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.resolving_since_.reset();
  const std::optional<Address> address = parse_address(peer ? peer : "");
  if (!address) {
    transfer.refused_ = "unreadable";
    return CURL_PREREQFUNC_ABORT;
  }
  return transfer.admit(*address) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool Transfer::end_hop(CURLcode code) {
  resolving_since_.reset();
  curl_off_t took_us = 0, wire_bytes = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_TOTAL_TIME_T, &took_us);
  curl_easy_getinfo(handle_.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire_bytes);
  result_.took += milliseconds(took_us / 1000);
  result_.wire_bytes += static_cast<std::uint64_t>(wire_bytes);

  // From curl's own reading of the answer; a redirect whose body we cut off counts as well.
  char* location = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &location);
  // The other codes would turn a POST into a GET, which asks for something else.
  const bool repeatable = request_.form.empty() || result_.status == 307 || result_.status == 308;
  const bool redirected = is_redirect(result_.status) && location && repeatable;
  if (redirected && (code == CURLE_OK || code == CURLE_WRITE_ERROR || code == CURLE_PARTIAL_FILE))
    return follow(location);

  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && result_.truncated)) {
    unpack();
    return false;
  }
  if (code == CURLE_PARTIAL_FILE && result_.status == 200 && !result_.body.empty()) {
    // Some servers announce a wrong length for ever; what came is worth reading, but must not be called the
    // whole.
    result_.incomplete = true;
    result_.etag.clear();
    result_.last_modified.clear();
    return false;
  }
  if (repeat_simpler(code)) return true;
  fail_as(code);
  return false;
}

/// A body that is gzip without a word counts as what it holds, within the same limit.
void Transfer::unpack() {
  const Gunzipped unpacked = gunzip_unannounced(result_.body, request_.bytes_max);
  if (!unpacked.decoded) return;
  result_.truncated = result_.truncated || unpacked.truncated;
  if (!unpacked.incomplete || result_.truncated) return;
  result_.incomplete = true;
  result_.etag.clear();
  result_.last_modified.clear();
}

bool Transfer::follow(const std::string& location) {
  if (result_.redirect_count >= options_.limits.redirects_max) {
    fail(FetchReason::redirect_limit,
         "more than " + std::to_string(options_.limits.redirects_max) + " redirects");
    return false;
  }
  permanent_ = permanent_ && (result_.status == 301 || result_.status == 308);
  ++result_.redirect_count;
  result_.moved_for_good = permanent_;
  aim(location);
  return true;
}

bool Transfer::repeat_simpler(CURLcode code) {
  if (code == CURLE_BAD_CONTENT_ENCODING && !plain_encoding_) return plain_encoding_ = true;
  if ((code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM) && !plain_http_) return plain_http_ = true;
  return false;
}

void Transfer::fail(FetchReason reason, const std::string& why) {
  result_.body.clear();
  result_.error = FetchError{reason, result_.url + ": " + why};
}

void Transfer::fail_as(CURLcode code) {
  // A host with a refused and a public address that does not answer is a matter of connecting.
  if (refused_ && (!admitted_ || code == CURLE_ABORTED_BY_CALLBACK))
    return fail(FetchReason::refused_address,
                "leads to a " + *refused_ + " address, fetched only when allow_networks admits it");
  if (over_limit_)
    return fail(FetchReason::too_large, header_bytes_ > options_.limits.header_bytes_max
                                            ? "headers larger than fetch.header_bytes_max"
                                            : "too many large bodies at once (fetch.bodies_bytes_max)");
  fail(reason_of(code), curl_message_[0] ? curl_message_ : curl_easy_strerror(code));
}

}  // namespace newswired::ingest
