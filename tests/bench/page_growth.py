#!/usr/bin/env python3
"""Web pages through one process: pages a second without its start, and by how much it grows once it is warm.

  page_growth.py --cmd build/release/newswired [--pages 10000] [--max-growth-mb 5]

Pages: those of NEWSWIRED_SHARED (default ../shared), again and again; the first round warms up. Exit 0: it grew less than allowed; 1: it
did not; 2: the pages are not there.
"""
import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def unpack(folder, target):
    """Writes the pages out; returns their paths."""
    paths = []
    for packed in sorted(folder.glob("corpora/pages/*/*.html.gz")):
        path = pathlib.Path(target) / f"{len(paths)}.html"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        paths.append(str(path))
    return paths


def facts(pid):
    """Resident MB and seconds of CPU time of a process."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
    return resident, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cmd", default="build/release/newswired")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--max-growth-mb", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pages-") as target:
        paths = unpack(pathlib.Path(os.environ.get("NEWSWIRED_SHARED", "../shared")), target)
        if not paths:
            print("page_growth: no pages; set NEWSWIRED_SHARED to the folder that holds corpora/pages")
            return 2
        process = subprocess.Popen([options.cmd, "extract", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

        def read(count, first):
            for i in range(first, first + count):
                process.stdin.write(json.dumps({"id": i, "path": paths[i % len(paths)]}).encode() + b"\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["id"] == i
            return facts(process.pid)

        warm_mb, warm_seconds = read(len(paths), 0)
        end_mb, end_seconds = read(options.pages, len(paths))
        process.stdin.close()
        process.wait()
    growth = end_mb - warm_mb
    print(f"{len(paths)} pages to warm up: {warm_mb:.1f} MB; {options.pages} more: {end_mb:.1f} MB, {growth:+.1f} MB")
    print(f"{options.pages / (end_seconds - warm_seconds):.0f} pages a second of CPU time, JSON included")
    return 0 if growth < options.max_growth_mb else 1


if __name__ == "__main__":
    sys.exit(main())
