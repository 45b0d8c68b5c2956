"""Subscribers that are slow, deaf, picky or many."""
import contextlib
import json
import sqlite3
import threading
import time

import zmq

from subscribers import Casual, Durable, Memory
from timing import on_this_machine
from world import World


def slow_subscriber(seed):
    """Subscribers that do not read slow nobody, cost bounded memory, and see their gap."""
    with World(seed) as world:
        sleepy = Casual(Memory(), world.daemon.live, receive_max=10)
        sleepy.start()
        world.wait(lambda: sleepy.beats, 20, "no beat")
        lazy = Durable(Memory(), world.daemon.log, credit=3)  # gives no more credit
        lazy.start()
        sleepy.deaf.set()
        world.issue(100)
        world.wait_logged(100)
        before = world.sampler.peak["rss_mib"]
        world.issue(100)
        world.wait_logged(200)
        grown = world.sampler.peak["rss_mib"] - before
        assert grown < 64, f"I6: the head grew by {grown:.0f} MiB"
        sleepy.deaf.clear()
        head = world.durable.entries[-1]["seq"]
        world.wait(lambda: sleepy.beats and sleepy.beats[-1][1]["head"] >= head, 10, "the slow subscriber gets no beat")
        assert len(lazy.entries) == 3, f"{len(lazy.entries)} entries for a credit of 3"
        sleepy.stop()
        lazy.stop()
        world.check()
        return f"head grew {grown:.0f} MiB; the slow one got {len(sleepy.entries)} of 200"


def dropped_tail(seed):
    """The broadcast loses its tail, then silence: the beat tells within 2 s, a read of the log fills the gap."""
    with World(seed) as world:
        deaf = Casual(world.memory, world.daemon.live, receive_max=1)
        deaf.start()
        world.wait(lambda: deaf.beats, 20, "no beat")
        world.issue(5)
        world.wait(lambda: len(deaf.entries) >= 4, 30, "the broadcast does not arrive")
        seen = deaf.entries[-1]["seq"]
        deaf.stop()  # what comes now is lost to it
        world.issue(40)
        world.wait_logged(45)
        late = Casual(world.memory, world.daemon.live)
        began = time.monotonic()
        late.start()
        world.wait(lambda: late.beats and late.beats[-1][1]["head"] > seen, 10, "the beat does not tell of the gap")
        noticed = time.monotonic() - began
        head = late.beats[-1][1]["head"]
        late.stop()
        reader = Durable(world.memory, world.daemon.log)
        reader.epoch, reader.cursor = world.durable.epoch, seen
        reader.start()
        world.wait(lambda: {e["seq"] for e in reader.entries} >= set(range(seen + 1, head + 1)), 10, "the gap was not filled")
        reader.stop()
        assert noticed <= on_this_machine(2), f"noticed after {noticed:.1f} s"
        world.check()
        return f"gap of {head - seen} noticed after {noticed:.2f} s and filled"


def prefix_subscriber(seed):
    """A subscriber of one feed that misses entries sees it by `prev`, and fills the gap from the log."""
    with World(seed) as world:
        topic = "article.en.feed1."
        first = Casual(world.memory, world.daemon.live, topics=(topic,))
        first.start()
        world.wait(lambda: first.beats, 20, "no beat")
        world.issue(6, feed="feed1")
        world.wait(lambda: len(first.entries) >= 5, 30, "the broadcast does not arrive")
        first.stop()
        known = {e["seq"] for e in first.entries}
        world.issue(8, feed="feed1")
        world.issue(10)
        world.wait_logged(22)
        second = Casual(world.memory, world.daemon.live, topics=(topic,))
        second.start()
        world.wait(lambda: second.beats, 20, "no beat")
        world.issue(2, feed="feed1")
        world.wait(lambda: second.entries, 30, "the broadcast does not arrive")
        prev = second.entries[0]["prev"]
        assert prev not in known and prev > max(known), f"`prev` {prev} hides the gap after {max(known)}"
        reader = Durable(world.memory, world.daemon.log, topics=(topic,))
        reader.epoch, reader.cursor = world.durable.epoch, max(known)
        reader.start()
        world.wait(lambda: prev in {e["seq"] for e in reader.entries}, 10, "the gap was not filled")
        chain = sorted(known | {e["seq"] for e in reader.entries} | {e["seq"] for e in second.entries})
        heads = {e["seq"]: e["prev"] for e in first.entries + reader.entries + second.entries}
        assert all(heads[b] == a for a, b in zip(chain, chain[1:])), f"the chain of `prev` is broken: {chain} {heads}"
        second.stop()
        reader.stop()
        world.check()
        return f"{len(chain)} entries in an unbroken chain"


