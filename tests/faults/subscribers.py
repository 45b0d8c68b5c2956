"""Subscribers that remember everything they were shown, each on a thread of its own."""
import json
import threading
import time

import zmq


class Memory:
    """Every entry by its place. A place that is shown with two contents is a broken promise."""

    def __init__(self):
        self.lock = threading.Lock()
        self.contents, self.conflicts = {}, []

    def keep(self, entry, body):
        """False when that place was known already."""
        place = (entry["epoch"], entry["seq"])
        with self.lock:
            known = self.contents.setdefault(place, body)
            if known != body:
                self.conflicts.append((place, known[:200], body[:200]))
            return known is body


class Subscriber(threading.Thread):
    def __init__(self, memory):
        super().__init__(daemon=True)
        self.memory, self.context, self.ending = memory, zmq.Context(), threading.Event()
        self.trouble = None

    def run(self):
        try:
            self.serve()
        except Exception as error:  # shown by the check; a thread's own traceback is lost in the noise
            self.trouble = repr(error)
        finally:
            self.context.destroy(linger=0)

    def stop(self):
        self.ending.set()
        self.join(10)


class Durable(Subscriber):
    """Reads the log from the beginning; after every silence asks again from its cursor; under a new epoch from the start."""

    def __init__(self, memory, address, topics=(), credit=100_000):
        super().__init__(memory)
        self.address, self.topics, self.credit = address, list(topics), credit
        self.epoch, self.cursor = None, 0
        self.entries, self.told = [], []
        self.known, self.heard_at = set(), time.monotonic()
        self.keys = None  # (public, secret, the server's public), as Z85

    def silent_for(self):
        return time.monotonic() - self.heard_at

    def connect(self):
        socket = self.context.socket(zmq.DEALER)
        socket.linger = 0
        if self.keys:
            socket.curve_publickey, socket.curve_secretkey, socket.curve_serverkey = self.keys
        socket.connect(f"tcp://{self.address}")
        socket.send_json({"op": "READ", "epoch": self.epoch, "after": self.cursor, "topics": self.topics, "credit": self.credit})
        return socket

    def serve(self):
        socket, asked = self.connect(), time.monotonic()
        while not self.ending.is_set():
            if not socket.poll(100):
                # A daemon that was killed forgets its readers.
                if time.monotonic() - max(asked, self.heard_at) > 2:
                    socket.close()
                    socket, asked = self.connect(), time.monotonic()
                continue
            word, body = socket.recv_multipart()
            self.heard_at = time.monotonic()
            answer = json.loads(body)
            if word == b"RECORD":
                self.take(answer, body)
            elif word == b"AT":
                self.epoch, self.cursor = answer["epoch"], max(self.cursor, answer["seq"])
            else:
                self.told.append((word.decode(), answer))
                if word == b"EPOCH":
                    self.epoch, self.cursor = answer["epoch"], 0
                elif word == b"GONE":
                    self.cursor = answer["floor"] - 1
                else:
                    raise AssertionError(f"{word.decode()} {answer}")
                socket.close()
                socket, asked = self.connect(), time.monotonic()

    def take(self, entry, body):
        self.memory.keep(entry, body)
        self.cursor = max(self.cursor, entry["seq"])
        place = (entry["epoch"], entry["seq"])
        if place not in self.known:
            self.known.add(place)
            self.entries.append(entry)


class Casual(Subscriber):
    """Listens to the broadcast: what came, and when each beat came."""

    def __init__(self, memory, address, topics=("article.",), receive_max=0):
        super().__init__(memory)
        self.address, self.topics, self.receive_max = address, [*topics, "beat."], receive_max
        self.entries, self.beats = [], []
        self.deaf = threading.Event()

    def serve(self):
        socket = self.context.socket(zmq.SUB)
        socket.linger, socket.rcvhwm = 0, self.receive_max
        for topic in self.topics:
            socket.subscribe(topic)
        socket.connect(f"tcp://{self.address}")
        while not self.ending.is_set():
            if self.deaf.is_set():
                time.sleep(0.02)
                continue
            if not socket.poll(100):
                continue
            topic, body = socket.recv_multipart()
            entry = json.loads(body)
            if topic == b"beat.":
                self.beats.append((time.monotonic(), entry))
            elif topic.startswith(b"article."):
                self.memory.keep(entry, body)
                self.entries.append(entry)


def read_all(address, epoch=None, seconds=30):
    """The whole log as a newcomer sees it: [(entry, body)]."""
    context, entries = zmq.Context(), []
    try:
        socket = context.socket(zmq.DEALER)
        socket.linger = 0
        socket.connect(f"tcp://{address}")
        socket.send_json({"op": "READ", "epoch": epoch, "after": 0, "topics": [], "credit": 1_000_000})
        deadline, head = time.monotonic() + seconds, None
        while time.monotonic() < deadline:
            if not socket.poll(200):
                continue
            word, body = socket.recv_multipart()
            answer = json.loads(body)
            if word == b"RECORD":
                entries.append((answer, body))
            elif word == b"AT":
                if answer["seq"] == head or (answer["seq"] == (entries[-1][0]["seq"] if entries else 0) and head is not None):
                    return entries
                head = answer["seq"]
            elif word == b"GONE":
                socket.send_json({"op": "READ", "epoch": epoch, "after": answer["floor"] - 1, "topics": [], "credit": 1_000_000})
            else:
                raise AssertionError(f"{word.decode()} {answer}")
        raise AssertionError(f"the log did not come to an end within {seconds} s")
    finally:
        context.destroy(linger=0)
