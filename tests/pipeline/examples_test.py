"""The subscribers that deploy/examples shows print who said what, each in its language."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

from daemon_under_test import PROGRAM, Daemon, LogReader, records
from newsroom import Article, Site, rss

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "examples"


class Examples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        article = Article(3, "courier")
        cls.site.put_article(article)
        cls.site.put("courier", "/feed.xml", rss("courier", cls.site.base("courier"), [article]))
        cls.daemon = Daemon([{"id": "courier", "url": cls.site.base("courier") + "/feed.xml"}])
        cls.daemon.start()
        cls.addClassCleanup(cls.daemon.__exit__)
        log = LogReader(cls.daemon)
        cls.addClassCleanup(log.close)
        assert log.read(lambda e: len(records(e)) == 1, 60), cls.daemon.messages()
        cls.quotes = [((q["speaker"] or {}).get("name"), q["text"]) for q in records(log.entries)[0]["quotes"]]
        assert cls.quotes

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="nw-", dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def lines(self, command, **options):
        """As many lines as there are quotes; then the subscriber is ended."""
        with open(self.folder / "stderr", "w+") as errors, subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=self.folder, start_new_session=True, **options) as process:
            end = lambda: os.killpg(process.pid, signal.SIGKILL)  # with what a pipeline started
            stop = threading.Timer(30, end)
            stop.start()
            try:
                lines = [process.stdout.readline().strip() for _ in self.quotes]
            finally:
                stop.cancel()
                end()
        self.assertTrue(lines[0], (self.folder / "stderr").read_text())
        return lines

    def endpoint(self):
        return f"tcp://{self.daemon.log}"

    def test_python(self):
        command = [sys.executable, EXAMPLES / "subscriber.py", self.endpoint(), "place.json"]
        self.assertEqual(self.lines(command), [f"{name} | {text}" for name, text in self.quotes])

    def test_python_goes_on_where_it_stopped(self):
        (self.folder / "place.json").write_text('["0123456789abcdef0123456789abcdef", 1]')
        answer = subprocess.run([sys.executable, EXAMPLES / "subscriber.py", self.endpoint(), "place.json"], cwd=self.folder,
                                capture_output=True, text=True, timeout=30)
        self.assertIn("EPOCH", answer.stderr)  # a place in another log is refused, not misread

    def test_shell(self):
        if not shutil.which("jq"):
            self.skipTest("jq is not installed")
        environment = dict(os.environ, PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}")
        lines = self.lines([EXAMPLES / "subscriber.sh", self.endpoint()], env=environment)
        self.assertEqual(lines, [f"{name or 'null'} | {text}" for name, text in self.quotes])

    def test_cpp(self):
        subprocess.run(["g++", "-std=c++17", "-O0", EXAMPLES / "subscriber.cpp", "-o", "subscriber", "-lzmq"], cwd=self.folder, check=True)
        lines = self.lines(["./subscriber", self.endpoint()])
        self.assertEqual(len(lines), len(self.quotes))
        self.assertIn(self.quotes[0][1], lines[0])

    def test_node(self):
        if not shutil.which("npm"):
            self.skipTest("npm is not installed")
        (self.folder / "package.json").write_text('{"private": true}')
        shutil.copy(EXAMPLES / "subscriber.mjs", self.folder)
        installed = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "zeromq@6"], cwd=self.folder,
                                   capture_output=True, text=True, timeout=240)
        if installed.returncode != 0:
            self.skipTest("npm install zeromq: " + (installed.stderr.strip().splitlines() or ["failed"])[-1])
        self.assertEqual(self.lines(["node", "subscriber.mjs", self.endpoint()]), [f"{name or 'null'} | {text}" for name, text in self.quotes])


if __name__ == "__main__":
    unittest.main()
