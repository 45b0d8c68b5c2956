"""What people and programs ask the running daemon: API, search, watchlists, metrics, health, top."""
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from daemon_under_test import PROGRAM, Daemon, LiveReader, LogReader, records
from newsroom import Article, Site, rss

ROOT = pathlib.Path(__file__).resolve().parents[2]


def get(daemon, path, **values):
    query = "?" + urllib.parse.urlencode(values) if values else ""
    try:
        with urllib.request.urlopen(f"http://{daemon.http}{path}{query}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except urllib.error.URLError as error:  # it does not serve yet
        return 0, str(error)


class Web(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)

    def newsroom(self, host, articles):
        self.site.put(host, "/feed.xml", rss(host, self.site.base(host), articles, content=True))
        return {"id": host, "url": self.site.base(host) + "/feed.xml", "interval": "1s", "full_text": "never"}

    def run_with(self, daemon, *arguments):
        return subprocess.run([PROGRAM, *arguments[:1], "--config", str(daemon.config), *arguments[1:]], capture_output=True, text=True, timeout=60)

    def follow(self, daemon, topics=("",)):
        log = LogReader(daemon, topics)
        self.addCleanup(log.close)
        return log

    def until_indexed(self, daemon, count):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if len(json.loads(get(daemon, "/api/records", limit=100)[1])["records"]) >= count:
                return
            time.sleep(0.1)
        self.fail("the search index did not follow the log: " + daemon.messages())

    def until_polled(self, daemon):
        """The daemon tells how its feeds are every two seconds, not with each record."""
        deadline = time.monotonic() + 30
        while any(feed["state"] == "new" for feed in json.loads(get(daemon, "/api/feeds")[1])["feeds"]):
            self.assertLess(time.monotonic(), deadline, daemon.messages())
            time.sleep(0.1)

    def test_the_api_and_the_search_command_find_what_was_published(self):
        articles = [Article(n, "courier") for n in range(6)]
        with Daemon([self.newsroom("courier", articles)]) as daemon:
            log = self.follow(daemon)
            self.assertTrue(log.read(lambda e: len(records(e)) == 6, 60), daemon.messages())
            self.until_indexed(daemon, 6)
            self.until_polled(daemon)
            wanted = records(log.entries)[2]
            speaker = next((r["entities"][q["speaker"]["entity"]], q) for r in records(log.entries) for q in r["quotes"]
                           if q["speaker"] and q["speaker"]["entity"] is not None)

            article = json.loads(get(daemon, f"/api/articles/{wanted['id']}")[1])
            self.assertEqual(article["record"], wanted)
            quotes = json.loads(get(daemon, "/api/quotes", speaker=speaker[0]["id"], limit=100)[1])["quotes"]
            self.assertIn(speaker[1]["text"], [quote["text"] for quote in quotes])
            named = json.loads(get(daemon, "/api/entities/" + speaker[0]["id"])[1])
            self.assertEqual(named["entity"]["name"], speaker[0]["name"])
            found = json.loads(get(daemon, "/api/search", q=f'title:"{wanted["title"]}"')[1])
            self.assertEqual([one["id"] for one in found["articles"]], [wanted["id"]])
            feeds = json.loads(get(daemon, "/api/feeds")[1])["feeds"]
            self.assertEqual([(feed["id"], feed["state"]) for feed in feeds], [("courier", "ok")])

            text = self.run_with(daemon, "search", f'title:"{wanted["title"]}"')
            self.assertEqual((text.returncode, text.stderr), (0, "1 article\n"))
            self.assertTrue(text.stdout.startswith(wanted["title"] + "\n"))
            line = self.run_with(daemon, "search", "--format", "json", "feed:courier", "--newest", "--limit", "1")
            self.assertEqual(json.loads(line.stdout)["seq"], 6)
            bad = self.run_with(daemon, "search", 'a "b')
            self.assertEqual((bad.returncode, bad.stdout), (2, ""))
            self.assertIn("query, character 3: the quotation mark that begins here is not closed", bad.stderr)
            daemon.stop()
            self.assertEqual(self.run_with(daemon, "search", "feed:courier").stderr, "6 articles\n")

    def test_a_watchlist_is_a_topic_on_both_sockets_and_changes_with_a_reload(self):
        wanted, other = Article(1, "courier"), Article(2, "courier")
        wanted.title, other.title = "Ferry to Málaga is late", "Tram is early"
        watch = '[[watch]]\nname = "boats"\nany = ["malaga"]\n'
        with Daemon([], extra=watch) as daemon:
            live = LiveReader(daemon, ("watch.", "beat."))
            self.addCleanup(live.close)
            self.assertTrue(live.read(lambda e: e, 60), daemon.messages())
            daemon.set_feeds([self.newsroom("courier", [wanted, other])])
            daemon.process.send_signal(1)
            everything, boats = self.follow(daemon), self.follow(daemon, ("watch.boats.",))
            self.assertTrue(everything.read(lambda e: len(records(e)) == 2, 60), daemon.messages())
            self.assertTrue(boats.read(lambda e: len(e) == 1, 20))
            self.assertTrue(live.read(lambda e: any(t == "watch.boats." for t, _ in e), 20))
            self.assertEqual([e["title"] for e in boats.entries], [wanted.title])
            self.assertEqual([e["title"] for t, e in live.entries if t.startswith("watch.")], [wanted.title])

            daemon.config.write_text(daemon.config.read_text().replace("malaga", "tram").replace("boats", "rails"))
            answer = self.run_with(daemon, "reload")
            self.assertEqual(answer.stdout, "reloaded: 1 feeds; changed: watch\n")
            rails = self.follow(daemon, ("watch.rails.",))
            self.assertTrue(rails.read(lambda e: len(e) == 1, 20))
            self.assertEqual(rails.entries[0]["title"], other.title)

    def test_a_wrong_watchlist_is_named_with_its_place(self):
        with Daemon([]) as daemon:
            daemon.config.write_text(daemon.config.read_text() + '[[watch]]\nname = "a"\nanny = ["x"]\n')
            answer = self.run_with(daemon, "check")
            self.assertEqual(answer.returncode, 1)
            self.assertRegex(answer.stdout + answer.stderr, r"newswired\.toml:\d+:1: watch\.anny: unknown key; did you mean any\?")

    def test_every_metric_is_in_the_written_list_and_every_listed_one_is_there(self):
        listed = {}
        for line in (ROOT / "daemon/web/metrics.md").read_text().splitlines():
            if line.startswith("| `"):
                name, kind, labels = [cell.strip() for cell in line.strip("|").split("|")][:3]
                listed[name.strip("`")] = (kind, labels.split(":")[0])
        with Daemon([self.newsroom("courier", [Article(1, "courier")])]) as daemon:
            self.assertTrue(self.follow(daemon).read(lambda e: len(records(e)) == 1, 60), daemon.messages())
            self.until_polled(daemon)
            text = get(daemon, "/metrics")[1]
        shown = {}
        for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M):
            labels = {label for sample in re.findall(rf"^{name}(?:{{(.*)}})? \S+$", text, re.M) for label in re.findall(r'(\w+)="', sample)}
            shown[name] = (kind, ", ".join(sorted(labels)))
            self.assertRegex(text, rf"(?m)^# HELP {name} \S")
        self.assertEqual(shown, listed)
        self.assertIn("newswired_feeds_by_state{state=\"ok\"} 1", text)
        self.assertIn("\nnewswired_ready 1", text)

    def test_readiness_says_what_is_missing(self):
        with Daemon([]) as daemon:
            log = self.follow(daemon)
            self.assertTrue(log.read(lambda e: get(daemon, "/health/ready")[0] == 200, 60), daemon.messages())
            deadline, reasons = time.monotonic() + 20, []
            while time.monotonic() < deadline and not reasons:
                for pid in daemon.children().get("parse", []):
                    os.kill(pid, signal.SIGKILL)
                reasons = json.loads(get(daemon, "/health/ready")[1])["reasons"]
            self.assertEqual(reasons, ["no parse worker is ready"])

    def test_streams_take_half_of_the_pool_and_the_rest_still_answers(self):
        with Daemon([]) as daemon:
            self.assertTrue(self.follow(daemon).read(lambda e: get(daemon, "/health/live")[0] == 200, 60), daemon.messages())
            host, port = daemon.http.split(":")
            streams = []
            for _ in range(9):
                stream = socket.create_connection((host, int(port)), 10)
                self.addCleanup(stream.close)
                stream.sendall(b"GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
                streams.append(stream.recv(4096).split(b"\r\n")[0])
            self.assertEqual(streams, [b"HTTP/1.1 200 OK"] * 8 + [b"HTTP/1.1 503 Service Unavailable"])
            self.assertEqual(get(daemon, "/health/live")[0], 200)

    def test_top_shows_one_picture_and_its_numbers_as_json(self):
        with Daemon([self.newsroom("courier", [Article(1, "courier")])]) as daemon:
            self.assertTrue(self.follow(daemon).read(lambda e: len(records(e)) == 1, 60), daemon.messages())
            self.until_polled(daemon)
            picture = self.run_with(daemon, "top", "--once")
            self.assertEqual((picture.returncode, picture.stderr), (0, ""))
            self.assertRegex(picture.stdout, r"(?m)^feeds +1   ok 1   failing 0")
            self.assertRegex(picture.stdout, r"(?m)^quotes +1 ")
            self.assertNotIn("\033", picture.stdout)
            self.assertEqual(json.loads(self.run_with(daemon, "top", "--format", "json").stdout)["feed_states"]["ok"], 1)
            daemon.stop()
            gone = self.run_with(daemon, "top", "--once")
            self.assertEqual(gone.returncode, 1)
            self.assertIn("no daemon answers", gone.stderr)


if __name__ == "__main__":
    unittest.main()
