#include "daemon/models.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace newswired {
namespace {

class FindModel : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ + "/entities-en.model") << "x";
  }
  void TearDown() override {
    unsetenv("NEWSWIRED_MODELS");
    std::filesystem::remove_all(folder_);
  }

  const std::string folder_ = testing::TempDir() + "newswired_models_test." + std::to_string(::getpid());
};

TEST_F(FindModel, LooksIntoTheConfiguredFolder) {
  EXPECT_EQ(find_model("entities", "en", folder_).value(), folder_ + "/entities-en.model");
}

TEST_F(FindModel, LooksWhereTheEnvironmentSays) {
  setenv("NEWSWIRED_MODELS", folder_.c_str(), 1);

  EXPECT_EQ(find_model("entities", "en").value(), folder_ + "/entities-en.model");
}

TEST_F(FindModel, LooksNowhereElseWhenAFolderIsConfigured) {
  setenv("NEWSWIRED_MODELS", folder_.c_str(), 1);

  const auto found = find_model("entities", "en", "/nowhere");

  ASSERT_FALSE(found.ok());
  EXPECT_THAT(found.error().message, testing::AllOf(testing::HasSubstr("entities-en.model"), testing::HasSubstr("/nowhere")));
}

TEST_F(FindModel, TakesTheLanguagesQuotesWhereAVariantHasNoneOfItsOwn) {
  std::ofstream(folder_ + "/quotes-en.model") << "x";

  EXPECT_EQ(find_model("quotes", "en-open", folder_).value(), folder_ + "/quotes-en.model");
  EXPECT_FALSE(find_model("entities", "en-open", folder_).ok())
      << "names are never found by another model than the one asked for";
}

TEST_F(FindModel, DoesNotTakeAFolderForAModel) {
  std::filesystem::create_directories(folder_ + "/quotes-en.model");

  EXPECT_FALSE(find_model("quotes", "en", folder_).ok());
}

}  // namespace
}  // namespace newswired
