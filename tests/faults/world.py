"""A newsroom under test: scripted feeds, the real daemon, a durable and a casual subscriber, and the promises they were made."""
import json
import os
import pathlib
import random
import subprocess
import threading
import time
import urllib.error
import urllib.request

import zmq
from daemon_under_test import PROGRAM, Daemon
from newsroom import Article, Site, rss
from oracle import Oracle
from subscribers import Casual, Durable, Memory

SHIM = os.environ.get("CHAOS_SHIM", "")
RECOVERY_S = 60  # within which every promise holds again after a fault's end
LISTED = 150     # entries that a feed lists at a time


class Skip(Exception):
    """This machine cannot run the row; says why."""


def needs(key):
    """Skips the row when this release's manual does not know the key."""
    manual = pathlib.Path(__file__).parents[2] / "config/newswired.toml"
    if f"\n{key} = " not in manual.read_text():
        raise Skip(f"needs {key}, which this release does not know")


class World:
    """Use it as a context manager: it starts the daemon and both subscribers, and ends them."""

    def __init__(self, seed, feeds=3, fetch="", extra="", environment=None, words=60):
        self.seed, self.rng, self.words = seed, random.Random(seed), words
        self.site, self.memory = Site(), Memory()
        self.names = [f"feed{k}" for k in range(feeds)]
        self.listed = {name: [] for name in self.names}
        self.more_feeds = []
        self.oracle = Oracle(self)
        self.number = 0
        self.daemon = Daemon(self.feed_tables(), fetch=fetch, extra=extra, environment=environment)
        for name in self.names:
            self.put_feed(name)
        self.durable = Durable(self.memory, self.daemon.log)
        self.casual = Casual(self.memory, self.daemon.live)
        self.sampler = Sampler(self)

    def feed_tables(self):
        # The first feed gives summaries, so that its pages are fetched; the others carry the whole text.
        tables = [{"id": name, "url": f"{self.site.base(name)}/feed.xml", "interval": "1s",
                   "full_text": "always" if k == 0 else "never"} for k, name in enumerate(self.names)]
        return tables + self.more_feeds

    def __enter__(self):
        self.daemon.start()
        self.durable.start()
        self.casual.start()
        self.sampler.start()
        self.wait(self.is_up, 60, "the daemon did not come up")
        return self

    def __exit__(self, *error):
        for part in (self.sampler, self.durable, self.casual):
            part.stop()
        if error[0] is not None:
            print("--- the daemon's last words\n" + self.daemon.messages()[-4000:], flush=True)
        self.daemon.__exit__()
        self.site.close()

    # --- news ----------------------------------------------------------------------------------------------------

    def issue(self, count=1, feed=None, words=None):
        """New articles; one in twelve is a wire copy of an earlier one in another feed."""
        fresh = []
        for _ in range(count):
            name = feed or self.rng.choice(self.names)
            originals = [a for a in self.oracle.issued.values() if a.words >= 200 and a.feed != name and not a.is_copy]
            self.number += 1
            if feed is None and originals and self.rng.random() < 0.08:
                original = self.rng.choice(originals)
                article = original.copy(self.number, name)
                article.is_copy, article.of = True, original.title
            else:
                article = Article(self.number, name, seed=self.seed, words=words or (200 if self.rng.random() < 0.1 else self.words))
                article.is_copy, article.of = False, None
            article.words = sum(len(p.split()) for p in article.paragraphs)
            self.oracle.issued[article.title] = article
            self.listed[name] = (self.listed[name] + [article])[-LISTED:]
            self.site.put_article(article)
            fresh.append(article)
        for name in {article.feed for article in fresh}:
            self.put_feed(name)
        return fresh

    def room(self):
        """How many articles may be issued before some feed no longer lists one that was not taken yet."""
        logged = self.logged()
        waiting = [sum(a.title not in logged for a in listed) for listed in self.listed.values()]
        return (LISTED - max(waiting)) * len(waiting) // 3

    def put_feed(self, name):
        content = name != self.names[0]
        self.site.put(name, "/feed.xml", rss(name, self.site.base(name), self.listed[name], content))

    def add_feed(self, table):
        """A feed of the row's own, beside the newsroom's."""
        self.more_feeds.append(table)
        self.daemon.set_feeds(self.feed_tables())
        if self.daemon.process and self.daemon.process.poll() is None:
            self.daemon.process.send_signal(1)

    # --- waiting -------------------------------------------------------------------------------------------------

    @staticmethod
    def wait(condition, seconds, otherwise):
        """Waits until the condition holds; fails with `otherwise` when it does not within that time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            held = condition()
            if held:
                return held
            time.sleep(0.05)
        raise AssertionError(otherwise() if callable(otherwise) else otherwise)

    def logged(self):
        return {e["title"] for e in self.durable.entries if "title" in e}

    def wait_logged(self, count, seconds=RECOVERY_S):
        self.wait(lambda: len(self.durable.entries) >= count, seconds,
                  lambda: f"{len(self.durable.entries)} of {count} entries within {seconds} s")

    # --- what the daemon says of itself --------------------------------------------------------------------------

    def get(self, path, timeout=5):
        """(status, body); (0, reason) when there is no answer."""
        try:
            with urllib.request.urlopen(f"http://{self.daemon.http}{path}", timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (OSError, ValueError) as error:
            return 0, str(error)

    def is_live(self):
        return self.get("/health/live")[0] == 200

    def is_up(self):
        assert self.daemon.process.poll() is None, "the daemon ended while it came up"
        return self.is_live()

    def not_ready(self):
        """The reasons for which the daemon is not ready; empty when it is, None without an answer."""
        status, body = self.get("/health/ready")
        return [] if status == 200 else json.loads(body)["reasons"] if status == 503 else None

    def status(self):
        status, body = self.get("/api/status")
        return json.loads(body) if status == 200 else {}

    def ask(self, request, seconds=10):
        """The control socket's answer, None when there is none."""
        context = zmq.Context()
        try:
            socket = context.socket(zmq.DEALER)
            socket.linger = 0
            socket.connect(f"ipc://{self.daemon.folder}/state/control.sock")
            socket.send_json(request)
            return socket.recv_json() if socket.poll(seconds * 1000) else None
        finally:
            context.destroy(linger=0)

    def feeds(self):
        """What `newswired feeds status` knows of each feed."""
        return (self.ask({"op": "feeds"}) or {}).get("feeds", [])

    def command(self, *arguments):
        """What a `newswired` command prints; it must succeed."""
        answer = subprocess.run([PROGRAM, *arguments, "--config", str(self.daemon.config)], capture_output=True, text=True, timeout=60)
        assert answer.returncode == 0, f"newswired {' '.join(arguments)}: {answer.stderr}"
        return answer.stdout

    def metric(self, name):
        """The sum over all labels, None when there is none of that name."""
        found = [float(line.rpartition(" ")[2]) for line in self.get("/metrics")[1].splitlines()
                 if line.startswith((name + " ", name + "{"))]
        return sum(found) if found else None

    def restart(self):
        """Starts the daemon again; answers how many seconds until it served."""
        began = time.monotonic()
        self.daemon.start()
        self.wait(self.is_up, 60, "the daemon did not come back")
        return time.monotonic() - began

    def check(self, **options):
        self.oracle.check(**options)


