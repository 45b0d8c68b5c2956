#include "stages/tagging/model_file.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace newswired::tagging {
namespace {

using testing::HasSubstr;

class ModelFileTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(write_model_file(path_, {"entities", "en-1", 42, {{"labels", "abc"}, {"names", ""}, {"lists", "12345678"}}}).ok());
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string message(std::string_view kind, std::uint64_t features) const {
    const auto opened = ModelFile::open(path_, kind, features);
    return opened ? "" : opened.error().message;
  }
  void change_byte(std::streamoff at) const {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const char changed = static_cast<char>(file.get() ^ 1);
    file.seekp(at);
    file.put(changed);
  }

  const std::string path_ = testing::TempDir() + "newswired_model_file_test_" +
                            testing::UnitTest::GetInstance()->current_test_info()->name() + ".model";
};

TEST_F(ModelFileTest, GivesItsNameAndSectionsBack) {
  const auto model = ModelFile::open(path_, "entities", 42);

  ASSERT_TRUE(model.ok()) << model.error().message;
  EXPECT_EQ(model->name(), "en-1");
  const auto section = model->section("lists");
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(section.data()), section.size()), "12345678");
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(section.data()) % 8, 0u);
  EXPECT_EQ(model->section("labels").size(), 3u);
  EXPECT_TRUE(model->section("names").empty());
  EXPECT_TRUE(model->section("unheard of").empty());
}

TEST_F(ModelFileTest, LaysItsSectionsOutAsAsked) {
  ModelContent content{"entities", "en-1", 42, {{"labels", "abc"}, {"lists", "12345678"}}};
  content.alignment = 64;
  ASSERT_TRUE(write_model_file(path_, content).ok());

  const auto model = ModelFile::open(path_, "entities", 42);

  ASSERT_TRUE(model.ok()) << model.error().message;
  for (const char* name : {"labels", "lists"})
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(model->section(name).data()) % 64, 0u) << name;
  EXPECT_EQ(std::to_integer<char>(model->section("lists")[7]), '8');
}

TEST_F(ModelFileTest, OfAnotherStageIsRefusedByName) { EXPECT_THAT(message("quotes", 42), HasSubstr("a model for entities")); }

TEST_F(ModelFileTest, OfOtherFeaturesIsRefusedByName) {
  EXPECT_THAT(message("entities", 43), testing::AllOf(HasSubstr("en-1"), HasSubstr("other features")));
}

TEST_F(ModelFileTest, WithAChangedByteIsRefused) {
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path_));
  for (const std::streamoff at : {size - 1, size / 2}) {
    change_byte(at);
    EXPECT_THAT(message("entities", 42), HasSubstr("damaged"));
    change_byte(at);
  }
  EXPECT_EQ(message("entities", 42), "");
}

TEST_F(ModelFileTest, CutShortIsRefused) {
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 8);
  EXPECT_THAT(message("entities", 42), HasSubstr("damaged"));
  std::filesystem::resize_file(path_, 10);
  EXPECT_THAT(message("entities", 42), HasSubstr("not a model file"));
}

TEST(ModelFile, ThatIsNotThereIsNamedInTheError) {
  const auto opened = ModelFile::open("/nowhere/en.model", "entities", 42);

  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(opened.error().message, HasSubstr("/nowhere/en.model"));
}

}  // namespace
}  // namespace newswired::tagging
