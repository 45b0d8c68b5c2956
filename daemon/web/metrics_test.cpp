#include "daemon/web/metrics.h"

#include <gtest/gtest.h>

namespace newswired::web {
namespace {

TEST(Exposition, OfNothingIsEmpty) { EXPECT_EQ(exposition({}), ""); }

TEST(Exposition, PutsSamplesOfOneNameTogether) {
  const std::string text = exposition({
      {"newswired_records_total", "Records logged.", Sample::Type::counter, {}, 3},
      {"newswired_workers", "Workers ready.", Sample::Type::gauge, {{"stage", "parse"}}, 1},
      {"newswired_records_total", "Records logged.", Sample::Type::counter, {{"kind", "other"}}, 4},
  });

  EXPECT_NE(text.find("# TYPE newswired_records_total counter\nnewswired_records_total 3\nnewswired_records_total{kind=\"other\"} 4\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("newswired_workers{stage=\"parse\"} 1\n"), std::string::npos);
}

TEST(Exposition, EscapesLabels) {
  const std::string text = exposition({{"newswired_x", "x", Sample::Type::gauge, {{"feed", "a\"b\n"}}, 1}});

  EXPECT_NE(text.find("feed=\"a\\\"b\\n\""), std::string::npos) << text;
}

}  // namespace
}  // namespace newswired::web
