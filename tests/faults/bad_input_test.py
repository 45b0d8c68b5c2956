"""What a person does wrong gets one clear line that names the file, the place and the remedy, and exit status 1."""
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

from daemon_under_test import PROGRAM, Daemon, LogReader


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30, **options)


class BadInput(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="nw-", dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def config(self, text):
        path = self.folder / "newswired.toml"
        path.write_text(f'state_dir = "{self.folder}/state"\nfeeds = []\n' + text)
        return str(path)

    def refused(self, config, *expected):
        answer = run("run", "--config", config)
        self.assertEqual(answer.returncode, 1, answer.stderr)
        self.assertEqual(len(answer.stderr.strip().splitlines()), 1, answer.stderr)
        for part in expected:
            self.assertIn(part, answer.stderr)

    def test_a_missing_configuration(self):
        self.refused(f"{self.folder}/none.toml", "none.toml", "No such file", "--config")

    def test_an_unreadable_configuration(self):
        self.refused(self.config("[fetch\n"), "newswired.toml:3:7:", "not TOML")

    def test_an_unknown_key(self):
        self.refused(self.config("[fetch]\nintervall_max = \"6h\"\n"), "newswired.toml:4:1: fetch.intervall_max: unknown key; did you mean interval_max?")

    def test_a_missing_feed_file(self):
        path = self.folder / "newswired.toml"
        path.write_text(f'state_dir = "{self.folder}/state"\nfeeds = ["gone.opml"]\n')
        self.refused(str(path), "gone.opml", "is not there", "create it")

    def test_a_port_in_use(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            endpoint = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
            self.refused(self.config(f'[output]\nlive = ["{endpoint}"]\nlog = ["tcp://127.0.0.1:*"]\n[http]\nlisten = ""\n'), endpoint, "in use")

    def test_a_state_directory_without_permission(self):
        (self.folder / "file").write_text("in the way")
        path = self.folder / "newswired.toml"
        path.write_text(f'state_dir = "{self.folder}/file/state"\nfeeds = []\n')
        self.refused(str(path), f"{self.folder}/file/state")

    def test_a_second_daemon_on_the_same_state_directory(self):
        with Daemon([]) as first:
            log = LogReader(first)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: log.epoch is not None, 30), first.messages())
            self.refused(str(first.config), str(first.folder / "state"), "another")

    def test_check_prints_every_problem_and_changes_nothing(self):
        answer = run("check", "--config", self.config('[fetch]\ninterval_min = "fast"\n[stages]\nparse = 0\n'))
        self.assertEqual(answer.returncode, 1)
        self.assertEqual(len(answer.stdout.strip().splitlines()), 2, answer.stdout)
        self.assertIn(':4:16: fetch.interval_min: expected a duration such as "2m", got "fast"', answer.stdout)
        self.assertFalse((self.folder / "state").exists())

    def test_a_bad_feed_entry_is_reported_and_skipped(self):
        (self.folder / "f.toml").write_text('[[feed]]\nurl = "gopher://old.example/"\n')
        path = self.folder / "newswired.toml"
        path.write_text(f'state_dir = "{self.folder}/state"\nfeeds = ["f.toml"]\n')
        self.assertEqual(run("check", "--config", str(path)).returncode, 0)
        self.assertEqual(run("check", "--strict", "--config", str(path)).returncode, 1)

    def test_wrong_usage_exits_with_two(self):
        for arguments in ([], ["frobnicate"], ["extract"], ["tail", "--count", "many"]):
            self.assertEqual(run(*arguments).returncode, 2, arguments)

    def test_reload_refuses_a_broken_configuration_and_keeps_the_old_one(self):
        with Daemon([]) as daemon:
            log = LogReader(daemon)
            self.addCleanup(log.close)
            self.assertTrue(log.read(lambda e: log.epoch is not None, 30), daemon.messages())
            good = daemon.config.read_text()
            daemon.config.write_text(good.replace('backlog = "all"', 'backlog = "some"'))
            answer = run("reload", "--config", str(daemon.config))
            self.assertEqual(answer.returncode, 1)
            self.assertIn("fetch.backlog", answer.stderr)
            daemon.config.write_text(good)
            self.assertEqual(run("reload", "--config", str(daemon.config)).returncode, 0)
            self.assertIsNone(daemon.process.poll())


if __name__ == "__main__":
    unittest.main()
