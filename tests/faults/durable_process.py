"""A durable subscriber as its user would write it: every entry into a file, and after any death on from the file's end.

usage: durable_process.py HOST:PORT FILE
"""
import json
import os
import sys

import zmq


def last_place(path):
    """(epoch, seq) of the last whole line; a line that a kill cut short is taken away."""
    if not os.path.exists(path):
        return None, 0
    with open(path, "rb+") as diary:
        lines = diary.read()
        whole = lines.rfind(b"\n") + 1
        diary.truncate(whole)
    if whole == 0:
        return None, 0
    entry = json.loads(lines[:whole].splitlines()[-1])
    return entry["epoch"], entry["seq"]


def main(address, path):
    epoch, seq = last_place(path)
    socket = zmq.Context().socket(zmq.DEALER)
    socket.connect(f"tcp://{address}")
    socket.send_json({"op": "READ", "epoch": epoch, "after": seq, "topics": [], "credit": 1_000_000})
    with open(path, "ab") as diary:
        while True:
            word, body = socket.recv_multipart()
            if word == b"RECORD":
                diary.write(body + b"\n")
                diary.flush()


main(*sys.argv[1:])
