#include "tests/support/http2_server.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "tests/support/loopback.h"

namespace newswired::testing {
namespace {

// Frame types and flags of RFC 9113, section 6.
constexpr char data_frame = 0, headers_frame = 1, reset_frame = 3, settings_frame = 4;
constexpr std::string_view internal_error("\0\0\0\2", 4);
constexpr char end_stream = 1, acknowledged = 1, end_headers = 4;
constexpr std::size_t preface_bytes = 24, head_bytes = 9;

std::string frame(char type, char flags, std::uint32_t stream, std::string_view payload) {
  std::string out;
  for (const int shift : {16, 8, 0}) out += static_cast<char>(payload.size() >> shift);
  (out += type) += flags;
  for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(stream >> shift);
  return out.append(payload);
}

bool read_bytes(SSL* connection, char* to, std::size_t count) {
  for (std::size_t done = 0; done < count;) {
    const int got = SSL_read(connection, to + done, static_cast<int>(count - done));
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

bool write_bytes(SSL* connection, std::string_view bytes) {
  return SSL_write(connection, bytes.data(), static_cast<int>(bytes.size())) > 0;
}

/// Takes "h2" when the client offers it, else "http/1.1".
int choose(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* offered, unsigned offered_size, void*) {
  static const unsigned char ours[] = "\x02h2\x08http/1.1";
  return SSL_select_next_proto(const_cast<unsigned char**>(out), size, ours, sizeof ours - 1, offered, offered_size) == OPENSSL_NPN_NEGOTIATED
             ? SSL_TLSEXT_ERR_OK
             : SSL_TLSEXT_ERR_NOACK;
}

bool speaks_http2(SSL* connection) {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(connection, &name, &size);
  return size == 2 && std::memcmp(name, "h2", 2) == 0;
}

/// For 127.0.0.1, signed by itself.
X509* self_signed(EVP_PKEY* key) {
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -86'400);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate, address, -1);
  X509_EXTENSION_free(address);
  X509_sign(certificate, key, EVP_sha256());
  return certificate;
}

}  // namespace

struct Http2Server::Tls {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  ~Tls() { SSL_CTX_free(context); }
};

Http2Server::Http2Server(std::string body, bool broken) : body_(std::move(body)), broken_(broken), tls_(std::make_unique<Tls>()) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = self_signed(key);
  SSL_CTX_use_certificate(tls_->context, certificate);
  SSL_CTX_use_PrivateKey(tls_->context, key);
  SSL_CTX_set_alpn_select_cb(tls_->context, choose, nullptr);
  std::string pattern = (std::filesystem::temp_directory_path() / "newswired-ca-XXXXXX").string();
  const int file = ::mkstemp(pattern.data());
  assert(file >= 0);
  std::FILE* stream = ::fdopen(file, "w");
  PEM_write_X509(stream, certificate);
  std::fclose(stream);
  ca_file_ = pattern;
  X509_free(certificate);
  EVP_PKEY_free(key);

  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  const Listener listener = listen_on_loopback(16);
  listener_ = listener.socket;
  port_ = listener.port;
  acceptor_ = std::thread([this] { accept_all(); });
}

Http2Server::~Http2Server() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  for (std::thread& thread : threads_) thread.join();
  for (const int socket : sockets_) ::close(socket);
  ::unlink(ca_file_.c_str());
}

std::string Http2Server::url(const std::string& path) const { return "https://127.0.0.1:" + std::to_string(port_) + path; }

void Http2Server::accept_all() {
  for (int socket; (socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket] { serve(socket); });
  }
}

void Http2Server::serve(int socket) {
  SSL* connection = SSL_new(tls_->context);
  SSL_set_fd(connection, socket);
  if (SSL_accept(connection) == 1) speaks_http2(connection) ? serve_http2(connection) : serve_http1(connection);
  SSL_free(connection);
  ::shutdown(socket, SHUT_RDWR);  // closed at the end, when no one else can have its number
}

void Http2Server::serve_http2(void* given) {
  SSL* connection = static_cast<SSL*>(given);
  char preface[preface_bytes], head[head_bytes];
  if (!read_bytes(connection, preface, sizeof preface) || !write_bytes(connection, frame(settings_frame, 0, 0, ""))) return;
  while (read_bytes(connection, head, sizeof head)) {
    const auto byte = [&](int at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(head[at])); };
    std::string payload((byte(0) << 16) | (byte(1) << 8) | byte(2), '\0');
    if (!payload.empty() && !read_bytes(connection, payload.data(), payload.size())) return;
    const std::uint32_t stream = (byte(5) << 24) | (byte(6) << 16) | (byte(7) << 8) | byte(8);
    if (head[3] == settings_frame && !(head[4] & acknowledged)) write_bytes(connection, frame(settings_frame, acknowledged, 0, ""));
    if (head[3] != headers_frame) continue;
    ++http2_count_;
    if (broken_) {
      write_bytes(connection, frame(reset_frame, 0, stream, internal_error));
      continue;
    }
    // 0x88 is ":status: 200" of the static table (RFC 7541, appendix A).
    write_bytes(connection, frame(headers_frame, end_headers, stream, "\x88") + frame(data_frame, end_stream, stream, body_));
  }
}

void Http2Server::serve_http1(void* given) {
  SSL* connection = static_cast<SSL*>(given);
  char bytes[4096];
  if (SSL_read(connection, bytes, sizeof bytes) <= 0) return;
  ++http1_count_;
  write_bytes(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body_.size()) + "\r\n\r\n" + body_);
}

}  // namespace newswired::testing
