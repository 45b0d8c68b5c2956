"""kill -9 of the head and of every worker while articles pass: the log has each exactly once."""
import os
import random
import signal
import time
import unittest

from daemon_under_test import Daemon, LogReader, duplicates, records
from newsroom import Article, Site, rss

FEEDS, ORIGINALS, COPIES = 20, 1000, 200
ENTRIES = ORIGINALS + COPIES


class Kill(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        originals = [Article(n, f"feed{n % FEEDS}", seed=self.id()) for n in range(ORIGINALS)]
        copies = [originals[n * 5].copy(ORIGINALS + n, f"feed{(n * 5 + 7) % FEEDS}") for n in range(COPIES)]
        self.titles = {a.title for a in originals + copies}
        self.pairs = [(copy.title, originals[n * 5].title) for n, copy in enumerate(copies)]
        self.feeds = []
        for article in originals + copies:
            self.site.put_article(article)
        for k in range(FEEDS):
            host = f"feed{k}"
            self.site.put(host, "/feed.xml", rss(host, self.site.base(host), [a for a in originals + copies if a.feed == host]))
            self.feeds.append({"id": host, "url": self.site.base(host) + "/feed.xml"})

    def check_log(self, entries):
        self.assertEqual([e["seq"] for e in entries], list(range(1, ENTRIES + 1)))
        self.assertEqual({e["title"] for e in entries}, self.titles)  # with the line above: each exactly once
        self.assertEqual(len(records(entries)), ORIGINALS)
        self.assertEqual(len(duplicates(entries)), COPIES)
        recorded = {r["title"] for r in records(entries)}
        for pair in self.pairs:
            self.assertEqual(sum(title in recorded for title in pair), 1, pair)
        self.assertEqual(len({e["id"] for e in entries}), ENTRIES)

    def complete(self, entries):
        return len(entries) >= ENTRIES

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
            self.assertTrue(log.read(self.complete, 240), f"{len(log.entries)} of {ENTRIES}\n{daemon.messages()[-3000:]}")
            log.read(lambda e: len(e) > ENTRIES, 2)
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
            self.assertTrue(log.read(self.complete, 240), f"{len(log.entries)} of {ENTRIES}\n{daemon.messages()[-3000:]}")
            log.read(lambda e: len(e) > ENTRIES, 2)
        self.assertGreaterEqual(kills, 6)
        self.check_log(log.entries)


if __name__ == "__main__":
    unittest.main()
