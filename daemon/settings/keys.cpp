#include "daemon/settings/keys.h"

#include <array>

#include "daemon/ingest/address_policy.h"
#include "daemon/settings/values.h"

namespace newswired::settings {
namespace {

using Complaint = std::optional<std::string>;
using Setter = std::function<Complaint(const toml::node&, Settings&)>;

/// A setter for the member that `member` finds in the settings.
template <class Member>
Setter text(Member member) {
  return [member](const toml::node& node, Settings& settings) -> Complaint {
    const auto value = node.value_exact<std::string>();
    if (!value) return "a string";
    member(settings) = *value;
    return std::nullopt;
  };
}

template <class Member>
Setter texts(Member member) {
  return [member](const toml::node& node, Settings& settings) -> Complaint {
    const toml::array* array = node.as_array();
    if (!array) return "an array of strings";
    std::vector<std::string> list;
    for (const toml::node& item : *array) {
      const auto value = item.value_exact<std::string>();
      if (!value) return "an array of strings";
      list.push_back(*value);
    }
    member(settings) = std::move(list);
    return std::nullopt;
  };
}

template <class Member>
Setter networks(Member member) {
  return [member](const toml::node& node, Settings& settings) -> Complaint {
    if (const auto complaint = texts(member)(node, settings)) return complaint;
    for (const std::string& network : member(settings))
      if (!ingest::parse_network(network)) return "networks such as \"127.0.0.0/8\"";
    return std::nullopt;
  };
}

template <class Member>
Setter flag(Member member) {
  return [member](const toml::node& node, Settings& settings) -> Complaint {
    const auto value = node.value_exact<bool>();
    if (!value) return "true or false";
    member(settings) = *value;
    return std::nullopt;
  };
}

template <class Member>
Setter number(Member member, std::int64_t least, std::int64_t most) {
  return [=](const toml::node& node, Settings& settings) -> Complaint {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most)
      return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    member(settings) = static_cast<std::remove_reference_t<decltype(member(settings))>>(*value);
    return std::nullopt;
  };
}

template <class Member>
Setter duration(Member member, std::chrono::milliseconds least = {}) {
  return [=](const toml::node& node, Settings& settings) -> Complaint {
    const auto value = node.value_exact<std::string>();
    const auto parsed = value ? parse_duration(*value) : std::nullopt;
    if (!parsed) return "a duration such as \"2m\"";
    if (*parsed < least) return "at least \"" + std::to_string(least.count() / 1000) + "s\"";
    member(settings) = *parsed;
    return std::nullopt;
  };
}

template <class Member>
Setter size(Member member, std::uint64_t least) {
  return [=](const toml::node& node, Settings& settings) -> Complaint {
    const auto value = node.value_exact<std::string>();
    const auto parsed = value ? parse_size(*value) : std::nullopt;
    if (!parsed) return "a size such as \"16MiB\"";
    if (*parsed < least) return "at least \"" + std::to_string(least >> 10) + "KiB\"";
    member(settings) = *parsed;
    return std::nullopt;
  };
}

template <class Member>
Setter one_of(Member member, std::vector<std::string> names) {
  return [=](const toml::node& node, Settings& settings) -> Complaint {
    const auto value = node.value_exact<std::string>();
    std::string expected;
    for (const std::string& name : names) {
      if (value == name) {
        member(settings) = name;
        return std::nullopt;
      }
      expected += (expected.empty() ? "\"" : ", \"") + name + '"';
    }
    return "one of " + expected;
  };
}

Complaint set_full_text(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<std::string>();
  if (value == "auto") settings.fetch.full_text = FullText::automatic;
  else if (value == "always") settings.fetch.full_text = FullText::always;
  else if (value == "never") settings.fetch.full_text = FullText::never;
  else return "one of \"auto\", \"always\", \"never\"";
  return std::nullopt;
}

Complaint set_backlog(const toml::node& node, Settings& settings) {
  const auto value = node.value_exact<std::string>();
  if (value == "all") {
    settings.fetch.backlog.reset();
    return std::nullopt;
  }
  const auto parsed = value ? parse_duration(*value) : std::nullopt;
  if (!parsed) return "a duration such as \"2d\", or \"all\"";
  settings.fetch.backlog = *parsed;
  return std::nullopt;
}

// `member` in the table below: the path of one member of Settings.
#define MEMBER(path) [](Settings& s) -> auto& { return s.path; }

const std::array table{
    Key{"state_dir", text(MEMBER(state_dir))},
    Key{"feeds", texts(MEMBER(feeds))},

    Key{"fetch.user_agent", text(MEMBER(fetch.user_agent))},
    Key{"fetch.full_text", set_full_text},
    Key{"fetch.allow_networks", networks(MEMBER(fetch.allow_networks))},
    Key{"fetch.interval_min", duration(MEMBER(fetch.interval_min), std::chrono::seconds(1))},
    Key{"fetch.interval_max", duration(MEMBER(fetch.interval_max), std::chrono::seconds(1))},
    Key{"fetch.host_connections", number(MEMBER(fetch.host_connections), 1, 64)},
    Key{"fetch.host_delay", duration(MEMBER(fetch.host_delay))},
    Key{"fetch.body_max", size(MEMBER(fetch.body_max), 64 << 10)},
    Key{"fetch.backlog", set_backlog},
    Key{"fetch.connect_timeout", duration(MEMBER(fetch.connect_timeout), std::chrono::seconds(1))},
    Key{"fetch.timeout", duration(MEMBER(fetch.timeout), std::chrono::seconds(1))},
    Key{"fetch.redirects_max", number(MEMBER(fetch.redirects_max), 0, 20)},
    Key{"fetch.robots", flag(MEMBER(fetch.robots))},
    Key{"fetch.proxy", text(MEMBER(fetch.proxy))},
    Key{"fetch.shared_hosts", texts(MEMBER(fetch.shared_hosts))},

    Key{"stages.parse", number(MEMBER(stages.parse), 1, 64)},
    Key{"stages.entities", number(MEMBER(stages.entities), 0, 64)},
    Key{"stages.quotes", number(MEMBER(stages.quotes), 0, 64)},
    Key{"stages.model", text(MEMBER(stages.model))},
    Key{"stages.models_dir", text(MEMBER(stages.models_dir))},
    Key{"stages.deadline", duration(MEMBER(stages.deadline), std::chrono::seconds(1))},
    Key{"stages.memory_max", size(MEMBER(stages.memory_max), 128 << 20)},
    Key{"stages.entities_missing", one_of(MEMBER(stages.entities_missing), {"wait", "skip"})},
    Key{"stages.quotes_missing", one_of(MEMBER(stages.quotes_missing), {"wait", "skip"})},
    Key{"stages.missing_after", duration(MEMBER(stages.missing_after), std::chrono::seconds(1))},

    Key{"hub.listen", texts(MEMBER(hub.listen))},
    Key{"hub.workers", text(MEMBER(hub.workers))},

    Key{"dedup.window", duration(MEMBER(dedup.window), std::chrono::hours(1))},
    Key{"dedup.merge_interval", duration(MEMBER(dedup.merge_interval), std::chrono::seconds(1))},

    Key{"ledger.pending_rows_max", number(MEMBER(ledger.pending_rows_max), 100, 100'000'000)},
    Key{"ledger.pending_bytes_max", size(MEMBER(ledger.pending_bytes_max), 1 << 20)},
    Key{"ledger.reserve", size(MEMBER(ledger.reserve), 0)},

    Key{"output.live", texts(MEMBER(output.live))},
    Key{"output.log", texts(MEMBER(output.log))},
    Key{"output.retention", duration(MEMBER(output.retention), std::chrono::hours(1))},
    Key{"output.duplicates", flag(MEMBER(output.duplicates))},

    Key{"curve.server_key", text(MEMBER(curve.server_key))},
    Key{"curve.clients", text(MEMBER(curve.clients))},
    Key{"curve.next_server_key", text(MEMBER(curve.next_server_key))},
    Key{"curve.next_live", texts(MEMBER(curve.next_live))},
    Key{"curve.next_log", texts(MEMBER(curve.next_log))},
    Key{"curve.next_hub", texts(MEMBER(curve.next_hub))},

    Key{"http.listen", text(MEMBER(http.listen))},

    Key{"websub.listen", text(MEMBER(websub.listen))},
    Key{"websub.callback", text(MEMBER(websub.callback))},

    Key{"search.enabled", flag(MEMBER(search.enabled))},

    Key{"log.level", one_of(MEMBER(log.level), {"debug", "info", "warning", "error"})},
    Key{"log.format", one_of(MEMBER(log.format), {"auto", "text", "json", "journal"})},
};
#undef MEMBER

}  // namespace

std::span<const Key> all_keys() { return table; }

}  // namespace newswired::settings
