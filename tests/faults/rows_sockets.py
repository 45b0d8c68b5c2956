"""Strangers at every socket: garbage, floods, half handshakes, hostile JSON, workers of another release."""
import contextlib
import json
import os
import socket
import struct
import time

import zmq

from rows_keys import open_hub
from world import World

GREETING = b"\xff" + bytes(8) + b"\x7f\x03\x00NULL" + bytes(16) + b"\x00" + bytes(31)
READY = b"\x04\x26\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER"


def doors(world, more=()):
    """Every listener: a function that connects to it. `more`: addresses beside the usual ones."""
    tcp = lambda address: lambda: socket.create_connection(address.split(":"), timeout=3)

    def unix(name):
        def connect():
            stream = socket.socket(socket.AF_UNIX)
            stream.settimeout(3)
            stream.connect(str(world.daemon.folder / "state" / name))
            return stream
        return connect

    found = {"live": tcp(world.daemon.live), "log": tcp(world.daemon.log), "http": tcp(world.daemon.http)}
    for path in (world.daemon.folder / "state").glob("*.sock"):
        found[path.name] = unix(path.name)
    found.update({address: tcp(address) for address in more})
    assert len(found) >= 5, f"a socket is not where it was: {list(found)}"
    return found


def raw_messages(rng):
    frame = lambda flags, content: bytes([flags, len(content)]) + content if len(content) < 256 else bytes([flags | 2]) + struct.pack(">Q", len(content)) + content
    ready = frame(4, READY[2:])
    return {
        "random": rng.randbytes(rng.randint(1, 5000)),
        "nothing": b"",
        "half a greeting": GREETING[:rng.randint(1, 63)],
        "ZMTP 1.0": b"\x01\x00\x05\x00abcd",
        "ZMTP 1.0 with long frame": b"\x01\x00\xff" + struct.pack(">Q", 1 << 31) + b"x" * 100,
        "CURVE asked": GREETING.replace(b"NULL" + bytes(16), b"CURVE" + bytes(15)),
        "2 GiB frame": GREETING + ready + b"\x02" + struct.pack(">Q", 1 << 31) + b"y" * 1000,
        "all bits": b"\xff" * 2000,
        "command before ready": GREETING + frame(4, b"\x09SUBSCRIBEx"),
        "10,000 parts": GREETING + ready + frame(1, b"p") * 10_000 + frame(0, b"end"),
        "an HTTP request": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "an endless request line": b"GET /" + b"a" * 100_000,
        "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + rng.randbytes(500),
    }


def hostile_frames(rng):
    deep = b"[" * 100_000
    return [
        [b""], [b"", b""], [b"{}"], [b"null"], [b"[]"], [deep], [b'{"op":' + deep], [b'{"op":"READ","after":-1,"credit":1}'],
        [b'{"op":"READ","after":1e308,"credit":99999999999999999999999}'], [b'{"op":"READ","after":0,"credit":1,"topics":[' + b'"x",' * 5000 + b'"x"]}'],
        [b'{"op":"\xff\xfe"}'], [b'{"op":"CREDIT","n":18446744073709551615}'], [b'{"op":"reload","op":"status"}'], [b'{"op":{"op":"status"}}'],
        [rng.randbytes(1000)], [b"x" * (1 << 20)], [b"p"] * 1000,
        [b'{"version":1,"kind":"answer","boot":"forged","job":"6b1f","revision":1,"stage":"parse","attempt":1}', b"{}"],
        [b'{"version":1,"kind":"beat","boot":"","job":"","revision":4294967297,"stage":"quotes","attempt":-1}'],
        [b'{"version":1,"kind":"hello","boot":"forged","job":"","revision":0,"stage":"parse","attempt":1}', b'{"model":"","release":"0","pid":1}'],
        [b'{"version":1,"kind":"hello","boot":"","job":"","revision":0,"stage":"parse","attempt":1}', b"[]"],
    ]


