"""A hundred kill -9 of the head, then a hundred of workers, while 20,000 articles pass: none lost, none twice."""
import os
import signal
import time

from world import World


def run(kills, articles, seed):
    """Half of the articles pass while the head is killed, half while workers are; 0 when everything held."""
    print(f"{kills} kills of the head and {kills} of workers over {articles} articles, seed {seed}", flush=True)
    began = time.monotonic()
    with World(seed, feeds=12) as world:
        restarts = kill_heads(world, kills, articles // 2)
        deaths = kill_workers(world, kills, articles - articles // 2)
        under_way = len(world.oracle.issued) - len(world.durable.entries)
        print(f"all issued after {time.monotonic() - began:.0f} s; {under_way} under way", flush=True)
        world.check(recovery_s=max(60, under_way // 10))
        log = world.durable.entries
        titles = [e["title"] for e in log if "title" in e]
        lost = len(world.oracle.issued.keys() - set(titles)) - len(world.oracle.dead())
        twice = len(titles) - len(set(titles))
        restarts.sort()
        print(f"{len(world.oracle.issued)} articles: {sum(e['schema'] == 'newswired/record/1' for e in log)} records, "
              f"{sum(e['schema'] == 'newswired/duplicate/1' for e in log)} duplicates, {len(world.oracle.dead())} dead; {lost} lost, {twice} twice")
        print(f"{len(restarts)} kills of the head: restart median {restarts[len(restarts) // 2]:.2f} s, 95th {restarts[len(restarts) * 95 // 100]:.2f} s, "
              f"slowest {restarts[-1]:.2f} s")
        print(f"{deaths} kills of workers; head peak {world.sampler.peak['rss_mib']:.0f} MiB, WAL {world.sampler.peak['wal_mib']:.0f} MiB; "
              f"{time.monotonic() - began:.0f} s in all")
        return 0 if lost == twice == 0 and restarts[len(restarts) // 2] < 2 else 1


def issue_share(world, done, of, articles):
    """As many as are due now, and never so many ahead that a feed forgets what was not taken yet."""
    due = articles * (done + 1) // of - articles * done // of
    world.wait(lambda: world.room() > due, 600, lambda: f"stuck: {world.status()}")
    world.issue(due)


def kill_heads(world, kills, articles):
    restarts = []
    for n in range(kills):
        issue_share(world, n, kills, articles)
        time.sleep(world.rng.uniform(0.1, 2.0))
        world.daemon.kill()
        restarts.append(world.restart())
    return restarts


def kill_workers(world, kills, articles):
    killed = 0
    while killed < kills:
        issue_share(world, killed, kills, articles)
        time.sleep(world.rng.uniform(0.1, 1.5))
        for pid in world.daemon.children().get(["parse", "entities", "quotes"][killed % 3], []):
            try:
                os.kill(pid, signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                continue
    return killed
