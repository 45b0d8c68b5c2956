"""Hours in minutes: news at a low rate, a random fault each minute, the promises at the end, and the slope of the head's memory."""
import os
import random
import signal
import sqlite3
import time

from rows_sockets import GREETING, doors
from subscribers import Casual
from world import World

WARM_UP_S = 300
INDEX_KB = 1.3  # what the dedup window remembers of an article (stages/dedup/README.md)
BUSY_DAY = 15_000  # articles that fill SQLite's two caches of 32 MiB (the ledger's takes 6,000, that of search 13,000), so that their filling is not taken for a leak


def run(minutes, seed, a_minute=60):
    """The head is restarted in the first third only, so that one life is long enough to see its memory creep; a busy day follows,
    and from its end on the slope is counted."""
    began, faults, counted_from = time.monotonic(), [], None
    with World(seed, feeds=6) as world:
        rng, minute = random.Random(f"soak {seed}"), 0
        while time.monotonic() - began < minutes * 60:
            if counted_from is None and minute >= minutes / 3:
                busy_day(world)
                began = time.monotonic() - minute * 60  # on top of the minutes asked for
                counted_from = time.monotonic()
            deadline = began + (minute + 1) * 60
            fault_at = deadline - rng.uniform(15, 55)
            while time.monotonic() < deadline:
                world.issue(max(1, a_minute // 30))
                if fault_at is not None and time.monotonic() >= fault_at:
                    fault_at = None
                    fault = rng.choice(FAULTS if minute < minutes / 3 else FAULTS_BESIDE_THE_HEAD)
                    faults.append(fault.__name__)
                    fault(world, rng)
                time.sleep(2)
            minute += 1
            behind = len(world.oracle.issued) - len(world.durable.entries)
            rss = world.sampler.rss[-1][1]
            print(f"minute {minute}: {faults[-1] if faults else '-'}; {len(world.oracle.issued)} issued, {behind} under way, head {rss:.0f} MiB", flush=True)
            assert behind < 60 + 3 * a_minute, f"{behind} articles behind: {world.status()}"
        world.check(complete=True)
        print(f"{len(world.oracle.issued)} articles, {len(faults)} faults ({', '.join(f'{name} {faults.count(name)}' for name in sorted(set(faults)))}): every promise held")
        print(f"head peak {world.sampler.peak['rss_mib']:.0f} MiB, WAL {world.sampler.peak['wal_mib']:.0f} MiB; {slope(world.sampler.rss, counted_from)}; "
              f"the dedup window's share: {a_minute * 60 * INDEX_KB / 1024:.1f} MiB/h")
        return 0


def grow(articles, seed):
    """As many articles as the head takes, without a fault: its memory after each thousand."""
    with World(seed, feeds=6) as world:
        for passed in range(1000, articles + 1, 1000):
            pass_through(world, 1000)
            print(f"{passed} articles: head {world.sampler.rss[-1][1]:.1f} MiB", flush=True)
        world.check(complete=True)
        return 0


def busy_day(world):
    pass_through(world, BUSY_DAY)
    print(f"{BUSY_DAY} articles at once: head {world.sampler.rss[-1][1]:.0f} MiB", flush=True)


def pass_through(world, count):
    """That many articles, as fast as they are taken; returns when all have ended."""
    for _ in range(count // 100):
        world.wait(lambda: world.room() > 100, 300, lambda: f"stuck: {world.status()}")
        world.issue(100)
    world.wait(lambda: len(world.durable.entries) >= len(world.oracle.issued), 300, lambda: f"stuck: {world.status()}")


def slope(samples, counted_from):
    """Least squares over the samples taken a while after `counted_from`."""
    old = [(at, mib) for at, mib in samples if counted_from and at > counted_from + WARM_UP_S]
    if len(old) < 10:
        return "too short for a slope"
    mean_at, mean_mib = sum(at for at, _ in old) / len(old), sum(mib for _, mib in old) / len(old)
    above = sum((at - mean_at) * (mib - mean_mib) for at, mib in old)
    below = sum((at - mean_at) ** 2 for at, _ in old)
    return f"RSS slope {3600 * above / below:.2f} MiB/h within {(old[-1][0] - old[0][0]) / 60:.0f} min"


# --- faults: each ends by itself ------------------------------------------------------------------------------------------


def kill_head(world, rng):
    world.daemon.kill()
    world.restart()


def stop_head(world, rng):
    world.daemon.stop()
    world.restart()


def kill_workers(world, rng):
    for pids in world.daemon.children().values():
        for pid in pids:
            signal_to(pid, signal.SIGKILL)


def hang_worker(world, rng):
    pids = [pid for pids in world.daemon.children().values() for pid in pids]
    if not pids:
        return
    pid = rng.choice(pids)
    signal_to(pid, signal.SIGSTOP)
    time.sleep(rng.uniform(1, 8))
    signal_to(pid, signal.SIGCONT)


def lock_ledger(world, rng):
    outsider = sqlite3.connect(world.daemon.folder / "state/ledger.sqlite3", isolation_level=None, timeout=20)
    outsider.execute("BEGIN IMMEDIATE")
    time.sleep(rng.uniform(1, 8))
    outsider.execute("ROLLBACK")
    outsider.close()


def reload(world, rng):
    good = world.daemon.config.read_text()
    for text in (good + "\n[fetch\n", good):
        world.daemon.config.write_text(text)
        world.daemon.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)


def garbage(world, rng):
    for connect in doors(world).values():
        for message in (rng.randbytes(2000), GREETING + rng.randbytes(200), b""):
            try:
                with connect() as stream:
                    stream.sendall(message)
            except OSError:
                pass


def new_listener(world, rng):
    world.casual.stop()
    world.casual = Casual(world.memory, world.daemon.live)
    world.casual.start()


def signal_to(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


FAULTS_BESIDE_THE_HEAD = [kill_workers, hang_worker, lock_ledger, reload, garbage, new_listener]
FAULTS = [kill_head, stop_head, *FAULTS_BESIDE_THE_HEAD]
