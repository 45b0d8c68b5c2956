"""kill -9 of the head and of every worker while articles pass: the log has each exactly once."""
import os
import random
import signal
import time
import unittest

from daemon_under_test import Daemon, LogReader, duplicates, records
from newsroom import Article, Site, rss

FEEDS, ARTICLES = 20, 1200


class Kill(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.articles = [Article(n, f"feed{n % FEEDS}", seed=self.id()) for n in range(ARTICLES)]
        self.feeds = []
        for article in self.articles:
            self.site.put_article(article)
        for k in range(FEEDS):
            host = f"feed{k}"
            self.site.put(host, "/feed.xml", rss(host, self.site.base(host), [a for a in self.articles if a.feed == host]))
            self.feeds.append({"id": host, "url": self.site.base(host) + "/feed.xml"})

    def check_log(self, entries):
        self.assertEqual([e["seq"] for e in entries], list(range(1, len(entries) + 1)))
        texts = [r["text"] for r in records(entries)]
        self.assertEqual(len(texts), len(set(texts)), "something is twice")
        self.assertEqual(set(texts), {a.text for a in self.articles})
        self.assertEqual(duplicates(entries), [])

    def complete(self, entries):
        return len(records(entries)) >= ARTICLES

    def test_ten_kills_of_the_head_lose_nothing_and_repeat_nothing(self):
        rng = random.Random(20)
        with Daemon(self.feeds) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            under_way = 0
            for _ in range(10):
                under_way += not log.read(self.complete, rng.uniform(0.2, 0.7))
                daemon.kill()
                daemon.start()
            self.assertGreaterEqual(under_way, 5, "the kills came too late to prove anything")
            self.assertTrue(log.read(self.complete, 240), f"{len(records(log.entries))} of {ARTICLES}\n{daemon.messages()[-3000:]}")
            log.read(lambda e: len(e) > ARTICLES, 2)
        self.check_log(log.entries)

    def test_kills_of_every_worker_lose_nothing_and_repeat_nothing(self):
        rng = random.Random(21)
        kills = 0
        with Daemon(self.feeds) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            stages = ["parse", "entities", "quotes"]
            while not self.complete(log.entries) and kills < 30:
                log.read(self.complete, rng.uniform(0.1, 0.3))
                for pid in daemon.children().get(stages[kills % 3], []):
                    os.kill(pid, signal.SIGKILL)
                kills += 1
            self.assertTrue(log.read(self.complete, 240), f"{len(records(log.entries))} of {ARTICLES}\n{daemon.messages()[-3000:]}")
            log.read(lambda e: len(e) > ARTICLES, 2)
        self.assertGreaterEqual(kills, 6)
        self.check_log(log.entries)


if __name__ == "__main__":
    unittest.main()
