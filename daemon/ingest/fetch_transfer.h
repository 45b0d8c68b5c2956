#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "daemon/ingest/fetch_url.h"
#include "daemon/ingest/fetcher.h"

namespace newswired::ingest {

/// One request on its way through its redirects: the curl handle, its callbacks, and the result so far.
///
/// Owned and used by the fetch thread alone; does not move, since curl holds its address.
class Transfer {
 public:
  /// `bodies_bytes` counts all bodies in flight; it is lent by the fetch thread.
  Transfer(FetchRequest request, const FetcherOptions& options, std::size_t& bodies_bytes);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Whether the next hop's URL may be asked at all; the reason when it may not.
  std::optional<FetchError> check_url() const;

  /// Sets the handle up for the next hop.
  void begin_hop();

  /// Takes a hop's end. True when there is another one (a redirect, or a repeat in a simpler way); else the
  /// result is complete.
  bool end_hop(CURLcode code);

  /// Null before the first hop.
  CURL* handle() const { return handle_.get(); }
  const UrlParts& target() const { return target_; }
  /// Since when this hop's name is being looked up; nothing when it is known, or needs no look-up.
  std::optional<std::chrono::steady_clock::time_point> resolving_since() const { return resolving_since_; }
  FetchResult& result() { return result_; }

 private:
  struct EasyDelete {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct ListDelete {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_request(void* self, char* peer, char* local, int peer_port, int local_port);

  void aim(const std::string& url);
  void add_headers();
  void take_header(std::string_view line);
  void clear_answer();
  void unpack();
  bool follow(const std::string& location);
  bool repeat_simpler(CURLcode code);
  std::size_t cap() const;
  void fail(FetchReason reason, const std::string& why);
  void fail_as(CURLcode code);
  bool admit(const Address& address);

  FetchRequest request_;
  const FetcherOptions& options_;
  std::size_t& bodies_bytes_;
  std::size_t counted_bytes_ = 0;  // our share of bodies_bytes_

  std::unique_ptr<CURL, EasyDelete> handle_;  // made by the first hop: a request that waits costs little
  std::unique_ptr<curl_slist, ListDelete> headers_;
  char curl_message_[CURL_ERROR_SIZE] = {};

  std::string url_;
  std::string origin_;  // of the first URL
  UrlParts target_;
  bool readable_ = false;
  FetchResult result_;
  bool permanent_ = true;
  std::size_t header_bytes_ = 0;
  std::size_t discarded_bytes_ = 0;
  std::optional<std::chrono::steady_clock::time_point> resolving_since_;
  bool over_limit_ = false;             // header_bytes_max or bodies_bytes_max
  bool plain_encoding_ = false;         // the server's content coding was broken: ask for none
  bool plain_http_ = false;             // its HTTP/2 was broken: HTTP/1.1
  bool admitted_ = false;               // some address of this hop's host may be connected
  std::optional<std::string> refused_;  // the address that was refused, and why
};

}  // namespace newswired::ingest
