#include "daemon/web/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace newswired::web {
namespace {

prometheus::ClientMetric metric_of(const Sample& sample) {
  prometheus::ClientMetric metric;
  for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
  if (sample.type == Sample::Type::counter)
    metric.counter.value = sample.value;
  else
    metric.gauge.value = sample.value;
  return metric;
}

}  // namespace

std::string exposition(const std::vector<Sample>& samples) {
  std::vector<prometheus::MetricFamily> families;
  for (const Sample& sample : samples) {
    auto family = std::find_if(families.begin(), families.end(), [&](const auto& known) { return known.name == sample.name; });
    if (family == families.end()) {
      family = families.emplace(families.end());
      family->name = sample.name;
      family->help = sample.help;
      family->type = sample.type == Sample::Type::counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
    }
    family->metric.push_back(metric_of(sample));
  }
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace newswired::web
