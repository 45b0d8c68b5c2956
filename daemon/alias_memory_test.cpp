#include "daemon/alias_memory.h"

#include <gtest/gtest.h>

#include "proto/topics.h"

namespace newswired {
namespace {

constexpr Timestamp monday{std::chrono::seconds(1'790'000'000)};

/// An article that is nothing but these names, each an entity of its own; the last mention is `short_form`
/// when given.
struct Story {
  std::string text;
  std::vector<Entity> entities;

  Story& names(EntityType type, const std::string& name, const std::string& short_form = "") {
    Entity entity;
    entity.type = type, entity.name = name, entity.id = entity_id(type, name);
    for (const std::string& form : {name, short_form}) {
      if (form.empty()) continue;
      const auto start = static_cast<std::uint32_t>(text.size());
      text += form + " ";
      entity.mentions.push_back(
          {{start, start + static_cast<std::uint32_t>(form.size())}, MentionForm::name});
    }
    entities.push_back(entity);
    return *this;
  }
};

void teach(AliasMemory& memory, const Story& story, const std::string& article, Timestamp at = monday) {
  memory.learn(story.entities, {article, story.text, at});
}

TEST(AliasMemory, KnowsWhoseSurnameItIsFromTheSecondArticleOn) {
  AliasMemory memory;
  const Story full = Story{}.names(EntityType::person, "Ana Ruiz");
  const Story surname = Story{}.names(EntityType::person, "Ruiz");
  teach(memory, full, "a1");
  EXPECT_TRUE(memory.names_for(surname.entities, monday).empty());

  teach(memory, full, "a2");

  const std::vector<jobs::RememberedName> expected = {{0, "person/ana-ruiz", "Ana Ruiz"}};
  EXPECT_EQ(memory.names_for(surname.entities, monday), expected);
}

TEST(AliasMemory, CountsTheRevisionsOfAnArticleOnce) {
  AliasMemory memory;
  const Story full = Story{}.names(EntityType::person, "Ana Ruiz");
  teach(memory, full, "a1");
  teach(memory, full, "a1");

  EXPECT_TRUE(memory.names_for(Story{}.names(EntityType::person, "Ruiz").entities, monday).empty());
}

TEST(AliasMemory, IsSilentWhenTwoShareTheSurname) {
  AliasMemory memory;
  for (const char* article : {"a1", "a2", "a3"})
    teach(memory, Story{}.names(EntityType::person, "Ana Ruiz"), article);
  teach(memory, Story{}.names(EntityType::person, "Pedro Ruiz"), "b1");

  EXPECT_TRUE(memory.names_for(Story{}.names(EntityType::person, "Ruiz").entities, monday).empty());
}

TEST(AliasMemory, TakesTheOneWhoIsNamedTenTimesAsOften) {
  AliasMemory memory;
  for (int i = 0; i < 10; ++i)
    teach(memory, Story{}.names(EntityType::person, "Ana Ruiz"), "a" + std::to_string(i));
  teach(memory, Story{}.names(EntityType::person, "Ana Maria Ruiz"), "b1");

  const auto names = memory.names_for(Story{}.names(EntityType::person, "Ruiz").entities, monday);

  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].name, "Ana Ruiz");
}

TEST(AliasMemory, ForgetsAfterTwoWeeks) {
  AliasMemory memory;
  for (const char* article : {"a1", "a2"})
    teach(memory, Story{}.names(EntityType::person, "Ana Ruiz"), article);
  const Story surname = Story{}.names(EntityType::person, "Ruiz");
  EXPECT_EQ(memory.names_for(surname.entities, monday + AliasMemory::recent).size(), 1u);

  EXPECT_TRUE(
      memory.names_for(surname.entities, monday + AliasMemory::recent + std::chrono::seconds(1)).empty());
}

TEST(AliasMemory, NeverGivesTwoEntitiesOfAnArticleOneId) {
  AliasMemory memory;
  for (const char* article : {"a1", "a2"})
    teach(memory, Story{}.names(EntityType::person, "Ana Ruiz"), article);

  const Story both = Story{}.names(EntityType::person, "Ana Ruiz").names(EntityType::person, "Ruiz");

  EXPECT_TRUE(memory.names_for(both.entities, monday).empty());
}

TEST(AliasMemory, SpellsOutAnAcronymThatArticlesSpeltOut) {
  AliasMemory memory;
  const Story full = Story{}.names(EntityType::organization, "Harbour Workers Union", "H.W.U.");
  for (const char* article : {"a1", "a2"}) teach(memory, full, article);

  const auto names = memory.names_for(Story{}.names(EntityType::organization, "HWU").entities, monday);

  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].id, "organization/harbour-workers-union");
}

TEST(AliasMemory, LearnsNothingFromANameThatTheArticleDoesNotGiveInFull) {
  AliasMemory memory;
  Story remembered = Story{}.names(EntityType::person, "Ruiz");
  remembered.entities[0].name = "Ana Ruiz", remembered.entities[0].id = "person/ana-ruiz";
  for (const char* article : {"a1", "a2"}) teach(memory, remembered, article);

  EXPECT_EQ(memory.size(), 0u);
}

TEST(AliasMemory, LetsTheLeastRecentlyUsedGo) {
  AliasMemory memory(2);
  for (const char* article : {"a1", "a2"}) {
    teach(memory, Story{}.names(EntityType::person, "Ana Ruiz"), article);
    teach(memory, Story{}.names(EntityType::person, "Jo Lind"), article);
  }
  teach(memory, Story{}.names(EntityType::person, "Ana Ruiz"), "a3");
  teach(memory, Story{}.names(EntityType::person, "Mia Karr"), "c1");

  EXPECT_EQ(memory.size(), 2u);
  EXPECT_EQ(memory.names_for(Story{}.names(EntityType::person, "Ruiz").entities, monday).size(), 1u);
  EXPECT_TRUE(memory.names_for(Story{}.names(EntityType::person, "Lind").entities, monday).empty());
}

TEST(AliasMemory, LeavesPlacesAndOtherNamesAlone) {
  AliasMemory memory;
  for (const char* article : {"a1", "a2"})
    teach(memory, Story{}.names(EntityType::location, "Port Ellery"), article);

  EXPECT_TRUE(memory.names_for(Story{}.names(EntityType::location, "Ellery").entities, monday).empty());
}

}  // namespace
}  // namespace newswired
