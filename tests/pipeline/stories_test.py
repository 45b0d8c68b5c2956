"""Stories that grow together become one, for every kind of subscriber of a running daemon."""
import json
import os
import random
import subprocess
import unittest

from daemon_under_test import Daemon, LiveReader, LogReader, records
from newsroom import Article, Site, rss

SYLLABLES = "ba den fir gol hus jem kar lud mon nev por quin ras sol tav ur vel wyn yor zim".split()


def vocabulary(seed, count):
    rng = random.Random(seed)
    words = set()
    while len(words) < count:
        words.add("".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize())
    return sorted(words)


def report(number, feed, words):
    article = Article(number, feed)
    article.title = f"Report {number} of the day"
    article.paragraphs = [" ".join(words) + ".", "It was said to be so " * 60]
    return article


class Stories(unittest.TestCase):
    def test_two_that_later_reports_join_become_the_older_one(self):
        fire, flood = vocabulary("fire", 30), vocabulary("flood", 30)
        both = [word for pair in zip(fire, flood) for word in pair]
        site = Site()
        self.addCleanup(site.close)

        def feed(host, articles):
            for article in articles:
                site.put_article(article)
            site.put(host, "/feed.xml", rss(host, site.base(host), articles, content=True))
            return {"id": host, "url": site.base(host) + "/feed.xml", "interval": "1s"}

        articles = [report(1, "north", fire)]
        with Daemon([feed("north", articles)], extra='[dedup]\nmerge_interval = "1s"') as daemon:
            live, log = LiveReader(daemon, ("story.",)), LogReader(daemon)
            self.addCleanup(live.close)
            self.addCleanup(log.close)
            for number, words in ((2, flood), (3, both), (4, list(reversed(both)))):
                self.assertTrue(log.read(lambda e: len(records(e)) == number - 1, 60), daemon.messages())
                articles.append(report(number, "north", words))
                feed("north", articles)
            merged = lambda entries: [e for e in entries if e["schema"] == "newswired/story/1"]
            self.assertTrue(log.read(lambda e: merged(e) and len(records(e)) == 4, 60), daemon.messages())
            self.assertTrue(live.read(lambda e: e, 20))
            first, second = records(log.entries)[:2]

            entry = merged(log.entries)[0]
            self.assertNotEqual(first["story"], second["story"])
            self.assertEqual((entry["story"], entry["merged"]), (first["story"], [second["story"]]))
            self.assertEqual([e["seq"] for e in log.entries], list(range(1, 6)))
            self.assertEqual(live.entries, [("story.", entry)])
            self.assertEqual(self.tail(daemon, "json"), json.dumps(entry, separators=(",", ":"), sort_keys=True))
            self.assertEqual(self.tail(daemon, "pretty"), f"story {first['story']} now holds {second['story']}")

            articles.append(report(5, "north", flood[::-1]))
            feed("north", articles)
            self.assertTrue(log.read(lambda e: len(records(e)) == 5, 60), daemon.messages())
            self.assertEqual(records(log.entries)[4]["story"], first["story"])

    @staticmethod
    def tail(daemon, form):
        command = [os.environ["NEWSWIRED"], "tail", "--connect", f"tcp://{daemon.log}", "--topic", "story.", "--since", "beginning",
                   "--count", "1", "--format", form]
        text = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()
        return json.dumps(json.loads(text), separators=(",", ":"), sort_keys=True) if form == "json" else text


if __name__ == "__main__":
    unittest.main()
