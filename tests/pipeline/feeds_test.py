"""The feed lists from the command line, and feeds that are pushed: against real sites, hubs and a running daemon."""
import hashlib
import hmac
import http.server
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request

from daemon_under_test import PROGRAM, Daemon, LogReader, free_port, records
from newsroom import Article, Site, rss

NESTED = """<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="World"><outline text="Asia &amp; Pacific">
<outline type="rss" text="Harbour" xmlUrl="https://harbour.example/rss" id="harbour" language="en"/></outline>
<outline type="rss" text="Hills" xmlUrl="https://hills.example/atom"/></outline>
<outline type="rss" text="Bad" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Again" xmlUrl="https://hills.example/atom"/></body></opml>"""


class FeedsCommand(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nw-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.config = self.folder / "newswired.toml"
        self.config.write_text(f'state_dir = "{self.folder}/state"\nfeeds = ["feeds.d/*.opml", "feeds.d/*.toml"]\n[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_delay = "0s"\n')
        self.local = self.folder / "feeds.d" / "local.opml"

    def feeds(self, *arguments, status=0, text=None):
        done = subprocess.run([PROGRAM, "feeds", *arguments, "--config", str(self.config)], input=text, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def listed(self):
        return [line.split("\t") for line in self.feeds("list").splitlines()]

    def test_a_feed_is_added_listed_and_removed(self):
        self.assertIn("no daemon is running", self.feeds("add", "https://harbour.example/rss", "--title", "Harbour & Hills", "--tag", "World"))
        self.assertEqual(self.listed(), [["harbour-hills", "https://harbour.example/rss", "Harbour & Hills"]])
        self.feeds("remove", "harbour-hills")
        self.assertEqual(self.listed(), [])

    def test_what_cannot_be_added_is_refused_by_name(self):
        self.feeds("add", "https://harbour.example/rss", "--id", "harbour")
        self.assertIn("is listed already as harbour", self.feeds("add", "https://harbour.example/rss", status=1))
        self.assertIn("file: URLs belong in a TOML list", self.feeds("add", "file:///etc/passwd", status=1))
        self.assertIn("expected an http or https URL", self.feeds("add", "ftp://x.example/", status=1))
        self.assertIn("is taken by", self.feeds("add", "https://hills.example/rss", "--id", "harbour", status=1))
        self.assertIn("no feed has the id", self.feeds("remove", "nobody", status=1))

    def test_a_feed_of_another_list_is_left_to_people(self):
        self.local.parent.mkdir()
        (self.local.parent / "own.toml").write_text('[[feed]]\nurl = "https://own.example/rss"\nid = "own"\n')
        self.assertIn("own.toml:1, which people edit", self.feeds("remove", "own", status=1))
        self.config.write_text(self.config.read_text().replace("feeds.d/*.opml", "feeds.d/*.xml"))
        self.assertIn("`feeds` does not name", self.feeds("add", "https://x.example/rss", status=1))

    def test_a_list_that_cannot_be_read_is_not_written_over(self):
        self.feeds("add", "https://harbour.example/rss")
        broken = self.local.read_text().replace("</opml>", "")
        self.local.write_text(broken)
        self.assertIn("mend the list first", self.feeds("add", "https://hills.example/rss", status=1))
        self.assertEqual(self.local.read_text(), broken)

    def test_nested_folders_come_back_as_they_went(self):
        said = self.feeds("import", "-", text=NESTED, status=1)  # 1: an entry was refused
        self.assertIn("-:5:1: file:///etc/passwd: file: URLs belong", said)
        self.assertIn("-:6:1: https://hills.example/atom: is listed already", said)
        self.assertIn("2 feeds added, 1 listed already, 1 refused", said)
        exported = self.feeds("export")
        self.assertIn('<outline text="Asia &amp; Pacific">', exported)

        self.local.unlink()
        self.feeds("import", "-", text=exported)
        self.assertEqual(self.feeds("export"), exported)
        self.assertEqual({row[0] for row in self.listed()}, {"harbour", "hills"})

    def test_feeds_of_a_site_are_discovered(self):
        site = Site()
        self.addCleanup(site.close)
        site.put("named", "/", b'<html><link rel="alternate" type="application/rss+xml" title="All news" href="news/rss?a=1&amp;b=2"></html>', "text/html")
        site.put("silent", "/about", b"<html><body>Hello</body></html>", "text/html")
        site.put("silent", "/index.xml", rss("Silent", site.base("silent"), []))
        site.put("silent", "/feed", b"<html>no feed</html>", "text/html")
        site.put("none", "/", b"<html></html>", "text/html")

        self.assertEqual(self.feeds("discover", site.base("named") + "/"), site.base("named") + "/news/rss?a=1&b=2\tAll news\tapplication/rss+xml\n")
        self.assertEqual(self.feeds("discover", site.base("silent") + "/about"), site.base("silent") + "/index.xml\tSilent\trss-2.0\n")
        self.assertEqual(self.feeds("discover", site.base("silent") + "/index.xml"), site.base("silent") + "/index.xml\tSilent\trss-2.0\n")
        for place in ("/feed", "/rss", "/atom.xml", "/index.xml"):
            host = "at" + place.strip("/").replace(".", "-")
            site.put(host, "/", b"<html></html>", "text/html")
            site.put(host, place, rss("Usual", site.base(host), []))
            self.assertEqual(self.feeds("discover", site.base(host) + "/"), site.base(host) + place + "\tUsual\trss-2.0\n")
        self.assertIn("names no feed, and none is at the usual places", self.feeds("discover", site.base("none") + "/", status=1))
        self.config.write_text(self.config.read_text().replace("127.0.0.0/8", "10.0.0.0/8"))
        self.assertIn("allow_networks", self.feeds("discover", site.base("named") + "/", status=1))


class RunningDaemon(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)

    def put(self, host, articles, head=""):
        body = rss(host, self.site.base(host), articles, content=True).decode().replace("<language>", head + "<language>", 1).encode()
        self.site.put(host, "/feed.xml", body)
        return body

    def test_a_feed_that_is_added_while_running_comes_without_disturbing_the_rest(self):
        self.put("old", [Article(1, "old")])
        self.put("young", [Article(2, "young")])
        with Daemon([{"id": "old", "url": self.site.base("old") + "/feed.xml", "interval": "1h"}]) as daemon:
            daemon.config.write_text(daemon.config.read_text().replace('["feeds.toml"]', '["feeds.toml", "feeds.d/*.opml"]'))
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 90), daemon.messages())

            feeds = [PROGRAM, "feeds"]
            at = ["--config", str(daemon.config)]
            added = subprocess.run([*feeds, "add", self.site.base("young") + "/feed.xml", "--id", "young", *at], capture_output=True, text=True, timeout=60)
            self.assertEqual(added.returncode, 0, added.stderr)
            self.assertIn("reloaded: 2 feeds", added.stdout)
            self.assertTrue(log.read(lambda e: len(records(e)) == 2, 90), daemon.messages())
            self.assertEqual(self.site.count("old", "/feed.xml"), 1)

            removed = subprocess.run([*feeds, "remove", "young", *at], capture_output=True, text=True, timeout=60)
            self.assertIn("reloaded: 1 feeds", removed.stdout)
            self.assertEqual(self.site.count("old", "/feed.xml"), 1)

    def test_news_that_a_hub_pushes_comes_at_once_and_only_once(self):
        hub = Hub()
        self.addCleanup(hub.close)
        port = free_port()
        head = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{hub.url}"/>'
        first, second = Article(1, "pushed"), Article(2, "pushed")
        self.put("pushed", [first], head)
        extra = f'[websub]\nlisten = "127.0.0.1:{port}"\ncallback = "http://127.0.0.1:{port}/websub"'
        with Daemon([{"id": "pushed", "url": self.site.base("pushed") + "/feed.xml", "interval": "1h"}], extra=extra) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 90), daemon.messages())
            self.assertTrue(hub.confirmed.wait(30), daemon.messages())

            body = self.put("pushed", [second, first], head)
            self.assertEqual(hub.push(b"<rss/>", secret=b"forged"), 202)
            self.assertEqual(hub.push(body), 202)
            self.assertTrue(log.read(lambda e: len(records(e)) == 2, 60), daemon.messages())
            self.assertEqual(hub.push(body), 202)
            self.assertFalse(log.read(lambda e: len(e) > 2, 3), "a delivery that came twice made another entry")
            self.assertEqual(self.site.count("pushed", "/feed.xml"), 1)

            # Over a restart the hub goes on delivering to the same callback.
            daemon.stop()
            daemon.start()
            third = Article(3, "pushed")
            body = self.put("pushed", [third, second, first], head)
            deadline = time.monotonic() + 60
            while hub.push(body) != 202 and time.monotonic() < deadline:
                time.sleep(0.2)
            self.assertTrue(log.read(lambda e: len(records(e)) == 3, 60), daemon.messages())
            self.assertEqual(hub.asked, 1)

            daemon.set_feeds([])
            subprocess.run([PROGRAM, "reload", "--config", str(daemon.config)], capture_output=True, timeout=60)
            self.assertTrue(hub.ended.wait(30), daemon.messages())


class Hub:
    """A hub that confirms what it is asked for, and pushes what it is told to."""

    def __init__(self):
        self.confirmed, self.ended, self.asked, self.form = threading.Event(), threading.Event(), 0, {}
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                self.send_response(202)
                self.end_headers()
                threading.Thread(target=hub.verify, args=(form,), daemon=True).start()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def verify(self, form):
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "a b&c", "hub.lease_seconds": "3600"}
        with urllib.request.urlopen(form["hub.callback"] + "?" + urllib.parse.urlencode(query), timeout=20) as answer:
            if answer.read() != b"a b&c":
                return
        if form["hub.mode"] == "subscribe":
            self.asked, self.form = self.asked + 1, form
            self.confirmed.set()
        else:
            self.ended.set()

    def push(self, body, secret=None):
        key = secret or self.form["hub.secret"].encode()
        request = urllib.request.Request(self.form["hub.callback"], body, {
            "Content-Type": "application/rss+xml", "X-Hub-Signature": "sha512=" + hmac.new(key, body, hashlib.sha512).hexdigest()})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status
        except OSError:
            return 0

    def close(self):
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    unittest.main()
