"""The power cut itself is tried: it takes back what nobody synced, and leaves what was."""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import power

WRITER = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA synchronous=" + sys.argv[2])
db.execute("CREATE TABLE t(n)")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
for n in range(50):
    db.execute("INSERT INTO t VALUES(?)", (n,))
os.kill(os.getpid(), 9)
"""


class PowerCut(unittest.TestCase):
    def rows_after_a_cut(self, synchronous):
        folder = tempfile.TemporaryDirectory(prefix="nw-", dir="/tmp")
        self.addCleanup(folder.cleanup)
        file = pathlib.Path(folder.name) / "ledger.sqlite3"
        subprocess.run([sys.executable, "-c", WRITER, str(file), synchronous],
                       env={**os.environ, "LD_PRELOAD": os.environ["CHAOS_SHIM"], "NEWSWIRED_POWER_CUT": "1"})
        power.cut_ledger(folder.name, random.Random(1))
        import sqlite3
        db = sqlite3.connect(file)
        self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        return db.execute("SELECT count(*) FROM t").fetchone()[0]

    def test_what_was_synced_survives(self):
        self.assertEqual(self.rows_after_a_cut("FULL"), 50)

    def test_what_was_not_synced_is_lost(self):
        self.assertLess(self.rows_after_a_cut("NORMAL"), 50)


if __name__ == "__main__":
    unittest.main()
