"""Processes that die, stop, hang, dawdle: the head, the workers, the subscribers."""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

from subscribers import Casual, Durable
from timing import on_this_machine
from world import SHIM, World, needs


def kill_head(seed, kills=10):
    with World(seed) as world:
        slowest = 0.0
        for _ in range(kills):
            world.issue(world.rng.randint(5, 15))
            time.sleep(world.rng.uniform(0.05, 0.8))
            world.daemon.kill()
            slowest = max(slowest, world.restart())
        world.check()
        assert slowest < on_this_machine(2), f"a restart took {slowest:.2f} s"
        return f"{kills} kills, slowest restart {slowest:.2f} s"


def kill_workers(seed, kills=15):
    with World(seed) as world:
        stages = ["parse", "entities", "quotes"]
        killed, again = 0, []
        while killed < kills:
            world.issue(world.rng.randint(2, 6))
            time.sleep(world.rng.uniform(0.05, 0.4))
            stage = world.rng.choice(stages)
            for pid in world.daemon.children().get(stage, []):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed += 1
                began = time.monotonic()
                world.wait(lambda: set(world.daemon.children().get(stage, [])) - {pid}, 20, f"no {stage} worker came back")
                again.append(time.monotonic() - began)
        world.check()
        # Read from /proc every 50 ms. A worker that keeps dying waits longer each time, so the median counts.
        again.sort()
        assert again[len(again) // 2] < on_this_machine(1), f"half of the workers were started again only after {again[len(again) // 2]:.2f} s"
        return f"{killed} kills, median {again[len(again) // 2]:.2f} s to the next process"


def kill_subscribers(seed):
    """The durable one is a process that remembers its place on disk and nothing else."""
    with World(seed) as world:
        diary = world.daemon.folder / "subscriber.jsonl"
        program = pathlib.Path(__file__).with_name("durable_process.py")
        start = lambda: subprocess.Popen([sys.executable, "-B", str(program), world.daemon.log, str(diary)])
        process = start()
        for _ in range(8):
            world.issue(world.rng.randint(5, 15))
            time.sleep(world.rng.uniform(0.1, 0.7))
            process.kill()
            process.wait()
            world.casual.stop()
            world.casual = Casual(world.memory, world.daemon.live)
            world.casual.start()
            process = start()
        try:
            world.check(stop=False)
            lines = lambda: diary.read_bytes().split(b"\n")[:-1]
            world.wait(lambda: len(lines()) >= len(world.durable.entries), 30, lambda: f"{len(lines())} of {len(world.durable.entries)} on disk")
        finally:
            process.kill()
            process.wait()
        places = [json.loads(line)["seq"] for line in lines()]
        assert places == list(range(1, len(places) + 1)), f"I4: the diary has holes or repeats: {places[:30]}"
        return f"{len(places)} entries over 8 kills"


def terminate_under_load(seed):
    with World(seed) as world:
        slowest = 0.0
        for _ in range(4):
            world.issue(30)
            time.sleep(world.rng.uniform(0.2, 1.2))
            status, seconds = world.daemon.stop()
            assert status == 0 and seconds <= on_this_machine(10), f"status {status} after {seconds:.1f} s"
            slowest = max(slowest, seconds)
            world.restart()
        world.check()
        return f"slowest end {slowest:.1f} s"


def poison_article(seed):
    """A page on which the parser crashes: three attempts, over restarts too; then a dead letter, and the others unharmed."""
    with World(seed, environment={"LD_PRELOAD": SHIM}) as world:
        world.issue(5, feed="feed0")
        poison = world.issue(1, feed="feed0")[0]
        poison.paragraphs.insert(1, "POISON-CRASH")
        world.site.put_article(poison)
        world.issue(10)
        if seed % 2:
            time.sleep(world.rng.uniform(0.3, 1.0))
            world.daemon.kill()
            world.restart()
        world.wait(lambda: poison.guid in world.oracle.dead(), 60, "the poison did not become a dead letter")
        (attempts, reason), = world.oracle.ledger("SELECT attempts, reason FROM dead WHERE published = 0")
        assert attempts == 3, f"{attempts} attempts: {reason}"
        (letter,) = [line for line in world.command("dead", "list").splitlines() if "parse" in line]
        name = next(word for word in letter.split() if len(word) == 32)
        assert reason[:20] in world.command("dead", "show", name), "show does not tell the reason"
        poison.paragraphs.remove("POISON-CRASH")
        world.site.put_article(poison)
        world.command("dead", "retry", name)
        world.wait(lambda: poison.title in world.logged(), 60, "a retry after the page was mended gives no record")
        world.check()
        return f"dead after {attempts} attempts: {reason[:60]}"


def dead_stage(seed):
    """No entities worker lives: what waits reaches the cap, polling pauses, readers go on; it recovers alone."""
    with World(seed, extra="[ledger]\npending_rows_max = 100") as world:
        world.issue(20)
        world.wait_logged(20)
        with no_worker(world, "entities"):
            for _ in range(12):
                world.issue(25)
                time.sleep(0.3)
            world.wait(lambda: any("polling pauses" in r for r in world.not_ready() or []), 60,
                       lambda: f"I8: polling did not pause: {world.not_ready()} {world.status()}")
            assert world.metric("newswired_polling_paused") == 1, "I8: no metric of the pause"
            world.wait(lambda: any("no entities worker" in r for r in world.not_ready() or []), 30,
                       lambda: f"I8: the dead stage does not show: {world.not_ready()}")
            reader = Durable(world.memory, world.daemon.log)
            reader.start()
            world.wait(lambda: len(reader.entries) >= 20, 20, "replay stopped with the stage")
            reader.stop()
            (pending,), = world.oracle.ledger("SELECT count(*) FROM pending")
            assert pending <= 100, f"I6: {pending} pending rows, the cap is 100"
        world.check()
        return f"{pending} pending at the cap of 100"


def degraded_stage(seed):
    """No quotes worker lives and the policy is to go on without: records name the stage, and come again when it is back."""
    needs("quotes_missing")
    with World(seed, extra='[stages]\nquotes_missing = "skip"\nmissing_after = "2s"') as world:
        world.issue(5)
        world.wait_logged(5)
        with no_worker(world, "quotes"):
            late = world.issue(10)
            world.wait(lambda: all(a.title in world.logged() for a in late), 60, lambda: f"not published without the stage: {world.status()}")
            without = [e for e in world.durable.entries if "quotes" in e.get("skipped", [])]
            assert without, "no record names the stage that was left out"
        versions = lambda entry: [e for e in world.durable.entries if e.get("id") == entry["id"]]
        world.wait(lambda: all(versions(e)[-1]["revision"] > e["revision"] and not versions(e)[-1]["skipped"] for e in without), 60,
                   "the records do not come again with the stage")
        world.check()
        return f"{len(without)} records without the stage, each again with it"


@contextlib.contextmanager
def no_worker(world, stage):
    """Kills every worker of the stage as soon as it lives."""
    ending = threading.Event()

    def kill():
        while not ending.wait(0.02):
            for pid in world.daemon.children().get(stage, []):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        yield
    finally:
        ending.set()
        killer.join()


def hung_stage(seed):
    """SIGSTOP of a worker: killed at the deadline, counted, its articles go to the next."""
    stage = ["parse", "entities", "quotes"][seed % 3]
    with World(seed, extra='[stages]\ndeadline = "3s"') as world:
        world.issue(10)
        world.wait_logged(8)
        stopped = world.daemon.children()[stage]
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        world.issue(20)
        world.wait(lambda: not set(stopped) & set(world.daemon.children().get(stage, [])), 30, f"the hung {stage} worker was not killed")
        world.wait(lambda: (world.metric("newswired_stage_timed_out_total") or 0) >= 1, 10, "I8: not counted")
        world.check()
        return f"{stage} worker"


def hanging_article(seed):
    """A page on which the parser never ends: the worker is killed at the deadline, the article dies after three attempts."""
    with World(seed, environment={"LD_PRELOAD": SHIM}, extra='[stages]\ndeadline = "2s"') as world:
        poison = world.issue(1, feed="feed0")[0]
        poison.paragraphs.insert(1, "POISON-HANG")
        world.site.put_article(poison)
        world.issue(15)
        world.wait(lambda: poison.guid in world.oracle.dead(), 60, "the article did not become a dead letter")
        world.check()
        return f"dead after {world.metric('newswired_stage_timed_out_total') or 3:.0f} deadlines"


def slow_stage(seed):
    """A parser a hundred times slower: the caps hold, memory is flat, and the lag shows."""
    with World(seed, environment={"LD_PRELOAD": SHIM}, extra="[ledger]\npending_rows_max = 100") as world:
        for article in world.issue(12, feed="feed0"):
            article.paragraphs.append("POISON-SLOW")
            world.site.put_article(article)
        world.issue(120)
        world.wait(lambda: (world.metric("newswired_stage_queued") or 0) + (world.metric("newswired_stage_leased") or 0) +
                   (world.metric("newswired_waiting_for_page") or 0) > 5, 30, "I8: the lag does not show in the metrics")
        world.check()
        return f"peak {world.sampler.peak['rss_mib']:.0f} MiB"
