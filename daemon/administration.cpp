#include "daemon/administration.h"

#include <chrono>
#include <future>
#include <memory>
#include <utility>

namespace newswired {
namespace {

using Json = nlohmann::json;

constexpr std::chrono::seconds answer_wait{5};

/// An answer that another thread gives, or throws.
class Awaited {
 public:
  Awaited() : promise_(std::make_shared<std::promise<Json>>()), future_(promise_->get_future()) {}

  /// What gives it, to be called once. When it is dropped instead (the loop has ended), `wait` throws at once.
  std::function<void(const std::function<Json()>&)> giver() {
    return [promise = std::move(promise_)](const std::function<Json()>& work) {
      try {
        promise->set_value(work());
      } catch (...) {
        promise->set_exception(std::current_exception());
      }
    };
  }

  Json wait() {
    if (future_.wait_for(answer_wait) != std::future_status::ready) return refusal("the daemon is busy; try again");
    return future_.get();
  }

 private:
  std::shared_ptr<std::promise<Json>> promise_;
  std::future<Json> future_;
};

}  // namespace

void Administration::add(std::string op, Operation operation) { operations_[std::move(op)] = std::move(operation); }

Json Administration::answer(const Json& request) const {
  const auto member = request.find("op");
  const std::string op = member != request.end() && member->is_string() ? member->get<std::string>() : "";
  if (const auto known = operations_.find(op); known != operations_.end()) return known->second(request);
  std::string names;
  for (const auto& [name, operation] : operations_) names += (names.empty() ? "" : ", ") + name;
  return refusal("unknown op \"" + op + "\"; this daemon knows " + names);
}

Json refusal(const std::string& message) { return {{"ok", false}, {"error", message}}; }

Json on_loop(Loop& loop, std::function<Json()> work) {
  Awaited answer;
  loop.post([give = answer.giver(), work = std::move(work)] { give(work); });
  return answer.wait();
}

Json on_writer(ledger::Writer& writer, std::function<Json(ledger::Ledger&)> work) {
  Awaited answer;
  const bool taken = writer.run([give = answer.giver(), work = std::move(work)](ledger::Ledger& ledger) {
    give([&] { return work(ledger); });
  });
  return taken ? answer.wait() : refusal("the daemon is stopping");
}

}  // namespace newswired
