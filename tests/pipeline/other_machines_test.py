"""Workers, subscribers and keys beyond this machine, as an operator sets them up: the real daemon, real worker processes."""
import json
import subprocess
import time
import unittest
import urllib.request

from daemon_under_test import PROGRAM, Daemon, LogReader, free_port, records
from newsroom import Article, Site, rss


def run(*arguments):
    """(exit status, what it said)"""
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    return done.returncode, done.stdout


class OtherMachines(unittest.TestCase):
    """A head whose entities are found elsewhere."""

    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.port, self.next_port = free_port(), free_port()
        self.daemon = Daemon([{"id": "courier", "url": self.site.base("courier") + "/feed.xml", "interval": "1s"}])
        self.addCleanup(self.daemon.__exit__)
        self.folder = self.daemon.folder
        for name in ("server", "next", "worker", "other", "stranger"):
            self.new_pair(name)
        self.allow("worker", "other")
        self.plain = self.daemon.config.read_text()
        self.configure()
        self.put(1)

    def new_pair(self, name):
        self.assertEqual(run("keys", "new", f"{self.folder}/{name}.key")[0], 0)
        (self.folder / f"{name}.pub").write_text(run("keys", "list", f"{self.folder}/{name}.key")[1])

    def allow(self, *names):
        (self.folder / "workers").write_text("".join((self.folder / f"{name}.pub").read_text().strip() + f" {name}\n" for name in names))

    def configure(self, curve="", hub=None):
        hub = hub or f'listen = ["tcp://127.0.0.1:{self.port}"]\nworkers = "{self.folder}/workers"'
        self.daemon.config.write_text(f'{self.plain}\n[stages]\nentities = 0\n[hub]\n{hub}\n'
                                      f'[curve]\nserver_key = "{self.folder}/server.key"\n{curve}\n')

    def put(self, count):
        articles = [Article(n, "courier") for n in range(1, count + 1)]
        for article in articles:
            self.site.put_article(article)
        self.site.put("courier", "/feed.xml", rss("courier", self.site.base("courier"), articles))

    def work(self, key="worker", port=None, server="server", keys=True):
        arguments = ["--server-key", f"{self.folder}/{server}.pub", "--key", f"{self.folder}/{key}.key"] if keys else []
        errors = open(self.folder / f"{key}.log", "ab")
        worker = subprocess.Popen([PROGRAM, "worker", "entities", "--connect", f"tcp://127.0.0.1:{port or self.port}", *arguments],
                                  stderr=errors, stdout=errors)
        errors.close()
        self.addCleanup(worker.wait, 10)
        self.addCleanup(worker.kill)
        return worker

    def start(self):
        self.daemon.start()
        log = LogReader(self.daemon)
        self.addCleanup(log.close)
        return log

    def stage(self):
        try:
            with urllib.request.urlopen(f"http://{self.daemon.http}/api/status", timeout=5) as answer:
                return json.load(answer)["stages"]["entities"]
        except (OSError, KeyError):
            return {}

    def wait_for(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, what + "\n" + self.daemon.messages()[-3000:])
            time.sleep(0.05)

    def ready(self, count, seconds=60):
        self.wait_for(lambda: self.stage().get("workers_ready") == count, f"not {count} workers ready: {self.stage()}", seconds)

    def reload(self):
        status, said = run("reload", "--config", str(self.daemon.config))
        self.assertEqual(status, 0, said)
        return said

    def test_a_worker_with_a_key_of_the_list_does_the_stage_and_strangers_get_nothing(self):
        log = self.start()
        strangers = [self.work("stranger"), self.work("other", keys=False), self.work("other", server="next")]
        self.wait_for(lambda: self.stage().get("queued") == 1, "the article does not wait for its worker")
        with urllib.request.urlopen(f"http://{self.daemon.http}/metrics", timeout=5) as answer:
            self.assertIn('newswired_workers_ready{stage="entities"} 0', answer.read().decode())

        self.work()

        self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), self.daemon.messages()[-3000:])
        record = records(log.entries)[0]
        self.assertTrue(record["entities"])
        self.assertEqual(record["skipped"], [])
        self.assertEqual(self.stage()["workers_ready"], 1)
        self.assertEqual([worker.poll() for worker in strangers], [None] * 3)  # they were alive, and tried, all the while

    def test_a_worker_that_is_taken_off_the_list_is_cut_off_by_a_reload_and_let_in_again_when_it_is_back(self):
        log = self.start()
        self.work()
        self.assertTrue(log.read(lambda e: len(records(e)) == 1, 60), self.daemon.messages()[-3000:])
        self.allow("other")
        self.assertIn("curve", self.reload())
        self.ready(0, 10)
        self.put(2)
        self.wait_for(lambda: self.stage().get("queued") == 1, "the article does not wait for its worker")
        again = self.work()

        self.work("other")  # what the revoked one did not get, another does
        self.assertTrue(log.read(lambda e: len(records(e)) == 2, 60), self.daemon.messages()[-3000:])
        self.assertEqual(self.stage()["workers_ready"], 1)

        again.kill()
        self.allow("worker", "other")
        self.reload()
        self.work()
        self.wait_for(lambda: self.stage().get("workers_ready", 0) >= 1, "nobody came back")

    def test_a_new_server_key_stands_beside_the_old_one_until_all_have_moved(self):
        self.configure(f'next_server_key = "{self.folder}/next.key"\nnext_hub = ["tcp://127.0.0.1:{self.next_port}"]')
        log = self.start()
        old = self.work()
        self.ready(1)
        self.work("other", self.next_port, "next")
        self.ready(2)
        public = lambda name: (self.folder / f"{name}.pub").read_text().strip()
        self.assertEqual(run("keys", "list", "--config", str(self.daemon.config))[1].splitlines(),
                         [f"server {public('server')}", f"next {public('next')}", f"worker {public('worker')}", f"worker {public('other')}"])
        self.work("stranger", self.next_port, "next")
        old.kill()
        self.put(3)

        self.assertTrue(log.read(lambda e: len(records(e)) == 3, 90), self.daemon.messages()[-3000:])
        self.assertEqual([record["skipped"] for record in records(log.entries)], [[]] * 3)

    def test_a_server_key_that_is_replaced_is_taken_by_a_reload(self):
        self.start()
        self.work()
        self.ready(1)
        self.daemon.config.write_text(self.daemon.config.read_text().replace("server.key", "next.key"))
        self.reload()
        self.ready(0, 10)
        self.work("other", server="next")
        self.ready(1)

    def tail(self, port, key=None, server="server"):
        keys = ["--server-key", f"{self.folder}/{server}.pub", "--key", f"{self.folder}/{key}.key"] if key else []
        tail = subprocess.Popen([PROGRAM, "tail", "--connect", f"tcp://127.0.0.1:{port}", *keys, "--since", "beginning", "--count", "1",
                                 "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(tail.stdout.close)
        self.addCleanup(tail.wait, 10)
        self.addCleanup(tail.kill)
        return tail

    def test_subscribers_beyond_this_machine_need_a_key_of_the_list_and_those_on_loopback_none(self):
        (self.folder / "clients").write_text((self.folder / "other.pub").read_text())
        self.plain = self.plain.replace('log = ["', f'log = ["tcp://0.0.0.0:{self.next_port}", "')
        self.configure(f'clients = "{self.folder}/clients"')
        self.start()
        self.work()
        # A worker's key is none for subscribers.
        strangers = [self.tail(self.next_port), self.tail(self.next_port, "worker"), self.tail(self.next_port, "other", server="next")]

        for admitted in (self.tail(self.next_port, "other"), self.tail(self.daemon.log.rpartition(":")[2])):
            self.assertEqual(json.loads(admitted.communicate(timeout=60)[0])["seq"], 1)

        for stranger in strangers:
            stranger.kill()
            self.assertEqual(stranger.communicate()[0], "")

    def refused(self, *words):
        for command in ("check", "run"):
            status, said = run(command, "--config", str(self.daemon.config))
            self.assertEqual(status, 1, said)
            for word in words:
                self.assertIn(word, said, command)

    def test_endpoints_that_would_stand_open_are_refused_by_check_and_run(self):
        open_log = self.plain.replace('log = ["', 'log = ["tcp://0.0.0.0:7602", "')
        self.daemon.config.write_text(open_log)
        self.refused("output.log", "tcp://0.0.0.0:7602", "server_key and clients", "newswired keys new")
        self.daemon.config.write_text(self.plain + '[hub]\nlisten = ["tcp://127.0.0.1:7603"]\n')
        self.refused("hub.listen", "on loopback too", "[hub] workers")
        self.daemon.config.write_text(self.plain + f'[curve]\nserver_key = "{self.folder}/server.key"\n')
        self.refused("server_key and clients belong together")
        self.configure(f'next_hub = ["tcp://127.0.0.1:{self.next_port}"]')
        self.refused("next_server_key")

    def test_key_files_that_others_may_read_or_that_are_not_there_are_refused_with_their_name(self):
        (self.folder / "server.key").chmod(0o640)
        self.refused("curve.server_key", "server.key", "chmod 600")
        (self.folder / "worker.key").chmod(0o644)
        status, said = run("worker", "entities", "--connect", "tcp://127.0.0.1:1", "--server-key", f"{self.folder}/server.pub",
                           "--key", f"{self.folder}/worker.key")
        self.assertNotEqual(status, 0)
        self.assertIn("chmod 600", said)
        (self.folder / "server.key").unlink()
        self.refused("curve.server_key", "server.key", "No such file")

    def test_a_reload_with_a_broken_list_is_refused_and_changes_nothing(self):
        self.start()
        self.work()
        self.ready(1)
        (self.folder / "workers").write_text("not-a-key\n")
        status, said = run("reload", "--config", str(self.daemon.config))
        self.assertEqual(status, 1, said)
        self.assertIn("workers:1:1", said)
        self.ready(1)

    def test_a_worker_for_another_machine_without_keys_is_refused(self):
        status, said = run("worker", "entities", "--connect", "tcp://head.example:7603")
        self.assertNotEqual(status, 0)
        self.assertIn("--server-key and --key", said)


if __name__ == "__main__":
    unittest.main()
