// Who said what, from the durable log, in C++17 (apt install g++ cppzmq-dev nlohmann-json3-dev).
// build: g++ -std=c++17 subscriber.cpp -o subscriber -lzmq      usage: ./subscriber [ENDPOINT]
#include <iostream>
#include <nlohmann/json.hpp>
#include <zmq.hpp>

int main(int argc, char** argv) {
  using nlohmann::json;
  zmq::context_t context;
  zmq::socket_t log(context, zmq::socket_type::dealer);
  log.connect(argc > 1 ? argv[1] : "tcp://127.0.0.1:7602");
  const auto send = [&](const json& request) { log.send(zmq::buffer(request.dump()), zmq::send_flags::none); };
  send({{"op", "READ"}, {"epoch", nullptr}, {"after", 0}, {"topics", {"article."}}, {"credit", 256}});
  while (true) {
    zmq::message_t word, body;
    if (!log.recv(word) || !log.recv(body)) return 1;
    const json entry = json::parse(body.to_string_view());
    if (word.to_string_view() == "AT") continue;
    if (word.to_string_view() != "RECORD") return std::cerr << word.to_string_view() << ' ' << entry << '\n', 1;
    for (const json& quote : entry.value("quotes", json::array()))
      std::cout << (quote["speaker"].is_null() ? json() : quote["speaker"]["name"]) << " | " << quote["text"] << std::endl;
    send({{"op", "CREDIT"}, {"n", 1}});
  }
}
