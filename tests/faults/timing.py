"""Promises are made in seconds of a machine that is ours; tests run where others work too."""
import os


def on_this_machine(seconds):
    """What a promise of `seconds` may take here and now: more, in proportion, when others keep the cores busy."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