def malformed_frames(seed):
    """Garbage, truncations, 10,000 parts, 2 GiB lengths, old greetings and hostile JSON at every socket: nobody falls, news goes on."""
    world = World(seed)
    hub, server = open_hub(world)
    with world:
        world.issue(5)
        pid, sent = world.daemon.process.pid, 0
        for _ in range(3):
            for name, connect in doors(world, [hub]).items():
                for what, message in raw_messages(world.rng).items():
                    with contextlib.suppress(OSError), connect() as stream:
                        stream.sendall(message)
                        sent += 1
                        if world.rng.random() < 0.3:
                            stream.shutdown(socket.SHUT_WR)
            world.issue(3)
        context = zmq.Context()
        endpoints = [f"tcp://{world.daemon.live}", f"tcp://{world.daemon.log}", f"tcp://{hub}"] + \
            [f"ipc://{path}" for path in (world.daemon.folder / "state").glob("*.sock")]
        for endpoint in endpoints:
            for kind in (zmq.DEALER, zmq.SUB, zmq.REQ, zmq.XSUB):
                peer = context.socket(kind)
                peer.linger = 200
                if hub in endpoint and kind == zmq.DEALER:  # a key of its own, which the list does not know; the others come without
                    peer.curve_publickey, peer.curve_secretkey = zmq.curve_keypair()
                    peer.curve_serverkey = server
                peer.connect(endpoint)
                if kind == zmq.SUB:
                    for n in range(200):
                        peer.subscribe(world.rng.randbytes(100))
                elif kind != zmq.REQ:
                    for frames in hostile_frames(world.rng):
                        with contextlib.suppress(zmq.ZMQError):
                            peer.send_multipart(frames, flags=zmq.DONTWAIT)
                            sent += 1
                peer.close()
        world.issue(10)
        world.check(stop=False)
        context.destroy(linger=0)
        assert world.daemon.process.pid == pid and world.daemon.process.poll() is None
        world.check()
        return f"{sent} messages at {len(endpoints) + 1} sockets"


def idle_connections(seed, count=1500):
    """Connections that say nothing or half a greeting, as fast as they can be made: those who are there keep their service."""
    with World(seed) as world:
        world.issue(5)
        world.wait_logged(4)
        found = [doors(world)[name] for name in ("live", "log")]
        held, refused = [], 0
        beats = len(world.casual.beats)
        began = time.monotonic()
        for n in range(count):
            try:
                stream = found[n % 2]()
                if n % 3 == 0:
                    stream.sendall(GREETING[:10])
                held.append(stream)
            except OSError:
                refused += 1
            if n % 300 == 0:
                world.issue(1)
        took = time.monotonic() - began
        article = world.issue(1)[0]
        world.wait(lambda: article.title in world.logged(), 30, "the durable subscriber lost its service")
        world.wait(lambda: len(world.casual.beats) > beats + 2, 10, "the casual subscriber lost its service")
        world.check(stop=False)
        for stream in held:
            stream.close()
        world.wait(lambda: world.sampler.peak["fds_percent"] <= 80, 1, "I6: descriptors")
        world.check()
        return f"{len(held)} connections in {took:.1f} s, {refused} refused, {world.sampler.peak['fds_percent']:.0f} % of the descriptors"


def web_pool(seed):
    """Requests that never end and streams that are never read fill the web pool: health is back within 20 s, news never waits."""
    with World(seed) as world:
        world.issue(5)
        world.wait_logged(4)
        connect = doors(world)["http"]
        held = []
        for n in range(60):
            with contextlib.suppress(OSError):
                stream = connect()
                host = f"Host: {world.daemon.http}\r\n".encode()
                stream.sendall([b"GET / HT", b"GET /api/records HTTP/1.1\r\n" + host, b"GET /api/stream?after=0 HTTP/1.1\r\n" + host + b"\r\n",
                                b"GET /api/log?after=0 HTTP/1.1\r\n" + host + b"\r\n"][n % 4])
                held.append(stream)
        article = world.issue(1)[0]
        world.wait(lambda: article.title in world.logged(), 20, "news waits for the web")
        began = time.monotonic()
        world.wait(lambda: world.get("/health/live", timeout=20)[0] == 200, 60, "health does not come back")
        waited = time.monotonic() - began
        for stream in held:
            stream.close()
        assert waited <= 20, f"health took {waited:.1f} s"
        world.check()
        return f"{len(held)} connections, health after {waited:.1f} s"


def other_release(seed):
    """A worker that speaks another envelope version, or of no stage, is refused by name; the others go on."""
    with World(seed) as world:
        world.issue(5)
        context, refusals = zmq.Context(), []
        hub = f"ipc://{world.daemon.folder}/state/hub.sock"
        for version, stage in ((2, "parse"), (0, "entities"), (1, "horoscope")):
            peer = context.socket(zmq.DEALER)
            peer.linger = 0
            peer.connect(hub)
            peer.send_multipart([json.dumps({"version": version, "kind": "hello", "boot": "", "job": "", "revision": 0, "stage": stage, "attempt": 1}).encode(),
                                 json.dumps({"model": "", "release": "9.9.9", "pid": os.getpid()}).encode()])
            assert peer.poll(10_000), f"no answer to a worker of version {version}, stage {stage}"
            frames = peer.recv_multipart()
            refusals.append(frames[-1].decode())
            assert b"bye" in frames[0], frames
            peer.close()
        context.destroy(linger=0)
        assert "version 2" in refusals[0], refusals
        world.check()
        return "; ".join(refusals)[:200]
