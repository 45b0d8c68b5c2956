"""Plays the disk after a power cut: what shim/power_cut.cpp wrote into a file's diary and was not synced may be lost."""
import pathlib
import struct

HEADER = struct.Struct("<BQQQQ")  # kind, offset, old size, old bytes, new bytes
WRITE, TRUNCATE = 1, 2


def diary_of(file):
    """Whole entries: (kind, offset, size before, old bytes, new bytes). A last one that was cut short had no deed yet."""
    diary, at, entries = pathlib.Path(f"{file}.unsynced").read_bytes(), 0, []
    while at + HEADER.size <= len(diary):
        kind, offset, size, old, new = HEADER.unpack_from(diary, at)
        at += HEADER.size
        if at + old + new > len(diary):
            break
        entries.append((kind, offset, size, diary[at:at + old], diary[at + old:at + old + new]))
        at += old + new
    return entries


def cut(file, keeps):
    """Puts `file` back to its last sync, then does those of the later deeds again for which `keeps()` holds; answers
    how many there were and how many of them are lost."""
    entries = diary_of(file)
    with open(file, "rb+") as disk:
        for kind, offset, size, old, _ in reversed(entries):
            disk.seek(offset)
            disk.write(old)
            disk.truncate(size)
        lost = 0
        for kind, offset, _, _, new in entries:
            if not keeps():
                lost += 1
                continue
            if kind == TRUNCATE:
                disk.truncate(offset)
            else:
                disk.seek(offset)
                disk.write(new)
    pathlib.Path(f"{file}.unsynced").unlink()
    return len(entries), lost


def cut_ledger(state, rng):
    """The whole state folder: each unsynced write is kept or lost by chance; shared memory is gone."""
    share = rng.choice([0.0, 0.0, 0.3, 0.7])
    total = lost = 0
    for name in ("ledger.sqlite3", "ledger.sqlite3-wal"):
        file = pathlib.Path(state) / name
        if file.exists() and pathlib.Path(f"{file}.unsynced").exists():
            entries, gone = cut(file, lambda: rng.random() < share)
            total, lost = total + entries, lost + gone
    (pathlib.Path(state) / "ledger.sqlite3-shm").unlink(missing_ok=True)
    return total, lost
