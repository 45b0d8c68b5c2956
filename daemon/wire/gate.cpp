#include "daemon/wire/gate.h"

#include <atomic>
#include <cerrno>
#include <mutex>
#include <set>
#include <thread>

#include "daemon/wire/socket.h"
#include "daemon/wire/wakeup.h"

namespace newswired::wire {
namespace {

constexpr const char* gate_endpoint = "inproc://zeromq.zap.01";
constexpr const char* domain = "newswired";
constexpr int wait_ms = 1'000;
constexpr std::size_t raw_key_bytes = 32;

// Declared for draft builds only, yet libzmq 4.3.4 obeys the number: without it a missing gate admits everyone.
constexpr int zap_enforce_domain = 93;

// ZAP request: version, request id, domain, address, identity, mechanism, the client's public key.
constexpr std::size_t request_frames = 7;

void speak_curve(zmq::socket_t& socket, const KeyPair& own) {
  socket.set(zmq::sockopt::curve_server, true);
  socket.set(zmq::sockopt::curve_secretkey, own.secret_key);
  socket.set(zmq::sockopt::zap_domain, domain);
  const int one = 1;
  if (zmq_setsockopt(socket.handle(), zap_enforce_domain, &one, sizeof one) != 0) throw zmq::error_t();
}

}  // namespace

bool leaves_this_machine(const std::string& endpoint) {
  constexpr std::string_view tcp = "tcp://";
  if (!endpoint.starts_with(tcp)) return false;
  const std::string host = endpoint.substr(tcp.size(), endpoint.rfind(':') - tcp.size());
  return !(host.starts_with("127.") || host == "localhost" || host == "[::1]" ||
           host.starts_with("[::ffff:127."));
}

struct Gate::Thread {
  Thread(zmq::context_t& context, const std::vector<std::string>& keys)
      : allowed(keys.begin(), keys.end()), socket(context, zmq::socket_type::router) {
    socket.set(zmq::sockopt::linger, 0);
    socket.bind(gate_endpoint);
    runner = std::thread([this] { run(); });
  }

  void run() {
    while (!stopping) {
      wait_for(socket, wakeup.fd(), wait_ms);
      wakeup.clear();
      // The peer and an empty frame stand before the request.
      while (const auto frames = receive(socket, request_frames + 2)) {
        if (frames->size() < 4) continue;
        const bool admitted = is_allowed(*frames);
        send(socket, {(*frames)[0], "", "1.0", (*frames)[3], admitted ? "200" : "400",
                      admitted ? "OK" : "key not in the list of clients", "", ""});
      }
    }
  }

  bool is_allowed(const std::vector<std::string>& frames) const {
    if (frames.size() != request_frames + 2 || frames[7] != "CURVE" || frames[8].size() != raw_key_bytes) return false;
    char key[41];
    zmq_z85_encode(key, reinterpret_cast<const std::uint8_t*>(frames[8].data()), raw_key_bytes);
    const std::lock_guard lock(mutex);
    return allowed.contains(key);
  }

  mutable std::mutex mutex;
  std::set<std::string> allowed;  // guarded by mutex
  zmq::socket_t socket;
  Wakeup wakeup;
  std::atomic<bool> stopping = false;
  std::thread runner;
};

Gate::Gate(zmq::context_t& context, const std::vector<std::string>& allowed_keys)
    : thread_(std::make_unique<Thread>(context, allowed_keys)) {}

void Gate::admit(const std::vector<std::string>& allowed_keys) {
  const std::lock_guard lock(thread_->mutex);
  thread_->allowed = {allowed_keys.begin(), allowed_keys.end()};
}

Gate::~Gate() {
  thread_->stopping = true;
  thread_->wakeup.ring();
  thread_->runner.join();
}

Result<Done> require_keys(zmq::context_t& context, zmq::socket_t& socket, const ServerKeys& keys, std::unique_ptr<Gate>& gate) {
  try {
    speak_curve(socket, keys.own);
  } catch (const zmq::error_t& error) {
    return Error{ErrorKind::invalid, std::string("CURVE keys: ") + error.what() + "; make new ones with `newswired keys new`"};
  }
  if (gate)
    gate->admit(keys.clients);
  else
    gate = std::make_unique<Gate>(context, keys.clients);
  return Done{};
}

void use_keys(zmq::socket_t& socket, const ClientKeys& keys) {
  socket.set(zmq::sockopt::curve_serverkey, keys.server);
  socket.set(zmq::sockopt::curve_publickey, keys.own.public_key);
  socket.set(zmq::sockopt::curve_secretkey, keys.own.secret_key);
}

}  // namespace newswired::wire
