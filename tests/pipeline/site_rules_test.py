"""What `[[site]]` says of a host's pages and feed contents holds in the daemon, for that host alone, and a reload takes it."""
import subprocess
import unittest

from daemon_under_test import PROGRAM, Daemon, LogReader, records
from newsroom import Article, Site, rss

BOX = ("The reservoir above the town was built in 1902 and has been repaired four times since, most recently after the long "
       "winter of 1987, when the committee that runs it asked the council for money and was given half of it.")


class SiteRules(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)

    def newsroom(self, host, articles, content=False):
        """A feed whose pages hold a box of prose in the middle of the article."""
        for article in articles:
            page = article.page(article.feed).decode()
            middle = page.index("</p>\n<p>") + len("</p>\n")
            self.site.put(host, f"/{article.slug}", f"{page[:middle]}<p class=background>{BOX}</p>{page[middle:]}".encode(), "text/html; charset=utf-8")
        feed = rss(host, self.site.base(host), articles, content)
        if content:
            feed = feed.replace(b"&lt;/p&gt;&lt;p&gt;", f"&lt;/p&gt;&lt;p class=background&gt;{BOX}&lt;/p&gt;&lt;p&gt;".encode(), 1)
        self.site.put(host, "/feed.xml", feed)
        return {"id": host, "url": self.site.base(host) + "/feed.xml", "interval": "1s"}

    def texts(self, daemon, count):
        log = LogReader(daemon)
        self.addCleanup(log.close)
        self.assertTrue(log.read(lambda e: len(records(e)) == count, 60), daemon.messages())
        return {record["title"]: record["text"] for record in records(log.entries)}

    def test_what_is_removed_on_one_host_stays_on_another(self):
        ruled, free, fed = Article(1, "courier"), Article(2, "gazette"), Article(3, "wire")
        feeds = [self.newsroom("courier", [ruled]), self.newsroom("gazette", [free]), self.newsroom("wire", [fed], content=True)]
        rules = "".join(f'[[site]]\nhost = "{host}.localhost"\nremove = ".background"\n' for host in ("courier", "wire"))
        with Daemon(feeds, extra=rules) as daemon:
            texts = self.texts(daemon, 3)

        self.assertEqual(texts[ruled.title], ruled.text)
        self.assertEqual(texts[fed.title], fed.text)
        self.assertIn(BOX, texts[free.title])

    def test_what_is_selected_is_the_article_as_it_stands_and_a_reload_changes_it(self):
        first, second = Article(4, "courier"), Article(5, "courier")
        feed = self.newsroom("courier", [first])
        with Daemon([feed], extra='[[site]]\nhost = "courier.localhost"\nselect = "p.background"\n') as daemon:
            self.assertEqual(self.texts(daemon, 1)[first.title], BOX)
            daemon.config.write_text(daemon.config.read_text().replace('select = "p.background"', 'remove = "p.background"'))
            subprocess.run([PROGRAM, "reload", "--config", str(daemon.config)], check=True, capture_output=True, timeout=60)
            self.newsroom("courier", [second, first])
            self.assertEqual(self.texts(daemon, 2)[second.title], second.text)


if __name__ == "__main__":
    unittest.main()
