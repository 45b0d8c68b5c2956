// Stories: articles about one event, whoever wrote them.
import {ask, articlePath, count, empty, h, outside, storyPath, when} from "./dom.js";
import {meta} from "./card.js";

function duration(first, last) {
  const minutes = Math.round((new Date(last) - new Date(first)) / 60000);
  if (minutes < 2) return null;
  return minutes < 90 ? `over ${minutes} min` : minutes < 48 * 60 ? `over ${Math.round(minutes / 60)} h` : `over ${Math.round(minutes / 1440)} days`;
}

export async function storiesView(main, address, context) {
  const {stories} = await ask("stories", {limit: 100}, context.signal);
  main.replaceChildren(h("div", {class: "narrow"}, h("h1", {class: "page-title"}, "Stories"),
    h("p", {class: "intro"}, "Told by more than one article, the one with the latest news first."),
    stories.length ? stories.map(story => h("article", {class: "card", tabindex: "-1"},
      h("h2", null, h("a", {href: storyPath(story.id)}, story.newest.title)),
      meta(story.newest, h("span", null, count(story.articles, "article")), story.feeds > 1 ? h("span", null, count(story.feeds, "feed")) : null,
        story.copies ? h("span", null, count(story.copies, "copy", "copies")) : null, h("span", null, duration(story.first, story.last)))))
      : empty("No story is told twice yet.")));
}

export async function storyView(main, address, context) {
  const {articles} = await ask("stories/" + address.pathname.split("/")[2], {}, context.signal);
  context.title(articles[0].title);
  main.replaceChildren(h("div", {class: "narrow"}, h("h1", {class: "page-title"}, articles[0].title),
    h("p", {class: "intro"}, count(articles.length, "article"), ", newest first."),
    h("ol", {class: "timeline"}, articles.map(article => h("li", null,
      h("a", {href: articlePath(article.id)}, h("strong", null, article.title)), meta(article),
      article.duplicates.length ? h("ul", {class: "plain small"}, article.duplicates.map(copy => h("li", null,
        copy.feed.title, ": ", outside(copy.url, copy.title || copy.url), " ", when(copy.published)))) : null)))));
}
