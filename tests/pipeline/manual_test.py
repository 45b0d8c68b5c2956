"""What newswired tells about itself: help with examples that work as printed, manual pages, completions, curated lists, log lines."""
import ctypes
import fcntl
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import unittest
import urllib.request

from daemon_under_test import PROGRAM, Daemon, LogReader, records
from newsroom import Article, Site, rss

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLONE_NEWNET = 0x40000000


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, **options)


def commands(prefix=()):
    """Every command that does something by itself, found through --help alone."""
    found = re.search(r"^Subcommands:\n((?:  .*\n?)+)", run(*prefix, "--help").stdout, re.M)
    if not found:
        return [prefix]
    names = re.findall(r"^  (\S+)", found.group(1), re.M)
    return [leaf for name in names for leaf in commands((*prefix, name))]


def examples(help_text):
    """The command after `Example:`, or the lines under `Examples:`."""
    one = re.findall(r"^Example: (.+)$", help_text, re.M)
    many = re.search(r"^Examples:\n((?:  .+\n?)+)", help_text, re.M)
    return one + ([line.strip() for line in many.group(1).splitlines()] if many else [])


class Manual(unittest.TestCase):
    def test_every_command_has_help_with_an_example(self):
        self.assertGreater(len(commands()), 12)
        self.assertEqual([], [" ".join(c) for c in commands() if not examples(run(*c, "--help").stdout)])

    def test_the_manual_page_names_every_command_and_option(self):
        page = run("manual", "newswired.1").stdout.replace("\\-", "-")
        for command in commands():
            self.assertIn(".SS newswired " + " ".join(command) + "\n", page)
            for option in re.findall(r"^ +(--[a-z-]+)", run(*command, "--help").stdout, re.M):
                self.assertIn(option, page)

    def test_the_settings_page_names_every_key(self):
        page = run("manual", "newswired.toml.5").stdout.replace("\\-", "-")
        keys = re.findall(r"^([a-z_]+) = ", (ROOT / "config/newswired.toml").read_text(), re.M)
        self.assertGreater(len(keys), 30)
        for key in keys:
            self.assertIn(f"\\fB{key} = ", page)

    def test_troff_reads_the_pages_without_a_warning(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        for name in ("newswired.1", "newswired.toml.5"):
            answer = subprocess.run(["groff", "-Kutf8", "-man", "-Tutf8", "-ww", "-z"], input=run("manual", name).stdout, capture_output=True, text=True)
            self.assertEqual("", answer.stderr)

    def test_the_printed_configuration_is_the_manual(self):
        self.assertEqual(run("manual", "newswired.toml").stdout, (ROOT / "config/newswired.toml").read_text())

    def complete(self, line):
        words = line.split(" ")
        script = run("manual", "bash").stdout + f"""
COMP_WORDS=({' '.join(f"'{w}'" for w in words)}); COMP_CWORD={len(words) - 1}; _newswired; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd="/").stdout.split()

    def test_bash_completes_commands_options_and_values(self):
        self.assertIn("annotate", self.complete("newswired "))
        self.assertEqual(self.complete("newswired rel"), ["reload"])
        self.assertIn("status", self.complete("newswired feeds "))
        self.assertIn("--since", self.complete("newswired tail --s"))
        self.assertEqual(self.complete("newswired tail --format "), ["json", "pretty"])

    def test_zsh_reads_its_completion(self):
        if not shutil.which("zsh"):
            self.skipTest("zsh is not installed")
        answer = subprocess.run(["zsh", "-n", "/dev/stdin"], input=run("manual", "zsh").stdout, capture_output=True, text=True)
        self.assertEqual("", answer.stderr)


class CuratedLists(unittest.TestCase):
    def test_hold_at_least_150_feeds_without_a_problem(self):
        with tempfile.TemporaryDirectory(prefix="nw-", dir="/tmp") as folder:
            config = pathlib.Path(folder) / "newswired.toml"
            config.write_text(f'state_dir = "{folder}/state"\nfeeds = ["{ROOT}/config/lists/*.opml", "{ROOT}/config/feeds.opml"]\n')
            answer = run("check", "--strict", "--config", str(config))
        self.assertEqual(answer.returncode, 0, answer.stdout)
        self.assertGreaterEqual(int(re.search(r"(\d+) feeds", answer.stderr).group(1)), 150)


class Examples(unittest.TestCase):
    """Every example of every --help, run as printed, in a network of its own where the default ports are free."""

    def setUp(self):
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
            self.skipTest("needs the right to make a network namespace (root)")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            up = struct.pack("16sH14x", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
            fcntl.ioctl(any_socket, 0x8914, up)  # SIOCSIFFLAGS
        folder = tempfile.TemporaryDirectory(prefix="nw-", dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.site = Site()
        self.addCleanup(self.site.close)
        article = Article(3, "courier")
        self.site.put_article(article)
        self.feed = rss("courier", self.site.base("courier"), [article])
        self.site.put("courier", "/feed.xml", self.feed)
        self.site.put("courier", "/", b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>', "text/html")
        (self.folder / "feed.xml").write_bytes(self.feed)
        (self.folder / "page.html").write_bytes(article.page("courier"))
        (self.folder / "article.txt").write_text(article.title + "\n" + article.text)
        lines = [{"id": str(n), "url": f"https://courier.example/{n}", "guid": str(n), "feed": "courier", "title": article.title,
                  "text": article.text, "published": None} for n in range(2)]
        (self.folder / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        (self.folder / "lists").mkdir()
        shutil.copy(ROOT / "config/lists/americas.opml", self.folder / "subscriptions.opml")
        (self.folder / "feeds.toml").write_text(f'[[feed]]\nid = "courier"\nurl = "{self.site.base("courier")}/feed.xml"\n')
        (self.folder / "newswired.toml").write_text(
            f'state_dir = "{self.folder}/state"\nfeeds = ["feeds.toml", "feeds.d/*.opml"]\n[fetch]\nallow_networks = ["127.0.0.0/8"]\n'
            'backlog = "all"\nhost_delay = "0s"\ninterval_min = "1s"\n')

    def start(self):
        errors = open(self.folder / "daemon.log", "ab")
        self.addCleanup(errors.close)
        self.daemon = subprocess.Popen([PROGRAM, "run", "--config", "newswired.toml"], cwd=self.folder, stdout=errors, stderr=errors)
        self.addCleanup(lambda: (self.daemon.kill(), self.daemon.wait(10)))

    def shell(self, line):
        path = f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}"
        # `run` and `tail` without a count go on until they are ended: five seconds without a complaint are success.
        return subprocess.run(["timeout", "--preserve-status", "-s", "INT", "8", "bash", "-c", line], cwd=self.folder,
                              capture_output=True, text=True, timeout=60, env=dict(os.environ, PATH=path, NO_COLOR="1"))

    def test_work_as_printed(self):
        everything = [(command, line) for command in commands() for line in examples(run(*command, "--help").stdout)]
        own = [(c, line) for c, line in everything if c[0] in ("run", "worker", "restore")]  # not beside a running daemon
        self.start()
        waiting = self.shell("newswired tail --since beginning --count 1")
        self.assertIn("Courier", waiting.stdout.title(), (self.folder / "daemon.log").read_text())
        article = json.loads(self.shell("newswired tail --since beginning --count 1 --format json").stdout)["id"]
        problems = []
        for command, line in everything:
            if (command, line) in own:
                continue
            answer = self.shell(line.replace("21e0a4fbab4919c8b769b4cc2faa2ba9", article).replace("discover https://news.example", "discover " + self.site.base("courier")))
            expected = (0, 1) if command[0] == "dead" else (0,)  # nothing is dead here
            if answer.returncode not in expected:
                problems.append(f"{line}: exit {answer.returncode}: {answer.stdout[-200:]} {answer.stderr[-300:]}")
        self.daemon.terminate()
        self.daemon.wait(20)
        for command, line in own:
            if command[0] == "worker":
                continue  # needs a head that waits for it: tests/faults
            answer = self.shell(line)
            if answer.returncode != 0:
                problems.append(f"{line}: exit {answer.returncode}: {answer.stderr[-300:]}")
        self.assertEqual([], problems, "\n".join(problems))


class Dashboard(unittest.TestCase):
    def test_asks_only_for_metrics_that_the_daemon_has(self):
        asked = set(re.findall(r"newswired_[a-z_]+(?=\{)", (ROOT / "deploy/grafana/newswired.json").read_text()))
        self.assertGreater(len(asked), 20)
        with Daemon([{"url": "http://nobody.localhost:9/feed.xml", "id": "nobody"}]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: log.epoch is not None, 30), daemon.messages())
            text, deadline = "", time.monotonic() + 30
            while not text and time.monotonic() < deadline:  # the web listener is the last to be bound
                try:
                    text = urllib.request.urlopen(f"http://{daemon.http}/metrics", timeout=10).read().decode()
                except OSError:
                    time.sleep(0.1)
        self.assertEqual(set(), asked - set(re.findall(r"^(newswired_[a-z_]+)", text, re.M)))


class LogLines(unittest.TestCase):
    def test_say_feed_and_article_in_json(self):
        site = Site()
        self.addCleanup(site.close)
        article = Article(3, "courier")  # its page is missing: the feed's own text is used, and a line says so
        site.put("courier", "/feed.xml", rss("courier", site.base("courier"), [article]))
        feed = {"id": "courier", "url": site.base("courier") + "/feed.xml?key=secret-of-the-feed"}
        with Daemon([feed], extra='[log]\nformat = "json"\nlevel = "debug"\n') as daemon:
            site.put("courier", "/feed.xml?key=secret-of-the-feed", rss("courier", site.base("courier"), [article]))
            deadline = time.monotonic() + 60
            lines = []
            while time.monotonic() < deadline and not any("article" in line for line in lines):
                time.sleep(0.1)
                lines = [json.loads(line) for line in daemon.messages().splitlines()]
            about = next((line for line in lines if "article" in line), None)
            self.assertIsNotNone(about, daemon.messages())
            self.assertEqual(about["feed"], "courier")
            self.assertTrue({"time", "level", "message", "article"} <= set(about))
            self.assertNotIn("secret-of-the-feed", daemon.messages())


if __name__ == "__main__":
    unittest.main()