class Sampler(threading.Thread):
    """The largest values that the head reached: resident MiB, descriptors in percent of the limit, WAL in MiB, pending rows."""

    def __init__(self, world):
        super().__init__(daemon=True)
        self.world, self.ending = world, threading.Event()
        self.peak = {"rss_mib": 0.0, "fds_percent": 0.0, "wal_mib": 0.0}
        self.rss = []  # (time, MiB)

    def run(self):
        while not self.ending.wait(0.25):
            process = self.world.daemon.process
            if process is None or process.poll() is not None:
                continue
            try:
                self.sample(pathlib.Path(f"/proc/{process.pid}"))
            except (OSError, ValueError, IndexError):  # it ended meanwhile
                continue

    def sample(self, proc):
        rss = int((proc / "status").read_text().split("VmRSS:")[1].split()[0]) / 1024
        limit = next(line for line in (proc / "limits").read_text().splitlines() if line.startswith("Max open files"))
        fds = 100 * len(os.listdir(proc / "fd")) / int(limit.split()[3])
        wal = self.world.daemon.folder / "state/ledger.sqlite3-wal"
        wal_mib = wal.stat().st_size / 2**20 if wal.exists() else 0
        self.rss.append((time.monotonic(), rss))
        for name, value in (("rss_mib", rss), ("fds_percent", fds), ("wal_mib", wal_mib)):
            self.peak[name] = max(self.peak[name], value)

    def stop(self):
        self.ending.set()
        self.join(5)
