#!/usr/bin/env python3
"""Who is who, and he and she: `newswired annotate --jsonl --only entities` against corpora/gum.

  score_coreference.py --cmd build/newswired [--set dev|train|both] [--join build/bench/tests/bench/join_names]

Reads the corpus below $NEWSWIRED_SHARED (default ../shared). Names: B3 over the gold name mentions of people and organisations
(the run of proper nouns around a mention's head, an organisation's with "of …" after it, without titles in front; no bare title, no
word in phonetic script, no people such as "the Americans", which are no names of a person here); one that was not found is an entity of its own. Also over those alone that were
found with their type and end: what the joining of given names is worth. With --join also over all gold names, each given with its
gold type to that program (the joining alone, nothing found). He/she: of pronouns whose person is named in the article, how many were
attempted, how many of those are right (an entity that names the same person), and the share right at 80 % attempted: what is
missing up to 80 % counts as wrong, what is beyond is taken off at the average. Exit 2: data not there.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

SHARED = pathlib.Path(os.environ.get("NEWSWIRED_SHARED", "../shared"))
PRONOUNS = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
TITLES = set("""
    mr mrs ms miss dr sir dame saint st lord lady madam madame doctor prof professor associate assistant emeritus
    president vice deputy acting former interim prime first minister chancellor premier secretary state attorney general solicitor surgeon
    senator sen representative rep congresswoman congressman member delegate speaker leader whip chair chairman chairwoman chairperson
    governor gov mayor councillor councilman ambassador envoy commissioner director administrator manager officer chief executive head
    king queen tsar tsarina emperor empress shah sultan prince princess duke duchess count earl baron pope cardinal archbishop bishop
    reverend rev father brother sister mother imam rabbi abba ayatollah sheikh justice judge magistrate
    major colonel col captain capt commander cmdr lieutenant lt sergeant sgt corporal private admiral marshal brigadier field chief staff
    coach detective inspector sheriff constable agent us u.s. united states""".split())
SURNAMES = set("king prince bishop pope judge justice major marshal duke earl baron cardinal count shah brother first state church".split())
BRACKETS = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")


class Document:
    def __init__(self):
        self.text, self.words, self.mentions, self.open = "", [], [], collections.defaultdict(list)

    def add(self, form, tag, entity, space):
        start = len(self.text)
        self.text += form
        self.words.append((start, len(self.text), form, tag))
        here = len(self.words) - 1
        for opened, closed_at_once, closed in BRACKETS.findall(entity):
            if opened:
                fields = opened.split("-")
                self.open[fields[0]].append((here, fields))
                if closed_at_once:
                    self.close(fields[0], here)
            else:
                self.close(closed, here)
        if space:
            self.text += " "

    def close(self, name, last):
        if self.open[name]:
            first, fields = self.open[name].pop()
            self.mentions.append((name, fields[1], first, last, fields[5] if len(fields) > 5 else "1"))

    def names(self):
        """(entity, start, end, type) of people's and organisations' names."""
        for name, kind, first, last, head in self.mentions:
            if kind not in ("person", "organization"):
                continue
            at = first + int(re.match(r"\d+", head).group()) - 1 if re.match(r"\d+", head) else first
            if at > last or self.words[at][3] not in ("NNP", "NNPS"):
                continue
            a = b = at
            while a > first and self.words[a - 1][3] in ("NNP", "NNPS"):
                a -= 1
            while b < last and self.words[b + 1][3] in ("NNP", "NNPS"):
                b += 1
            if kind == "organization":
                b = self.with_complement(b, last)
            while kind == "person" and a <= b and self.words[a][2].lower().rstrip(".") in TITLES:
                a += 1
            if kind == "person" and self.words[b][2].lower() in TITLES - SURNAMES:  # "NASA Administrator"
                continue
            group = kind == "person" and all(self.words[i][3] == "NNPS" for i in range(a, b + 1))
            if a <= b and not group and all(self.words[i][2][0].isupper() for i in (a, b)):
                yield name, self.words[a][0], self.words[b][1], kind

    def with_complement(self, b, last):
        """The last word of "Church of Scientology", given "Church"."""
        at = b + 1
        if at > last or self.words[at][2] not in ("of", "for"):
            return b
        at += 1
        while at <= last and self.words[at][2].lower() in ("the", "and"):
            at += 1
        end = at
        while end <= last and self.words[end][3] in ("NNP", "NNPS"):
            end += 1
        return end - 1 if end > at else b

    def pronouns(self):
        for name, kind, first, last, _ in self.mentions:
            if kind == "person" and first == last and self.words[first][2].lower() in PRONOUNS:
                yield name, self.words[first][0], self.words[first][1]


def read(path):
    documents, new_paragraph = [], False
    for row in path.read_text(encoding="utf-8").split("\n"):
        if row.startswith("# newdoc"):
            documents.append(Document())
        elif row.startswith("# newpar"):
            new_paragraph = True
        elif row and row[0] != "#":
            cells = row.split("\t")
            if not cells[0].isdigit():
                continue
            document = documents[-1]
            if new_paragraph and document.text:
                document.text = document.text.rstrip(" ") + "\n\n"
            new_paragraph = False
            entity = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
            document.add(cells[1], cells[4], entity.group(1) if entity else "", "SpaceAfter=No" not in cells[9])
    return documents


def annotate(command, documents):
    lines = "".join(json.dumps({"id": str(i), "text": d.text, "language": "en"}) + "\n" for i, d in enumerate(documents))
    done = subprocess.run([command, "annotate", "--jsonl", "--only", "entities"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["entities"] for line in done.stdout.splitlines()]


def entity_over(entities, start, end, form):
    for number, entity in enumerate(entities):
        if any(m["form"] == form and m["start"] < end and start < m["end"] for m in entity["mentions"]):
            return number
    return None


def is_found(entity, start, end, kind):
    return entity["type"] == kind and any(start <= m["start"] and m["end"] == end for m in entity["mentions"])


def b_cubed(pairs):
    """Precision and recall summed over (gold, predicted) of one document."""
    gold, found = collections.Counter(g for g, _ in pairs), collections.Counter(p for _, p in pairs)
    both = collections.Counter(pairs)
    return sum(both[x] / found[x[1]] for x in pairs), sum(both[x] / gold[x[0]] for x in pairs), len(pairs)


def f1(sums):
    p, r = 100 * sums[0] / sums[2], 100 * sums[1] / sums[2]
    return "B3 %.1f (precision %.1f, recall %.1f; %d mentions)" % (2 * p * r / (p + r), p, r, sums[2])


def join(command, documents):
    """The (gold, joined) pairs of each document's gold names, joined in text order."""
    names = [sorted(d.names(), key=lambda name: name[1:3]) for d in documents]
    lines = "".join(json.dumps([{"type": kind, "words": words_of_name(d, start, end)} for _, start, end, kind in of]) + "\n"
                    for d, of in zip(documents, names))
    done = subprocess.run([command], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [[(name[0], number) for name, number in zip(of, json.loads(line))] for of, line in zip(names, done.stdout.splitlines())]


def words_of_name(document, start, end):
    return [form for a, b, form, _ in document.words if start <= a and b <= end]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cmd", default="build/newswired", help="the binary")
    parser.add_argument("--set", choices=("dev", "train", "both"), default="dev")
    parser.add_argument("--join", help="the program join_names, built with -DNEWSWIRED_BENCH=ON")
    options = parser.parse_args()
    try:
        sets = ("train", "dev") if options.set == "both" else (options.set,)
        documents = [document for name in sets for document in read(SHARED / f"corpora/gum/{name}.conllu")]
    except OSError as error:
        print(f"score_coreference: data not there ({error}); set NEWSWIRED_SHARED", file=sys.stderr)
        return 2
    whole, joined = [0, 0, 0], [0, 0, 0]
    asked = attempted = right = 0
    for document, entities in zip(documents, annotate(options.cmd, documents)):
        names = list(document.names())
        pairs, sound = [], []
        for i, (gold, start, end, kind) in enumerate(names):
            number = entity_over(entities, start, end, "name")
            pairs.append((gold, number if number is not None else -1 - i))
            if number is not None and is_found(entities[number], start, end, kind):
                sound.append(pairs[-1])
        for sums, some in ((whole, pairs), (joined, sound)):
            sums[:] = [a + b for a, b in zip(sums, b_cubed(some))]
        named = collections.defaultdict(set)
        for (gold, _, _, _), (_, number) in zip(names, pairs):
            named[gold].add(number)
        for gold, start, end in document.pronouns():
            if gold not in named:
                continue
            asked += 1
            number = entity_over(entities, start, end, "pronoun")
            attempted += number is not None
            right += number is not None and number in named[gold]
    print("names, all:   ", f1(whole))
    print("names, found: ", f1(joined))
    if options.join:
        gold = [0, 0, 0]
        for pairs in join(options.join, documents):
            gold = [a + b for a, b in zip(gold, b_cubed(pairs))]
        print("names, gold:  ", f1(gold))
    wanted = 0.8 * asked
    at_80 = right / attempted if attempted >= wanted else right / wanted
    print(f"he/she: {asked} whose person is named; {100 * attempted / asked:.1f} % attempted, {100 * right / attempted:.1f} % of them right; "
          f"{100 * at_80:.1f} % right at 80 % attempted ({options.set})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
