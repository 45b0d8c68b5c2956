"""What operators and clocks do: reloads, lists with a typo, jumps of time."""
import os
import pathlib
import signal
import subprocess
import time

from daemon_under_test import PROGRAM
from timing import on_this_machine
from world import Skip, World


def reload_storm(seed, seconds=15):
    """SIGHUP every 200 ms under load, good and broken by turns: a broken one is refused whole with its place, nothing stalls."""
    with World(seed) as world:
        good = world.daemon.config.read_text()
        broken = [good.replace('backlog = "all"', 'backlog = "some"'), good + "\n[fetch\n", good.replace("interval_min", "intervall_min"), ""]
        world.issue(10)
        sent, began = 0, time.monotonic()
        while time.monotonic() - began < seconds:
            text = world.rng.choice(broken) if sent % 2 else good
            fresh = world.daemon.config.with_suffix(".new")
            fresh.write_text(text)
            fresh.rename(world.daemon.config)
            world.daemon.process.send_signal(signal.SIGHUP)
            sent += 1
            if sent % 5 == 0:
                world.issue(4)
            time.sleep(0.2)
        world.daemon.config.write_text(good)
        beats = [at for at, _ in world.casual.beats if at > began]
        longest = max((b - a for a, b in zip(beats, beats[1:])), default=99)
        answer = subprocess.run([PROGRAM, "reload", "--config", str(world.daemon.config)], capture_output=True, text=True, timeout=30)
        assert answer.returncode == 0, f"the good one is refused: {answer.stderr}"
        messages = world.daemon.messages()
        assert ":5:" in messages or "newswired.toml:" in messages, "no place in the refusal"
        assert "reload refused" in messages and "reloaded" in messages
        assert longest < on_this_machine(2), f"{longest:.1f} s between two beats"
        world.check()
        return f"{sent} reloads, beats {longest:.1f} s apart at most"


def typo_in_ten_thousand(seed):
    """A list of 10,000 feeds with one typo: check names file, line and column; --strict refuses; the others are polled."""
    with World(seed) as world:
        wrong = world.rng.randrange(10_000)
        lines = [f'<outline text="f{n}" type="rss" xmlUrl="{"htp" if n == wrong else "http"}://f{n}.localhost:1/feed"/>' for n in range(10_000)]
        (world.daemon.folder / "many.opml").write_text('<?xml version="1.0"?>\n<opml version="2.0"><body>\n' + "\n".join(lines) + "\n</body></opml>\n")
        world.daemon.config.write_text(world.daemon.config.read_text().replace('feeds = ["feeds.toml"]', 'feeds = ["feeds.toml", "many.opml"]'))
        check = lambda *more: subprocess.run([PROGRAM, "check", *more, "--config", str(world.daemon.config)], capture_output=True, text=True, timeout=60)
        said = check().stdout.strip()
        assert f"many.opml:{wrong + 3}:" in said and "htp://" in said, said[:300]
        assert check("--strict").returncode == 1, "--strict takes it"
        world.daemon.process.send_signal(signal.SIGHUP)
        world.wait(lambda: world.status().get("feeds") == 10_002, 30, lambda: f"{world.status().get('feeds')} feeds taken")
        world.issue(10)
        world.wait_logged(8, on_this_machine(60))  # behind the first round of ten thousand
        world.daemon.config.write_text(world.daemon.config.read_text().replace(', "many.opml"', ""))
        world.daemon.process.send_signal(signal.SIGHUP)
        world.check()
        return f"{said[:140]}; peak {world.sampler.peak['rss_mib']:.0f} MiB"


LIBFAKETIME = next(iter(sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)


def clock_jump(seed):
    """The clock jumps by an hour, a day or ten years, forward or back: leases are unaffected, polls neither storm nor stop."""
    if LIBFAKETIME is None:
        raise Skip("needs libfaketime (apt-get install faketime)")
    jump = [3600, -3600, 315_360_000, -86_400, 86_400][seed % 5]
    import tempfile
    with tempfile.NamedTemporaryFile("w", prefix="nw-clock-", dir="/tmp") as clock:
        clock.write("+0")
        clock.flush()
        environment = {"LD_PRELOAD": str(LIBFAKETIME), "FAKETIME_TIMESTAMP_FILE": clock.name, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                       "DONT_FAKE_MONOTONIC": "1"}
        with World(seed, environment=environment) as world:
            world.issue(10)
            world.wait_logged(8)
            pathlib.Path(clock.name).write_text(f"{jump:+d}")
            before, began = sum(world.site.count(n, "/feed.xml") for n in world.names), time.monotonic()
            world.issue(10)
            world.check(stop=False)
            polls = sum(world.site.count(n, "/feed.xml") for n in world.names) - before
            seconds = time.monotonic() - began
            assert polls <= 3 * (2 * seconds + 10), f"a storm: {polls} polls in {seconds:.0f} s"
            pathlib.Path(clock.name).write_text("+0")
            world.issue(10)
            world.check()
            return f"{jump:+d} s and back; {polls} polls in {seconds:.0f} s"
