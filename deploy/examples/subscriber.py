#!/usr/bin/env python3
"""Who said what, from the durable log (apt install python3-zmq). Resumes where it stopped: the place is kept in a file.

usage: subscriber.py [ENDPOINT] [PLACE_FILE]
"""
import json
import pathlib
import sys

import zmq

endpoint = sys.argv[1] if len(sys.argv) > 1 else "tcp://127.0.0.1:7602"
place = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "place.json")
epoch, seq = json.loads(place.read_text()) if place.exists() else (None, 0)

log = zmq.Context().socket(zmq.DEALER)
log.connect(endpoint)
log.send_json({"op": "READ", "epoch": epoch, "after": seq, "topics": ["article."], "credit": 256})
while True:
    word, body = log.recv_multipart()
    entry = json.loads(body)
    if word == b"RECORD":
        for quote in entry.get("quotes", []):
            print((quote["speaker"] or {}).get("name"), "|", quote["text"], flush=True)
        log.send_json({"op": "CREDIT", "n": 1})
    elif word != b"AT":  # GONE: asked for entries beyond retention; EPOCH: another log; ERROR
        sys.exit(f"{word.decode()} {entry}")
    place.write_text(json.dumps([entry["epoch"], entry["seq"]]))
