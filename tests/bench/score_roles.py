#!/usr/bin/env python3
"""Roles of people: `newswired annotate --jsonl --only entities` against role_cases.tsv.

  score_roles.py --cmd build/newswired [--half tune|report|both] [--misses N]

Reads corpora/ner/dev_worldwide.iob2 and the tools below $NEWSWIRED_SHARED (default ../shared). A case is right when the person
named there is found and its role is, but for blanks, exactly the text of the listed lines. Prints the share of exact ones, of
those with another role and with none, and how many people without a listed role were given one. Exit 2: data not there.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
SHARED = pathlib.Path(os.environ.get("NEWSWIRED_SHARED", "../shared"))
CASES = pathlib.Path(__file__).with_name("role_cases.tsv")


def read_cases():
    rows = [line.split() for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [tuple(map(int, row)) for row in rows]


def read_documents(path):
    """Per document a list of sentences, each a list of (line, token, tag)."""
    documents, sentence = [], []
    for number, row in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if row.startswith("-DOCSTART-"):
            documents.append([])
        elif row.strip():
            token, tag = row.split("\t")
            sentence.append((number, token, tag))
        elif sentence:
            documents[-1].append(sentence)
            sentence = []
    return documents


def written(document, detok):
    """The document as text, and where each line's token lies in it."""
    text, spans, _ = detok([([t for _, t, _ in s], ["B-%d" % n for n, _, _ in s]) for s in document], True)
    return text, {int(number): (start, end) for start, end, number in spans}


def people_of(document):
    """First and last line of each person's name."""
    names = []
    for sentence in document:
        for number, _, tag in sentence:
            if tag == "B-PER":
                names.append([number, number])
            elif tag == "I-PER" and names:
                names[-1][1] = number
    return names


def annotate(command, texts):
    lines = "".join(json.dumps({"id": str(i), "text": t, "language": "en"}) + "\n" for i, t in enumerate(texts))
    done = subprocess.run([command, "annotate", "--jsonl", "--only", "entities"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [[e for e in answer["entities"] if e["type"] == "person"] for answer in answers]


def person_at(people, start, end):
    for entity in people:
        if any(m["form"] == "name" and m["start"] < end and start < m["end"] for m in entity["mentions"]):
            return entity
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cmd", default="build/newswired", help="the binary")
    parser.add_argument("--half", choices=("tune", "report", "both"), default="report")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses")
    parser.add_argument("--min", type=float, default=0, help="exit 1 when fewer percent are exact")
    options = parser.parse_args()
    try:
        documents = read_documents(SHARED / "corpora/ner/dev_worldwide.iob2")
        sys.path.insert(0, str(SHARED / "tools"))
        from score_ner import detok
    except (OSError, ImportError) as error:
        print(f"score_roles: data not there ({error}); set NEWSWIRED_SHARED", file=sys.stderr)
        return 2
    cases = read_cases()
    chosen = [(i, d) for i, d in enumerate(documents, 1) if d and d[0][0][0] <= cases[-1][0]]
    if options.half != "both":
        chosen = [(i, d) for i, d in chosen if i % 2 == (options.half == "report")]
    texts = [written(d, detok) for _, d in chosen]
    people = annotate(options.cmd, [text for text, _ in texts])

    counts = dict(cases=0, exact=0, other=0, none=0, not_found=0, invented=0, people=0)
    for (text, where), found, (_, document) in zip(texts, people, chosen):
        with_case = []
        for first, last, role_first, role_last in cases:
            if first not in where:
                continue
            wanted = " ".join(text[where[role_first][0]:where[role_last][1]].split())
            entity = person_at(found, where[first][0], where[last][1])
            got = entity and entity["role"] and " ".join(entity["role"].split())
            kind = "not_found" if entity is None else "none" if not got else "exact" if got == wanted else "other"
            counts["cases"] += 1
            counts[kind] += 1
            if entity is not None:
                with_case.append(id(entity))
            if kind != "exact" and options.misses > 0:
                options.misses -= 1
                print(f"line {first}: wanted «{wanted}», got {kind} «{got or ''}»")
        named = {id(e): e for f, l in people_of(document) if (e := person_at(found, where[f][0], where[l][1]))}
        rest = [e for key, e in named.items() if key not in with_case]
        counts["people"] += len(rest)
        for entity in rest:
            if entity["role"]:
                counts["invented"] += 1
                if options.misses > 0:
                    options.misses -= 1
                    print(f"invented for {entity['name']}: «{entity['role']}»")
    exact = 100 * counts["exact"] / counts["cases"]
    print("{cases} cases: {exact} exact, {other} another role, {none} none, {not_found} person not found".format(**counts))
    print(f"exact {exact:.1f} %; {counts['invented']} of {counts['people']} people without a listed role were given one ({options.half})")
    return 0 if exact >= options.min else 1


if __name__ == "__main__":
    sys.exit(main())
