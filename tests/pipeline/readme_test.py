"""What the README shows works as printed."""
import os
import pathlib
import re
import subprocess
import sys
import threading
import unittest

from daemon_under_test import Daemon, LogReader, records
from newsroom import Article, Site, rss

README = (pathlib.Path(__file__).resolve().parents[2] / "README.md").read_text()


class Readme(unittest.TestCase):
    def test_the_subscriber_prints_who_said_what(self):
        code = re.search(r"```python\n(.*?)```", README, re.S).group(1)
        self.assertEqual(len(code.strip().splitlines()), 10)
        site = Site()
        self.addCleanup(site.close)
        article = Article(3, "courier")
        site.put_article(article)
        site.put("courier", "/feed.xml", rss("courier", site.base("courier"), [article]))
        with Daemon([{"id": "courier", "url": site.base("courier") + "/feed.xml"}]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), daemon.messages())
            quotes = records(log.entries)[0]["quotes"]
            self.assertTrue(quotes)
            subscriber = subprocess.Popen([sys.executable, "-c", code, f"tcp://{daemon.log}"], stdout=subprocess.PIPE, text=True)
            stop = threading.Timer(20, subscriber.kill)
            stop.start()
            try:
                lines = [subscriber.stdout.readline().strip() for _ in quotes]
            finally:
                stop.cancel()
                subscriber.kill()
                subscriber.wait(10)
                subscriber.stdout.close()
        self.assertEqual(lines, [f"{(q['speaker'] or {}).get('name')} | {q['text']}" for q in quotes])

    def test_every_command_it_names_exists(self):
        program = os.environ["NEWSWIRED"]
        for command in set(re.findall(r"newswired (check|run|tail|feeds|reload|feed|extract|url|dedup|annotate|keys)\b", README)):
            self.assertEqual(subprocess.run([program, command, "--help"], capture_output=True).returncode, 0, command)


if __name__ == "__main__":
    unittest.main()
