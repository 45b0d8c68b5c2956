"""The Debian package in a real systemd: install, start, reload, crash, hang, upgrade, remove, purge.

An empty Debian root is made by mmdebstrap and booted by systemd-nspawn, without a network. Needs root and both programs; skips
itself with a word where they are missing or cannot run.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

BUILD = pathlib.Path(os.environ["NEWSWIRED"]).parent
ROOT = pathlib.Path(__file__).resolve().parents[2]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>https://post.example/</link>
<item><title>Mayor opens tide gate</title><link>https://post.example/gate</link><guid>gate</guid><description>{text}</description></item>
</channel></rss>"""
TEXT = ("Mayor Ines Moreau opened the new tide gate in Dublin on Monday. “The harbour is safe for a generation,” said Moreau. " * 12)


def output(*command, check=True, **options):
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, **options)
    if check and answer.returncode != 0:
        raise AssertionError(f"{command}: exit {answer.returncode}\n{answer.stdout[-3000:]}")
    return answer.stdout


def needs(*programs):
    if os.geteuid() != 0:
        raise unittest.SkipTest("needs root")
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        raise unittest.SkipTest("not installed: " + ", ".join(missing))


class Units(unittest.TestCase):
    """The unit files by themselves."""

    def test_are_sandboxed_to_a_score_of_two_or_better(self):
        needs("systemd-analyze")
        for unit in ("newswired.service", "newswired-worker@.service"):
            output("systemd-analyze", "security", "--offline=true", "--threshold=20", ROOT / "deploy/systemd" / unit)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        needs("cpack", "dpkg-shlibdeps")
        output("cpack", "-G", "DEB", cwd=BUILD)
        cls.package = max((BUILD / "package").glob("*.deb"), key=lambda path: path.stat().st_mtime)

    def boot_a_system(self):
        needs("mmdebstrap", "systemd-nspawn", "nsenter")
        cls = type(self)
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="nw-", dir="/var/tmp"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.root = cls.folder / "root"
        cls.make_root()
        cls.boot()

    @classmethod
    def make_root(cls):
        depends = output("dpkg-deb", "-f", cls.package, "Depends").strip()
        packages = [re.sub(r"\s*\(.*?\)", "", item.split("|")[0]).strip() for item in depends.split(",")]
        sources = [path for path in pathlib.Path("/etc/apt").glob("sources.list*/*") if path.suffix in (".sources", ".list")]
        sources += [path for path in [pathlib.Path("/etc/apt/sources.list")] if path.exists()]
        include = ",".join(["systemd-sysv", "init-system-helpers", *packages])
        answer = subprocess.run(["mmdebstrap", "--variant=minbase", f"--include={include}", "bookworm", cls.root, *sources],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1200)
        if answer.returncode != 0:
            raise unittest.SkipTest("mmdebstrap could not make a root: " + answer.stdout[-300:])
        shutil.copy(cls.package, cls.root / "newswired.deb")
        (cls.root / "etc/machine-id").write_text("")

    @classmethod
    def boot(cls):
        console = open(cls.folder / "console", "w")
        cls.machine = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--boot", "--register=no", "--keep-unit", "--console=pipe", "--private-network", "-D", cls.root],
            stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT)
        console.close()
        cls.addClassCleanup(cls.halt)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            children = pathlib.Path(f"/proc/{cls.machine.pid}/task/{cls.machine.pid}/children").read_text().split()
            cls.leader = children[0] if children else None
            if cls.leader:
                state = cls.inside("systemctl", "is-system-running", check=False).strip()
                if state in ("running", "degraded"):
                    return
            if cls.machine.poll() is not None:
                break
            time.sleep(0.5)
        raise unittest.SkipTest("systemd-nspawn could not boot a system: " + (cls.folder / "console").read_text()[-300:])

    @classmethod
    def halt(cls):
        cls.machine.send_signal(signal.SIGTERM)
        try:
            cls.machine.wait(20)
        except subprocess.TimeoutExpired:
            cls.machine.kill()
            cls.machine.wait(10)

    @classmethod
    def inside(cls, *command, check=True):
        return output("nsenter", "-t", cls.leader, "-a", *command, check=check)

    def wait_for(self, condition, what, seconds=90):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return
            time.sleep(0.3)
        self.fail(what + "\n" + self.inside("journalctl", "--no-pager", "-n", "60", "-u", "newswired", check=False))

    def state(self):
        return self.inside("systemctl", "is-active", "newswired", check=False).strip()

    def main_pid(self):
        return int(self.inside("systemctl", "show", "-p", "MainPID", "--value", "newswired"))

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    # The life of an installation, in order: one test, since each step stands on the one before.
    def test_lives_from_installation_to_purge(self):
        self.boot_a_system()
        self.install_starts_it()
        self.verify_prints_nothing()
        self.reload_takes_a_feed_and_a_record_comes()
        self.a_broken_configuration_fails_the_reload_and_changes_nothing()
        self.a_killed_daemon_is_back_at_once()
        self.a_hanging_daemon_is_restarted_by_the_watchdog()
        self.an_upgrade_keeps_configuration_and_log()
        self.a_worker_unit_serves_the_head_with_keys_that_are_credentials()
        self.remove_keeps_configuration_and_ledger()
        self.purge_removes_the_configuration_and_keeps_the_ledger()

    def install_starts_it(self):
        self.inside("dpkg", "-i", "/newswired.deb")
        self.wait_for(lambda: self.state() == "active", "not started by the installation")
        self.assertEqual(self.inside("systemctl", "is-enabled", "newswired").strip(), "enabled")
        self.assertIn("newswired", self.inside("stat", "-c", "%U %a", "/var/lib/newswired"))
        self.assertIn("700", self.inside("stat", "-c", "%U %a", "/var/lib/newswired"))

    def verify_prints_nothing(self):
        for unit in ("newswired.service", "newswired-worker@.service"):
            self.assertEqual("", self.inside("systemd-analyze", "verify", "--man=no", "/lib/systemd/system/" + unit))

    def reload_takes_a_feed_and_a_record_comes(self):
        self.write("srv/feed.xml", FEED.format(text=TEXT))
        self.write("etc/newswired/feeds.d/own.toml", '[[feed]]\nurl = "file:///srv/feed.xml"\nid = "post"\nfull_text = "never"\n')
        self.inside("systemctl", "reload", "newswired")
        record = self.inside("timeout", "60", "newswired", "tail", "--since", "beginning", "--count", "1", "--format", "json", check=False)
        self.assertIn('"seq":1,', record, self.inside("newswired", "feeds", "status") + self.inside("journalctl", "--no-pager", "-n", "60"))
        self.assertIn("Ines Moreau", record)
        self.assertIn("person/ines-moreau", record)

    def a_broken_configuration_fails_the_reload_and_changes_nothing(self):
        good = (self.root / "etc/newswired/newswired.toml").read_text()
        self.write("etc/newswired/newswired.toml", good.replace('interval_max = "6h"', 'interval_max = "sixish"'))
        answer = self.inside("systemctl", "reload", "newswired", check=False)
        self.assertIn("failed", answer.lower())
        self.assertIn("interval_max", self.inside("journalctl", "--no-pager", "-u", "newswired"))
        self.assertEqual(self.state(), "active")
        self.write("etc/newswired/newswired.toml", good.replace('interval_max = "6h"', 'interval_max = "5h"'))
        self.inside("systemctl", "reload", "newswired")

    def a_killed_daemon_is_back_at_once(self):
        before = self.main_pid()
        self.inside("systemctl", "kill", "-s", "KILL", "--kill-who=main", "newswired")
        self.wait_for(lambda: self.state() == "active" and self.main_pid() not in (0, before), "not restarted after kill -9")

    def a_hanging_daemon_is_restarted_by_the_watchdog(self):
        self.write("etc/systemd/system/newswired.service.d/test.conf", "[Service]\nWatchdogSec=6s\nTimeoutAbortSec=2s\n")
        self.inside("systemctl", "daemon-reload")
        self.inside("systemctl", "restart", "newswired")
        time.sleep(7)  # longer than the interval: it feeds the watchdog
        before = self.main_pid()
        self.assertEqual(self.inside("systemctl", "show", "-p", "NRestarts", "--value", "newswired").strip(), "0")
        self.inside("systemctl", "kill", "-s", "STOP", "--kill-who=main", "newswired")
        self.wait_for(lambda: self.state() == "active" and self.main_pid() not in (0, before), "not restarted by the watchdog")
        self.inside("rm", "-r", "/etc/systemd/system/newswired.service.d")
        self.inside("systemctl", "daemon-reload")

    def an_upgrade_keeps_configuration_and_log(self):
        before = self.main_pid()
        self.inside("dpkg", "-i", "/newswired.deb")
        self.wait_for(lambda: self.state() == "active" and self.main_pid() not in (0, before), "not restarted by the upgrade")
        self.assertIn("5h", (self.root / "etc/newswired/newswired.toml").read_text())
        record = self.inside("timeout", "60", "newswired", "tail", "--since", "beginning", "--count", "1", "--format", "json")
        self.assertIn('"seq":1,', record)

    def a_worker_unit_serves_the_head_with_keys_that_are_credentials(self):
        self.inside("sh", "-ec", """
            mkdir -p /etc/newswired/keys && cd /etc/newswired/keys
            newswired keys new server.key && newswired keys new worker.key
            newswired keys list server.key > head.pub && newswired keys list worker.key > workers
            sed -i -e 's/^listen = \\[\\]/listen = ["tcp:\\/\\/127.0.0.1:7603"]/' -e 's/^workers = ""/workers = "credential:workers"/' \
                -e 's/^server_key = ""/server_key = "credential:server.key"/' -e 's/^entities = 1/entities = 0/' ../newswired.toml
            echo CONNECT=tcp://127.0.0.1:7603 > ../worker.conf""")
        self.write("etc/systemd/system/newswired.service.d/keys.conf", "[Service]\nLoadCredential=server.key:/etc/newswired/keys/server.key\n"
                                                                       "LoadCredential=workers:/etc/newswired/keys/workers\n")
        self.inside("systemctl", "daemon-reload")
        self.inside("systemctl", "restart", "newswired")
        self.inside("newswired", "check")
        self.inside("systemctl", "start", "newswired-worker@entities")
        ready = "worker from outside is ready"
        self.wait_for(lambda: ready in self.inside("journalctl", "--no-pager", "-u", "newswired"), "the worker unit did not reach the head")

    def remove_keeps_configuration_and_ledger(self):
        self.inside("dpkg", "-r", "newswired")
        self.assertNotEqual(self.state(), "active")
        self.assertNotEqual(self.inside("systemctl", "is-active", "newswired-worker@entities", check=False).strip(), "active")
        self.assertTrue((self.root / "etc/newswired/newswired.toml").exists())
        self.assertTrue((self.root / "var/lib/newswired").is_dir())

    def purge_removes_the_configuration_and_keeps_the_ledger(self):
        answer = self.inside("dpkg", "-P", "newswired")
        self.assertFalse((self.root / "etc/newswired").exists())
        self.assertTrue((self.root / "var/lib/newswired").is_dir())
        self.assertIn("/var/lib/newswired", answer)

    def test_has_no_error_of_lintian(self):
        needs("lintian")
        answer = output("lintian", "--allow-root", "--no-tag-display-limit", "--fail-on", "error", self.package, check=False)
        self.assertEqual([], [line for line in answer.splitlines() if line.startswith("E:")], answer)


if __name__ == "__main__":
    unittest.main()
