"""Pages made to hurt: each, in a process of its own, is answered as the contract says within 5 s of CPU time and 1 GiB, and
the article beside the bomb is found. Prints what each one took."""
import json
import os
import resource
import subprocess
import sys
import tempfile
import unittest

from daemon_under_test import PROGRAM
from timing import SANITIZER_SCALE

CPU_SECONDS_MAX = 5
MEMORY_MIB_MAX = 1024

PARAGRAPHS = [
    "The harbour wall of Eastmouth gave way on Tuesday night, and water stood knee-deep in the fish market by dawn, the harbour master said.",
    "“We had warned the council for years,” said Maria Lindqvist, who has run the oldest stall in the market since 1987. “Nobody listened to us.”",
    "Engineers from the regional office are expected to inspect the wall on Thursday, and the market will stay closed until they have finished.",
    "Fishermen have moved their boats to the neighbouring port of Westhaven, where the catch of the day is being sold from the quay.",
]
ARTICLE = "<article><h1>Harbour wall gives way</h1>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</article>"
N = 200_000


def page(before="", after="", head="", article=ARTICLE):
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour wall gives way</title>{head}</head><body>{before}{article}{after}</body></html>"


def linked(json_text):
    return f'<script type="application/ld+json">{json_text}</script>'


def attributes(count):
    return "<p" + "".join(f" a{i}=1" for i in range(count)) + ">x</p>"


