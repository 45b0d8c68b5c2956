"""The disk and the file on it: power cuts, a full disk, a locked, damaged, old or newer ledger."""
import contextlib
import shutil
import sqlite3
import subprocess
import time

import power
from rows_processes import no_worker
from subscribers import read_all
from world import SHIM, Skip, World


def power_cut(seed, cuts=6):
    """Unsynced writes are forgotten, all or some: no place that a subscriber has seen is ever given to another entry."""
    with World(seed, environment={"LD_PRELOAD": SHIM, "NEWSWIRED_POWER_CUT": "1"}) as world:
        unsynced = forgotten = 0
        for _ in range(cuts):
            world.issue(world.rng.randint(5, 20))
            time.sleep(world.rng.uniform(0.1, 1.0))
            world.daemon.kill()
            entries, lost = power.cut_ledger(world.daemon.folder / "state", world.rng)
            unsynced, forgotten = unsynced + entries, forgotten + lost
            world.restart()
        world.check()
        return f"{cuts} cuts, {forgotten} of {unsynced} unsynced writes lost"


@contextlib.contextmanager
def small_disk(world, mib):
    """A tmpfs of that size as the state folder; a function that fills it up to `spare` bytes, and one that frees it."""
    state = world.daemon.folder / "state"
    state.mkdir(mode=0o700, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=0700", "chaos", str(state)], capture_output=True, text=True)
    if mounted.returncode != 0:
        raise Skip(f"needs to mount a small tmpfs (root): {mounted.stderr.strip()}")
    ballast = state / "ballast"

    def fill(spare):
        usage = shutil.disk_usage(state)
        with contextlib.suppress(OSError), open(ballast, "ab", buffering=0) as file:
            file.write(bytes(max(0, usage.free - spare)))

    try:
        yield fill, lambda: ballast.unlink(missing_ok=True)
    finally:
        world.daemon.kill()
        subprocess.run(["umount", "-l", str(state)], capture_output=True)


def disk_full(seed):
    """No space on commit or in a checkpoint: intake stops, the daemon lives, says so, and goes on by itself."""
    world = World(seed)
    with small_disk(world, 128) as (fill, free), world:
        world.issue(20)
        world.wait_logged(15)
        pid = world.daemon.process.pid
        fill(world.rng.choice([0, 4096, 65536, 262144]))
        for _ in range(10):
            world.issue(10)
            fill(0)
            time.sleep(0.2)
        world.wait(lambda: world.not_ready(), 30, lambda: f"I8: a full disk does not show: {world.status()}")
        said = world.not_ready()
        assert world.is_live(), "not live while the disk is full"
        assert read_all(world.daemon.log), "replay stopped with the disk"
        free()
        world.check(stop=False)
        assert world.daemon.process.pid == pid and world.daemon.starts == 1, "it was restarted"
        status, seconds = world.daemon.stop()
        assert status == 0, f"SIGTERM: status {status}"
        return f"said: {said}"


def disk_reserve(seed):
    """The disk fills while articles are under way: they are published in the room of the reserve, new ones wait until it is back."""
    world = World(seed)
    with small_disk(world, 128) as (fill, free), world:
        reserve = world.daemon.folder / "state/reserve"
        assert reserve.stat().st_blocks * 512 >= 64 << 20, "no reserve is held"
        world.issue(10)
        world.wait_logged(8)
        with no_worker(world, "entities"):
            pending = lambda: world.oracle.ledger("SELECT count(*) FROM pending")[0][0]
            world.issue(30)
            world.wait(lambda: pending() >= 20, 60, lambda: f"{pending()} pending")
            fill(0)
            late = []
            for _ in range(40):  # until the WAL needs room that is not there
                late += world.issue(10)
                if world.metric("newswired_disk_full") == 1:
                    break
                time.sleep(1)
            world.wait(lambda: any("disk is full" in r for r in world.not_ready() or []), 10, lambda: f"I8: {world.not_ready()}")
            assert not reserve.exists(), "the reserve is not given up"
        world.wait(lambda: pending() == 0, 60, lambda: f"{pending()} are not published in the reserve's room: {world.not_ready()}")
        shut_out = [a for a in late if a.title not in world.logged()]
        assert shut_out and world.metric("newswired_disk_full") == 1, "something new was taken on a full disk"
        free()
        world.wait(lambda: reserve.exists() and world.not_ready() == [], 30, lambda: f"not taken back: {world.not_ready()}")
        world.check()
        return f"{len(world.logged())} logged, {len(shut_out)} of them only after there was room"


def disk_full_at_start(seed):
    """No space while the ledger is made: one clear line or patience, no crash, and a start when there is space."""
    world = World(seed)
    with small_disk(world, 128) as (fill, free):
        fill(world.rng.choice([0, 4096, 20000]))
        world.daemon.start()
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and world.daemon.process.poll() is None and not world.is_live():
            time.sleep(0.1)
        status = world.daemon.process.poll()
        assert status in (None, 1), f"exit status {status}\n{world.daemon.messages()}"
        said = world.daemon.messages()
        world.daemon.kill()
        free()
        with world:
            world.issue(5)
            world.check()
        return f"status {status}: {said.strip().splitlines()[-1][:100] if said.strip() else 'quiet'}"


def locked_ledger(seed, seconds=12):
    """An outsider holds the write lock: it waits, is not ready after 5 s, loses nothing."""
    with World(seed) as world:
        world.issue(10)
        world.wait_logged(5)
        outsider = sqlite3.connect(world.daemon.folder / "state/ledger.sqlite3", isolation_level=None, timeout=20)
        outsider.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        world.issue(20)
        world.wait(lambda: world.not_ready(), 8, lambda: "I8: a locked ledger does not show within 8 s")
        said, shown = world.not_ready(), time.monotonic() - began
        before = len(world.durable.entries)
        time.sleep(max(0.0, seconds - (time.monotonic() - began)))
        assert len(world.durable.entries) == before, "something was logged although the ledger was locked"
        outsider.execute("ROLLBACK")
        outsider.close()
        world.check()
        return f"not ready after {shown:.1f} s: {said}"


def damaged_wal(seed):
    """A frame of the WAL is flipped while the daemon is down: everything before it counts, and if a place was lost, the epoch is new."""
    with World(seed) as world:
        world.issue(60)
        world.wait_logged(30)
        time.sleep(1.2)  # the head file is written once a second
        world.daemon.kill()
        wal = world.daemon.folder / "state/ledger.sqlite3-wal"
        size = wal.stat().st_size if wal.exists() else 0
        if size > 8192:
            with open(wal, "rb+") as file:
                at = world.rng.randrange(32, size - 64)
                file.seek(at)
                byte = file.read(1)
                file.seek(at)
                file.write(bytes([byte[0] ^ 0xFF]))
        world.restart()
        world.check()
        epochs = len({epoch for epoch, _ in world.memory.contents})
        return f"{size // 1024} KiB of WAL, {epochs} epoch(s)"


def damaged_page(seed):
    """A page of the ledger is overwritten: never deleted, refused with a line that names the file, and a backup brings it back under a new epoch."""
    with World(seed) as world:
        world.issue(40)
        world.wait_logged(40)
        backup = world.daemon.folder / "backup.sqlite3"
        world.command("backup", str(backup))
        world.issue(20)
        world.wait_logged(60)
        status, _ = world.daemon.stop()
        ledger = world.daemon.folder / "state/ledger.sqlite3"
        pages = ledger.stat().st_size // 4096
        with open(ledger, "rb+") as file:
            # The first pages are the schema and the counters: always used. Some of the others too.
            for page in {1, *world.rng.sample(range(2, pages), min(pages - 2, 12))}:
                file.seek(page * 4096)
                file.write(world.rng.randbytes(4096))
        world.daemon.start()
        world.wait(lambda: world.daemon.process.poll() is not None, 30, "a damaged ledger was not noticed")
        status, said = world.daemon.process.poll(), world.daemon.messages().strip().splitlines()[-1]
        assert status == 1 and "ledger.sqlite3" in said, f"status {status}: {said}"
        assert ledger.exists(), "the damaged ledger was deleted"
        world.command("restore", str(backup))
        world.restart()
        world.check()
        epochs = {epoch for epoch, _ in world.memory.contents}
        assert len(epochs) >= 2, "no new epoch after a restore"
        assert any(word == "EPOCH" for word, _ in world.durable.told), "the subscriber was not told"
        return said[:120]


def old_backup(seed):
    """Restoring a backup of some time ago: a new epoch, subscribers are told, articles since then come again."""
    with World(seed) as world:
        world.issue(30)
        world.wait_logged(25)
        backup = world.daemon.folder / "backup.sqlite3"
        world.command("backup", str(backup))
        world.issue(30)
        world.wait_logged(55)
        world.daemon.kill()
        world.command("restore", str(backup))
        world.restart()
        world.check()
        epochs = {epoch for epoch, _ in world.memory.contents}
        assert len(epochs) == 2, f"{len(epochs)} epochs after one restore"
        assert any(word == "EPOCH" for word, _ in world.durable.told), "the subscriber was not told"
        return "told " + ", ".join(word for word, _ in world.durable.told)


def newer_ledger(seed):
    """A ledger of a newer release is refused in one line and left as it is; with the old number it goes on."""
    with World(seed) as world:
        world.issue(10)
        world.wait_logged(5)
        status, _ = world.daemon.stop()
        ledger = world.daemon.folder / "state/ledger.sqlite3"
        with contextlib.closing(sqlite3.connect(ledger)) as file:
            (own,), = file.execute("PRAGMA user_version")
            file.execute("PRAGMA user_version=99")
        world.daemon.start()
        world.wait(lambda: world.daemon.process.poll() is not None, 20, "a newer ledger was taken")
        said = world.daemon.messages().strip().splitlines()[-1]
        assert world.daemon.process.poll() == 1 and "newer" in said, said
        with contextlib.closing(sqlite3.connect(ledger)) as file:
            file.execute(f"PRAGMA user_version={own}")
        world.restart()
        world.check()
        return said[:120]
