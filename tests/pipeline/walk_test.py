"""From feeds on loopback to real subscribers: the daemon's main walk."""
import json
import time
import unittest
import urllib.request

import zmq
from daemon_under_test import Daemon, LiveReader, LogReader, duplicates, records
from newsroom import Article, Site, rss


class Walk(unittest.TestCase):
    def setUp(self):
        self.site = Site()

    def tearDown(self):
        self.site.close()

    def newsroom(self, host, articles, content=False):
        for article in articles:
            self.site.put_article(article)
        self.site.put(host, "/feed.xml", rss(host, self.site.base(host), articles, content))
        return {"id": host, "url": self.site.base(host) + "/feed.xml", "interval": "1s"}

    def test_articles_reach_both_sockets_with_people_and_quotes(self):
        articles = [Article(n, "courier") for n in range(6)]
        with Daemon([self.newsroom("courier", articles)]) as daemon:
            live, log = LiveReader(daemon, ("article.", "quote.", "beat.")), LogReader(daemon)
            self.addCleanup(live.close)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 6, 60), daemon.messages())

        found = {r["title"]: r for r in records(log.entries)}
        for article in articles:
            record = found[article.title]
            self.assertEqual(record["text"], article.text)
            self.assertEqual(record["body"], "page")
            self.assertEqual(record["language"], "en")
            self.assertEqual(record["feed"]["id"], "courier")
            for entity in record["entities"]:
                for mention in entity["mentions"]:
                    self.assertEqual(record["text"][mention["start"]:mention["end"]], mention["text"])
            for quote in record["quotes"]:
                self.assertEqual(" ".join(record["text"][a:b] for a, b in quote["spans"]), quote["text"])
        people = {e["name"] for r in records(log.entries) for e in r["entities"] if e["type"] == "person"}
        self.assertIn("Dmitri Volkov", people)
        speakers = {q["speaker"]["name"] for r in records(log.entries) for q in r["quotes"] if q["speaker"]}
        self.assertTrue(speakers & people, (speakers, people))

    def test_seq_has_no_hole_and_prev_leads_back(self):
        feeds = [self.newsroom(host, [Article(n, host) for n in range(k, k + 5)]) for k, host in ((0, "one"), (10, "two"))]
        with Daemon(feeds) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 10, 60), daemon.messages())

        self.assertEqual([e["seq"] for e in log.entries], list(range(1, 11)))
        heads = {}
        for entry in log.entries:
            self.assertEqual(entry["prev"], heads.get(entry["feed"]["id"], 0))
            heads[entry["feed"]["id"]] = entry["seq"]

    def test_a_wire_copy_is_a_duplicate_entry_of_its_own_feed(self):
        original = Article(1, "wire")
        copy = original.copy(2, "gazette")
        with Daemon([self.newsroom("wire", [original])]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())
            daemon.set_feeds([{"id": "wire", "url": self.site.base("wire") + "/feed.xml"}, self.newsroom("gazette", [copy])])
            daemon.process.send_signal(1)  # SIGHUP
            self.assertTrue(log.read(lambda e: len(duplicates(e)) == 1, 60), daemon.messages())

        duplicate = duplicates(log.entries)[0]
        self.assertEqual(duplicate["of"], records(log.entries)[0]["id"])
        self.assertEqual(duplicate["of_seq"], 1)
        self.assertEqual(duplicate["kind"], "near")
        self.assertEqual(duplicate["feed"]["id"], "gazette")

    def test_an_edited_entry_becomes_one_update_of_the_same_id(self):
        article = Article(1, "courier")
        with Daemon([self.newsroom("courier", [article])]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())
            article.title = "Updated: " + article.title
            article.paragraphs.insert(1, "In the evening the council of Riga said that nobody had been hurt and that the road was open again.")
            self.newsroom("courier", [article])
            self.assertTrue(log.read(lambda e: len(records(e)) == 2, 60), daemon.messages())
            log.read(lambda e: len(e) > 2, 3)

        first, second = records(log.entries)
        self.assertEqual(len(log.entries), 2)
        self.assertEqual((second["id"], second["revision"], second["event"]), (first["id"], 2, "update"))
        self.assertIn("nobody had been hurt", second["text"])

    def test_a_refetched_feed_gives_nothing_new_and_the_etag_comes_back(self):
        with Daemon([self.newsroom("courier", [Article(n, "courier") for n in range(3)])]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 3, 60), daemon.messages())
            began = self.site.count("courier", "/feed.xml")
            self.assertTrue(log.read(lambda e: self.site.count("courier", "/feed.xml") >= began + 2, 30), "not polled again")

        self.assertEqual(len(log.entries), 3)
        etags = [etag for host, path, etag in self.site.requests if path == "/feed.xml"]
        self.assertIsNone(etags[0])
        self.assertTrue(all(etags[1:]), etags)

    def test_a_surname_alone_is_known_from_earlier_articles_also_after_a_restart(self):
        def story(number, people):
            article = Article(number, "courier")
            article.paragraphs = [sentence for sentence in article.paragraphs if "said" not in sentence][:2] or article.paragraphs[:1]
            article.paragraphs = [" ".join(w for w in p.split()) for p in article.paragraphs]
            for name in ("Ada Lindgren", "Bruno Keller", "Carla Mendes", "Dmitri Volkov", "Elif Aksoy", "Farid Nasser", "Greta Holm",
                         "Hugo Brandt", "Ines Moreau", "Jonas Weber", "Katrin Vogel", "Lars Eide", "Mina Okafor", "Nadia Benali"):
                article.paragraphs = [p.replace(name, "the council") for p in article.paragraphs]
            article.paragraphs.insert(0, people)
            return article

        full = [story(1, "The minister of transport, Katrin Vogel, said in Oslo on Monday that the old bridge would be closed."),
                story(2, "Katrin Vogel told reporters in Lima that the tunnel would open in the spring after long delays.")]
        short = [story(3, "Mr Vogel said in Riga that the ferry had stopped, and Vogel promised that it would sail again."),
                 story(4, "In Accra the plans of Mrs Vogel met with doubt, and Vogel said that the school would stay open.")]
        with Daemon([self.newsroom("courier", full)]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 2, 60), daemon.messages())
            self.newsroom("courier", full + short[:1])
            self.assertTrue(log.read(lambda e: len(records(e)) == 3, 60), daemon.messages())
            daemon.stop()
            self.newsroom("courier", full + short)
            daemon.start()
            self.assertTrue(log.read(lambda e: len(records(e)) == 4, 60), daemon.messages())

        for record in records(log.entries):
            people = [e for e in record["entities"] if e["type"] == "person"]
            self.assertEqual([(e["id"], e["name"]) for e in people], [("person/katrin-vogel", "Katrin Vogel")], record["text"])

    def test_a_language_without_a_model_is_skipped_by_name(self):
        text = ["Der Rat der Stadt hat am Montag den Neubau der Brücke beschlossen, wie die Bürgermeisterin mitteilte.",
                "„Wir bauen für fünfzig Jahre“, sagte sie vor der Presse. Die Opposition forderte einen Kassensturz und eine neue Rechnung."]
        article = Article(1, "anzeiger")
        article.title, article.paragraphs = "Neubau der Brücke beschlossen", text
        feed = self.newsroom("anzeiger", [article])
        self.site.put("anzeiger", "/article-1", article.page("anzeiger").replace(b'lang="en"', b'lang="de"'), "text/html; charset=utf-8")
        with Daemon([feed]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())

        record = records(log.entries)[0]
        self.assertEqual(record["language"], "de")
        self.assertEqual(sorted(record["skipped"]), ["entities", "quotes"])
        self.assertEqual(record["entities"], [])

    def test_a_page_that_cannot_be_had_leaves_the_feeds_own_text(self):
        article = Article(1, "courier")
        self.site.put("courier", "/feed.xml", rss("courier", self.site.base("courier"), [article]))  # no page
        with Daemon([{"id": "courier", "url": self.site.base("courier") + "/feed.xml"}]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())

        self.assertEqual(records(log.entries)[0]["body"], "summary")

    def test_a_malformed_feed_gives_its_articles(self):
        articles = [Article(n, "broken") for n in range(5)]
        feed = self.newsroom("broken", articles)
        body = rss("broken", self.site.base("broken"), articles).replace(b"</item>", b"</itm>", 1).replace(b"<title>", b"<title>\x08", 2)
        self.site.put("broken", "/feed.xml", body)
        with Daemon([feed]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 5, 60), daemon.messages())

    def test_topics_beats_and_notices_come_over_the_live_socket(self):
        article = Article(3, "courier")
        with Daemon([]) as daemon:
            live = LiveReader(daemon, ("article.en.courier.", "beat.", "quote.en.", "entity.person."))
            self.addCleanup(live.close)
            self.assertTrue(live.read(lambda e: any(t == "beat." for t, _ in e), 60), daemon.messages())
            daemon.set_feeds([self.newsroom("courier", [article])])
            daemon.process.send_signal(1)
            self.assertTrue(live.read(lambda e: any(t.startswith("entity.person.") for t, _ in e), 60), daemon.messages())
            live.read(lambda e: any(t.startswith("quote.en.") for t, _ in e), 10)

        topics = [t for t, _ in live.entries]
        self.assertEqual(topics.count("article.en.courier."), 1)
        beat = next(e for t, e in live.entries if t == "beat.")
        self.assertEqual(beat["schema"], "newswired/beat/1")
        self.assertTrue(any(t.startswith("quote.en.") and e["quote"]["speaker"] for t, e in live.entries), topics)

    def test_sigterm_under_load_ends_within_ten_seconds_and_nothing_is_lost(self):
        articles = [Article(n, "courier") for n in range(120)]
        with Daemon([self.newsroom("courier", articles)]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) > 5, 60), daemon.messages())
            status, seconds = daemon.stop()
            self.assertEqual(status, 0, daemon.messages())
            self.assertLess(seconds, 10)
            daemon.start()
            self.assertTrue(log.read(lambda e: len(records(e)) >= 120, 90), daemon.messages())

        self.assertEqual(sorted(r["title"] for r in records(log.entries)), sorted(a.title for a in articles))

    def test_health_and_metrics_answer(self):
        with Daemon([self.newsroom("courier", [Article(1, "courier")])]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())
            with urllib.request.urlopen(f"http://{daemon.http}/health/ready", timeout=5) as answer:
                self.assertEqual(answer.status, 200)
            with urllib.request.urlopen(f"http://{daemon.http}/metrics", timeout=5) as answer:
                self.assertIn(b"newswired_records_total 1", answer.read())


if __name__ == "__main__":
    unittest.main()
