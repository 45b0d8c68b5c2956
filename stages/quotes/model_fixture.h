#pragma once

#include <gtest/gtest.h>

#include "stages/quotes/model.h"

namespace newswired::quotes {

inline const std::string model_path = NEWSWIRED_SOURCE_DIR "/stages/quotes/model/en.model";

/// A test that reads with the shipped model.
class ModelTest : public testing::Test {
 protected:
  void SetUp() override {
    auto model = Model::load(model_path);
    ASSERT_TRUE(model) << model.error().message;
    model_ = std::move(*model);
  }

  Model model_;
};

}  // namespace newswired::quotes
