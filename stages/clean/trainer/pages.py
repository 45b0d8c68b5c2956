#!/usr/bin/env python3
"""Prints the lines that newswired-clean-trainer reads: the `tune` halves of the corpus of pages.

usage: pages.py FOLDER   unpacks the pages into FOLDER; the corpus is $NEWSWIRED_SHARED/corpora/pages (default ../shared)"""
import gzip
import json
import os
import pathlib
import sys
import urllib.parse


def lines(corpus, folder):
    for name in ("publishers", "snippets"):
        truths = json.loads((corpus / f"{name}.json").read_text())
        sources = {path.name.split(".")[0]: path for path in (corpus / name).iterdir()}
        for page, truth in truths.items():
            if truth["half"] != "tune":
                continue
            source = sources[page]
            path = folder / f"{page}.html"
            path.write_bytes(gzip.decompress(source.read_bytes()) if source.suffix == ".gz" else source.read_bytes())
            line = {"path": str(path), "url": truth["url"]}
            if "text" in truth:
                yield line | {"publisher": page.split("_")[0], "text": truth["text"]}
            else:
                publisher = urllib.parse.urlsplit(truth["url"]).netloc or page
                yield line | {"publisher": publisher, "with": truth["with"], "without": truth["without"]}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    corpus = pathlib.Path(os.environ.get("NEWSWIRED_SHARED", "../shared")) / "corpora" / "pages"
    if not corpus.is_dir():
        sys.exit(f"pages.py: {corpus} is not there; set NEWSWIRED_SHARED to the folder that holds corpora/")
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for line in lines(corpus, folder):
        print(json.dumps(line))


main()
