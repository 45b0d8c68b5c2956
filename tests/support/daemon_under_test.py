"""The real daemon as a child process, and real subscribers of its sockets."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import zmq

PROGRAM = os.environ.get("NEWSWIRED", "newswired")


def free_port():
    """A port of 127.0.0.1 for a server that starts later.

    It lies below the ports that the system gives to outgoing connections: one of those may be taken by any connection
    before the server listens, even by a subscriber that, trying to reach the server, reaches itself.
    """
    first_outgoing = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    while True:
        port = random.randrange(min(20_000, first_outgoing // 2), first_outgoing)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Daemon:
    """`newswired run` on a state folder of its own; use it as a context manager."""

    def __init__(self, feeds, fetch="", extra="", environment=None):
        self.environment = {**os.environ, **(environment or {})}
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nw-", dir="/tmp"))
        self.live, self.log, self.http = (f"127.0.0.1:{free_port()}" for _ in range(3))
        self.config = self.folder / "newswired.toml"
        self.config.write_text(f"""state_dir = "{self.folder}/state"
feeds = ["feeds.toml"]
[fetch]
allow_networks = ["127.0.0.0/8", "::1"]
backlog = "all"
host_delay = "0s"
interval_min = "1s"
{fetch}
[output]
live = ["tcp://{self.live}"]
log = ["tcp://{self.log}"]
[http]
listen = "{self.http}"
{extra}
""")
        self.set_feeds(feeds)
        self.process, self.starts = None, 0

    def set_feeds(self, feeds):
        """`feeds`: dicts of the keys of a [[feed]] table."""
        tables = ["[[feed]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in feed.items()) for feed in feeds]
        (self.folder / "feeds.toml").write_text("\n".join(tables))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        if os.environ.get("NEWSWIRED_KEEP"):
            print("kept:", self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        self.starts += 1
        errors = open(self.folder / "daemon.log", "ab")
        self.process = subprocess.Popen([PROGRAM, "run", "--config", str(self.config)], stderr=errors, stdout=errors,
                                        env=self.environment)
        errors.close()

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        if self.process:
            self.process.wait(10)

    def stop(self):
        """SIGTERM; answers the exit status and how long it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30), time.monotonic() - began

    def messages(self):
        return (self.folder / "daemon.log").read_text(errors="replace")

    def children(self):
        """Process ids of the workers, by stage."""
        found = {}
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                arguments = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has ended meanwhile
                continue
            if parent == self.process.pid and b"worker" in arguments:
                found.setdefault(arguments[arguments.index(b"worker") + 1].decode(), []).append(int(process.name))
        return found


class LogReader:
    """A durable subscriber: reads the log from the beginning and goes on after every restart from its cursor."""

    def __init__(self, daemon, topics=("",), epoch=None, after=0):
        self.context = zmq.Context()
        self.address, self.topics = daemon.log, [t for t in topics if t]
        self.epoch, self.cursor, self.entries = epoch, after, []
        self.connect()

    def connect(self):
        self.socket = self.context.socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.connect(f"tcp://{self.address}")
        self.send({"op": "READ", "epoch": self.epoch, "after": self.cursor, "topics": self.topics, "credit": 100_000})
        self.last_heard = time.monotonic()

    def send(self, message):
        self.socket.send(json.dumps(message).encode())

    def read(self, until, seconds):
        """Reads until `until(entries)` holds or the time is over; answers whether it held."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if until(self.entries):
                return True
            if not self.socket.poll(200):
                # A daemon that was killed forgets its readers: ask again from the cursor.
                if time.monotonic() - self.last_heard > 3:
                    self.socket.close()
                    self.connect()
                continue
            word, body = self.socket.recv_multipart()
            self.last_heard = time.monotonic()
            answer = json.loads(body)
            if word == b"RECORD":
                self.epoch = answer["epoch"]
                if answer["seq"] > self.cursor:
                    self.cursor = answer["seq"]
                    self.entries.append(answer)
            elif word == b"AT":
                self.epoch = answer["epoch"]
                self.cursor = max(self.cursor, answer["seq"])
            elif word != b"EPOCH":
                raise AssertionError(f"{word} {answer}")
        return until(self.entries)

    def close(self):
        self.context.destroy(linger=0)


class LiveReader:
    """A casual subscriber of the broadcast."""

    def __init__(self, daemon, topics=("article.",)):
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.SUB)
        self.socket.linger = 0
        self.socket.rcvhwm = 0
        for topic in topics:
            self.socket.subscribe(topic)
        self.socket.connect(f"tcp://{daemon.live}")
        self.entries = []

    def read(self, until, seconds):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if until(self.entries):
                return True
            if self.socket.poll(200):
                topic, body = self.socket.recv_multipart()
                self.entries.append((topic.decode(), json.loads(body)))
        return until(self.entries)

    def close(self):
        self.context.destroy(linger=0)


def records(entries):
    return [e for e in entries if e["schema"] == "newswired/record/1"]


def duplicates(entries):
    return [e for e in entries if e["schema"] == "newswired/duplicate/1"]
