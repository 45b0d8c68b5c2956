"""Feeds and servers that mean harm, or have none left in them."""
import os

import hostile
from hostile import Canary, HostileServer, body, redirect
from newsroom import Article, rss
from timing import on_this_machine
from world import SHIM, World


def try_paths(seed, paths, expected, config="", environment=None, during=None, hosts=None, allow=None, more=None):
    """A world with one feed for each path of a hostile server: each must end as expected while the newsroom goes on.

    `expected(path, state)`: whether the feed's state (as `feeds status` tells it) is the promised end.
    """
    server = HostileServer()
    server.paths.update({**paths, **(more or {})})
    world = World(seed, fetch=config, environment=environment)
    if allow:
        world.daemon.config.write_text(world.daemon.config.read_text().replace('allow_networks = ["127.0.0.0/8", "::1"]', f"allow_networks = {allow}"))
    try:
        with world:
            world.issue(10)
            world.wait_logged(8)
            base_mib = world.sampler.peak["rss_mib"]
            cpu = cpu_seconds(world)
            for k, path in enumerate(paths):
                url = (hosts or {}).get(path) or f"{server.base(f'evil{k}')}{path}"
                world.more_feeds.append({"id": f"evil{k}", "url": url})
            world.add_feed({"id": "witness", "url": f"{server.base('witness')}/none"})
            ids = {f"evil{k}": path for k, path in enumerate(paths)}
            if during:
                during(world)

            def all_ended():
                states = {feed["id"]: feed for feed in world.feeds() if feed["id"] in ids}
                return len(states) == len(ids) and all(expected(ids[name], state) for name, state in states.items())

            def what():
                return str([(ids[f["id"]], f["last_end"], f["last_status"], f["message"], f["items"]) for f in world.feeds()
                            if f["id"] in ids and not expected(ids[f["id"]], f)])

            world.wait(all_ended, on_this_machine(60), lambda: f"these did not end as promised: {what()}")
            said = {ids[f["id"]]: f["message"] for f in world.feeds() if f["id"] in ids}
            grown = world.sampler.peak["rss_mib"] - base_mib
            world.check()
            return said, grown, cpu_seconds(world, cpu), world
    finally:
        server.close()


def cpu_seconds(world, before=0.0):
    """User and system time of the head and its workers, for what it is worth on a shared machine."""
    total, tick = 0, os.sysconf("SC_CLK_TCK")
    for pid in [world.daemon.process.pid, *(p for pids in world.daemon.children().values() for p in pids)]:
        try:
            fields = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return total / tick - before


def failed(path, state):
    return state["polls"] >= 1 and state["last_end"] not in ("fresh", "unchanged")


def polled(path, state):
    return state["polls"] >= 1


def big_feed(seed):
    """100 MB, plain and chunked: read up to 16 MiB, no more memory than that."""
    paths = {"/plain": hostile.endless(100 << 20, False), "/chunked": hostile.endless(100 << 20, True)}
    said, grown, _, _ = try_paths(seed, paths, polled)
    assert grown < 160, f"the head grew by {grown:.0f} MiB"
    return f"head grew {grown:.0f} MiB; {said}"


def slow_servers(seed):
    """Headers that drip, a body just above the speed floor, an answer that never comes: ended in time, no other host waits."""
    paths = {"/headers": hostile.drip_headers, "/body": hostile.drip_body(40), "/never": hostile.never}
    said, _, _, _ = try_paths(seed, paths, failed, config='timeout = "8s"')
    return str(said)


def redirects(seed):
    """A loop, six hops, and other schemes: refused with a reason."""
    hops = {f"/hop{n}": redirect(f"/hop{n + 1}") for n in range(6)}
    paths = {"/loop": redirect("/loop"), "/hop0": hops.pop("/hop0"), "/file": redirect("file:///etc/passwd"),
             "/ftp": redirect("ftp://127.0.0.1/x"), "/gopher": redirect("gopher://127.0.0.1/x")}
    said, _, _, _ = try_paths(seed, paths, failed, more=hops)
    assert all(said.values()), f"no reason given: {said}"
    return str(said)


