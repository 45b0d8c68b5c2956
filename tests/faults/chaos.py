"""The chaos matrix: every row on as many seeds as asked, and a table of what held.

usage: chaos.py [--seeds N] [--first SEED] [--rows A,B,…] [--jobs N] [--smoke] [--list] [--kills N] [--soak MINUTES]
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import time
import traceback

import kills
import rows_disk as disk
import rows_feeds as feeds
import rows_keys as keys
import rows_processes as processes
import rows_readers as readers
import rows_service as service
import rows_sockets as sockets
import soak
from world import Skip

ROWS = {
    "kill-head": processes.kill_head,
    "kill-workers": processes.kill_workers,
    "kill-subscribers": processes.kill_subscribers,
    "terminate-under-load": processes.terminate_under_load,
    "poison-article": processes.poison_article,
    "hanging-article": processes.hanging_article,
    "dead-stage": processes.dead_stage,
    "degraded-stage": processes.degraded_stage,
    "hung-stage": processes.hung_stage,
    "slow-stage": processes.slow_stage,
    "power-cut": disk.power_cut,
    "disk-full": disk.disk_full,
    "disk-reserve": disk.disk_reserve,
    "disk-full-at-start": disk.disk_full_at_start,
    "locked-ledger": disk.locked_ledger,
    "damaged-wal": disk.damaged_wal,
    "damaged-page": disk.damaged_page,
    "old-backup": disk.old_backup,
    "newer-ledger": disk.newer_ledger,
    "slow-subscriber": readers.slow_subscriber,
    "dropped-tail": readers.dropped_tail,
    "prefix-subscriber": readers.prefix_subscriber,
    "many-readers": readers.many_readers,
    "clock-jump": service.clock_jump,
    "reload-storm": service.reload_storm,
    "typo-in-10000-feeds": service.typo_in_ten_thousand,
    "malformed-frames": sockets.malformed_frames,
    "idle-connections": sockets.idle_connections,
    "web-pool": sockets.web_pool,
    "other-release": sockets.other_release,
    "revoked-client": keys.revoked_client,
    "changed-server-key": keys.changed_server_key,
    "big-feed": feeds.big_feed,
    "slow-servers": feeds.slow_servers,
    "redirects": feeds.redirects,
    "compression-bombs": feeds.compression_bombs,
    "xml-bombs": feeds.xml_bombs,
    "forbidden-addresses": feeds.forbidden_addresses,
    "rebinding": feeds.rebinding,
    "poisoned-feed": feeds.poisoned_feed,
    "silent-resolver": feeds.silent_resolver,
}

SMOKE = ["kill-head", "kill-workers", "power-cut", "poison-article", "hung-stage", "locked-ledger", "dropped-tail", "malformed-frames"]
ROW_SECONDS_MAX = 420
GREEN, RED, SKIPPED = 0, 1, 77


def run_one(name, seed):
    """One row on one seed, in this process; the exit status is the verdict, the last line says more."""
    began = time.monotonic()
    try:
        said = ROWS[name](seed)
        print(f"{said or 'held'} ({time.monotonic() - began:.0f} s)")
        return GREEN
    except Skip as reason:
        print(f"skipped: {reason}")
        return SKIPPED
    except Exception as error:
        traceback.print_exc()
        print(f"{type(error).__name__}: {error}".replace("\n", " ")[:600])
        return RED


def run_apart(name, seed, folder):
    """The same in a process of its own, with a log."""
    log = folder / f"{name}-{seed}.log"
    with open(log, "wb") as output:
        process = subprocess.Popen([sys.executable, "-B", __file__, "--one", name, "--first", str(seed)], stdout=output, stderr=output)
        try:
            status = process.wait(ROW_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait()
            return RED, f"not done after {ROW_SECONDS_MAX} s, see {log}"
    lines = log.read_text(errors="replace").strip().splitlines()
    return status, lines[-1] if lines else "no word"


def run_table(names, seeds, jobs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    work = [(name, seed) for seed in seeds for name in names]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        futures = {pool.submit(run_apart, *item, folder): item for item in work}
        verdicts = {}
        for future in concurrent.futures.as_completed(futures):
            name, seed = futures[future]
            verdicts[name, seed] = status, said = future.result()
            print(f"{'green' if status == GREEN else 'skipped' if status == SKIPPED else 'RED':7} {name} seed {seed}: {said}", flush=True)
    print(f"\n| row | seeds | verdict |\n| --- | --- | --- |")
    for name in names:
        found = [verdicts[name, seed] for seed in seeds]
        green = sum(status == GREEN for status, _ in found)
        skipped = [said for status, said in found if status == SKIPPED]
        red = [(seed, said) for seed, (status, said) in zip(seeds, found) if status not in (GREEN, SKIPPED)]
        verdict = "green" if green == len(found) else skipped[0] if len(skipped) == len(found) else f"RED: seed {red[0][0]}: {red[0][1][:160]}"
        print(f"| {name} | {green}/{len(found)} | {verdict} |")
    return RED if any(status not in (GREEN, SKIPPED) for status, _ in verdicts.values()) else GREEN


def main():
    parser = argparse.ArgumentParser(prog="deploy/chaos", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds each row runs on (1)")
    parser.add_argument("--first", type=int, default=1, help="the first seed (1)")
    parser.add_argument("--rows", help="rows by name, with commas; all without")
    parser.add_argument("--jobs", type=int, default=2, help="rows at a time (2)")
    parser.add_argument("--smoke", action="store_true", help="only the eight rows that deploy/test runs")
    parser.add_argument("--list", action="store_true", help="name the rows and end")
    parser.add_argument("--logs", default="chaos-logs", help="folder of the rows' logs (chaos-logs)")
    parser.add_argument("--kills", type=int, metavar="N", help="instead of rows: N kills of the head and N of workers")
    parser.add_argument("--articles", type=int, default=20_000, help="with --kills: how many articles pass (20000)")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="instead of rows: random faults each minute")
    parser.add_argument("--grow", type=int, metavar="ARTICLES", help="instead of rows: the head's memory after each thousand articles")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return run_one(options.one, options.first)
    names = SMOKE if options.smoke else options.rows.split(",") if options.rows else list(ROWS)
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"no row of that name: {', '.join(unknown)}; --list names them")
    if options.list:
        print("\n".join(f"{name:22} {(ROWS[name].__doc__ or '').strip().splitlines()[0] if ROWS[name].__doc__ else ''}" for name in names))
        return GREEN
    if not os.environ.get("NEWSWIRED"):
        parser.error("NEWSWIRED must name the program; deploy/chaos sets it")
    if options.kills:
        return kills.run(options.kills, options.articles, options.first)
    if options.soak:
        return soak.run(options.soak, options.first)
    if options.grow:
        return soak.grow(options.grow, options.first)
    return run_table(names, range(options.first, options.first + options.seeds), options.jobs, pathlib.Path(options.logs))


if __name__ == "__main__":
    sys.exit(main())
