"""The head's own memory with a long log and many feeds.

A daemon publishes a few articles; their log entries are repeated in its ledger until it holds `--records` of them, of
which the dedup window knows only the first. It is started again with `--feeds` feeds (feed_round.py's) on a thousand hosts
of loopback, polls each once, indexes the log for search and serves a reader the newest 100,000 entries.

usage: NEWSWIRED=build/release/newswired PYTHONPATH=tests/support python3 tests/bench/head_memory.py
"""
import argparse
import json
import multiprocessing
import sqlite3
import time
import urllib.request

import feed_round
from daemon_under_test import Daemon, LogReader
from newsroom import Article, Site, rss

HOSTS = 1_000


def publish(daemon, count):
    reader = LogReader(daemon)
    assert reader.read(lambda entries: len(entries) >= count, 120), daemon.messages()
    reader.close()


def repeat_log(path, records):
    """Repeats the log's entries under new ids until there are `records` of them."""
    base = sqlite3.connect(path)
    rows = base.execute("SELECT seq, topic, schema, article, revision, json FROM log ORDER BY seq").fetchall()
    heads = dict(base.execute("SELECT number, head FROM topics"))
    base.execute("PRAGMA synchronous=OFF")
    seq = rows[-1][0]
    while seq < records:
        for _, topic, schema, _, _, text in rows:
            seq += 1
            entry = json.loads(text)
            article = f"{seq:032x}"
            entry.update(seq=seq, prev=heads[topic], id=article, story=article)
            heads[topic] = seq
            base.execute("INSERT INTO log VALUES(?,?,?,?,?,?,?)", (seq, topic, schema, article, 1, int(time.time()), json.dumps(entry)))
            base.execute("INSERT INTO articles(id, feed, accepted, published, record_seq) VALUES(?,?,1,1,?)", (article, entry["feed"]["id"], seq))
    base.executemany("UPDATE topics SET head = ? WHERE number = ?", [(head, number) for number, head in heads.items()])
    base.execute("UPDATE counters SET seq = ?", (seq,))
    base.commit()
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return seq


def status(daemon):
    try:
        return json.load(urllib.request.urlopen(f"http://{daemon.http}/api/status", timeout=30))
    except OSError:
        return None


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--records", type=int, default=1_000_000)
    ask.add_argument("--feeds", type=int, default=10_000)
    ask.add_argument("--minutes", type=float, default=20, help="the longest that search may take to index the log")
    options = ask.parse_args()

    site = Site()
    articles = [Article(n, "courier") for n in range(30)]
    site.put("courier", "/feed.xml", rss("courier", site.base("courier"), articles, True))
    pipe, servers_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=feed_round.serve, args=(servers_end,), daemon=True)
    server.start()
    port = pipe.recv()
    daemon = Daemon([{"url": site.base("courier") + "/feed.xml", "id": "courier", "full_text": "never"}])
    with daemon:
        publish(daemon, len(articles))
        daemon.stop()
        head = repeat_log(daemon.folder / "state/ledger.sqlite3", options.records)
        daemon.set_feeds([{"url": f"http://host{n % HOSTS}.localhost:{port}/{n}"} for n in range(options.feeds)])
        # One round is what is measured; the backlog of these feeds is of January and not wanted.
        daemon.config.write_text(daemon.config.read_text().replace('"1s"', '"1h"').replace('"all"', '"1d"').replace('"0s"', '"1s"'))
        began = time.monotonic()
        daemon.start()
        most, round_s, search_s = 0.0, None, None
        while time.monotonic() - began < options.minutes * 60 and not (round_s and search_s):
            time.sleep(0.5)
            most = max(most, feed_round.memory_mib(daemon.process.pid, "RssAnon"))
            said = status(daemon)
            if not said:
                continue
            if not round_s and said["feed_states"]["new"] == 0:
                round_s = time.monotonic() - began
                pipe.send("seen")
                print(f"a round of {options.feeds} feeds: {round_s:.1f} s, at most {pipe.recv()['most_open']} connection(s) at once to a host; "
                      f"RssAnon {feed_round.memory_mib(daemon.process.pid, 'RssAnon'):.0f} MiB, at most {most:.0f}", flush=True)
            if not search_s and said["search"]["caught_up"]:
                search_s = time.monotonic() - began
                print(f"search has indexed {head} entries: {search_s:.0f} s; RssAnon at most {most:.0f} MiB", flush=True)
        began = time.monotonic()
        reader = LogReader(daemon, epoch=status(daemon)["epoch"], after=max(0, head - 100_000))
        assert reader.read(lambda entries: len(entries) >= min(100_000, head), 300), len(reader.entries)
        reader.close()
        anon, of_files = (feed_round.memory_mib(daemon.process.pid, name) for name in ("RssAnon", "RssFile"))
        print(f"read {len(reader.entries)} entries in {time.monotonic() - began:.1f} s; RssAnon at most {max(most, anon):.0f} MiB, "
              f"RssFile {of_files:.0f} MiB (asked: RssAnon 256)")
    site.close()
    server.terminate()


if __name__ == "__main__":
    main()
