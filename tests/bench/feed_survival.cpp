// Reads feeds that were broken at random and says that it lived through all of them, or dies of one. The same feeds every
// time. To be built with sanitizers:
//   cmake --preset asan -DNEWSWIRED_BENCH=ON && cmake --build --preset asan --target feed_survival
//   build/asan/tests/bench/feed_survival [COUNT] [FEED…]     COUNT 100000; FEED: files to break beside the built-in ones
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "stages/feed/feed.h"
#include "stages/feed/identity.h"

namespace {

using Random = std::mt19937_64;

/// One feed of each format, with what feeds are made of: references, CDATA, foreign vocabularies, links, dates.
const std::vector<std::string> samples{
    R"(<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel xml:base="https://harbour.example/"><title>Harbour &amp;amp; Hills</title><link>https://harbour.example/</link><language>en</language><ttl>30</ttl><skipHours><hour>3</hour></skipHours><item><title>Ferry &lt;b&gt;late&lt;/b&gt; &#8217;again&#x2019;</title><link>/ferry?a=1&amp;b=2</link><guid isPermaLink="false">f1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><dc:creator><![CDATA[Ada Holm]]></dc:creator><category>Sea</category><description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long <a href="x">text</a> <img srcset="a.jpg 1x, b.jpg 2x"></p>]]></content:encoded><media:content url="a.jpg" medium="image"/><enclosure url="a.mp3" length="12" type="audio/mpeg"/></item><item><title>Two</title></item></channel></rss>)",
    R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://hills.example/"><title type="html">Hills &amp;mdash; news</title><link rel="self" href="atom"/><link rel="hub" href="https://hub.example/"/><updated>2026-03-02T10:00:00Z</updated><entry xml:lang="de"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b></div></title><id>urn:x:1</id><link href="1"/><updated>2026-03-02T10:00:00+01:00</updated><author><name>Bo</name><uri>/bo</uri></author><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry><entry><title>Zwei</title><summary mode="base64">PHA+aGk8L3A+</summary></entry></feed>)",
    R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://x.example/"><title>R</title></channel><item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1</link></item></rdf:RDF>)",
    R"(<?xml version="1.0" encoding="windows-1251"?><CHANNEL HREF="https://c.example/"><TITLE>C</TITLE><ITEM HREF="1" LASTMOD="1998.11.05T08:15-0500"><TITLE>One</TITLE><ABSTRACT>A</ABSTRACT></ITEM></CHANNEL>)",
    R"({"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://j.example/1","title":"One \u2013","content_html":"<p>x</p>","date_published":"2026-03-02T10:00:00Z","attachments":[{"url":"a.mp3","mime_type":"audio/mpeg"}],"authors":[{"name":"Jo"}]}]})"};

const std::vector<std::string> scraps{"<", ">", "&", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->", "&#x110000;", "&#0;", "&lt", "<!DOCTYPE x [<!ENTITY a \"&b;&b;\">]>", "<item>", "</item>",
                                      "<entry", "xmlns=\"", "xml:base=\"data:,", "\xEF\xBB\xBF", "\xFF\xFE", std::string(3, '\0'), "\x1B$B", "\xC3", "{\"", "[[[[", "99999999999999999999", "<?xml encoding=\"utf-7\"?>"};

std::size_t below(Random& random, std::size_t size) { return size == 0 ? 0 : random() % size; }

/// Breaks `feed` in one to eight places.
std::string broken(std::string feed, Random& random) {
  for (std::size_t times = 1 + below(random, 8); times > 0; --times) {
    const std::size_t at = below(random, feed.size()), size = below(random, std::min<std::size_t>(feed.size() - at, 60));
    switch (random() % 6) {
      case 0: if (!feed.empty()) feed[at] = static_cast<char>(random()); break;
      case 1: feed.erase(at, size); break;
      case 2: feed.insert(at, scraps[below(random, scraps.size())]); break;
      case 3: feed.insert(below(random, feed.size()), feed.substr(at, size)); break;
      case 4: feed.resize(at); break;
      default: for (std::size_t i = 0; i < 200 && feed.size() < 100'000; ++i) feed.insert(at, scraps[at % scraps.size()]);
    }
  }
  return feed;
}

std::string file_text(const char* name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const long count = argc > 1 ? std::atol(argv[1]) : 100'000;
  std::vector<std::string> feeds = samples;
  for (int i = 2; i < argc; ++i) feeds.push_back(file_text(argv[i]));

  std::size_t entries = 0, with_errors = 0, bytes = 0;
  const auto began = std::chrono::steady_clock::now();
  for (long number = 0; number < count; ++number) {
    Random random(static_cast<std::uint64_t>(number));
    const std::string feed = broken(feeds[static_cast<std::size_t>(number) % feeds.size()], random);
    if (number % 10'000 == 0) std::fprintf(stderr, "from feed %ld\n", number);
    const newswired::feed::Feed parsed = newswired::feed::parse_feed(feed, {"https://news.example/feed", ""});
    newswired::feed::identify(parsed);
    // What comes out must be JSON that reads back as itself.
    const auto json = nlohmann::json::parse(newswired::feed::dump(parsed), nullptr, false);
    const auto again = json.is_discarded() ? newswired::Result<newswired::feed::Feed>(newswired::Error{}) : newswired::feed::feed_from_json(json);
    if (!again || !(*again == parsed)) return std::printf("feed %ld: its JSON does not read back\n", number), 1;
    entries += parsed.entries.size();
    with_errors += !parsed.errors.empty();
    bytes += feed.size();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("%ld broken feeds (%.1f MB, %zu of them with errors named) survived, %zu entries read, %.0f s\n", count, static_cast<double>(bytes) / 1e6, with_errors, entries, took.count());
  return 0;
}