def pages():
    """Name -> bytes. A bomb stands before or behind the article."""
    yield "divs never closed", page(after="<div>" * N)
    yield "divs around the article", page(before="<div>" * N)
    yield "divs closed in order", page(after="<div>" * N + "</div>" * N)
    yield "end tags that end nothing", page(before="</div></p></b>" * N)
    yield "formatting never closed", page(after="<b><i><u><p>" * 50_000)
    yield "formatting crossing blocks", page(after="<b><p></b><i></p>" * 50_000)
    yield "fonts that differ", page(after="".join(f"<font size={i}>" for i in range(50_000)) + "<p>x" * 1000)
    yield "links within links", page(after="<a href=x>" * N)
    yield "links around blocks", page(after="<a href=x><div>" * 50_000)
    yield "nested tables", page(after="<table><tr><td>" * 50_000)
    yield "text in tables outside of cells", page(after="<table>" + "x<tr>" * N)
    yield "nested lists", page(after="<ul><li>" * N)
    yield "nested forms and buttons", page(after="<form><button>" * N)
    yield "options", page(after="<select>" + "<option>x<div>" * N)
    yield "templates", page(after="<template>" * 50_000)
    yield "drawings", page(after="<svg><g>" * N)
    yield "drawings that break out", page(after="<svg><p>" * 50_000)
    yield "custom elements", page(after="".join(f"<x-{i}>" for i in range(N)))
    yield "500,000 attributes", page(before=attributes(500_000))
    yield "500,000 attributes of one name", page(before="<p" + " class=story" * 500_000 + ">x</p>")
    yield "an attribute of 8 MB", page(before='<p class="' + "story " * 1_400_000 + '">x</p>')
    yield "a million classes", page(after="".join(f"<p class=c{i}>x</p>" for i in range(N)))
    yield "a paragraph of 20 MB", page(after="<p>" + "harbour " * 2_500_000 + "</p>")
    yield "a word of 9 MB first, just below where pages are cut", page(before="<p>" + "x" * 9_000_000 + "</p>")
    yield "a million line breaks", page(after="x<br>" * 1_000_000)
    yield "comments", page(after="<!--" * N)
    yield "a comment never closed", page(after="<!-- " + "-" * 5_000_000)
    yield "a script never closed", page(after="<script>" + "</scrip" * 500_000)
    yield "a tag never closed", page(after='<p class="' + "a" * 5_000_000)
    yield "left angles", page(after="<" * 5_000_000)
    yield "ampersands", page(after="<p>" + "&amp" * 1_000_000 + "</p>")
    yield "references encoded again and again", page(after="<p>" + "&" + "amp;" * 1_000_000 + "lt;</p>")
    yield "numbers that are no characters", page(after="<p>" + "&#x110000;&#0;&#55296;" * 100_000 + "</p>")
    yield "combining marks", page(after="<p>a" + "\u0301" * 2_000_000 + "</p>")
    yield "mojibake over mojibake", page(after="<p>" + "Ã" * 2_000_000 + "</p>")
    yield "quotation marks", page(after="<p>" + "``''" * 500_000 + "</p>")
    yield "By By By", page(before="<div class=byline>" + "By " * 500_000 + "</div>")
    yield "a title of separators", page(head="<meta property='og:site_name' content=x><title>" + " | " * 500_000 + "</title>")
    yield "a million metas", page(head="<meta name=author content='By By By By'>" * N)
    yield "dates that are none", page(before="<time>" + "1 1 1 " * 500_000 + "</time>" + "<span class=date>13.13.13</span>" * 50_000)
    yield "times of a live blog", page(before="<p>10:42</p>" * N)
    yield "galleries of four", page(after=("<div>" + "".join(f"<p>{k}/9 crane" for k in range(1, 5)) + "</div>") * (N // 4))
    yield "short items of lists in lists", page(after="<ul><li>" * 250 + "<li>one at noon" * N)
    yield "one paragraph again and again", page(after=f"<p>{PARAGRAPHS[0]}</p>" * 50_000)
    yield "linked data 100,000 deep", page(head=linked('{"a":' * 100_000 + "1" + "}" * 100_000))
    yield "lists in linked data, never closed", page(head=linked("[" * 1_000_000))
    yield "a million objects of linked data", page(head=linked("[" + ",".join(['{"@type":"NewsArticle"}'] * 80_000) + "]"))
    yield "authors without end", page(head=linked('{"@type":"NewsArticle","headline":"Harbour wall gives way","author":' + '[{"name":[' * 20_000 + '"x"' + "]}]" * 20_000 + "}"))
    yield "references in a circle", page(head=linked('{"@graph":[{"@type":"NewsArticle","headline":"Harbour wall gives way","author":{"@id":"#a"}},{"@id":"#a","name":{"@id":"#a"}}]}'))
    yield "scripts of linked data", page(head=linked('{"@type":"NewsArticle"}') * 50_000)
    yield "linked data in broken strings", page(head=linked('{"@type":"NewsArticle","headline":"' + '\\u00' * 200_000))
    yield "a colspan that takes all memory", page(after="<table><tr><td colspan=9007199254740992>x</table>")
    article = page().encode()
    yield "bytes that are no UTF-8", article.replace(b"</article>", b"</article><p>" + b"\xff\xc0\xaf\xed\xa0\x80\xf5 " * 500_000)
    yield "NULs", article.replace(b"<article>", b"\0" * 1_000_000 + b"<article>")
    yield "UTF-7, which is refused", article.replace(b"charset=utf-8", b"charset=utf-7")
    yield "UTF-16 that is none", article.replace(b"charset=utf-8", b"charset=utf-16")
    yield "a made-up encoding", article.replace(b"charset=utf-8", b"charset=" + b"x" * 100_000)
    yield "UTF-16 with its mark", page().encode("utf-16")
    yield "ISO-2022-JP escapes", article.replace(b"</article>", b"</article>" + b"\x1b$B!!\x1b(B" * 200_000)


class HostilePages(unittest.TestCase):
    def test_each_is_answered_and_the_article_beside_it_is_found(self):
        count, slowest, largest = 0, 0, 0
        for name, content in pages():
            with self.subTest(name):
                content = content if isinstance(content, bytes) else content.encode()
                seconds, mib = self.check(content)
                count, slowest, largest = count + 1, max(slowest, seconds), max(largest, mib)
                print(f"{seconds:6.2f} s {mib:5.0f} MiB  {name} ({len(content) / 1e6:.1f} MB)", file=sys.stderr)
        print(f"{count} pages; at most {slowest:.2f} s of CPU time and {largest:.0f} MiB", file=sys.stderr)

    def check(self, content):
        with tempfile.NamedTemporaryFile() as page_file, tempfile.TemporaryFile() as answer:
            page_file.write(content)
            page_file.flush()
            process = subprocess.Popen([PROGRAM, "extract", page_file.name, "--url", "https://gazette.example/harbour-wall"], stdout=answer,
                                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60 * SANITIZER_SCALE, 60 * SANITIZER_SCALE)))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            answer.seek(0)
            output = answer.read()
        self.assertEqual(process.returncode, 0)
        article = json.loads(output.decode("utf-8"))
        for paragraph in PARAGRAPHS:
            self.assertIn(paragraph, article["text"])
        seconds, mib = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        self.assertLess(seconds, CPU_SECONDS_MAX * SANITIZER_SCALE)
        self.assertLess(mib, MEMORY_MIB_MAX * SANITIZER_SCALE)
        return seconds, mib


if __name__ == "__main__":
    unittest.main()
