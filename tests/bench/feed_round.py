#!/usr/bin/env python3
"""A whole daemon with ten thousand feeds on a thousand hosts of loopback: how long a round takes, how polite it is, and what
the head needs.

usage: tests/bench/feed_round.py [--feeds 10000] [--hosts 1000] [--rounds 2] [--program build/release/newswired]

Every feed has 20 entries (about 20 kB), an ETag that is honoured, and `interval` at the default `interval_min` of two
minutes; all other settings are the defaults, one second between two requests of a host among them. The first round
brings bodies, the others are answered with 304. The server is a process of its own and tells what it saw.
"""
import argparse
import asyncio
import collections
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

INTERVAL_S = 120


def body_of(number):
    words = f"The harbour of town {number} was quiet on the day when the ferry came in and nobody had news to tell. " * 7
    items = "".join(f"<item><title>Ferry {number}-{n} came in</title><link>http://news.localhost/{number}/{n}</link><guid isPermaLink=\"false\">{number}-{n}</guid>"
                    f"<pubDate>Thu, 01 Jan 2026 {n:02}:00:00 GMT</pubDate><description>{words}</description></item>" for n in range(20))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Town {number}</title><link>http://news.localhost/</link>{items}</channel></rss>'.encode()


class Seen:
    """What the server saw: when each feed was asked, and how many connections each host had open."""

    def __init__(self):
        self.asked = collections.defaultdict(list)
        self.open, self.most_open = collections.Counter(), 0
        self.last_end, self.shortest_gap = {}, 1e9
        self.bodies = self.unchanged = 0


class Connection(asyncio.Protocol):
    def __init__(self, seen):
        self.seen, self.host, self.buffer = seen, None, b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            self.answer(head.decode().split("\r\n"))

    def answer(self, lines):
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        now, number = time.monotonic(), int(lines[0].split()[1][1:])
        if self.host is None:
            self.host = headers["host"]
            self.seen.open[self.host] += 1
            self.seen.most_open = max(self.seen.most_open, self.seen.open[self.host])
        self.seen.shortest_gap = min(self.seen.shortest_gap, now - self.seen.last_end.get(self.host, -1e9))
        self.seen.last_end[self.host] = now
        self.seen.asked[number].append(now)
        if "if-none-match" in headers:
            self.seen.unchanged += 1
            return self.transport.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        self.seen.bodies += 1
        body = body_of(number)
        self.transport.write(f'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "{number}"\r\nContent-Length: {len(body)}\r\n\r\n'.encode() + body)

    def connection_lost(self, _):
        if self.host:
            self.seen.open[self.host] -= 1


def serve(pipe):
    """Tells its port, then answers each word of the parent with what was seen so far."""
    seen = Seen()

    async def run():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(seen), "127.0.0.1", 0, backlog=4096)
        pipe.send(server.sockets[0].getsockname()[1])
        while True:
            while not pipe.poll():
                await asyncio.sleep(0.2)
            if pipe.recv() == "end":
                return
            pipe.send({"asked": dict(seen.asked), "most_open": seen.most_open, "shortest_gap": seen.shortest_gap, "bodies": seen.bodies,
                       "unchanged": seen.unchanged})

    asyncio.run(run())


def memory_mib(pid, name):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def workers_of(pid):
    return [int(child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--feeds", type=int, default=10_000)
    options.add_argument("--hosts", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=2, help="rounds after the first, at least 1")
    options.add_argument("--program", default=os.environ.get("NEWSWIRED", "build/release/newswired"))
    options = options.parse_args()

    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="nw-round-"))
    (folder / "feeds.toml").write_text("".join(
        f'[[feed]]\nid = "f{n}"\nurl = "http://h{n % options.hosts}.localhost:{port}/{n}"\ninterval = "{INTERVAL_S}s"\n' for n in range(options.feeds)))
    (folder / "newswired.toml").write_text(
        f'state_dir = "{folder}/state"\nfeeds = ["feeds.toml"]\n[fetch]\nallow_networks = ["127.0.0.0/8"]\n[output]\nlive = []\nlog = []\n[http]\nlisten = ""\n')
    began = time.monotonic()
    with open(folder / "daemon.log", "wb") as log:
        daemon = subprocess.Popen([options.program, "run", "--config", str(folder / "newswired.toml")], stdout=log, stderr=log)
    try:
        seen, first = watch(ours, daemon, options, began)
        report(seen, first, daemon, options, began)
    finally:
        daemon.terminate()
        daemon.wait(60)
        ours.send("end")
        shutil.rmtree(folder, ignore_errors=True)


def watch(pipe, daemon, options, began):
    """Waits until every feed was asked so often; answers what was seen, and when all had been asked once."""
    first = None
    deadline = began + (options.rounds + 3) * INTERVAL_S
    while True:
        time.sleep(1)
        pipe.send("tell")
        seen = pipe.recv()
        counts = [len(times) for times in seen["asked"].values()]
        if first is None and len(counts) == options.feeds:
            first = time.monotonic() - began
        if len(counts) == options.feeds and min(counts) > options.rounds:
            return seen, first
        if daemon.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"not done: {len(counts)} feeds asked, the rarest {min(counts, default=0)} times, daemon's status {daemon.poll()}")


def report(seen, first, daemon, options, began):
    gaps = sorted(b - a for times in seen["asked"].values() for a, b in zip(times, times[1:]))
    workers = workers_of(daemon.pid)
    print(json.dumps({
        "feeds": options.feeds, "hosts": options.hosts, "seconds": round(time.monotonic() - began),
        "first_round_s": round(first, 1),
        "between_polls_s": {"median": round(gaps[len(gaps) // 2], 1), "p99": round(gaps[len(gaps) * 99 // 100], 1), "most": round(gaps[-1], 1)},
        "bodies": seen["bodies"], "not_modified": seen["unchanged"],
        "most_connections_of_a_host": seen["most_open"], "shortest_gap_of_a_host_s": round(seen["shortest_gap"], 2),
        "head_peak_rss_mib": round(memory_mib(daemon.pid, "VmHWM")), "head_cpu_s": round(cpu_seconds(daemon.pid), 1),
        "workers_cpu_s": round(sum(cpu_seconds(pid) for pid in workers), 1)}, indent=1))
    if seen["most_open"] > 1:
        sys.exit("more than one connection to a host")


if __name__ == "__main__":
    main()
