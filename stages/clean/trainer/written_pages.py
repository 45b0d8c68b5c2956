#!/usr/bin/env python3
"""Writes pages to train on and prints their lines in the form of pages.py: made-up newsrooms whose systems build pages in made-up ways.

usage: written_pages.py FOLDER [NEWSROOMS] [PAGES]   writes PAGES pages of each of NEWSROOMS newsrooms into FOLDER

The same arguments give the same bytes. The sentences mean nothing; what counts is what stands where, in which elements, called what."""
import json
import pathlib
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "written"))

from page import Newsroom  # noqa: E402
from words import BANKS  # noqa: E402


def main():
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    newsrooms, pages = (int(value) for value in (sys.argv[2:] + ["150", "2"])[:2])
    languages = list(BANKS) + ["en"] * 4 + ["de"] * 4
    for number in range(newsrooms):
        newsroom = Newsroom(random.Random(number), languages[number % len(languages)], f"Courier{number}")
        for index in range(pages):
            html, text = newsroom.page()
            path = folder / f"written{number}_{index}.html"
            path.write_text(html, encoding="utf-8")
            print(json.dumps({"path": str(path), "url": f"https://courier{number}.example/{index}", "publisher": f"written {number}", "written": True, "text": text}))


main()
