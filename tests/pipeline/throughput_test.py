"""20 feeds and 1,200 items on loopback, full pages behind links, 200 of them wire copies: everything once, in a minute."""
import signal
import time
import unittest

from daemon_under_test import Daemon, LiveReader, LogReader, duplicates, records
from newsroom import Article, Site, rss

FEEDS, ORIGINALS, COPIES = 20, 1000, 200


class Throughput(unittest.TestCase):
    def test_every_distinct_article_once_and_every_copy_as_a_duplicate(self):
        site = Site()
        self.addCleanup(site.close)
        originals = [Article(n, f"feed{n % FEEDS}") for n in range(ORIGINALS)]
        copies = [originals[n * 5].copy(ORIGINALS + n, f"feed{(n * 5 + 7) % FEEDS}") for n in range(COPIES)]
        for article in originals + copies:
            site.put_article(article)
        feeds = []
        for k in range(FEEDS):
            host = f"feed{k}"
            site.put(host, "/feed.xml", rss(host, site.base(host), [a for a in originals + copies if a.feed == host]))
            feeds.append({"id": host, "url": site.base(host) + "/feed.xml"})

        with Daemon([], fetch='interval_max = "1h"') as daemon:
            live, log = LiveReader(daemon, ("article.", "beat.")), LogReader(daemon)
            self.addCleanup(live.close)
            self.addCleanup(log.close)
            self.assertTrue(live.read(lambda e: e, 30), daemon.messages())  # a beat: the subscription holds
            live.entries.clear()
            daemon.set_feeds(feeds)
            daemon.process.send_signal(signal.SIGHUP)
            began = time.monotonic()
            complete = log.read(lambda e: len(e) >= ORIGINALS + COPIES, 240)
            took = time.monotonic() - began
            articles = lambda e: [entry for topic, entry in e if topic.startswith("article.")]
            live.read(lambda e: len(articles(e)) >= ORIGINALS + COPIES, 10)
            log.read(lambda e: len(e) > ORIGINALS + COPIES, 3)
            self.assertTrue(complete, f"{len(records(log.entries))} records, {len(duplicates(log.entries))} duplicates\n{daemon.messages()[-3000:]}")
        print(f"{ORIGINALS + COPIES} items in {took:.1f} s")

        for entries in (log.entries, articles(live.entries)):
            # Which of an original and its copy is met first is the network's choice: one of them is the record.
            of_title = {r["title"]: r["id"] for r in records(entries)}
            pairs = {copy.title: originals[n * 5].title for n, copy in enumerate(copies)}
            copied = set(pairs.values())
            wrong = [(d["kind"], d["similarity"], d["title"]) for d in duplicates(entries)
                     if d["title"] not in pairs and d["title"] not in copied]
            self.assertEqual(wrong, [])
            for copy, original in pairs.items():
                self.assertEqual((copy in of_title) + (original in of_title), 1, (copy, original))
            self.assertEqual(len(records(entries)), ORIGINALS)
            self.assertEqual(len(duplicates(entries)), COPIES)
            self.assertTrue(all(d["of"] in of_title.values() for d in duplicates(entries)))


if __name__ == "__main__":
    unittest.main()
