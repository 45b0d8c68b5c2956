"""What a publisher and a reader may expect of the daemon as a whole: robots.txt, identity over restarts, backlog, status."""
import subprocess
import time
import unittest

from daemon_under_test import PROGRAM, Daemon, LogReader, records
from newsroom import Article, Site, rss


class Promises(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)

    def put(self, host, articles, content=False, path="/feed.xml"):
        self.site.put(host, path, rss(host, self.site.base(host), articles, content))
        return {"id": host, "url": self.site.base(host) + path, "interval": "1s"}

    def log_of(self, daemon):
        log = LogReader(daemon)
        self.addCleanup(log.close)
        return log

    def polled_again(self, log, host, times=2):
        """Waits until the feed was asked so often more; answers whether nothing came of it."""
        entries, polls = len(log.entries), self.site.count(host, "/feed.xml")
        self.assertTrue(log.read(lambda e: self.site.count(host, "/feed.xml") >= polls + times, 60), "not polled again")
        return not log.read(lambda e: len(e) > entries, 2)

    def test_robots_txt_is_obeyed_for_article_pages_and_not_for_feeds(self):
        article = Article(1, "shy")
        self.site.put_article(article)
        self.site.put("shy", "/robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
        feed = self.put("shy", [article])
        with Daemon([feed]) as daemon:
            log = self.log_of(daemon)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())

        self.assertEqual(records(log.entries)[0]["body"], "summary")
        self.assertEqual(self.site.count("shy", f"/{article.slug}"), 0)
        self.assertEqual(self.site.count("shy", "/robots.txt"), 1)

    def test_robots_txt_is_not_asked_when_it_is_switched_off(self):
        article = Article(1, "shy")
        self.site.put_article(article)
        self.site.put("shy", "/robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
        with Daemon([self.put("shy", [article])], fetch="robots = false") as daemon:
            log = self.log_of(daemon)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())

        self.assertEqual(records(log.entries)[0]["body"], "page")
        self.assertEqual(self.site.count("shy", "/robots.txt"), 0)

    def test_another_guid_for_the_same_link_gives_nothing_new_also_after_a_restart(self):
        articles = [Article(n, "port") for n in range(3)]
        feed = self.put("port", articles, content=True)
        with Daemon([feed]) as daemon:
            log = self.log_of(daemon)
            self.assertTrue(log.read(lambda e: len(records(e)) == 3, 60), daemon.messages())
            for guid in ("http://port.localhost/?p=%d", "https://port.localhost/?p=%d", "urn:port:%d"):
                body = rss("port", self.site.base("port"), articles, True)
                for article in articles:
                    body = body.replace(article.guid.encode(), (guid % article.number).encode())
                self.site.put("port", "/feed.xml", body)
                self.assertTrue(self.polled_again(log, "port"), f"{guid} made a new entry")
                daemon.stop()
                daemon.start()
                self.assertTrue(self.polled_again(log, "port"), f"{guid} made a new entry after a restart")

        self.assertEqual(len(log.entries), 3)

    def test_only_the_backlog_of_a_first_poll_is_published_and_all_that_comes_later(self):
        old, young = Article(1, "port"), Article(2, "port")
        old.published, young.published = int(time.time()) - 5 * 86400, int(time.time()) - 3600
        daemon = Daemon([self.put("port", [young, old], content=True)])
        daemon.config.write_text(daemon.config.read_text().replace('backlog = "all"', 'backlog = "2d"'))
        with daemon:
            log = self.log_of(daemon)
            self.assertTrue(log.read(lambda e: len(records(e)) >= 1, 60), daemon.messages())
            late = Article(3, "port")
            late.published = old.published
            self.put("port", [late, young, old], content=True)
            self.assertTrue(log.read(lambda e: len(records(e)) >= 2, 60), daemon.messages())

        self.assertEqual([r["title"] for r in records(log.entries)], [young.title, late.title])

    def test_feeds_status_tells_last_answer_items_bytes_and_the_reason(self):
        self.site.put("page", "/feed.xml", b"<!doctype html><html><body><form><input type='password'></form></body></html>", "text/html")
        feeds = [self.put("good", [Article(1, "good"), Article(2, "good")], content=True),
                 {"id": "page", "url": self.site.base("page") + "/feed.xml"}, {"id": "gone", "url": self.site.base("gone") + "/feed.xml"}]
        with Daemon(feeds) as daemon:
            log = self.log_of(daemon)
            self.assertTrue(log.read(lambda e: len(records(e)) == 2, 60), daemon.messages())
            log.read(lambda e: self.site.count("page", "/feed.xml") and self.site.count("gone", "/feed.xml"), 30)
            deadline, rows = time.monotonic() + 30, {}
            while time.monotonic() < deadline and not all(rows.get(name, {}).get("last poll", "-") != "-" for name in ("good", "page", "gone")):
                answer = subprocess.run([PROGRAM, "feeds", "status", "--config", str(daemon.config)], capture_output=True, text=True, timeout=60)
                head, *lines = (line.split("\t") for line in answer.stdout.splitlines())
                rows = {line[0]: dict(zip(head, line)) for line in lines}

        self.assertIn(rows["good"]["last"], ("fresh", "unchanged"))
        self.assertIn(rows["good"]["HTTP"], ("200", "304"))
        self.assertEqual(rows["good"]["items"], "2")
        self.assertGreater(int(rows["good"]["bytes"]), 1000)
        self.assertEqual(rows["good"]["message"], "")
        self.assertEqual((rows["page"]["last"], rows["page"]["message"]), ("not_a_feed", "got a login page instead of a feed"))
        self.assertEqual((rows["gone"]["last"], rows["gone"]["HTTP"], rows["gone"]["message"]), ("failed", "404", "HTTP 404"))
        for row in rows.values():
            self.assertRegex(row["next"], r"^\d{4}-\d\d-\d\dT")


if __name__ == "__main__":
    unittest.main()
