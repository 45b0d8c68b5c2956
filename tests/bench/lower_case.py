#!/usr/bin/env python3
"""lower_case.py PROGRAM ARGUMENTS…: runs `PROGRAM annotate --jsonl`, every text in lower case; answers speak of the texts as given.

For score_ner.py: `../shared/tools/score_ner.py --cmd "tests/bench/lower_case.py build/newswired"`.
"""
import json
import subprocess
import sys


def lower(text):
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


documents = [json.loads(line) for line in sys.stdin]
lowered = "\n".join(json.dumps({key: lower(value) if key in ("title", "text") else value for key, value in d.items()}) for d in documents)
done = subprocess.run(sys.argv[1:], input=lowered.encode() + b"\n", stdout=subprocess.PIPE, check=True)
for document, line in zip(documents, done.stdout.splitlines()):
    answer = json.loads(line)
    for entity in answer["entities"]:
        for mention in entity["mentions"]:
            mention["text"] = document["text"][mention["start"]:mention["end"]]
    print(json.dumps(answer))
