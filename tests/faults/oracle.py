"""Knows every article that was issued, and holds the daemon to its promises (I1 to I8 of README.md)."""
import sqlite3
import time

from subscribers import read_all
from timing import SANITIZER_SCALE, on_this_machine

RSS_MIB_MAX, FDS_PERCENT_MAX, WAL_MIB_MAX, FRESH_S_MAX = 512 * SANITIZER_SCALE, 80, 64, 5


class Oracle:
    def __init__(self, world):
        self.world, self.issued = world, {}
        self.fresh_s = None  # how long the last fresh article took
        self.settled_s = None

    # --- the ledger, beside the daemon -----------------------------------------------------------------------------

    def ledger(self, query):
        """Rows of the ledger, read-only; none while somebody holds it."""
        file = self.world.daemon.folder / "state/ledger.sqlite3"
        try:
            connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)
            try:
                return connection.execute(query).fetchall()
            finally:
                connection.close()
        except sqlite3.OperationalError:
            return []

    def dead(self):
        """Guids of articles that ended as dead letters without a record."""
        return {row[0] for row in self.ledger("SELECT identity FROM dead WHERE published = 0")}

    # --- the promises ------------------------------------------------------------------------------------------------

    def check(self, recovery_s=60, complete=True, stop=True, ready=True):
        """All promises, within `recovery_s` from now. `complete` False: a gap was announced (GONE), so the log may lack its old end."""
        world, began = self.world, time.monotonic()
        world.wait(self.all_ended, on_this_machine(recovery_s), self.what_is_missing)
        self.settled_s = time.monotonic() - began
        self.fresh_article(max(20, recovery_s - self.settled_s))
        if ready:
            world.wait(lambda: world.not_ready() == [], recovery_s, lambda: f"I8: not ready again: {world.not_ready()}")
            assert world.metric("newswired_log_head") is not None, "I8: no metrics"
        newcomer = read_all(world.daemon.log)
        # Under a new epoch the subscriber remembers what the log has given up: there the log itself counts.
        self.each_once([entry for entry, _ in newcomer] if complete else world.durable.entries, complete)
        self.issued_and_unchanged()
        self.dense(newcomer, complete)
        self.subscriber_has_all(newcomer)
        self.bounded()
        if stop:
            status, seconds = world.daemon.stop()
            assert status == 0 and seconds <= 10, f"SIGTERM: status {status} after {seconds:.1f} s"
        self.ledger_is_sound(stop)

    def all_ended(self):
        missing = self.issued.keys() - self.world.logged()
        if not missing:
            return True
        dead = self.dead()
        return all(self.issued[title].guid in dead for title in missing)

    def what_is_missing(self):
        missing = sorted(self.issued.keys() - self.world.logged(), key=lambda t: self.issued[t].number)
        return (f"I1: {len(missing)} of {len(self.issued)} articles have not ended, the first: "
                f"{[(self.issued[t].feed, self.issued[t].number) for t in missing[:5]]}; status {self.world.status()}; "
                f"subscriber: {self.world.durable.trouble}")

    def fresh_article(self, seconds):
        """I5: a fresh article gets through quickly; asked again until it does, as long as the recovery lasts."""
        world, deadline = self.world, time.monotonic() + seconds
        while True:
            article = world.issue(1, feed=world.names[-1])[0]
            began = time.monotonic()
            world.wait(lambda: article.title in world.logged(), seconds, lambda: f"I5: a fresh article did not get through; {world.status()}")
            self.fresh_s = time.monotonic() - began
            if self.fresh_s < on_this_machine(FRESH_S_MAX):
                return
            assert time.monotonic() < deadline, f"I5: a fresh article took {self.fresh_s:.1f} s"

    def each_once(self, log, complete):
        """I1: every article ends exactly once."""
        ends = {}
        for entry in log:
            if "title" in entry and entry.get("revision", 1) == 1:
                ends.setdefault(entry["title"], []).append(entry)
        twice = [title for title, found in ends.items() if len(found) > 1]
        assert not twice, f"I1: {len(twice)} articles ended twice: {[(e['epoch'], e['seq'], e['schema']) for e in ends[twice[0]]]}"
        recorded = {e["id"] for e in log if e["schema"] == "newswired/record/1"}
        for title, (entry,) in ends.items():
            if entry["schema"] != "newswired/duplicate/1" or not complete:
                continue
            assert entry["of"] in recorded, f"I1: {title} is a duplicate of {entry['of']}, which has no record"
        dead = self.dead()
        both = [title for title in ends if title in self.issued and self.issued[title].guid in dead]
        assert not both, f"I1: dead and alive: {both[:3]}"

    def issued_and_unchanged(self):
        """I2: nothing in the log that was not issued, and every text as issued; only copies count as copies."""
        for entry in self.world.durable.entries + self.world.casual.entries:
            if "title" not in entry:
                continue
            article = self.issued.get(entry["title"])
            assert article, f"I2: never issued: {entry['title']}"
            if entry["schema"] == "newswired/record/1":
                expected = article.paragraphs[0][:120].strip() if entry["body"] == "summary" else article.text
                assert entry["text"] == expected, f"I2: another text for {entry['title']}: {entry['text'][:200]!r}"
            elif entry["schema"] == "newswired/duplicate/1":
                pair = {title for title, other in self.issued.items() if other.is_copy and other.of == entry["title"]} | {article.of}
                assert pair - {None}, f"I2: {entry['title']} was taken for a copy of {entry['of']} ({entry['similarity']})"

    def dense(self, newcomer, complete):
        """I3: seq without holes, rising; no place with two contents."""
        for entry, body in newcomer:
            self.world.memory.keep(entry, body)
        conflicts = self.world.memory.conflicts
        assert not conflicts, f"I3: {len(conflicts)} places with two contents, the first {conflicts[0]}"
        seqs = [entry["seq"] for entry, _ in newcomer]
        first = 1 if complete else (seqs[0] if seqs else 1)
        assert seqs == list(range(first, first + len(seqs))), f"I3: holes or repeats in the log: {seqs[:20]} …"

    def subscriber_has_all(self, newcomer):
        """I4: the durable subscriber has the whole log."""
        world = self.world
        places = {(entry["epoch"], entry["seq"]) for entry, _ in newcomer}
        world.wait(lambda: places <= world.durable.known, 20,
                   lambda: f"I4: the subscriber lacks {len(places - world.durable.known)} of {len(places)} entries; {world.durable.trouble}")

    def bounded(self):
        """I6: memory, descriptors and WAL stay within their bounds."""
        peak = self.world.sampler.peak
        assert peak["rss_mib"] <= RSS_MIB_MAX, f"I6: the head reached {peak['rss_mib']:.0f} MiB"
        assert peak["fds_percent"] <= FDS_PERCENT_MAX, f"I6: the head reached {peak['fds_percent']:.0f} % of its descriptors"
        assert peak["wal_mib"] <= WAL_MIB_MAX, f"I6: the WAL reached {peak['wal_mib']:.0f} MiB"

    def ledger_is_sound(self, stopped):
        """I7: the file is whole; and nothing is left unfinished."""
        assert self.ledger("PRAGMA integrity_check") == [("ok",)], f"I7: {self.ledger('PRAGMA integrity_check')[:3]}"
        if stopped:
            pending = self.ledger("SELECT count(*) FROM pending")[0][0]
            assert pending == 0, f"I1: {pending} rows are still pending"