def compression_bombs(seed):
    """200 MiB out of a few kilobytes, in every encoding and stacked: stopped at 16 MiB."""
    paths = {"/gzip": body(hostile.gzip_bomb(), "Content-Encoding: gzip"), "/deflate": body(hostile.deflate_bomb(), "Content-Encoding: deflate"),
             "/stacked": body(hostile.stacked_bomb(), "Content-Encoding: gzip, gzip"), "/claimed": body(b"no gzip at all", "Content-Encoding: gzip")}
    said, grown, cpu, _ = try_paths(seed, paths, polled)
    assert grown < 200, f"the head grew by {grown:.0f} MiB"
    return f"head grew {grown:.0f} MiB; {said}"


def xml_bombs(seed):
    """Entities, external entities, a million levels, ten million attributes, odd encodings, NUL bytes: inert; no file or socket is opened for them."""
    canary = Canary("127.0.0.2")
    item = lambda text: f"<item><guid>x</guid><title>{text}</title></item>"
    feed = lambda inside, before="": (f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>t</title>{inside}</channel></rss>').encode()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bombs = {
        "/laughs": feed("<title>&l9;</title>", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'),
        "/external": feed("<title>&x;</title>", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.2:{canary.port}/x">]>'),
        "/dtd": feed("", f'<!DOCTYPE rss SYSTEM "http://127.0.0.2:{canary.port}/dtd">'),
        "/passwd": feed("<title>&x;</title>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "/deep": feed("<a>" * 1_000_000 + "</a>" * 1_000_000),
        "/attributes": b'<?xml version="1.0"?><rss version="2.0" ' + b"".join(b'a%d="" ' % n for n in range(1_000_000)) + b"><channel/></rss>",
        "/utf7": feed("+ADw-script+AD4-").replace(b"?xml version=\"1.0\"", b"?xml version=\"1.0\" encoding=\"utf-7\""),
        "/utf16": feed("<title>t</title>").decode().encode("utf-16"),
        "/half-utf16": b"\xff\xfe" + feed(""),
        "/nul": feed("<title>a\0b</title>" + "\0" * 1000),
    }
    try:
        said, grown, _, _ = try_paths(seed, {path: body(content) for path, content in bombs.items()}, polled)
    finally:
        canary.close()
    assert canary.visits == 0, f"an external entity was fetched {canary.visits} times"
    return f"{len(bombs)} bombs, head grew {grown:.0f} MiB"


def forbidden_addresses(seed):
    """Every way to name an inner address, direct, by redirect, by name, and as the page behind an entry: refused before it is asked."""
    canary = Canary("127.0.0.2")
    six = Canary("::1", canary.port)
    port = canary.port
    spellings = ["127.0.0.2", "2130706434", "0177.0.0.2", "0x7f.0.0.2", "127.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[::1]", "[64:ff9b::7f00:2]",
                 "[2002:7f00:2::]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "100.64.0.1", "192.168.0.1", "224.0.0.1", "[fe80::1]", "[fd00::1]",
                 "x.inside.test"]
    paths, hosts = {}, {}
    for n, name in enumerate(spellings):
        paths[f"/by-redirect-{n}"] = redirect(f"http://{name}:{port}/secret")
        paths[f"/direct-{n}"] = body(b"never asked")
        hosts[f"/direct-{n}"] = f"http://{name}:{port}/secret"

    def links(world):
        articles = []
        for n, name in enumerate(spellings[:8]):
            article = Article(90_000 + n, "inward", seed=seed, words=60)
            article.words, article.is_copy, article.of = 60, False, None
            articles.append(article)
            world.oracle.issued[article.title] = article
        content = rss("inward", "BASE", articles)
        for article, name in zip(articles, spellings):
            content = content.replace(f"BASE/{article.slug}".encode(), f"http://{name}:{port}/{article.slug}".encode())
        world.site.put("inward", "/feed.xml", content)
        world.add_feed({"id": "inward", "url": world.site.base("inward") + "/feed.xml", "full_text": "always"})

    try:
        said, _, _, _ = try_paths(seed, paths, failed, environment={"LD_PRELOAD": SHIM}, hosts=hosts, allow='["127.0.0.1/32"]', during=links)
    finally:
        canary.close()
        six.close()
    assert canary.visits + six.visits == 0, f"an inner address was asked {canary.visits + six.visits} times"
    return f"{len(paths)} feeds and {len(spellings[:8])} pages refused: {said['/by-redirect-0']}"


def rebinding(seed):
    """A name that is allowed at the first look-up and a neighbour at the next: refused (the resolver's cache lasts a minute)."""
    server = HostileServer()
    canary = Canary("127.0.0.2", server.port)
    server.paths["/feed.xml"] = body(rss("x", "http://x.invalid", []))
    world = World(seed, environment={"LD_PRELOAD": SHIM})
    world.daemon.config.write_text(world.daemon.config.read_text().replace('allow_networks = ["127.0.0.0/8", "::1"]', 'allow_networks = ["127.0.0.1/32"]'))
    try:
        with world:
            world.issue(5)
            world.add_feed({"id": "evil", "url": f"http://news.rebind.test:{server.port}/feed.xml", "interval": "1s"})
            state = lambda: next((f for f in world.feeds() if f["id"] == "evil"), {})
            world.wait(lambda: state().get("last_status") == 200, 40, lambda: f"not fetched at first: {state()}")
            world.wait(lambda: failed("", state()), 120, lambda: f"not refused after the name moved: {state()}")
            assert canary.visits == 0, "the neighbour was asked"
            said = state()["message"]
            world.check()
            return said
    finally:
        canary.close()
        server.close()


def poisoned_feed(seed):
    """A feed that floods with new guids, re-uses guids and dates itself to the year 9999: the others go on, a guid with new words is a revision."""
    with World(seed) as world:
        world.issue(10)
        flood = {}

        def put(n, size):
            articles = [Article(50_000 + n * size + k, "flood", seed=seed, words=25) for k in range(size)]
            for article in articles:
                article.words, article.is_copy, article.of = 25, False, None
                article.published = 253_402_300_799  # the last second of the year 9999
                world.oracle.issued[article.title] = article
            flood[n] = articles
            world.site.put("flood", "/feed.xml", rss("flood", world.site.base("flood"), articles, True))

        put(0, 400)
        world.add_feed({"id": "flood", "url": world.site.base("flood") + "/feed.xml", "interval": "1s", "full_text": "never"})
        for n in (1, 2):
            polled = world.site.count("flood", "/feed.xml")
            world.wait(lambda: world.site.count("flood", "/feed.xml") > polled, 60, "the flood is not polled")
            world.wait(lambda: flood[n - 1][0].title in world.logged(), 60, "the flood does not arrive")
            put(n, 400)
        article = world.issue(1, feed="feed1")[0]
        world.wait(lambda: article.title in world.logged(), 60, lambda: f"the flood stops the others: {world.status()}")
        world.wait(world.oracle.all_ended, on_this_machine(60), world.oracle.what_is_missing)
        # A guid again, with new words: another revision of the same article, and no new one.
        first = flood[2][0]
        first.paragraphs = Article(99_999, "flood", seed=seed, words=40).paragraphs
        world.site.put("flood", "/feed.xml", rss("flood", world.site.base("flood"), flood[2], True))
        versions = lambda: [e for e in world.durable.entries if e.get("title") == first.title]
        world.wait(lambda: len(versions()) == 2, 60, lambda: f"no revision: {versions()}")
        old, new = versions()
        assert (new["id"], new["revision"], new["event"]) == (old["id"], 2, "update"), (new["id"], new["revision"], new["event"])
        del world.oracle.issued[first.title]
        world.durable.entries[:] = [e for e in world.durable.entries if e.get("title") != first.title]
        world.casual.entries[:] = [e for e in world.casual.entries if e.get("title") != first.title]
        world.check()
        return f"{3 * 400} flooded, peak {world.sampler.peak['rss_mib']:.0f} MiB"


def silent_resolver(seed):
    """Names that are never resolved: no other feed waits for them, and the daemon ends in time."""
    with World(seed, environment={"LD_PRELOAD": SHIM}, fetch='connect_timeout = "3s"') as world:
        world.issue(5)
        for n in range(40):
            world.more_feeds.append({"id": f"silent{n}", "url": f"http://n{n}.silent.test/feed.xml"})
        world.add_feed({"id": "silent", "url": "http://n.silent.test/feed.xml"})
        world.wait(lambda: world.status().get("feeds") == 44, 20, "the feeds were not taken")
        for _ in range(5):
            article = world.issue(1)[0]
            world.wait(lambda: article.title in world.logged(), 20, lambda: f"news waits for the resolver: {world.status()}")
        world.check()
        return "others not delayed"