def fill_log(ledger, count):
    """Entries of a kind that nobody knows, straight into the log of a daemon that is down."""
    with contextlib.closing(sqlite3.connect(ledger)) as file, file:
        (seq,), (epoch,) = file.execute("SELECT seq FROM counters").fetchone(), file.execute("SELECT value FROM meta WHERE name='epoch'").fetchone()
        file.execute("INSERT INTO topics(topic, head) VALUES('article.en.filler.', ?)", (seq + count,))
        (topic,) = file.execute("SELECT number FROM topics WHERE topic='article.en.filler.'").fetchone()
        rows = []
        for n in range(seq + 1, seq + count + 1):
            entry = {"schema": "newswired/filler/1", "epoch": epoch, "seq": n, "prev": n - 1, "text": f"{n} " * 400}
            rows.append((n, topic, entry["schema"], f"filler-{n}", int(time.time()), json.dumps(entry)))
        file.executemany("INSERT INTO log(seq, topic, schema, article, logged, json) VALUES(?, ?, ?, ?, ?, ?)", rows)
        file.execute("UPDATE counters SET seq = ?", (seq + count,))


class Replayers(threading.Thread):
    """Many readers that replay the log again and again, drained in turn."""

    def __init__(self, address, count, end):
        super().__init__(daemon=True)
        self.address, self.end, self.counts, self.ending = address, end, [0] * count, threading.Event()

    def ask(self, socket):
        socket.send_json({"op": "READ", "epoch": None, "after": 0, "topics": [], "credit": 1_000_000})

    def run(self):
        context, poller, number = zmq.Context(), zmq.Poller(), {}
        for k in range(len(self.counts)):
            socket = context.socket(zmq.DEALER)
            socket.linger, socket.rcvhwm = 0, 100
            socket.connect(f"tcp://{self.address}")
            self.ask(socket)
            poller.register(socket, zmq.POLLIN)
            number[socket] = k
        while not self.ending.is_set():
            for socket, _ in poller.poll(100):
                word, body = socket.recv_multipart()
                if word == b"RECORD":
                    self.counts[number[socket]] += 1
                elif word == b"AT" and json.loads(body)["seq"] >= self.end:
                    self.ask(socket)
        context.destroy(linger=0)


def many_readers(seed, readers=50, fillers=3000):
    """Fifty readers replay the log while live goes on: equal shares, no beat late, the WAL bounded."""
    with World(seed) as world:
        world.issue(20)
        world.wait_logged(20)
        world.daemon.stop()
        fill_log(world.daemon.folder / "state/ledger.sqlite3", fillers)
        world.restart()
        world.wait(lambda: len(world.durable.entries) >= 20 + fillers, 60, lambda: f"{len(world.durable.entries)} replayed")
        replayers = Replayers(world.daemon.log, readers, fillers)
        began = time.monotonic()
        replayers.start()
        world.wait(lambda: min(replayers.counts) > 200, 60, lambda: f"a reader starves: {replayers.counts}")
        for _ in range(8):
            article = world.issue(1, feed="feed1")[0]
            world.wait(lambda: any(e["title"] == article.title for e in world.casual.entries), 20, "live stopped while others replayed")
        # A page is 100 entries, so some pages for each before their shares mean anything, and a page of tolerance.
        base = list(replayers.counts)
        world.wait(lambda: min(now - then for now, then in zip(replayers.counts, base)) > 600, on_this_machine(60), lambda: f"a reader starves: {replayers.counts}")
        counts = [now - then for now, then in zip(replayers.counts, base)]
        replayers.ending.set()
        replayers.join(5)
        beats = [at for at, _ in world.casual.beats if at > began]
        late = max(b - a for a, b in zip(beats, beats[1:]))
        assert late < on_this_machine(2), f"{late:.1f} s between two beats"
        mean = sum(counts) / readers
        assert max(counts) <= 1.2 * mean + 100 and min(counts) >= 0.8 * mean - 100, f"shares from {min(counts)} to {max(counts)}"
        world.check()
        return f"{sum(counts)} records to {readers} readers, shares {min(counts) / mean:.2f} to {max(counts) / mean:.2f}, beats {late:.1f} s apart at most"
