"""Texts made to hurt the stages: one paragraph of 800 KB each, full of quotes of one kind, is annotated in time that grows with
its length alone (3 to 8 s of CPU time; look-ups over the whole paragraph took 48 to 60 s). Prints what each one took."""
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import unittest

from daemon_under_test import PROGRAM
from timing import SANITIZER_SCALE

CPU_SECONDS_MAX = 20
CHARACTERS = 800_000

FIRST = ["Ana", "Ivo", "Mara", "Jon", "Lena", "Otto"]
LAST = [a + b + c for a in "BDFGKLMNPRST" for b in "aeiou" for c in ("rlin", "ndek", "stor", "mbel")]


def somebody(pick):
    return f"{pick(FIRST)} {pick(LAST)}"


# What is said -> a sentence or two of it, by a function that picks one of a list.
KINDS = {
    "quotes of every kind": lambda pick: pick([
        f'"The bridge is safe," {somebody(pick)} said. ', f"{somebody(pick)} said that nobody was asked. ",
        f'"Where is the ferry?" {somebody(pick)} asked. ', f'{somebody(pick)} told reporters: "The money is gone." ']),
    "it and the company": lambda pick: f"{pick(LAST)} Bank is here. It said the bridge is safe. The company said it will pay. ",
    "questions, and what is said behind": lambda pick: f'"Where is the bridge now?" {somebody(pick)} said they would all leave. ',
}


def paragraph(kind):
    pick = random.Random(7).choice
    sentences, length = [], 0
    while length < CHARACTERS:
        sentences.append(KINDS[kind](pick))
        length += len(sentences[-1])
    return "".join(sentences)


class HostileTexts(unittest.TestCase):
    def test_a_paragraph_full_of_quotes_takes_time_that_grows_with_its_length(self):
        for kind in KINDS:
            with self.subTest(kind):
                seconds, quotes = self.annotate(paragraph(kind))
                print(f"{seconds:6.2f} s  {kind}: {quotes} quotes", file=sys.stderr)
                self.assertGreater(quotes, 5_000)
                self.assertLess(seconds, CPU_SECONDS_MAX * SANITIZER_SCALE)

    def annotate(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file, tempfile.TemporaryFile() as answer:
            file.write("A night at the ferry\n" + text + "\n")
            file.flush()
            limit = 6 * CPU_SECONDS_MAX * SANITIZER_SCALE
            process = subprocess.Popen([PROGRAM, "annotate", "--language", "en", "--format", "json", file.name], stdout=answer,
                                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            answer.seek(0)
            self.assertEqual(process.returncode, 0)
            return usage.ru_utime + usage.ru_stime, len(json.load(answer)["quotes"])


if __name__ == "__main__":
    unittest.main()
